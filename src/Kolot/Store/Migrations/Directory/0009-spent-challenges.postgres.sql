-- Challenges of passkeys that were answered: none counts twice.
CREATE TABLE spent_challenges (
    hash bytea NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT pk_spent_challenges PRIMARY KEY (hash)
);
