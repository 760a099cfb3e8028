-- Surveys, their versions as they were published, what is answered, and personal ways in.
CREATE TABLE surveys (
    id uuid NOT NULL CONSTRAINT pk_surveys PRIMARY KEY,
    code text NOT NULL,
    name text NOT NULL,
    draft text NOT NULL,
    asked integer NOT NULL,
    opens_at timestamp with time zone NULL,
    closes_at timestamp with time zone NULL,
    closed_at timestamp with time zone NULL,
    channel_id uuid NOT NULL,
    touchpoint_id uuid NULL,
    unit_id uuid NULL,
    begun_at timestamp with time zone NOT NULL,
    begun_by uuid NOT NULL,
    version integer NOT NULL
);

CREATE UNIQUE INDEX ix_surveys_code ON surveys (code);

CREATE TABLE survey_versions (
    survey_id uuid NOT NULL,
    number integer NOT NULL,
    content text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by uuid NOT NULL,
    CONSTRAINT pk_survey_versions PRIMARY KEY (survey_id, number)
);

CREATE FUNCTION refuse_to_change_a_survey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A survey that was published stays as it was.';
END
$$;

CREATE TRIGGER survey_versions_keep BEFORE UPDATE ON survey_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_survey();

CREATE TABLE survey_responses (
    id uuid NOT NULL CONSTRAINT pk_survey_responses PRIMARY KEY,
    survey_id uuid NOT NULL,
    number integer NOT NULL,
    language text NOT NULL,
    way text NOT NULL,
    link_id uuid NULL,
    begun_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NULL,
    screen integer NOT NULL,
    seconds text NOT NULL,
    given text NOT NULL,
    counted integer NOT NULL,
    quotas integer NOT NULL,
    voice_id uuid NULL
);

CREATE INDEX ix_survey_responses_survey_id_id ON survey_responses (survey_id, id);
CREATE INDEX ix_survey_responses_sent_at ON survey_responses (sent_at) WHERE (finished_at IS NULL);
CREATE INDEX ix_survey_responses_link_id ON survey_responses (link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX ix_survey_responses_voice_id ON survey_responses (voice_id) WHERE (voice_id IS NOT NULL);

CREATE TABLE survey_links (
    id uuid NOT NULL CONSTRAINT pk_survey_links PRIMARY KEY,
    survey_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    customer_id uuid NULL,
    known text NOT NULL,
    until timestamp with time zone NULL,
    spent_on uuid NULL,
    made_at timestamp with time zone NOT NULL
);

CREATE UNIQUE INDEX ix_survey_links_secret_hash ON survey_links (secret_hash);
CREATE INDEX ix_survey_links_customer_id ON survey_links (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX ix_survey_links_survey_id ON survey_links (survey_id);
