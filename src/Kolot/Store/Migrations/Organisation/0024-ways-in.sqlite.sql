-- What an organisation decided of the ways into its surveys; when a personal link was revoked.
CREATE TABLE "ways_in" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_ways_in" PRIMARY KEY,
    "feedback_id" TEXT NULL,
    "origins" TEXT NOT NULL,
    "secret" BLOB NULL,
    "secret_at" TEXT NULL,
    "version" INTEGER NOT NULL
);

ALTER TABLE "survey_links" ADD COLUMN "revoked_at" TEXT NULL;
