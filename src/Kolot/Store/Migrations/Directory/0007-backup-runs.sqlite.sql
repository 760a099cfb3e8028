-- Every backup that was taken or failed, so that its owner sees the last good one; and by which node something that is one node's work is done.
CREATE TABLE "backup_runs" (
    "id" TEXT NOT NULL CONSTRAINT "pk_backup_runs" PRIMARY KEY,
    "organisation" TEXT NOT NULL,
    "scheduled" INTEGER NOT NULL,
    "begun_at" TEXT NOT NULL,
    "ended_at" TEXT NULL,
    "file" TEXT NOT NULL,
    "bytes" INTEGER NULL,
    "reason" TEXT NULL
);

CREATE INDEX "ix_backup_runs_organisation_begun_at" ON "backup_runs" ("organisation", "begun_at");

CREATE TABLE "leases" (
    "name" TEXT NOT NULL CONSTRAINT "pk_leases" PRIMARY KEY,
    "held_by" TEXT NOT NULL,
    "held_until" TEXT NOT NULL
);
