-- What was promised to customers and what became of it, what they meant, by what things were made right, what was spent without asking, mails about all that, and the line to the top.
CREATE TABLE commitments (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    text text,
    to_name text,
    owner_id uuid,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    first_due_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    state integer NOT NULL,
    ended_at timestamp with time zone,
    reminded_at timestamp with time zone,
    CONSTRAINT pk_commitments PRIMARY KEY (id)
);

CREATE TABLE commitment_outcomes (
    id uuid NOT NULL,
    commitment_id uuid NOT NULL,
    number integer NOT NULL,
    kind integer NOT NULL,
    at timestamp with time zone NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    word integer,
    by_member uuid,
    note text,
    CONSTRAINT pk_commitment_outcomes PRIMARY KEY (id)
);

CREATE TABLE restatements (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    text text,
    why text,
    way integer NOT NULL,
    written_by uuid NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    ending integer NOT NULL,
    ended_at timestamp with time zone,
    said text,
    CONSTRAINT pk_restatements PRIMARY KEY (id)
);

CREATE TABLE recovery_steps (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    part integer NOT NULL,
    told text,
    evidence text,
    entry_id uuid,
    by_member uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_recovery_steps PRIMARY KEY (id)
);

CREATE TABLE allowances (
    role integer NOT NULL,
    incident bigint NOT NULL,
    month bigint NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_allowances PRIMARY KEY (role)
);

CREATE TABLE allowance_entries (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    member_id uuid NOT NULL,
    kind integer NOT NULL,
    amount bigint NOT NULL,
    what text,
    at timestamp with time zone NOT NULL,
    counts_at timestamp with time zone NOT NULL,
    reverses_id uuid,
    by_member uuid NOT NULL,
    CONSTRAINT pk_allowance_entries PRIMARY KEY (id)
);

CREATE TABLE case_mails (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind integer NOT NULL,
    subject_id uuid NOT NULL,
    member_id uuid,
    state integer NOT NULL,
    tries integer NOT NULL,
    due_at timestamp with time zone,
    ended_at timestamp with time zone,
    reason text,
    CONSTRAINT pk_case_mails PRIMARY KEY (id)
);

CREATE TABLE top_lines (
    id integer NOT NULL,
    channel_id uuid,
    unit_id uuid,
    every_days integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_top_lines PRIMARY KEY (id)
);

CREATE TABLE top_line_cases (
    case_id uuid NOT NULL,
    next_at timestamp with time zone,
    CONSTRAINT pk_top_line_cases PRIMARY KEY (case_id)
);

CREATE INDEX ix_commitments_case_id ON commitments (case_id);
CREATE INDEX ix_commitments_owner_id_due_at ON commitments (owner_id, due_at) WHERE ended_at is null;
CREATE INDEX ix_commitments_due_at ON commitments (due_at);
CREATE UNIQUE INDEX ix_commitment_outcomes_commitment_id_number ON commitment_outcomes (commitment_id, number);
CREATE INDEX ix_restatements_case_id ON restatements (case_id);
CREATE INDEX ix_recovery_steps_case_id ON recovery_steps (case_id);
CREATE INDEX ix_allowance_entries_case_id ON allowance_entries (case_id);
CREATE INDEX ix_allowance_entries_member_id_counts_at ON allowance_entries (member_id, counts_at);
CREATE INDEX ix_allowance_entries_counts_at ON allowance_entries (counts_at);
CREATE UNIQUE INDEX ix_allowance_entries_reverses_id ON allowance_entries (reverses_id) WHERE reverses_id is not null;
CREATE INDEX ix_case_mails_due_at ON case_mails (due_at) WHERE due_at is not null;
CREATE INDEX ix_case_mails_subject_id ON case_mails (subject_id);
CREATE INDEX ix_case_mails_case_id ON case_mails (case_id);
CREATE INDEX ix_top_line_cases_next_at ON top_line_cases (next_at) WHERE next_at is not null;

-- Ledgers are only added to. Only words go, when somebody is erased or their time is over.
CREATE FUNCTION refuse_to_change_a_commitment_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger of a commitment is only added to.';
END
$$;

CREATE TRIGGER commitment_outcomes_stay BEFORE UPDATE OF id, commitment_id, number, kind, at, noted_at, due_at, word, by_member ON commitment_outcomes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_a_commitment_outcome();

CREATE FUNCTION refuse_to_change_a_recovery_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Steps of a recovery are only added.';
END
$$;

CREATE TRIGGER recovery_steps_stay BEFORE UPDATE OF id, case_id, part, entry_id, by_member, at ON recovery_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_a_recovery_step();

CREATE FUNCTION refuse_to_change_an_allowance_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger of an allowance is only added to; what was wrong is taken back.';
END
$$;

CREATE TRIGGER allowance_entries_stay BEFORE UPDATE OF id, case_id, member_id, kind, amount, at, counts_at, reverses_id, by_member ON allowance_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_an_allowance_entry();
