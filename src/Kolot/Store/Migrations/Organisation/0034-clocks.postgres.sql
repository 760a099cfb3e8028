-- Clocks of cases, how much time is given for answers, and what members are told of them.
CREATE TABLE case_clocks (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    purpose integer NOT NULL,
    given_minutes integer NOT NULL,
    rule text,
    unit_id uuid,
    channel_id uuid,
    begun_at timestamp with time zone NOT NULL,
    rested text,
    resting_since timestamp with time zone,
    due_at timestamp with time zone,
    warn_at timestamp with time zone,
    fires_at timestamp with time zone,
    warned_at timestamp with time zone,
    late_at timestamp with time zone,
    met_at timestamp with time zone,
    stopped_at timestamp with time zone,
    CONSTRAINT pk_case_clocks PRIMARY KEY (id)
);

CREATE TABLE decided_times (
    place text NOT NULL,
    number integer NOT NULL,
    unit_id uuid,
    channel_id uuid,
    times text,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    CONSTRAINT pk_decided_times PRIMARY KEY (place, number)
);

CREATE TABLE notifications (
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    reason text NOT NULL,
    case_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    mailed_at timestamp with time zone,
    CONSTRAINT pk_notifications PRIMARY KEY (id)
);

CREATE INDEX ix_case_clocks_case_id ON case_clocks (case_id);
CREATE INDEX ix_case_clocks_fires_at ON case_clocks (fires_at) WHERE fires_at is not null;
CREATE UNIQUE INDEX ix_notifications_member_id_reason_subject_id ON notifications (member_id, reason, subject_id);
CREATE INDEX ix_notifications_member_id_at ON notifications (member_id, at) WHERE read_at is null;
CREATE INDEX ix_notifications_case_id ON notifications (case_id);
