-- Who wants to be told when a measure moves, how that stands for each of them, and what they were told.
CREATE TABLE alerts (
    id uuid NOT NULL CONSTRAINT pk_alerts PRIMARY KEY,
    owner_id uuid NOT NULL,
    measure text NOT NULL,
    measure_version integer NOT NULL,
    query text NOT NULL,
    grain integer NOT NULL,
    direction integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    paused_at timestamp with time zone NULL,
    removed_at timestamp with time zone NULL,
    version integer NOT NULL
);

CREATE TABLE alert_readers (
    alert_id uuid NOT NULL,
    member_id uuid NOT NULL,
    state integer NOT NULL,
    pieces integer NOT NULL,
    since integer NULL,
    looked_to integer NULL,
    CONSTRAINT pk_alert_readers PRIMARY KEY (alert_id, member_id)
);

CREATE INDEX ix_alert_readers_member_id ON alert_readers (member_id);

CREATE TABLE signals (
    id uuid NOT NULL CONSTRAINT pk_signals PRIMARY KEY,
    alert_id uuid NOT NULL,
    member_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind integer NOT NULL,
    before_from integer NOT NULL,
    now_from integer NOT NULL,
    now_to integer NOT NULL,
    before_n bigint NOT NULL,
    now_n bigint NOT NULL,
    before_value double precision NOT NULL,
    now_value double precision NOT NULL,
    low double precision NOT NULL,
    high double precision NOT NULL,
    seen_at timestamp with time zone NULL,
    note text NULL,
    mail integer NOT NULL,
    mail_at timestamp with time zone NULL,
    mail_tries integer NOT NULL,
    mail_reason text NULL
);

CREATE UNIQUE INDEX ix_signals_alert_id_member_id_now_to ON signals (alert_id, member_id, now_to);
CREATE INDEX ix_signals_member_id_seen_at ON signals (member_id, seen_at);
