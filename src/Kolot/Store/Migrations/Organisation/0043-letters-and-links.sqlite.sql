-- By which letter a company is told whose name is not, given once; and links that go to shoppers by mail.
ALTER TABLE "study_companies" ADD COLUMN "letter" INTEGER NULL;

CREATE TABLE "shopper_mails" (
    "id" TEXT NOT NULL CONSTRAINT "pk_shopper_mails" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "mail" INTEGER NOT NULL,
    "mail_at" TEXT NULL,
    "mail_tries" INTEGER NOT NULL,
    "mail_reason" TEXT NULL
);

CREATE INDEX "ix_shopper_mails_mail_at" ON "shopper_mails" ("mail_at") WHERE mail_at is not null;
