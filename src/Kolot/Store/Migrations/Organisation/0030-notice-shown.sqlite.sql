-- Which version of the privacy notice stood beside the answers of a response.
ALTER TABLE "survey_responses" ADD COLUMN "notice" TEXT NULL;
