-- Measures of the organisation: what they are called, and each version of their rule, which stays as it was decided.
CREATE TABLE measures (
    code text NOT NULL,
    name text NULL,
    name_en text NULL,
    retired boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_measures PRIMARY KEY (code)
);

CREATE TABLE measure_versions (
    code text NOT NULL,
    number integer NOT NULL,
    "from" character varying(10) NULL,
    kind integer NOT NULL,
    question text NOT NULL,
    low double precision NOT NULL,
    high double precision NOT NULL,
    top double precision NOT NULL,
    at_least integer NOT NULL,
    decimals integer NOT NULL,
    higher_is_better boolean NOT NULL,
    voices text NOT NULL,
    reason text NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_measure_versions PRIMARY KEY (code, number)
);

CREATE FUNCTION refuse_to_change_a_measure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A version of a measure stays as it was decided.';
END
$$;

-- Who decided it may come to be known by another id, where the organisation is restored; nothing else of it changes.
CREATE TRIGGER measure_versions_keep BEFORE UPDATE OF code, number, "from", kind, question, low, high, top, at_least, decimals, higher_is_better, voices, reason, at
    ON measure_versions FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_measure();
CREATE TRIGGER measure_versions_stay BEFORE DELETE ON measure_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_measure();

-- Views are saved of other pages than the stream, too.
ALTER TABLE saved_views ADD COLUMN page text NOT NULL DEFAULT 'voices';
