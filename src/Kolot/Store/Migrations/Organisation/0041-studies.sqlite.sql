-- Studies: whom they compare, by what, and the probes that they are made of.
CREATE TABLE "studies" (
    "id" TEXT NOT NULL CONSTRAINT "pk_studies" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NULL,
    "kind" INTEGER NOT NULL,
    "state" INTEGER NOT NULL,
    "design" TEXT NOT NULL,
    "published_at" TEXT NULL,
    "revision" INTEGER NOT NULL,
    "begun_at" TEXT NOT NULL,
    "begun_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "study_companies" (
    "id" TEXT NOT NULL CONSTRAINT "pk_study_companies" PRIMARY KEY,
    "study_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NULL,
    "name_en" TEXT NULL,
    "industry" TEXT NULL,
    "industry_en" TEXT NULL,
    "ours" INTEGER NOT NULL,
    "addresses" TEXT NOT NULL,
    "secret_hash" BLOB NULL
);

CREATE TABLE "study_scenarios" (
    "id" TEXT NOT NULL CONSTRAINT "pk_study_scenarios" PRIMARY KEY,
    "study_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "persona" TEXT NULL,
    "wordings" TEXT NOT NULL,
    "channels" TEXT NULL,
    "retired" INTEGER NOT NULL
);

CREATE TABLE "study_shoppers" (
    "id" TEXT NOT NULL CONSTRAINT "pk_study_shoppers" PRIMARY KEY,
    "study_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mail" TEXT NULL,
    "language" TEXT NOT NULL,
    "secret_hash" BLOB NULL,
    "grades_again" INTEGER NOT NULL
);

CREATE TABLE "study_forms" (
    "study_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "written_at" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    CONSTRAINT "pk_study_forms" PRIMARY KEY ("study_id", "number")
);

CREATE TABLE "study_waves" (
    "id" TEXT NOT NULL CONSTRAINT "pk_study_waves" PRIMARY KEY,
    "study_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "form" INTEGER NOT NULL,
    "closed_at" TEXT NULL
);

CREATE TABLE "probes" (
    "id" TEXT NOT NULL CONSTRAINT "pk_probes" PRIMARY KEY,
    "study_id" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "company_id" TEXT NOT NULL,
    "channel" INTEGER NOT NULL,
    "scenario_id" TEXT NULL,
    "wording" INTEGER NOT NULL,
    "shopper_id" TEXT NULL,
    "planned_at" TEXT NULL,
    "mail_key" TEXT NULL,
    "state" INTEGER NOT NULL,
    "sent_at" TEXT NULL,
    "waited_from" INTEGER NULL,
    "waited_until" INTEGER NULL,
    "stated" INTEGER NULL,
    "why" TEXT NULL,
    "review" INTEGER NOT NULL,
    "reviewed_by" TEXT NULL,
    "reviewed_at" TEXT NULL,
    "review_note" TEXT NULL,
    "twice" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "probe_replies" (
    "id" TEXT NOT NULL CONSTRAINT "pk_probe_replies" PRIMARY KEY,
    "probe_id" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "automatic" INTEGER NOT NULL,
    "text" TEXT NULL,
    "by_mail" INTEGER NOT NULL
);

CREATE TABLE "probe_gradings" (
    "probe_id" TEXT NOT NULL,
    "again" INTEGER NOT NULL,
    "shopper_id" TEXT NULL,
    "form" INTEGER NOT NULL,
    "grades" TEXT NOT NULL,
    "remark" TEXT NULL,
    "at" TEXT NOT NULL,
    CONSTRAINT "pk_probe_gradings" PRIMARY KEY ("probe_id", "again")
);

CREATE TABLE "probe_evidence" (
    "id" TEXT NOT NULL CONSTRAINT "pk_probe_evidence" PRIMARY KEY,
    "probe_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "until" TEXT NOT NULL
);

CREATE TABLE "study_appeals" (
    "id" TEXT NOT NULL CONSTRAINT "pk_study_appeals" PRIMARY KEY,
    "company_id" TEXT NOT NULL,
    "probe_id" TEXT NULL,
    "name" TEXT NOT NULL,
    "mail" TEXT NULL,
    "text" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "upheld" INTEGER NULL,
    "decision" TEXT NULL,
    "decided_by" TEXT NULL,
    "decided_at" TEXT NULL
);

CREATE UNIQUE INDEX "ix_studies_code" ON "studies" ("code");
CREATE UNIQUE INDEX "ix_study_companies_study_id_number" ON "study_companies" ("study_id", "number");
CREATE UNIQUE INDEX "ix_study_companies_secret_hash" ON "study_companies" ("secret_hash") WHERE secret_hash is not null;
CREATE INDEX "ix_study_scenarios_study_id" ON "study_scenarios" ("study_id");
CREATE INDEX "ix_study_shoppers_study_id" ON "study_shoppers" ("study_id");
CREATE UNIQUE INDEX "ix_study_shoppers_secret_hash" ON "study_shoppers" ("secret_hash") WHERE secret_hash is not null;
CREATE UNIQUE INDEX "ix_study_waves_study_id_number" ON "study_waves" ("study_id", "number");
CREATE INDEX "ix_probes_study_id_wave" ON "probes" ("study_id", "wave");
CREATE INDEX "ix_probes_shopper_id_planned_at" ON "probes" ("shopper_id", "planned_at") WHERE shopper_id is not null;
CREATE UNIQUE INDEX "ix_probes_mail_key" ON "probes" ("mail_key") WHERE mail_key is not null;
CREATE INDEX "ix_probes_study_id_sent_at" ON "probes" ("study_id", "sent_at") WHERE state = 1;
CREATE INDEX "ix_probe_replies_probe_id" ON "probe_replies" ("probe_id");
CREATE INDEX "ix_probe_evidence_probe_id" ON "probe_evidence" ("probe_id");
CREATE INDEX "ix_probe_evidence_until" ON "probe_evidence" ("until");
CREATE INDEX "ix_study_appeals_company_id" ON "study_appeals" ("company_id");
