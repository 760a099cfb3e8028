-- Beside links for new passwords the same round tells of a sign-in from a browser that was not seen before: from which, and from where.
ALTER TABLE recoveries ADD COLUMN tells text;
ALTER TABLE recoveries ADD COLUMN browser text;
ALTER TABLE recoveries ADD COLUMN "from" text;
