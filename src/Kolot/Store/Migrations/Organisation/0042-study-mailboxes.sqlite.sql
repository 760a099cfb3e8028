-- From where the answers by mail of a study are read.
CREATE TABLE "study_mailboxes" (
    "study_id" TEXT NOT NULL CONSTRAINT "pk_study_mailboxes" PRIMARY KEY,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "security" INTEGER NOT NULL,
    "user_name" TEXT NOT NULL,
    "password" BLOB NOT NULL,
    "folder" TEXT NOT NULL,
    "validity" INTEGER NULL,
    "read_to" INTEGER NOT NULL,
    "strange" INTEGER NOT NULL,
    "due_at" TEXT NULL,
    "looked_at" TEXT NULL,
    "failing_since" TEXT NULL,
    "tries" INTEGER NOT NULL,
    "reason" TEXT NULL,
    "version" INTEGER NOT NULL
);
