-- From where a session is used, and when it last was.
ALTER TABLE "session_tickets" ADD COLUMN "browser" TEXT NULL;
ALTER TABLE "session_tickets" ADD COLUMN "from" TEXT NULL;
ALTER TABLE "session_tickets" ADD COLUMN "used_at" TEXT NULL;
