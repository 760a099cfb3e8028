-- Who wants to be told when a measure moves, how that stands for each of them, and what they were told.
CREATE TABLE "alerts" (
    "id" TEXT NOT NULL CONSTRAINT "pk_alerts" PRIMARY KEY,
    "owner_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "measure_version" INTEGER NOT NULL,
    "query" TEXT NOT NULL,
    "grain" INTEGER NOT NULL,
    "direction" INTEGER NOT NULL,
    "made_at" TEXT NOT NULL,
    "paused_at" TEXT NULL,
    "removed_at" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "alert_readers" (
    "alert_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "pieces" INTEGER NOT NULL,
    "since" INTEGER NULL,
    "looked_to" INTEGER NULL,
    CONSTRAINT "pk_alert_readers" PRIMARY KEY ("alert_id", "member_id")
);

CREATE INDEX "ix_alert_readers_member_id" ON "alert_readers" ("member_id");

CREATE TABLE "signals" (
    "id" TEXT NOT NULL CONSTRAINT "pk_signals" PRIMARY KEY,
    "alert_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "before_from" INTEGER NOT NULL,
    "now_from" INTEGER NOT NULL,
    "now_to" INTEGER NOT NULL,
    "before_n" INTEGER NOT NULL,
    "now_n" INTEGER NOT NULL,
    "before_value" REAL NOT NULL,
    "now_value" REAL NOT NULL,
    "low" REAL NOT NULL,
    "high" REAL NOT NULL,
    "seen_at" TEXT NULL,
    "note" TEXT NULL,
    "mail" INTEGER NOT NULL,
    "mail_at" TEXT NULL,
    "mail_tries" INTEGER NOT NULL,
    "mail_reason" TEXT NULL
);

CREATE UNIQUE INDEX "ix_signals_alert_id_member_id_now_to" ON "signals" ("alert_id", "member_id", "now_to");
CREATE INDEX "ix_signals_member_id_seen_at" ON "signals" ("member_id", "seen_at");
