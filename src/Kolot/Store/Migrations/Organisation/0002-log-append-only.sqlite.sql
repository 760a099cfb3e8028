-- The log is only added to. It holds no customers' words: erasing a person leaves nothing to erase here.
CREATE TRIGGER "log_lines_keep" BEFORE UPDATE ON "log_lines" BEGIN SELECT RAISE(ABORT, 'The log is only added to.'); END;

CREATE TRIGGER "log_lines_stay" BEFORE DELETE ON "log_lines" BEGIN SELECT RAISE(ABORT, 'The log is only added to.'); END;
