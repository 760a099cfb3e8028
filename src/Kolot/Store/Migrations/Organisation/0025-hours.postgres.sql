-- Hours of service as they were decided, what customers are told of outages, and when somebody was really there.
CREATE TABLE decided_hours (
    place text NOT NULL,
    number integer NOT NULL,
    unit_id uuid NULL,
    channel_id uuid NULL,
    hours text NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    CONSTRAINT pk_decided_hours PRIMARY KEY (place, number)
);

CREATE TABLE outage_notices (
    id uuid NOT NULL,
    texts text NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NULL,
    written_by uuid NOT NULL,
    written_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_outage_notices PRIMARY KEY (id)
);

CREATE TABLE opened_times (
    id uuid NOT NULL,
    unit_id uuid NULL,
    channel_id uuid NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NULL,
    noted_by uuid NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_opened_times PRIMARY KEY (id)
);

CREATE INDEX ix_opened_times_begins_at ON opened_times (begins_at);
