-- Every backup that was taken or failed, so that its owner sees the last good one; and by which node something that is one node's work is done.
CREATE TABLE backup_runs (
    id uuid NOT NULL,
    organisation text NOT NULL,
    scheduled boolean NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    file text NOT NULL,
    bytes bigint,
    reason text,
    CONSTRAINT pk_backup_runs PRIMARY KEY (id)
);

CREATE INDEX ix_backup_runs_organisation_begun_at ON backup_runs (organisation, begun_at);

CREATE TABLE leases (
    name text NOT NULL,
    held_by uuid NOT NULL,
    held_until timestamp with time zone NOT NULL,
    CONSTRAINT pk_leases PRIMARY KEY (name)
);
