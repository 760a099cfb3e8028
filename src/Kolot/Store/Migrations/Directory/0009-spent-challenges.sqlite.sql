-- Challenges of passkeys that were answered: none counts twice.
CREATE TABLE "spent_challenges" (
    "hash" BLOB NOT NULL CONSTRAINT "pk_spent_challenges" PRIMARY KEY,
    "until" TEXT NOT NULL
);
