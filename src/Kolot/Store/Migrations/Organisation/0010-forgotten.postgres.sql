-- How many rows of an import were of people who asked to be forgotten.
ALTER TABLE import_runs ADD COLUMN forgotten bigint NOT NULL DEFAULT 0;

-- The log named the addresses of those invited. Whom an invitation is for stands in the invitation, which can go; the log can not.
ALTER TABLE log_lines DISABLE TRIGGER log_lines_stay;
UPDATE log_lines SET detail = (detail::jsonb - 'mail')::text WHERE act = 'member.invited';
ALTER TABLE log_lines ENABLE TRIGGER log_lines_stay;
