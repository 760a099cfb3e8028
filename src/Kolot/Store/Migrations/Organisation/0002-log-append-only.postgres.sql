-- The log is only added to. It holds no customers' words: erasing a person leaves nothing to erase here.
CREATE FUNCTION refuse_to_change_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is only added to.';
END
$$;

CREATE TRIGGER log_lines_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON log_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_log();
