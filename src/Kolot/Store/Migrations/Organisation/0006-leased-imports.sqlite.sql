-- Any node goes on with an import; which one is at it, and until when it may be believed.
ALTER TABLE "import_runs" ADD COLUMN "leased_by" TEXT NULL;
ALTER TABLE "import_runs" ADD COLUMN "leased_until" TEXT NULL;
