-- Campaigns, the invitations that come of them, what happened with customers after which they are asked, and how often they may be.
CREATE TABLE campaigns (
    id uuid NOT NULL,
    name text NOT NULL,
    survey_id uuid NOT NULL,
    purpose integer NOT NULL,
    ways text NOT NULL,
    occasion integer NOT NULL,
    event_kind text,
    after_days integer NOT NULL,
    every_months integer NOT NULL,
    unit_id uuid,
    attributes text NOT NULL,
    sample_percent integer NOT NULL,
    priority integer NOT NULL,
    patience_days integer NOT NULL,
    answered_days integer NOT NULL,
    reminders integer NOT NULL,
    reminder_after_days integer NOT NULL,
    link_days integer NOT NULL,
    state integer NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    begun_by uuid NOT NULL,
    started_at timestamp with time zone,
    ends_at timestamp with time zone,
    cursor uuid,
    swept_at timestamp with time zone,
    reminded_to timestamp with time zone,
    gone integer NOT NULL,
    removed_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_campaigns PRIMARY KEY (id)
);
CREATE INDEX ix_campaigns_survey_id ON campaigns (survey_id);

CREATE TABLE campaign_people (
    campaign_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    known text NOT NULL,
    CONSTRAINT pk_campaign_people PRIMARY KEY (campaign_id, customer_id)
);
CREATE INDEX ix_campaign_people_customer_id ON campaign_people (customer_id);

CREATE TABLE customer_events (
    id uuid NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    kind text NOT NULL,
    customer_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    known text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_customer_events PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_customer_events_source_source_id ON customer_events (source, source_id);
CREATE INDEX ix_customer_events_customer_id ON customer_events (customer_id);
CREATE INDEX ix_customer_events_kept_at ON customer_events (kept_at);

CREATE TABLE invitations (
    id uuid NOT NULL,
    first_id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    survey_id uuid NOT NULL,
    survey_number integer NOT NULL,
    customer_id uuid NOT NULL,
    occasion text NOT NULL,
    reminder integer NOT NULL,
    way text NOT NULL,
    address text,
    language text NOT NULL,
    known text NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    next_try_at timestamp with time zone,
    state integer NOT NULL,
    skip integer,
    skip_until timestamp with time zone,
    skip_because uuid,
    leased_by uuid,
    leased_until timestamp with time zone,
    tries integer NOT NULL,
    message_id text,
    outcome text,
    sent_at timestamp with time zone,
    delivered_at timestamp with time zone,
    opened_at timestamp with time zone,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    bounced_at timestamp with time zone,
    CONSTRAINT pk_invitations PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_invitations_campaign_id_customer_id_occasion_reminder ON invitations (campaign_id, customer_id, occasion, reminder);
CREATE INDEX ix_invitations_customer_id_due_at ON invitations (customer_id, due_at);
CREATE INDEX ix_invitations_next_try_at ON invitations (next_try_at) WHERE next_try_at is not null;
CREATE INDEX ix_invitations_campaign_id_sent_at ON invitations (campaign_id, sent_at) WHERE sent_at is not null;
CREATE INDEX ix_invitations_message_id ON invitations (message_id) WHERE message_id is not null;

CREATE TABLE frequency_rules (
    id uuid NOT NULL,
    most integer NOT NULL,
    days integer NOT NULL,
    purpose integer,
    way text,
    made_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_frequency_rules PRIMARY KEY (id)
);

CREATE TABLE frequency_exemptions (
    id uuid NOT NULL,
    campaign_id uuid,
    attribute_key text,
    attribute_value text,
    why text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT pk_frequency_exemptions PRIMARY KEY (id)
);

CREATE TABLE inviting_settings (
    id integer NOT NULL,
    hours text,
    link_key bytea,
    version integer NOT NULL,
    CONSTRAINT pk_inviting_settings PRIMARY KEY (id)
);

-- An invitation's personal link, and the response given by it, have its id: what is answered is noted whatever way it was written. Responses that do not count
-- (play, trials, robots) were begun and not finished; one over a quota was.
CREATE FUNCTION invitation_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE invitations SET opened_at = coalesce(opened_at, NEW.begun_at), started_at = coalesce(started_at, NEW.begun_at),
        finished_at = coalesce(finished_at, CASE WHEN NEW.counted IN (0, 5) THEN NEW.finished_at END) WHERE id = NEW.link_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER invitations_begun AFTER INSERT ON survey_responses FOR EACH ROW WHEN (NEW.link_id IS NOT NULL) EXECUTE FUNCTION invitation_answered();

CREATE TRIGGER invitations_finished AFTER UPDATE OF finished_at ON survey_responses FOR EACH ROW
    WHEN (NEW.link_id IS NOT NULL AND OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION invitation_answered();
