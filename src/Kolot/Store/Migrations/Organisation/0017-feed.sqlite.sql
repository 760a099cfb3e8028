-- What was kept, changed or removed of what is counted, in the order of commits: whoever holds facts in memory reads on from where they stood. Written
-- by triggers, so that no way of writing is forgotten. It follows from the voices, so it is no part of an archive.
CREATE TABLE "_feed" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "place" INTEGER NULL,
    "customer_id" TEXT NULL
);

-- Which database this is, from where on its feed is kept, and from where on it will be when its time is over.
CREATE TABLE "_feed_marks" (
    "database" TEXT NOT NULL,
    "pruned" INTEGER NOT NULL,
    "noted" INTEGER NOT NULL,
    "noted_at" TEXT NOT NULL
);

INSERT INTO "_feed_marks" VALUES (lower(hex(randomblob(16))), 1, 1, '2000-01-01 00:00:00');

CREATE TRIGGER "feed_voices_in" AFTER INSERT ON "voices" BEGIN
    INSERT INTO "_feed" ("place") VALUES (NEW."place");
END;

CREATE TRIGGER "feed_voices_out" AFTER DELETE ON "voices" BEGIN
    INSERT INTO "_feed" ("place") VALUES (OLD."place");
END;

CREATE TRIGGER "feed_voices_moved" AFTER UPDATE OF "place" ON "voices" WHEN OLD."place" <> NEW."place" BEGIN
    INSERT INTO "_feed" ("place") VALUES (OLD."place"), (NEW."place");
END;

CREATE TRIGGER "feed_voices_changed"
AFTER UPDATE OF "kind", "channel_id", "touchpoint_id", "unit_id", "customer_id", "entered_by", "language", "score", "score_low", "score_high", "answers" ON "voices"
WHEN OLD."place" = NEW."place" AND (OLD."kind", OLD."channel_id", OLD."touchpoint_id", OLD."unit_id", OLD."customer_id", OLD."entered_by", OLD."language",
    OLD."score", OLD."score_low", OLD."score_high", OLD."answers") IS NOT (NEW."kind", NEW."channel_id", NEW."touchpoint_id", NEW."unit_id", NEW."customer_id",
    NEW."entered_by", NEW."language", NEW."score", NEW."score_low", NEW."score_high", NEW."answers") BEGIN
    INSERT INTO "_feed" ("place") VALUES (NEW."place");
END;

CREATE TRIGGER "feed_attributes_in" AFTER INSERT ON "customer_attributes" BEGIN
    INSERT INTO "_feed" ("customer_id") VALUES (NEW."customer_id");
END;

CREATE TRIGGER "feed_attributes_out" AFTER DELETE ON "customer_attributes" BEGIN
    INSERT INTO "_feed" ("customer_id") VALUES (OLD."customer_id");
END;

CREATE TRIGGER "feed_attributes_changed" AFTER UPDATE ON "customer_attributes" BEGIN
    INSERT INTO "_feed" ("customer_id") VALUES (OLD."customer_id"), (NEW."customer_id");
END;

-- Neither a voice nor a customer: other days, so that all is counted anew.
CREATE TRIGGER "feed_days" AFTER UPDATE OF "time_zone" ON "profiles" WHEN OLD."time_zone" <> NEW."time_zone" BEGIN
    INSERT INTO "_feed" ("place") VALUES (NULL);
END;
