-- Who looks at a case and writes, for some seconds; words that are ready; what cases have to do with each other. Whoever was called knows that their matter came, and is awaited no more.
CREATE TABLE case_presence (
    case_id uuid NOT NULL,
    member_id uuid NOT NULL,
    seen_until timestamp with time zone NOT NULL,
    writes_until timestamp with time zone,
    CONSTRAINT pk_case_presence PRIMARY KEY (case_id, member_id)
);

CREATE TABLE snippets (
    id uuid NOT NULL,
    member_id uuid,
    name text NOT NULL,
    text text,
    text_en text,
    unit_id uuid,
    written_by uuid NOT NULL,
    written_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_snippets PRIMARY KEY (id)
);

CREATE TABLE case_relations (
    case_id uuid NOT NULL,
    other_id uuid NOT NULL,
    kind integer NOT NULL,
    by_member uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_case_relations PRIMARY KEY (case_id, other_id)
);

CREATE INDEX ix_case_presence_seen_until ON case_presence (seen_until);
CREATE INDEX ix_snippets_member_id ON snippets (member_id);
CREATE INDEX ix_case_relations_other_id ON case_relations (other_id);

CREATE OR REPLACE FUNCTION case_step_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cases SET
        state = CASE
            WHEN NEW.kind IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN 5
            WHEN NEW.kind IN ('closing_undone', 'merge_undone') AND state = 5 THEN CASE WHEN answered_at IS NULL THEN 2 ELSE 4 END
            WHEN (NEW.kind = 'heard' AND state >= 4) OR (NEW.kind = 'reopened' AND state = 5) THEN 2
            WHEN NEW.kind IN ('acknowledged', 'asked', 'called') AND state < 1 THEN 1
            WHEN NEW.kind = 'assessed' AND state < 2 THEN 2
            WHEN NEW.kind = 'investigated' AND state < 3 THEN 3
            WHEN NEW.kind = 'answered' AND state < 4 THEN 4
            ELSE state END,
        awaiting_since = CASE
            WHEN NEW.kind = 'asked' AND state < 5 THEN NEW.at
            WHEN NEW.kind IN ('asked', 'answered', 'heard', 'not_awaited', 'called') OR NEW.kind IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN NULL
            ELSE awaiting_since END,
        answered_at = CASE WHEN NEW.kind = 'answered' THEN NEW.at ELSE answered_at END,
        closed_at = CASE WHEN NEW.kind IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN coalesce(closed_at, NEW.at) WHEN NEW.kind IN ('heard', 'reopened', 'closing_undone', 'merge_undone') THEN NULL ELSE closed_at END,
        confirmed = CASE WHEN NEW.kind = 'closed_confirmed' THEN true WHEN NEW.kind = 'closed_unconfirmed' THEN false WHEN NEW.kind = 'merged_away' OR NEW.kind IN ('heard', 'reopened', 'closing_undone', 'merge_undone') THEN NULL ELSE confirmed END,
        reopened = reopened + CASE WHEN state = 5 AND NEW.kind IN ('heard', 'reopened') THEN 1 ELSE 0 END,
        snoozed_until = CASE WHEN NEW.kind IN ('heard', 'woken') OR NEW.kind IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN NULL ELSE snoozed_until END,
        version = NEW.number
    WHERE id = NEW.case_id AND version < NEW.number;
    RETURN NULL;
END
$$;

-- The list of enquiries is a view of cases: views that were kept of it lead on.
UPDATE saved_views SET page = 'cases', query = 'from=form&' || CASE
    WHEN query LIKE '%list=late%' THEN replace(query, 'list=late', 'view=due')
    WHEN query LIKE '%list=answered%' THEN replace(query, 'list=answered', 'view=open')
    WHEN query LIKE '%list=solved%' THEN replace(query, 'list=solved', 'view=closed')
    WHEN query LIKE '%list=all%' THEN replace(query, 'list=all', 'view=open')
    WHEN query = '' THEN 'view=unanswered'
    ELSE 'view=unanswered&' || query END
WHERE page = 'enquiries';
