-- Who asked for a new password by mail, and the link that was sent.
CREATE TABLE "recoveries" (
    "id" TEXT NOT NULL CONSTRAINT "pk_recoveries" PRIMARY KEY,
    "mail" TEXT NULL,
    "account_id" TEXT NULL,
    "asked_at" TEXT NOT NULL,
    "due_at" TEXT NULL,
    "tries" INTEGER NOT NULL,
    "secret_hash" BLOB NULL,
    "until" TEXT NULL,
    "spent_at" TEXT NULL
);

CREATE INDEX "ix_recoveries_account_id" ON "recoveries" ("account_id");
CREATE INDEX "ix_recoveries_due_at" ON "recoveries" ("due_at");
CREATE UNIQUE INDEX "ix_recoveries_secret_hash" ON "recoveries" ("secret_hash");
ALTER TABLE "sign_ins" ADD COLUMN "act" TEXT NULL;
