-- The contact form, what was written by it, and what happened with that.
CREATE TABLE "contact_forms" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_contact_forms" PRIMARY KEY,
    "content" TEXT NULL,
    "key" BLOB NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "enquiries" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_enquiries" PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "voice_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "name" TEXT NULL,
    "mail" TEXT NULL,
    "phone" TEXT NULL,
    "consent" TEXT NULL,
    "promised_minutes" INTEGER NULL,
    "at" TEXT NOT NULL,
    "until" TEXT NOT NULL
);

CREATE UNIQUE INDEX "ix_enquiries_key" ON "enquiries" ("key");
CREATE INDEX "ix_enquiries_voice_id" ON "enquiries" ("voice_id");

CREATE TABLE "enquiry_steps" (
    "id" TEXT NOT NULL CONSTRAINT "pk_enquiry_steps" PRIMARY KEY,
    "enquiry_key" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "due_at" TEXT NULL,
    "member_id" TEXT NULL,
    "text" TEXT NULL,
    "voice_id" TEXT NULL,
    "mail" INTEGER NOT NULL,
    "mail_at" TEXT NULL,
    "mail_tries" INTEGER NOT NULL,
    "mail_reason" TEXT NULL
);

CREATE INDEX "ix_enquiry_steps_enquiry_key" ON "enquiry_steps" ("enquiry_key");
CREATE INDEX "ix_enquiry_steps_voice_id" ON "enquiry_steps" ("voice_id") WHERE voice_id is not null;
