-- Where other systems are told of what happens, each message to them, and each try.
CREATE TABLE webhook_endpoints (
    id uuid NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    events text NOT NULL,
    "full" boolean NOT NULL,
    secret bytea NOT NULL,
    old_secret bytea,
    old_until timestamp with time zone,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    off_at timestamp with time zone,
    off_because text,
    failing_since timestamp with time zone,
    taken_at timestamp with time zone,
    notice_due_at timestamp with time zone,
    notice_tries integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_webhook_endpoints PRIMARY KEY (id)
);

CREATE TABLE webhook_deliveries (
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    message_id uuid NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    customer_id uuid,
    at timestamp with time zone NOT NULL,
    body text NOT NULL,
    state integer NOT NULL,
    tries integer NOT NULL,
    due_at timestamp with time zone,
    status integer,
    reason text,
    ended_at timestamp with time zone,
    CONSTRAINT pk_webhook_deliveries PRIMARY KEY (id)
);

CREATE INDEX ix_webhook_deliveries_endpoint_id_id ON webhook_deliveries (endpoint_id, id);
CREATE INDEX ix_webhook_deliveries_endpoint_id_due_at ON webhook_deliveries (endpoint_id, due_at) WHERE due_at is not null;
CREATE INDEX ix_webhook_deliveries_ended_at ON webhook_deliveries (ended_at) WHERE ended_at is not null;
CREATE INDEX ix_webhook_deliveries_subject ON webhook_deliveries (subject);
CREATE INDEX ix_webhook_deliveries_customer_id ON webhook_deliveries (customer_id) WHERE customer_id is not null;

CREATE TABLE webhook_attempts (
    id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    milliseconds integer NOT NULL,
    status integer,
    reason text,
    said text,
    CONSTRAINT pk_webhook_attempts PRIMARY KEY (id)
);

CREATE INDEX ix_webhook_attempts_delivery_id ON webhook_attempts (delivery_id);

-- What is to be heard where, and how often.
CREATE TABLE rhythm_lines (
    id uuid NOT NULL,
    name text NOT NULL,
    channel_id uuid,
    touchpoint_id uuid,
    expected integer NOT NULL,
    per integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_rhythm_lines PRIMARY KEY (id)
);
