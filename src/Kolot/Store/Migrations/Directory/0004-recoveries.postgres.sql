-- Who asked for a new password by mail, and the link that was sent.
CREATE TABLE recoveries (
    id uuid NOT NULL,
    mail text,
    account_id uuid,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    tries integer NOT NULL,
    secret_hash bytea,
    until timestamp with time zone,
    spent_at timestamp with time zone,
    CONSTRAINT pk_recoveries PRIMARY KEY (id)
);

CREATE INDEX ix_recoveries_account_id ON recoveries (account_id);
CREATE INDEX ix_recoveries_due_at ON recoveries (due_at);
CREATE UNIQUE INDEX ix_recoveries_secret_hash ON recoveries (secret_hash);
ALTER TABLE sign_ins ADD COLUMN act text;
