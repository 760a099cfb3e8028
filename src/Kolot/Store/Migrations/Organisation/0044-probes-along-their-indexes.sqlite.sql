-- Field work is counted and listed along its indexes, and a company's probes are found by it.
DROP INDEX "ix_probes_study_id_wave";

CREATE INDEX "ix_probes_study_id_wave_review_state" ON "probes" ("study_id", "wave", "review", "state");
CREATE INDEX "ix_probes_study_id_review_sent_at_id_state_wave" ON "probes" ("study_id", "review", "sent_at", "id", "state", "wave");
CREATE INDEX "ix_probes_study_id_company_id_wave" ON "probes" ("study_id", "company_id", "wave");
