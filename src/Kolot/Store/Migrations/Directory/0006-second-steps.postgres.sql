-- The code that is asked for after a password, and the codes for whoever lost the telephone.
CREATE TABLE second_steps (
    account_id uuid NOT NULL,
    secret bytea NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint NOT NULL,
    tries integer NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT pk_second_steps PRIMARY KEY (account_id)
);

CREATE TABLE recovery_codes (
    account_id uuid NOT NULL,
    hash bytea NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT pk_recovery_codes PRIMARY KEY (account_id, hash)
);
