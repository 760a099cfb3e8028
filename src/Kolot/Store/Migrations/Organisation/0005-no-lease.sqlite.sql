-- Nothing leaves the machine yet, so nothing is leased.
ALTER TABLE errands DROP COLUMN leased_until;
