-- What people are told when something of them is collected: by language, in numbered versions that stay as they were published.
CREATE TABLE privacy_notices (
    language text NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    published_at timestamp with time zone NULL,
    published_by uuid NULL,
    version integer NOT NULL,
    CONSTRAINT pk_privacy_notices PRIMARY KEY (language, number)
);

CREATE FUNCTION refuse_to_change_a_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A notice that was published stays as it was.';
END
$$;

CREATE TRIGGER privacy_notices_stay BEFORE UPDATE OR DELETE ON privacy_notices
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_to_change_a_notice();
