-- What messages say, by which gateways they go, what was reported of them, who wants none, and which addresses take none.
CREATE TABLE "gateways" (
    "way" TEXT NOT NULL,
    "address" TEXT NULL,
    "account" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "fields" TEXT NOT NULL,
    "secret" BLOB NULL,
    "proof" BLOB NULL,
    "hook" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_gateways" PRIMARY KEY ("way")
);

CREATE TABLE "message_texts" (
    "owner_id" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    CONSTRAINT "pk_message_texts" PRIMARY KEY ("owner_id", "way", "language", "number")
);

CREATE TABLE "message_receipts" (
    "way" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "taken_at" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    CONSTRAINT "pk_message_receipts" PRIMARY KEY ("way", "message_id", "state")
);

CREATE TABLE "opt_outs" (
    "mark" TEXT NOT NULL,
    "purpose" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "way" INTEGER NOT NULL,
    "by" TEXT NULL,
    CONSTRAINT "pk_opt_outs" PRIMARY KEY ("mark", "purpose")
);

CREATE TABLE "dead_addresses" (
    "mark" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    CONSTRAINT "pk_dead_addresses" PRIMARY KEY ("mark")
);

CREATE INDEX "ix_message_receipts_taken_at" ON "message_receipts" ("taken_at");

ALTER TABLE "mail_settings" ADD COLUMN "reply_to" TEXT NULL;
