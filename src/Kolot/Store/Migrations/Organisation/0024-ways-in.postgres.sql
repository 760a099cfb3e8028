-- What an organisation decided of the ways into its surveys; when a personal link was revoked.
CREATE TABLE ways_in (
    id integer NOT NULL,
    feedback_id uuid,
    origins text NOT NULL,
    secret bytea,
    secret_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_ways_in PRIMARY KEY (id)
);

ALTER TABLE survey_links ADD COLUMN revoked_at timestamp with time zone;
