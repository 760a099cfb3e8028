-- What messages say, by which gateways they go, what was reported of them, who wants none, and which addresses take none.
CREATE TABLE gateways (
    way text NOT NULL,
    address text,
    account text NOT NULL,
    sender text NOT NULL,
    fields text NOT NULL,
    secret bytea,
    proof bytea,
    hook text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_gateways PRIMARY KEY (way)
);

CREATE TABLE message_texts (
    owner_id uuid NOT NULL,
    way text NOT NULL,
    language text NOT NULL,
    number integer NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    written_by uuid NOT NULL,
    CONSTRAINT pk_message_texts PRIMARY KEY (owner_id, way, language, number)
);

CREATE TABLE message_receipts (
    way text NOT NULL,
    message_id text NOT NULL,
    state integer NOT NULL,
    at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    code text NOT NULL,
    said text NOT NULL,
    CONSTRAINT pk_message_receipts PRIMARY KEY (way, message_id, state)
);

CREATE TABLE opt_outs (
    mark text NOT NULL,
    purpose integer NOT NULL,
    at timestamp with time zone NOT NULL,
    way integer NOT NULL,
    by uuid,
    CONSTRAINT pk_opt_outs PRIMARY KEY (mark, purpose)
);

CREATE TABLE dead_addresses (
    mark text NOT NULL,
    way text NOT NULL,
    at timestamp with time zone NOT NULL,
    code text NOT NULL,
    said text NOT NULL,
    CONSTRAINT pk_dead_addresses PRIMARY KEY (mark)
);

CREATE INDEX ix_message_receipts_taken_at ON message_receipts (taken_at);

ALTER TABLE mail_settings ADD COLUMN reply_to text;
