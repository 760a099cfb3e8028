-- How long things are kept, what was removed each night, and who is not removed whatever the time.
CREATE TABLE "retention_rules" (
    "kind" TEXT NOT NULL CONSTRAINT "pk_retention_rules" PRIMARY KEY,
    "months" INTEGER NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "retention_runs" (
    "id" TEXT NOT NULL CONSTRAINT "pk_retention_runs" PRIMARY KEY,
    "begun_at" TEXT NOT NULL,
    "ended_at" TEXT NULL,
    "removed" TEXT NOT NULL
);

CREATE INDEX "ix_retention_runs_begun_at" ON "retention_runs" ("begun_at");

CREATE TABLE "customer_holds" (
    "customer_id" TEXT NOT NULL CONSTRAINT "pk_customer_holds" PRIMARY KEY,
    "reason" TEXT NOT NULL,
    "held_by" TEXT NOT NULL,
    "held_at" TEXT NOT NULL
);

ALTER TABLE "voices" ADD COLUMN "words_removed_at" TEXT NULL;

-- A line of the log may go when its time is over, never sooner than two years.
DROP TRIGGER "log_lines_stay";
CREATE TRIGGER "log_lines_stay" BEFORE DELETE ON "log_lines" WHEN OLD."at" > datetime('now', '-24 months', '+1 day')
    BEGIN SELECT RAISE(ABORT, 'The log is only added to.'); END;
