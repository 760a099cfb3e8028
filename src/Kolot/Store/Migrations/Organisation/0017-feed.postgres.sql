-- What was kept, changed or removed of what is counted: whoever holds facts in memory reads on from where they stood. Numbers of rows become visible out of
-- order, transactions below the oldest that still runs do not: so each row says in which transaction it was written. Written by triggers, so that no way of
-- writing is forgotten. It follows from the voices, so it is no part of an archive.
CREATE TABLE _feed (
    xact bigint NOT NULL,
    place bigint,
    customer_id uuid
);

CREATE INDEX ix__feed_xact ON _feed (xact);

-- Which database this is, from where on its feed is kept, and from where on it will be when its time is over.
CREATE TABLE _feed_marks (
    database text NOT NULL,
    pruned bigint NOT NULL,
    noted bigint NOT NULL,
    noted_at timestamp with time zone NOT NULL
);

INSERT INTO _feed_marks VALUES (replace(gen_random_uuid()::text, '-', ''), 0, 0, '2000-01-01 00:00:00Z');

CREATE FUNCTION feed_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO _feed (xact, place) SELECT pg_current_xact_id()::text::bigint, place FROM rows_now;
    RETURN NULL;
END
$$;

CREATE FUNCTION feed_changed_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO _feed (xact, place)
    SELECT pg_current_xact_id()::text::bigint, place FROM (
        SELECT unnest(CASE WHEN o.place = n.place THEN ARRAY[n.place] ELSE ARRAY[o.place, n.place] END) AS place
        FROM rows_before o JOIN rows_now n ON n.id = o.id
        WHERE (o.place, o.kind, o.channel_id, o.touchpoint_id, o.unit_id, o.customer_id, o.entered_by, o.language, o.score, o.score_low, o.score_high, o.answers)
            IS DISTINCT FROM (n.place, n.kind, n.channel_id, n.touchpoint_id, n.unit_id, n.customer_id, n.entered_by, n.language, n.score, n.score_low, n.score_high, n.answers)
    ) changed;
    RETURN NULL;
END
$$;

CREATE FUNCTION feed_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO _feed (xact, customer_id) SELECT DISTINCT pg_current_xact_id()::text::bigint, customer_id FROM rows_now;
    RETURN NULL;
END
$$;

CREATE FUNCTION feed_changed_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO _feed (xact, customer_id)
    SELECT pg_current_xact_id()::text::bigint, customer_id FROM (SELECT customer_id FROM rows_before UNION SELECT customer_id FROM rows_now) changed;
    RETURN NULL;
END
$$;

CREATE FUNCTION feed_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO _feed (xact) VALUES (pg_current_xact_id()::text::bigint);
    RETURN NULL;
END
$$;

CREATE TRIGGER feed_voices_in AFTER INSERT ON voices REFERENCING NEW TABLE AS rows_now FOR EACH STATEMENT EXECUTE FUNCTION feed_places();
CREATE TRIGGER feed_voices_out AFTER DELETE ON voices REFERENCING OLD TABLE AS rows_now FOR EACH STATEMENT EXECUTE FUNCTION feed_places();
CREATE TRIGGER feed_voices_changed AFTER UPDATE ON voices REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_now
    FOR EACH STATEMENT EXECUTE FUNCTION feed_changed_places();
CREATE TRIGGER feed_attributes_in AFTER INSERT ON customer_attributes REFERENCING NEW TABLE AS rows_now FOR EACH STATEMENT EXECUTE FUNCTION feed_customers();
CREATE TRIGGER feed_attributes_out AFTER DELETE ON customer_attributes REFERENCING OLD TABLE AS rows_now FOR EACH STATEMENT EXECUTE FUNCTION feed_customers();
CREATE TRIGGER feed_attributes_changed AFTER UPDATE ON customer_attributes REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_now
    FOR EACH STATEMENT EXECUTE FUNCTION feed_changed_customers();

-- Neither a voice nor a customer: other days, so that all is counted anew.
CREATE TRIGGER feed_days AFTER UPDATE OF time_zone ON profiles FOR EACH ROW WHEN (OLD.time_zone <> NEW.time_zone) EXECUTE FUNCTION feed_days();
