-- Hours of service as they were decided, what customers are told of outages, and when somebody was really there.
CREATE TABLE "decided_hours" (
    "place" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "unit_id" TEXT NULL,
    "channel_id" TEXT NULL,
    "hours" TEXT NULL,
    "at" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    CONSTRAINT "pk_decided_hours" PRIMARY KEY ("place", "number")
);

CREATE TABLE "outage_notices" (
    "id" TEXT NOT NULL CONSTRAINT "pk_outage_notices" PRIMARY KEY,
    "texts" TEXT NOT NULL,
    "begins_at" TEXT NOT NULL,
    "ends_at" TEXT NULL,
    "written_by" TEXT NOT NULL,
    "written_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "opened_times" (
    "id" TEXT NOT NULL CONSTRAINT "pk_opened_times" PRIMARY KEY,
    "unit_id" TEXT NULL,
    "channel_id" TEXT NULL,
    "begins_at" TEXT NOT NULL,
    "ends_at" TEXT NULL,
    "noted_by" TEXT NOT NULL,
    "noted_at" TEXT NOT NULL
);

CREATE INDEX "ix_opened_times_begins_at" ON "opened_times" ("begins_at");
