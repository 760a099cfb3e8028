-- Mails of signals, of steps of enquiries and of boards stand alike, so that one piece sends them. Invitations that are due are found campaign by campaign, without those of campaigns that rest.
UPDATE "signals" SET mail = 9 - mail WHERE mail IN (4, 5);
UPDATE "signals" SET mail_at = CASE WHEN mail IN (1, 2) THEN coalesce(mail_at, at) END WHERE mail_at IS NOT NULL OR mail IN (1, 2);
CREATE INDEX "ix_signals_mail_at" ON "signals" ("mail_at") WHERE mail_at is not null;

UPDATE "enquiry_steps" SET mail_at = CASE WHEN mail IN (1, 2) THEN coalesce(mail_at, at) END WHERE mail_at IS NOT NULL OR mail IN (1, 2);
CREATE INDEX "ix_enquiry_steps_mail_at" ON "enquiry_steps" ("mail_at") WHERE mail_at is not null;

DROP INDEX "ix_board_letters_due_at";
ALTER TABLE "board_letters" RENAME COLUMN "state" TO "mail";
ALTER TABLE "board_letters" RENAME COLUMN "due_at" TO "mail_at";
ALTER TABLE "board_letters" RENAME COLUMN "tries" TO "mail_tries";
ALTER TABLE "board_letters" RENAME COLUMN "reason" TO "mail_reason";
ALTER TABLE "board_letters" DROP COLUMN "ended_at";
UPDATE "board_letters" SET mail = CASE mail WHEN 3 THEN 5 WHEN 4 THEN 4 WHEN 5 THEN 6 ELSE mail + 1 END;
CREATE INDEX "ix_board_letters_mail_at" ON "board_letters" ("mail_at") WHERE mail_at is not null;

DROP INDEX "ix_invitations_next_try_at";
CREATE INDEX "ix_invitations_campaign_id_way_next_try_at" ON "invitations" ("campaign_id", "way", "next_try_at") WHERE next_try_at is not null;
CREATE INDEX "ix_invitations_leased_until" ON "invitations" ("leased_until") WHERE leased_until is not null;
