-- Who came in, or gave a wrong password, when and from where.
CREATE TABLE sign_ins (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    opened boolean NOT NULL,
    "from" text,
    CONSTRAINT pk_sign_ins PRIMARY KEY (id)
);

CREATE INDEX ix_sign_ins_account_id_at ON sign_ins (account_id, at);
