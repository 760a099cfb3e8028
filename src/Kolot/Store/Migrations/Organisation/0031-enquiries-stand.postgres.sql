-- Where an enquiry stands: from when on it waits for an answer, by when that is due, and its state. Steps tell it, whoever keeps or removes them, so that a list of what is late walks no history.
ALTER TABLE enquiries ADD COLUMN state integer NOT NULL DEFAULT 0;
ALTER TABLE enquiries ADD COLUMN since timestamp with time zone;
ALTER TABLE enquiries ADD COLUMN due_at timestamp with time zone;
CREATE INDEX ix_enquiries_since ON enquiries (since) WHERE since is not null;

CREATE FUNCTION enquiry_stands(which uuid) RETURNS void LANGUAGE sql AS $$
    -- Two who keep a step of one enquiry at once wait for each other here: the second sees what the first kept.
    SELECT 1 FROM enquiries WHERE key = which FOR UPDATE;
    UPDATE enquiries SET
        since = (SELECT min(s.at) FROM enquiry_steps s WHERE s.enquiry_key = which AND s.kind IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM enquiry_steps c WHERE c.enquiry_key = which AND c.kind IN (2, 4) AND (c.at, c.kind) > (s.at, s.kind))),
        due_at = (SELECT s.due_at FROM enquiry_steps s WHERE s.due_at IS NOT NULL AND s.enquiry_key = which AND s.kind IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM enquiry_steps c WHERE c.enquiry_key = which AND c.kind IN (2, 4) AND (c.at, c.kind) > (s.at, s.kind))
            ORDER BY s.at, s.kind LIMIT 1),
        state = CASE
            WHEN EXISTS (SELECT 1 FROM enquiry_steps s WHERE s.enquiry_key = which AND s.kind IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM enquiry_steps c WHERE c.enquiry_key = which AND c.kind IN (2, 4) AND (c.at, c.kind) > (s.at, s.kind))) THEN
                CASE WHEN EXISTS (SELECT 1 FROM enquiry_steps s WHERE s.enquiry_key = which AND s.kind = 1
                    AND NOT EXISTS (SELECT 1 FROM enquiry_steps c WHERE c.enquiry_key = which AND c.kind <> 1 AND (c.at, c.kind) > (s.at, s.kind))) THEN 1 ELSE 0 END
            WHEN (SELECT s.kind FROM enquiry_steps s WHERE s.enquiry_key = which AND s.kind IN (2, 4) ORDER BY s.at DESC, s.kind DESC LIMIT 1) = 4 THEN 3
            ELSE 2 END
    WHERE key = which;
$$;

CREATE FUNCTION enquiry_step_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN PERFORM enquiry_stands(OLD.enquiry_key); ELSE PERFORM enquiry_stands(NEW.enquiry_key); END IF;
    RETURN NULL;
END
$$;

SELECT enquiry_stands(key) FROM enquiries;

CREATE TRIGGER enquiry_steps_kept AFTER INSERT ON enquiry_steps FOR EACH ROW EXECUTE FUNCTION enquiry_step_changed();

CREATE TRIGGER enquiry_steps_removed AFTER DELETE ON enquiry_steps FOR EACH ROW EXECUTE FUNCTION enquiry_step_changed();
