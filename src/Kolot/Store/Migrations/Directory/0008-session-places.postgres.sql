-- From where a session is used, and when it last was.
ALTER TABLE session_tickets ADD COLUMN browser text;
ALTER TABLE session_tickets ADD COLUMN "from" text;
ALTER TABLE session_tickets ADD COLUMN used_at timestamp with time zone;
