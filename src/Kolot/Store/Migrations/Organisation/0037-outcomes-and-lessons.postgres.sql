-- What the course of a case says of how it was solved, to be counted; what was learned from hard cases; and in which currency sums are.
ALTER TABLE profiles ADD currency text NOT NULL DEFAULT 'ILS';

CREATE TABLE case_outcomes (
    place bigint NOT NULL,
    case_id uuid NOT NULL,
    step integer NOT NULL,
    voice_id uuid,
    kind integer NOT NULL,
    channel_id uuid,
    touchpoint_id uuid,
    unit_id uuid,
    customer_id uuid,
    owner_id uuid,
    language text,
    confirmed boolean,
    solved_at_first boolean,
    contact_again boolean,
    own_minutes integer,
    CONSTRAINT pk_case_outcomes PRIMARY KEY (place)
);

CREATE TABLE case_lessons (
    case_id uuid NOT NULL,
    reasons integer NOT NULL,
    asked_at timestamp with time zone,
    asked_again_at timestamp with time zone,
    happened text,
    cause text,
    prevents text,
    declined boolean NOT NULL,
    written_by uuid,
    written_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_case_lessons PRIMARY KEY (case_id)
);

CREATE INDEX ix_case_outcomes_case_id ON case_outcomes (case_id);
CREATE INDEX ix_case_outcomes_voice_id ON case_outcomes (voice_id) WHERE voice_id is not null;
CREATE INDEX ix_case_lessons_written_at ON case_lessons (written_at) WHERE written_at is not null;
CREATE INDEX ix_case_lessons_asked_at ON case_lessons (asked_at) WHERE written_at is null;

-- Outcomes are counted beside voices, and follow the case and the voice that they are of, whoever changes these.
CREATE FUNCTION feed_changed_outcomes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO _feed (xact, place) SELECT pg_current_xact_id()::text::bigint, place FROM (SELECT place FROM rows_before UNION SELECT place FROM rows_now) changed;
    RETURN NULL;
END
$$;

CREATE TRIGGER feed_outcomes_in AFTER INSERT ON case_outcomes REFERENCING NEW TABLE AS rows_now FOR EACH STATEMENT EXECUTE FUNCTION feed_places();
CREATE TRIGGER feed_outcomes_out AFTER DELETE ON case_outcomes REFERENCING OLD TABLE AS rows_now FOR EACH STATEMENT EXECUTE FUNCTION feed_places();
CREATE TRIGGER feed_outcomes_changed AFTER UPDATE ON case_outcomes REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_now FOR EACH STATEMENT EXECUTE FUNCTION feed_changed_outcomes();

CREATE FUNCTION outcomes_follow_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE case_outcomes SET customer_id = NEW.customer_id, unit_id = NEW.unit_id, owner_id = NEW.owner_id WHERE case_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER outcomes_follow_cases AFTER UPDATE OF customer_id, unit_id, owner_id ON cases FOR EACH ROW
    WHEN ((OLD.customer_id, OLD.unit_id, OLD.owner_id) IS DISTINCT FROM (NEW.customer_id, NEW.unit_id, NEW.owner_id)) EXECUTE FUNCTION outcomes_follow_case();

CREATE FUNCTION outcomes_follow_voice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE case_outcomes SET kind = NEW.kind, channel_id = NEW.channel_id, touchpoint_id = coalesce(NEW.touchpoint_id, touchpoint_id) WHERE voice_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER outcomes_follow_voices AFTER UPDATE OF kind, channel_id, touchpoint_id ON voices FOR EACH ROW
    WHEN ((OLD.kind, OLD.channel_id, OLD.touchpoint_id) IS DISTINCT FROM (NEW.kind, NEW.channel_id, NEW.touchpoint_id)) EXECUTE FUNCTION outcomes_follow_voice();

-- What was closed before is counted as far as its steps tell.
INSERT INTO case_outcomes (place, case_id, step, voice_id, kind, channel_id, touchpoint_id, unit_id, customer_id, owner_id, language, confirmed, solved_at_first)
SELECT ((floor(extract(epoch FROM c.closed_at) * 1000))::bigint << 21) | (c.number & 2097151), c.id, c.version, v.id,
    coalesce(v.kind, CASE c.kind WHEN 0 THEN 3 WHEN 1 THEN 2 ELSE 1 END), v.channel_id, coalesce(v.touchpoint_id, c.touchpoint_id), c.unit_id, c.customer_id, c.owner_id, v.language, c.confirmed,
    c.confirmed AND c.reopened = 0
        AND NOT EXISTS (SELECT 1 FROM case_steps s WHERE s.case_id = c.id AND s.kind = 'asked')
        AND (SELECT count(*) FROM case_steps s WHERE s.case_id = c.id AND s.kind = 'answered') <= 1
        AND NOT EXISTS (SELECT 1 FROM case_steps s JOIN case_steps f ON f.case_id = s.case_id AND f.kind = 'answered' AND f.number < s.number WHERE s.case_id = c.id AND s.kind IN ('heard', 'merged'))
FROM cases c LEFT JOIN LATERAL (SELECT w.* FROM case_voices o JOIN voices w ON w.id = o.voice_id WHERE o.case_id = c.id ORDER BY w.place LIMIT 1) v ON true
WHERE c.closed_at IS NOT NULL AND c.confirmed IS NOT NULL AND c.kind <> 4;
