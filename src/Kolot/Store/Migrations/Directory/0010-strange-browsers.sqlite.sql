-- Beside links for new passwords the same round tells of a sign-in from a browser that was not seen before: from which, and from where.
ALTER TABLE "recoveries" ADD COLUMN "tells" TEXT NULL;
ALTER TABLE "recoveries" ADD COLUMN "browser" TEXT NULL;
ALTER TABLE "recoveries" ADD COLUMN "from" TEXT NULL;
