-- All organisations are on the common server.
ALTER TABLE placements DROP COLUMN server;
