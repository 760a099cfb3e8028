-- What one entered oneself is found without walking past what others did.
CREATE INDEX ix_voices_entered_by_place ON voices (entered_by, place);
