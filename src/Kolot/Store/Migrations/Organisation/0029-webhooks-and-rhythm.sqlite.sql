-- Where other systems are told of what happens, each message to them, and each try.
CREATE TABLE "webhook_endpoints" (
    "id" TEXT NOT NULL CONSTRAINT "pk_webhook_endpoints" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "events" TEXT NOT NULL,
    "full" INTEGER NOT NULL,
    "secret" BLOB NOT NULL,
    "old_secret" BLOB NULL,
    "old_until" TEXT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "off_at" TEXT NULL,
    "off_because" TEXT NULL,
    "failing_since" TEXT NULL,
    "taken_at" TEXT NULL,
    "notice_due_at" TEXT NULL,
    "notice_tries" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL CONSTRAINT "pk_webhook_deliveries" PRIMARY KEY,
    "endpoint_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "customer_id" TEXT NULL,
    "at" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "due_at" TEXT NULL,
    "status" INTEGER NULL,
    "reason" TEXT NULL,
    "ended_at" TEXT NULL
);

CREATE INDEX "ix_webhook_deliveries_endpoint_id_id" ON "webhook_deliveries" ("endpoint_id", "id");
CREATE INDEX "ix_webhook_deliveries_endpoint_id_due_at" ON "webhook_deliveries" ("endpoint_id", "due_at") WHERE due_at is not null;
CREATE INDEX "ix_webhook_deliveries_ended_at" ON "webhook_deliveries" ("ended_at") WHERE ended_at is not null;
CREATE INDEX "ix_webhook_deliveries_subject" ON "webhook_deliveries" ("subject");
CREATE INDEX "ix_webhook_deliveries_customer_id" ON "webhook_deliveries" ("customer_id") WHERE customer_id is not null;

CREATE TABLE "webhook_attempts" (
    "id" TEXT NOT NULL CONSTRAINT "pk_webhook_attempts" PRIMARY KEY,
    "delivery_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "status" INTEGER NULL,
    "reason" TEXT NULL,
    "said" TEXT NULL
);

CREATE INDEX "ix_webhook_attempts_delivery_id" ON "webhook_attempts" ("delivery_id");

-- What is to be heard where, and how often.
CREATE TABLE "rhythm_lines" (
    "id" TEXT NOT NULL CONSTRAINT "pk_rhythm_lines" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "channel_id" TEXT NULL,
    "touchpoint_id" TEXT NULL,
    "expected" INTEGER NOT NULL,
    "per" INTEGER NOT NULL,
    "made_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);
