-- Cases: what somebody owns until it is closed, what happened with it, which voices belong to it, by which rules they open it, and who takes which.
CREATE TABLE "cases" (
    "number" INTEGER NOT NULL CONSTRAINT "pk_cases" PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "customer_id" TEXT NULL,
    "merged_from" TEXT NULL,
    "unit_id" TEXT NULL,
    "owner_id" TEXT NULL,
    "kind" INTEGER NOT NULL,
    "severity" INTEGER NOT NULL,
    "impact" INTEGER NOT NULL,
    "touchpoint_id" TEXT NULL,
    "title" TEXT NULL,
    "opened_at" TEXT NOT NULL,
    "opened_by_rule" TEXT NULL,
    "opened_by" TEXT NULL,
    "heard_at" TEXT NOT NULL,
    "due_at" TEXT NULL,
    "snoozed_until" TEXT NULL,
    "merged_into" TEXT NULL,
    "state" INTEGER NOT NULL DEFAULT 0,
    "awaiting_since" TEXT NULL,
    "answered_at" TEXT NULL,
    "closed_at" TEXT NULL,
    "confirmed" INTEGER NULL,
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "case_steps" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_steps" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "by_member" TEXT NULL,
    "by_customer" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NULL,
    "details" TEXT NULL,
    "seen_by_customer" INTEGER NOT NULL
);

CREATE TABLE "case_voices" (
    "voice_id" TEXT NOT NULL CONSTRAINT "pk_case_voices" PRIMARY KEY,
    "case_id" TEXT NOT NULL
);

CREATE TABLE "case_rules" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_rules" PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "off" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    "written_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "case_hands" (
    "member_id" TEXT NOT NULL CONSTRAINT "pk_case_hands" PRIMARY KEY,
    "kinds" TEXT NOT NULL,
    "languages" TEXT NOT NULL,
    "most" INTEGER NULL,
    "rests_until" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ix_cases_id" ON "cases" ("id");
CREATE INDEX "ix_cases_unit_id_due_at_number" ON "cases" ("unit_id", "due_at", "number") WHERE closed_at is null;
CREATE INDEX "ix_cases_owner_id_due_at_number" ON "cases" ("owner_id", "due_at", "number") WHERE closed_at is null;
CREATE INDEX "ix_cases_due_at_number" ON "cases" ("due_at", "number") WHERE closed_at is null;
CREATE INDEX "ix_cases_awaiting_since_number" ON "cases" ("awaiting_since", "number") WHERE awaiting_since is not null;
CREATE INDEX "ix_cases_snoozed_until" ON "cases" ("snoozed_until") WHERE snoozed_until is not null;
CREATE INDEX "ix_cases_reopened_number" ON "cases" ("reopened", "number") WHERE reopened > 0 and closed_at is null;
CREATE INDEX "ix_cases_customer_id" ON "cases" ("customer_id") WHERE customer_id is not null;
CREATE INDEX "ix_cases_closed_at" ON "cases" ("closed_at") WHERE closed_at is not null;
CREATE INDEX "ix_cases_merged_into" ON "cases" ("merged_into") WHERE merged_into is not null;
CREATE UNIQUE INDEX "ix_case_steps_case_id_number" ON "case_steps" ("case_id", "number");
CREATE INDEX "ix_case_voices_case_id" ON "case_voices" ("case_id");

-- Where a case stands is told by its steps, whoever keeps them, so that lists walk no history. A step that was counted already, as when a backup is brought back, counts no second time.
CREATE TRIGGER "case_steps_kept" AFTER INSERT ON "case_steps" BEGIN
    UPDATE "cases" SET
        "state" = CASE
            WHEN NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN 5
            WHEN NEW."kind" IN ('closing_undone', 'merge_undone') AND "state" = 5 THEN CASE WHEN "answered_at" IS NULL THEN 2 ELSE 4 END
            WHEN (NEW."kind" = 'heard' AND "state" >= 4) OR (NEW."kind" = 'reopened' AND "state" = 5) THEN 2
            WHEN NEW."kind" IN ('acknowledged', 'asked') AND "state" < 1 THEN 1
            WHEN NEW."kind" = 'assessed' AND "state" < 2 THEN 2
            WHEN NEW."kind" = 'investigated' AND "state" < 3 THEN 3
            WHEN NEW."kind" = 'answered' AND "state" < 4 THEN 4
            ELSE "state" END,
        "awaiting_since" = CASE
            WHEN NEW."kind" = 'asked' AND "state" < 5 THEN NEW."at"
            WHEN NEW."kind" IN ('asked', 'answered', 'heard', 'not_awaited') OR NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN NULL
            ELSE "awaiting_since" END,
        "answered_at" = CASE WHEN NEW."kind" = 'answered' THEN NEW."at" ELSE "answered_at" END,
        "closed_at" = CASE WHEN NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN coalesce("closed_at", NEW."at") WHEN NEW."kind" IN ('heard', 'reopened', 'closing_undone', 'merge_undone') THEN NULL ELSE "closed_at" END,
        "confirmed" = CASE WHEN NEW."kind" = 'closed_confirmed' THEN 1 WHEN NEW."kind" = 'closed_unconfirmed' THEN 0 WHEN NEW."kind" = 'merged_away' OR NEW."kind" IN ('heard', 'reopened', 'closing_undone', 'merge_undone') THEN NULL ELSE "confirmed" END,
        "reopened" = "reopened" + CASE WHEN "state" = 5 AND NEW."kind" IN ('heard', 'reopened') THEN 1 ELSE 0 END,
        "snoozed_until" = CASE WHEN NEW."kind" IN ('heard', 'woken') OR NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN NULL ELSE "snoozed_until" END,
        "version" = NEW."number"
    WHERE "id" = NEW."case_id" AND "version" < NEW."number";
END;

-- What happened, happened. Only words go, when somebody is erased.
CREATE TRIGGER "case_steps_stay" BEFORE UPDATE OF "id", "case_id", "number", "at", "by_member", "by_customer", "kind", "details", "seen_by_customer" ON "case_steps"
BEGIN SELECT RAISE(ABORT, 'What happened with a case is only added to.'); END;
