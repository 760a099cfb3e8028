-- Members are told by mail of what waits for them, and leads how the team stands; mails about cases stand as other mails do, so that one piece sends them.
DROP INDEX "ix_case_mails_due_at";
ALTER TABLE "case_mails" RENAME COLUMN "state" TO "mail";
ALTER TABLE "case_mails" RENAME COLUMN "due_at" TO "mail_at";
ALTER TABLE "case_mails" RENAME COLUMN "tries" TO "mail_tries";
ALTER TABLE "case_mails" RENAME COLUMN "reason" TO "mail_reason";
ALTER TABLE "case_mails" DROP COLUMN "ended_at";
UPDATE "case_mails" SET mail = mail + 1;
CREATE INDEX "ix_case_mails_mail_at" ON "case_mails" ("mail_at") WHERE mail_at is not null;

ALTER TABLE "notifications" ADD COLUMN "mail_id" TEXT NULL;

CREATE TABLE "notification_mails" (
    "id" TEXT NOT NULL CONSTRAINT "pk_notification_mails" PRIMARY KEY,
    "member_id" TEXT NOT NULL,
    "due_at" TEXT NOT NULL,
    "mail" INTEGER NOT NULL,
    "mail_at" TEXT NULL,
    "mail_tries" INTEGER NOT NULL,
    "mail_reason" TEXT NULL
);

CREATE TABLE "team_digests" (
    "id" TEXT NOT NULL CONSTRAINT "pk_team_digests" PRIMARY KEY,
    "member_id" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "mail" INTEGER NOT NULL,
    "mail_at" TEXT NULL,
    "mail_tries" INTEGER NOT NULL,
    "mail_reason" TEXT NULL
);

CREATE TABLE "notification_choices" (
    "member_id" TEXT NOT NULL CONSTRAINT "pk_notification_choices" PRIMARY KEY,
    "given" INTEGER NOT NULL,
    "moves" INTEGER NOT NULL,
    "urgent" INTEGER NOT NULL,
    "wakes" INTEGER NOT NULL,
    "digest_hour" INTEGER NOT NULL,
    "quiet_from" INTEGER NOT NULL,
    "quiet_until" INTEGER NOT NULL,
    "rests" INTEGER NOT NULL,
    "team" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE INDEX "ix_notification_mails_mail_at" ON "notification_mails" ("mail_at") WHERE mail_at is not null;
CREATE INDEX "ix_notification_mails_member_id" ON "notification_mails" ("member_id");
CREATE INDEX "ix_team_digests_mail_at" ON "team_digests" ("mail_at") WHERE mail_at is not null;
CREATE UNIQUE INDEX "ix_team_digests_member_id_occasion" ON "team_digests" ("member_id", "occasion");
