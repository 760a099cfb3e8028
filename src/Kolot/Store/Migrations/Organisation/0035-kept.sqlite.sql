-- What was promised to customers and what became of it, what they meant, by what things were made right, what was spent without asking, mails about all that, and the line to the top.
CREATE TABLE "commitments" (
    "id" TEXT NOT NULL CONSTRAINT "pk_commitments" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "text" TEXT NULL,
    "to_name" TEXT NULL,
    "owner_id" TEXT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "first_due_at" TEXT NOT NULL,
    "due_at" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "ended_at" TEXT NULL,
    "reminded_at" TEXT NULL
);

CREATE TABLE "commitment_outcomes" (
    "id" TEXT NOT NULL CONSTRAINT "pk_commitment_outcomes" PRIMARY KEY,
    "commitment_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "noted_at" TEXT NOT NULL,
    "due_at" TEXT NULL,
    "word" INTEGER NULL,
    "by_member" TEXT NULL,
    "note" TEXT NULL
);

CREATE TABLE "restatements" (
    "id" TEXT NOT NULL CONSTRAINT "pk_restatements" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "text" TEXT NULL,
    "why" TEXT NULL,
    "way" INTEGER NOT NULL,
    "written_by" TEXT NOT NULL,
    "sent_at" TEXT NOT NULL,
    "ending" INTEGER NOT NULL,
    "ended_at" TEXT NULL,
    "said" TEXT NULL
);

CREATE TABLE "recovery_steps" (
    "id" TEXT NOT NULL CONSTRAINT "pk_recovery_steps" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "told" TEXT NULL,
    "evidence" TEXT NULL,
    "entry_id" TEXT NULL,
    "by_member" TEXT NOT NULL,
    "at" TEXT NOT NULL
);

CREATE TABLE "allowances" (
    "role" INTEGER NOT NULL CONSTRAINT "pk_allowances" PRIMARY KEY,
    "incident" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "allowance_entries" (
    "id" TEXT NOT NULL CONSTRAINT "pk_allowance_entries" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "what" TEXT NULL,
    "at" TEXT NOT NULL,
    "counts_at" TEXT NOT NULL,
    "reverses_id" TEXT NULL,
    "by_member" TEXT NOT NULL
);

CREATE TABLE "case_mails" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_mails" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "subject_id" TEXT NOT NULL,
    "member_id" TEXT NULL,
    "state" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "due_at" TEXT NULL,
    "ended_at" TEXT NULL,
    "reason" TEXT NULL
);

CREATE TABLE "top_lines" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_top_lines" PRIMARY KEY,
    "channel_id" TEXT NULL,
    "unit_id" TEXT NULL,
    "every_days" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "top_line_cases" (
    "case_id" TEXT NOT NULL CONSTRAINT "pk_top_line_cases" PRIMARY KEY,
    "next_at" TEXT NULL
);

CREATE INDEX "ix_commitments_case_id" ON "commitments" ("case_id");
CREATE INDEX "ix_commitments_owner_id_due_at" ON "commitments" ("owner_id", "due_at") WHERE ended_at is null;
CREATE INDEX "ix_commitments_due_at" ON "commitments" ("due_at");
CREATE UNIQUE INDEX "ix_commitment_outcomes_commitment_id_number" ON "commitment_outcomes" ("commitment_id", "number");
CREATE INDEX "ix_restatements_case_id" ON "restatements" ("case_id");
CREATE INDEX "ix_recovery_steps_case_id" ON "recovery_steps" ("case_id");
CREATE INDEX "ix_allowance_entries_case_id" ON "allowance_entries" ("case_id");
CREATE INDEX "ix_allowance_entries_member_id_counts_at" ON "allowance_entries" ("member_id", "counts_at");
CREATE INDEX "ix_allowance_entries_counts_at" ON "allowance_entries" ("counts_at");
CREATE UNIQUE INDEX "ix_allowance_entries_reverses_id" ON "allowance_entries" ("reverses_id") WHERE reverses_id is not null;
CREATE INDEX "ix_case_mails_due_at" ON "case_mails" ("due_at") WHERE due_at is not null;
CREATE INDEX "ix_case_mails_subject_id" ON "case_mails" ("subject_id");
CREATE INDEX "ix_case_mails_case_id" ON "case_mails" ("case_id");
CREATE INDEX "ix_top_line_cases_next_at" ON "top_line_cases" ("next_at") WHERE next_at is not null;

-- Ledgers are only added to. Only words go, when somebody is erased or their time is over.
CREATE TRIGGER "commitment_outcomes_stay" BEFORE UPDATE OF "id", "commitment_id", "number", "kind", "at", "noted_at", "due_at", "word", "by_member" ON "commitment_outcomes"
BEGIN SELECT RAISE(ABORT, 'The ledger of a commitment is only added to.'); END;

CREATE TRIGGER "recovery_steps_stay" BEFORE UPDATE OF "id", "case_id", "part", "entry_id", "by_member", "at" ON "recovery_steps"
BEGIN SELECT RAISE(ABORT, 'Steps of a recovery are only added.'); END;

CREATE TRIGGER "allowance_entries_stay" BEFORE UPDATE OF "id", "case_id", "member_id", "kind", "amount", "at", "counts_at", "reverses_id", "by_member" ON "allowance_entries"
BEGIN SELECT RAISE(ABORT, 'The ledger of an allowance is only added to; what was wrong is taken back.'); END;
