-- Studies: whom they compare, by what, and the probes that they are made of.
CREATE TABLE studies (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text,
    kind integer NOT NULL,
    state integer NOT NULL,
    design text NOT NULL,
    published_at timestamp with time zone,
    revision bigint NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    begun_by uuid NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_studies PRIMARY KEY (id)
);

CREATE TABLE study_companies (
    id uuid NOT NULL,
    study_id uuid NOT NULL,
    "number" integer NOT NULL,
    name text,
    name_en text,
    industry text,
    industry_en text,
    ours boolean NOT NULL,
    addresses text NOT NULL,
    secret_hash bytea,
    CONSTRAINT pk_study_companies PRIMARY KEY (id)
);

CREATE TABLE study_scenarios (
    id uuid NOT NULL,
    study_id uuid NOT NULL,
    name text NOT NULL,
    persona text,
    wordings text NOT NULL,
    channels text,
    retired boolean NOT NULL,
    CONSTRAINT pk_study_scenarios PRIMARY KEY (id)
);

CREATE TABLE study_shoppers (
    id uuid NOT NULL,
    study_id uuid NOT NULL,
    name text NOT NULL,
    mail text,
    language text NOT NULL,
    secret_hash bytea,
    grades_again boolean NOT NULL,
    CONSTRAINT pk_study_shoppers PRIMARY KEY (id)
);

CREATE TABLE study_forms (
    study_id uuid NOT NULL,
    "number" integer NOT NULL,
    content text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    written_by uuid NOT NULL,
    CONSTRAINT pk_study_forms PRIMARY KEY (study_id, number)
);

CREATE TABLE study_waves (
    id uuid NOT NULL,
    study_id uuid NOT NULL,
    "number" integer NOT NULL,
    "from" date NOT NULL,
    "until" date NOT NULL,
    seed bigint NOT NULL,
    form integer NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT pk_study_waves PRIMARY KEY (id)
);

CREATE TABLE probes (
    id uuid NOT NULL,
    study_id uuid NOT NULL,
    wave integer NOT NULL,
    company_id uuid NOT NULL,
    channel integer NOT NULL,
    scenario_id uuid,
    wording integer NOT NULL,
    shopper_id uuid,
    planned_at timestamp with time zone,
    mail_key text,
    state integer NOT NULL,
    sent_at timestamp with time zone,
    waited_from bigint,
    waited_until bigint,
    stated integer,
    why text,
    review integer NOT NULL,
    reviewed_by uuid,
    reviewed_at timestamp with time zone,
    review_note text,
    twice boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_probes PRIMARY KEY (id)
);

CREATE TABLE probe_replies (
    id uuid NOT NULL,
    probe_id uuid NOT NULL,
    "from" timestamp with time zone NOT NULL,
    "until" timestamp with time zone NOT NULL,
    automatic boolean NOT NULL,
    text text,
    by_mail boolean NOT NULL,
    CONSTRAINT pk_probe_replies PRIMARY KEY (id)
);

CREATE TABLE probe_gradings (
    probe_id uuid NOT NULL,
    again boolean NOT NULL,
    shopper_id uuid,
    form integer NOT NULL,
    grades text NOT NULL,
    remark text,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_probe_gradings PRIMARY KEY (probe_id, again)
);

CREATE TABLE probe_evidence (
    id uuid NOT NULL,
    probe_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    bytes integer NOT NULL,
    at timestamp with time zone NOT NULL,
    "until" timestamp with time zone NOT NULL,
    CONSTRAINT pk_probe_evidence PRIMARY KEY (id)
);

CREATE TABLE study_appeals (
    id uuid NOT NULL,
    company_id uuid NOT NULL,
    probe_id uuid,
    name text NOT NULL,
    mail text,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    upheld boolean,
    decision text,
    decided_by uuid,
    decided_at timestamp with time zone,
    CONSTRAINT pk_study_appeals PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_studies_code ON studies (code);
CREATE UNIQUE INDEX ix_study_companies_study_id_number ON study_companies (study_id, number);
CREATE UNIQUE INDEX ix_study_companies_secret_hash ON study_companies (secret_hash) WHERE secret_hash is not null;
CREATE INDEX ix_study_scenarios_study_id ON study_scenarios (study_id);
CREATE INDEX ix_study_shoppers_study_id ON study_shoppers (study_id);
CREATE UNIQUE INDEX ix_study_shoppers_secret_hash ON study_shoppers (secret_hash) WHERE secret_hash is not null;
CREATE UNIQUE INDEX ix_study_waves_study_id_number ON study_waves (study_id, number);
CREATE INDEX ix_probes_study_id_wave ON probes (study_id, wave);
CREATE INDEX ix_probes_shopper_id_planned_at ON probes (shopper_id, planned_at) WHERE shopper_id is not null;
CREATE UNIQUE INDEX ix_probes_mail_key ON probes (mail_key) WHERE mail_key is not null;
CREATE INDEX ix_probes_study_id_sent_at ON probes (study_id, sent_at) WHERE state = 1;
CREATE INDEX ix_probe_replies_probe_id ON probe_replies (probe_id);
CREATE INDEX ix_probe_evidence_probe_id ON probe_evidence (probe_id);
CREATE INDEX ix_probe_evidence_until ON probe_evidence (until);
CREATE INDEX ix_study_appeals_company_id ON study_appeals (company_id);
