-- From where the answers by mail of a study are read.
CREATE TABLE study_mailboxes (
    study_id uuid NOT NULL,
    host text NOT NULL,
    port integer NOT NULL,
    security integer NOT NULL,
    user_name text NOT NULL,
    password bytea NOT NULL,
    folder text NOT NULL,
    validity bigint,
    read_to bigint NOT NULL,
    strange integer NOT NULL,
    due_at timestamp with time zone,
    looked_at timestamp with time zone,
    failing_since timestamp with time zone,
    tries integer NOT NULL,
    reason text,
    version integer NOT NULL,
    CONSTRAINT pk_study_mailboxes PRIMARY KEY (study_id)
);
