-- Surveys, their versions as they were published, what is answered, and personal ways in.
CREATE TABLE "surveys" (
    "id" TEXT NOT NULL CONSTRAINT "pk_surveys" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "draft" TEXT NOT NULL,
    "asked" INTEGER NOT NULL,
    "opens_at" TEXT NULL,
    "closes_at" TEXT NULL,
    "closed_at" TEXT NULL,
    "channel_id" TEXT NOT NULL,
    "touchpoint_id" TEXT NULL,
    "unit_id" TEXT NULL,
    "begun_at" TEXT NOT NULL,
    "begun_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ix_surveys_code" ON "surveys" ("code");

CREATE TABLE "survey_versions" (
    "survey_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "published_at" TEXT NOT NULL,
    "published_by" TEXT NOT NULL,
    CONSTRAINT "pk_survey_versions" PRIMARY KEY ("survey_id", "number")
);

CREATE TRIGGER "survey_versions_keep" BEFORE UPDATE ON "survey_versions"
    BEGIN SELECT RAISE(ABORT, 'A survey that was published stays as it was.'); END;

CREATE TABLE "survey_responses" (
    "id" TEXT NOT NULL CONSTRAINT "pk_survey_responses" PRIMARY KEY,
    "survey_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "link_id" TEXT NULL,
    "begun_at" TEXT NOT NULL,
    "sent_at" TEXT NOT NULL,
    "finished_at" TEXT NULL,
    "screen" INTEGER NOT NULL,
    "seconds" TEXT NOT NULL,
    "given" TEXT NOT NULL,
    "counted" INTEGER NOT NULL,
    "quotas" INTEGER NOT NULL,
    "voice_id" TEXT NULL
);

CREATE INDEX "ix_survey_responses_survey_id_id" ON "survey_responses" ("survey_id", "id");
CREATE INDEX "ix_survey_responses_sent_at" ON "survey_responses" ("sent_at") WHERE finished_at is null;
CREATE INDEX "ix_survey_responses_link_id" ON "survey_responses" ("link_id") WHERE link_id is not null;
CREATE INDEX "ix_survey_responses_voice_id" ON "survey_responses" ("voice_id") WHERE voice_id is not null;

CREATE TABLE "survey_links" (
    "id" TEXT NOT NULL CONSTRAINT "pk_survey_links" PRIMARY KEY,
    "survey_id" TEXT NOT NULL,
    "secret_hash" BLOB NOT NULL,
    "customer_id" TEXT NULL,
    "known" TEXT NOT NULL,
    "until" TEXT NULL,
    "spent_on" TEXT NULL,
    "made_at" TEXT NOT NULL
);

CREATE UNIQUE INDEX "ix_survey_links_secret_hash" ON "survey_links" ("secret_hash");
CREATE INDEX "ix_survey_links_customer_id" ON "survey_links" ("customer_id") WHERE customer_id is not null;
CREATE INDEX "ix_survey_links_survey_id" ON "survey_links" ("survey_id");
