-- How many rows of an import were of people who asked to be forgotten.
ALTER TABLE "import_runs" ADD COLUMN "forgotten" INTEGER NOT NULL DEFAULT 0;

-- The log named the addresses of those invited. Whom an invitation is for stands in the invitation, which can go; the log can not.
DROP TRIGGER "log_lines_keep";
UPDATE "log_lines" SET "detail" = json_remove("detail", '$.mail') WHERE "act" = 'member.invited';
CREATE TRIGGER "log_lines_keep" BEFORE UPDATE ON "log_lines" BEGIN SELECT RAISE(ABORT, 'The log is only added to.'); END;
