-- Clocks of cases, how much time is given for answers, and what members are told of them.
CREATE TABLE "case_clocks" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_clocks" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "purpose" INTEGER NOT NULL,
    "given_minutes" INTEGER NOT NULL,
    "rule" TEXT NULL,
    "unit_id" TEXT NULL,
    "channel_id" TEXT NULL,
    "begun_at" TEXT NOT NULL,
    "rested" TEXT NULL,
    "resting_since" TEXT NULL,
    "due_at" TEXT NULL,
    "warn_at" TEXT NULL,
    "fires_at" TEXT NULL,
    "warned_at" TEXT NULL,
    "late_at" TEXT NULL,
    "met_at" TEXT NULL,
    "stopped_at" TEXT NULL
);

CREATE TABLE "decided_times" (
    "place" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "unit_id" TEXT NULL,
    "channel_id" TEXT NULL,
    "times" TEXT NULL,
    "at" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    CONSTRAINT "pk_decided_times" PRIMARY KEY ("place", "number")
);

CREATE TABLE "notifications" (
    "id" TEXT NOT NULL CONSTRAINT "pk_notifications" PRIMARY KEY,
    "member_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "read_at" TEXT NULL,
    "mailed_at" TEXT NULL
);

CREATE INDEX "ix_case_clocks_case_id" ON "case_clocks" ("case_id");
CREATE INDEX "ix_case_clocks_fires_at" ON "case_clocks" ("fires_at") WHERE fires_at is not null;
CREATE UNIQUE INDEX "ix_notifications_member_id_reason_subject_id" ON "notifications" ("member_id", "reason", "subject_id");
CREATE INDEX "ix_notifications_member_id_at" ON "notifications" ("member_id", "at") WHERE read_at is null;
CREATE INDEX "ix_notifications_case_id" ON "notifications" ("case_id");
