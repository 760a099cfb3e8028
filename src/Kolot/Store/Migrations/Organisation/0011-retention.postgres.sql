-- How long things are kept, what was removed each night, and who is not removed whatever the time.
CREATE TABLE retention_rules (
    kind text NOT NULL,
    months integer NULL,
    set_by uuid NOT NULL,
    set_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_retention_rules PRIMARY KEY (kind)
);

CREATE TABLE retention_runs (
    id uuid NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone NULL,
    removed text NOT NULL,
    CONSTRAINT pk_retention_runs PRIMARY KEY (id)
);

CREATE INDEX ix_retention_runs_begun_at ON retention_runs (begun_at);

CREATE TABLE customer_holds (
    customer_id uuid NOT NULL,
    reason text NOT NULL,
    held_by uuid NOT NULL,
    held_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_customer_holds PRIMARY KEY (customer_id)
);

ALTER TABLE voices ADD COLUMN words_removed_at timestamp with time zone;

-- A line of the log may go when its time is over, never sooner than two years.
DROP TRIGGER log_lines_stay ON log_lines;
CREATE TRIGGER log_lines_keep BEFORE UPDATE OR TRUNCATE ON log_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_log();
CREATE TRIGGER log_lines_stay BEFORE DELETE ON log_lines
    FOR EACH ROW WHEN (OLD.at > now() - interval '24 months' + interval '1 day') EXECUTE FUNCTION refuse_to_change_the_log();
