-- Lists of cases are counted and paged along their indexes: what views and filters ask of what goes on stands in them, and what is over is found by unit, owner and kind.
DROP INDEX "ix_cases_unit_id_due_at_number";
DROP INDEX "ix_cases_owner_id_due_at_number";
DROP INDEX "ix_cases_due_at_number";
DROP INDEX "ix_cases_awaiting_since_number";
DROP INDEX "ix_cases_snoozed_until";
DROP INDEX "ix_cases_reopened_number";

CREATE INDEX "ix_cases_open" ON "cases" ("due_at", "number", "id", "unit_id", "owner_id", "opened_by", "kind", "touchpoint_id", "snoozed_until", "awaiting_since", "reopened", "state") WHERE closed_at is null;
CREATE INDEX "ix_cases_open_owner" ON "cases" ("owner_id", "due_at", "number", "unit_id", "opened_by", "kind", "touchpoint_id", "snoozed_until", "awaiting_since", "reopened", "state") WHERE closed_at is null;
CREATE INDEX "ix_cases_open_unit" ON "cases" ("unit_id", "due_at", "number", "owner_id", "opened_by", "kind", "touchpoint_id", "snoozed_until", "awaiting_since", "reopened", "state") WHERE closed_at is null;
CREATE INDEX "ix_cases_open_awaited" ON "cases" ("awaiting_since", "number", "unit_id", "owner_id", "opened_by", "kind", "touchpoint_id") WHERE awaiting_since is not null and closed_at is null;
CREATE INDEX "ix_cases_open_resting" ON "cases" ("snoozed_until", "number", "unit_id", "owner_id", "opened_by", "kind", "touchpoint_id") WHERE snoozed_until is not null and closed_at is null;
CREATE INDEX "ix_cases_open_again" ON "cases" ("reopened", "number", "unit_id", "owner_id", "opened_by", "kind", "touchpoint_id") WHERE reopened > 0 and closed_at is null;
CREATE INDEX "ix_cases_unit_id_number" ON "cases" ("unit_id", "number") WHERE closed_at is not null;
CREATE INDEX "ix_cases_owner_id_number" ON "cases" ("owner_id", "number") WHERE closed_at is not null;
CREATE INDEX "ix_cases_opened_by_number" ON "cases" ("opened_by", "number") WHERE opened_by is not null and closed_at is not null;
CREATE INDEX "ix_cases_kind_number" ON "cases" ("kind", "number") WHERE closed_at is not null;
