-- Files that were given as answers: what they hold is in file_parts.
CREATE TABLE "survey_files" (
    "id" TEXT NOT NULL CONSTRAINT "pk_survey_files" PRIMARY KEY,
    "response_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "kept_at" TEXT NOT NULL
);

CREATE INDEX "ix_survey_files_response_id" ON "survey_files" ("response_id");
