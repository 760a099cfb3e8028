-- Most voices lack most of these, and a key is found by what it consists of: what nobody looks up is not kept.
DROP INDEX ix_voices_customer_id_place;
CREATE INDEX ix_voices_customer_id_place ON voices (customer_id, place) WHERE customer_id is not null;
DROP INDEX ix_voices_unit_id_place;
CREATE INDEX ix_voices_unit_id_place ON voices (unit_id, place) WHERE unit_id is not null;
DROP INDEX ix_voices_touchpoint_id_place;
CREATE INDEX ix_voices_touchpoint_id_place ON voices (touchpoint_id, place) WHERE touchpoint_id is not null;
DROP INDEX ix_voices_language_place;
CREATE INDEX ix_voices_language_place ON voices (language, place) WHERE language is not null;
DROP INDEX ix_voices_entered_by_place;
CREATE INDEX ix_voices_entered_by_place ON voices (entered_by, place) WHERE entered_by is not null;
DROP INDEX ix_voices_import_id;
CREATE INDEX ix_voices_import_id ON voices (import_id) WHERE import_id is not null;
DROP INDEX ix_voice_keys_voice_id;
