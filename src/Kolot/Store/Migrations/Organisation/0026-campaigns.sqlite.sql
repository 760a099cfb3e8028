-- Campaigns, the invitations that come of them, what happened with customers after which they are asked, and how often they may be.
CREATE TABLE "campaigns" (
    "id" TEXT NOT NULL CONSTRAINT "pk_campaigns" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "survey_id" TEXT NOT NULL,
    "purpose" INTEGER NOT NULL,
    "ways" TEXT NOT NULL,
    "occasion" INTEGER NOT NULL,
    "event_kind" TEXT NULL,
    "after_days" INTEGER NOT NULL,
    "every_months" INTEGER NOT NULL,
    "unit_id" TEXT NULL,
    "attributes" TEXT NOT NULL,
    "sample_percent" INTEGER NOT NULL,
    "priority" INTEGER NOT NULL,
    "patience_days" INTEGER NOT NULL,
    "answered_days" INTEGER NOT NULL,
    "reminders" INTEGER NOT NULL,
    "reminder_after_days" INTEGER NOT NULL,
    "link_days" INTEGER NOT NULL,
    "state" INTEGER NOT NULL,
    "begun_at" TEXT NOT NULL,
    "begun_by" TEXT NOT NULL,
    "started_at" TEXT NULL,
    "ends_at" TEXT NULL,
    "cursor" TEXT NULL,
    "swept_at" TEXT NULL,
    "reminded_to" TEXT NULL,
    "gone" INTEGER NOT NULL,
    "removed_at" TEXT NULL,
    "version" INTEGER NOT NULL
);
CREATE INDEX "ix_campaigns_survey_id" ON "campaigns" ("survey_id");

CREATE TABLE "campaign_people" (
    "campaign_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "known" TEXT NOT NULL,
    CONSTRAINT "pk_campaign_people" PRIMARY KEY ("campaign_id", "customer_id")
);
CREATE INDEX "ix_campaign_people_customer_id" ON "campaign_people" ("customer_id");

CREATE TABLE "customer_events" (
    "id" TEXT NOT NULL CONSTRAINT "pk_customer_events" PRIMARY KEY,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "known" TEXT NOT NULL,
    "kept_at" TEXT NOT NULL
);
CREATE UNIQUE INDEX "ix_customer_events_source_source_id" ON "customer_events" ("source", "source_id");
CREATE INDEX "ix_customer_events_customer_id" ON "customer_events" ("customer_id");
CREATE INDEX "ix_customer_events_kept_at" ON "customer_events" ("kept_at");

CREATE TABLE "invitations" (
    "id" TEXT NOT NULL CONSTRAINT "pk_invitations" PRIMARY KEY,
    "first_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "survey_id" TEXT NOT NULL,
    "survey_number" INTEGER NOT NULL,
    "customer_id" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "reminder" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "address" TEXT NULL,
    "language" TEXT NOT NULL,
    "known" TEXT NOT NULL,
    "planned_at" TEXT NOT NULL,
    "due_at" TEXT NOT NULL,
    "next_try_at" TEXT NULL,
    "state" INTEGER NOT NULL,
    "skip" INTEGER NULL,
    "skip_until" TEXT NULL,
    "skip_because" TEXT NULL,
    "leased_by" TEXT NULL,
    "leased_until" TEXT NULL,
    "tries" INTEGER NOT NULL,
    "message_id" TEXT NULL,
    "outcome" TEXT NULL,
    "sent_at" TEXT NULL,
    "delivered_at" TEXT NULL,
    "opened_at" TEXT NULL,
    "started_at" TEXT NULL,
    "finished_at" TEXT NULL,
    "bounced_at" TEXT NULL
);
CREATE UNIQUE INDEX "ix_invitations_campaign_id_customer_id_occasion_reminder" ON "invitations" ("campaign_id", "customer_id", "occasion", "reminder");
CREATE INDEX "ix_invitations_customer_id_due_at" ON "invitations" ("customer_id", "due_at");
CREATE INDEX "ix_invitations_next_try_at" ON "invitations" ("next_try_at") WHERE next_try_at is not null;
CREATE INDEX "ix_invitations_campaign_id_sent_at" ON "invitations" ("campaign_id", "sent_at") WHERE sent_at is not null;
CREATE INDEX "ix_invitations_message_id" ON "invitations" ("message_id") WHERE message_id is not null;

CREATE TABLE "frequency_rules" (
    "id" TEXT NOT NULL CONSTRAINT "pk_frequency_rules" PRIMARY KEY,
    "most" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "purpose" INTEGER NULL,
    "way" TEXT NULL,
    "made_at" TEXT NOT NULL,
    "removed_at" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "frequency_exemptions" (
    "id" TEXT NOT NULL CONSTRAINT "pk_frequency_exemptions" PRIMARY KEY,
    "campaign_id" TEXT NULL,
    "attribute_key" TEXT NULL,
    "attribute_value" TEXT NULL,
    "why" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "removed_at" TEXT NULL
);

CREATE TABLE "inviting_settings" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_inviting_settings" PRIMARY KEY,
    "hours" TEXT NULL,
    "link_key" BLOB NULL,
    "version" INTEGER NOT NULL
);

-- An invitation's personal link, and the response given by it, have its id: what is answered is noted whatever way it was written. Responses that do not count
-- (play, trials, robots) were begun and not finished; one over a quota was.
CREATE TRIGGER "invitations_begun" AFTER INSERT ON "survey_responses" WHEN NEW."link_id" IS NOT NULL BEGIN
    UPDATE "invitations" SET "opened_at" = coalesce("opened_at", NEW."begun_at"), "started_at" = coalesce("started_at", NEW."begun_at"),
        "finished_at" = coalesce("finished_at", CASE WHEN NEW."counted" IN (0, 5) THEN NEW."finished_at" END) WHERE "id" = NEW."link_id";
END;

CREATE TRIGGER "invitations_finished" AFTER UPDATE OF "finished_at" ON "survey_responses" WHEN NEW."link_id" IS NOT NULL AND OLD."finished_at" IS NULL AND NEW."finished_at" IS NOT NULL BEGIN
    UPDATE "invitations" SET "opened_at" = coalesce("opened_at", NEW."begun_at"), "started_at" = coalesce("started_at", NEW."begun_at"),
        "finished_at" = coalesce("finished_at", CASE WHEN NEW."counted" IN (0, 5) THEN NEW."finished_at" END) WHERE "id" = NEW."link_id";
END;
