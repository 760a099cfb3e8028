-- Who was erased when, without who, and what keeps them from coming back with an older backup or a repeated import.
CREATE TABLE erasure_secrets (
    organisation text NOT NULL,
    id uuid NOT NULL,
    founded_at timestamp with time zone NOT NULL,
    secret bytea NOT NULL,
    CONSTRAINT pk_erasure_secrets PRIMARY KEY (organisation, id)
);

CREATE TABLE erasures (
    organisation text NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    by_name text NOT NULL,
    keeps_scores boolean NOT NULL,
    counts text NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT pk_erasures PRIMARY KEY (organisation, id)
);

CREATE TABLE tombstones (
    organisation text NOT NULL,
    hash bytea NOT NULL,
    erasure_id uuid NOT NULL,
    CONSTRAINT pk_tombstones PRIMARY KEY (organisation, hash)
);
