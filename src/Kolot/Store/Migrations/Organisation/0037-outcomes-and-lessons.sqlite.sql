-- What the course of a case says of how it was solved, to be counted; what was learned from hard cases; and in which currency sums are.
ALTER TABLE "profiles" ADD "currency" TEXT NOT NULL DEFAULT 'ILS';

CREATE TABLE "case_outcomes" (
    "place" INTEGER NOT NULL CONSTRAINT "pk_case_outcomes" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "voice_id" TEXT NULL,
    "kind" INTEGER NOT NULL,
    "channel_id" TEXT NULL,
    "touchpoint_id" TEXT NULL,
    "unit_id" TEXT NULL,
    "customer_id" TEXT NULL,
    "owner_id" TEXT NULL,
    "language" TEXT NULL,
    "confirmed" INTEGER NULL,
    "solved_at_first" INTEGER NULL,
    "contact_again" INTEGER NULL,
    "own_minutes" INTEGER NULL
);

CREATE TABLE "case_lessons" (
    "case_id" TEXT NOT NULL CONSTRAINT "pk_case_lessons" PRIMARY KEY,
    "reasons" INTEGER NOT NULL,
    "asked_at" TEXT NULL,
    "asked_again_at" TEXT NULL,
    "happened" TEXT NULL,
    "cause" TEXT NULL,
    "prevents" TEXT NULL,
    "declined" INTEGER NOT NULL,
    "written_by" TEXT NULL,
    "written_at" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE INDEX "ix_case_outcomes_case_id" ON "case_outcomes" ("case_id");
CREATE INDEX "ix_case_outcomes_voice_id" ON "case_outcomes" ("voice_id") WHERE voice_id is not null;
CREATE INDEX "ix_case_lessons_written_at" ON "case_lessons" ("written_at") WHERE written_at is not null;
CREATE INDEX "ix_case_lessons_asked_at" ON "case_lessons" ("asked_at") WHERE written_at is null;

-- Outcomes are counted beside voices, and follow the case and the voice that they are of, whoever changes these.
CREATE TRIGGER "feed_outcomes_in" AFTER INSERT ON "case_outcomes" BEGIN
    INSERT INTO "_feed" ("place") VALUES (NEW."place");
END;

CREATE TRIGGER "feed_outcomes_out" AFTER DELETE ON "case_outcomes" BEGIN
    INSERT INTO "_feed" ("place") VALUES (OLD."place");
END;

CREATE TRIGGER "feed_outcomes_changed" AFTER UPDATE ON "case_outcomes" BEGIN
    INSERT INTO "_feed" ("place") VALUES (OLD."place"), (NEW."place");
END;

CREATE TRIGGER "outcomes_follow_cases" AFTER UPDATE OF "customer_id", "unit_id", "owner_id" ON "cases"
WHEN (OLD."customer_id", OLD."unit_id", OLD."owner_id") IS NOT (NEW."customer_id", NEW."unit_id", NEW."owner_id") BEGIN
    UPDATE "case_outcomes" SET "customer_id" = NEW."customer_id", "unit_id" = NEW."unit_id", "owner_id" = NEW."owner_id" WHERE "case_id" = NEW."id";
END;

CREATE TRIGGER "outcomes_follow_voices" AFTER UPDATE OF "kind", "channel_id", "touchpoint_id" ON "voices"
WHEN (OLD."kind", OLD."channel_id", OLD."touchpoint_id") IS NOT (NEW."kind", NEW."channel_id", NEW."touchpoint_id") BEGIN
    UPDATE "case_outcomes" SET "kind" = NEW."kind", "channel_id" = NEW."channel_id", "touchpoint_id" = coalesce(NEW."touchpoint_id", "touchpoint_id") WHERE "voice_id" = NEW."id";
END;

-- What was closed before is counted as far as its steps tell.
INSERT INTO "case_outcomes" ("place", "case_id", "step", "voice_id", "kind", "channel_id", "touchpoint_id", "unit_id", "customer_id", "owner_id", "language", "confirmed", "solved_at_first")
SELECT (CAST(round((julianday(c."closed_at") - 2440587.5) * 86400000.0) AS INTEGER) << 21) | (c."number" & 2097151), c."id", c."version", v."id",
    coalesce(v."kind", CASE c."kind" WHEN 0 THEN 3 WHEN 1 THEN 2 ELSE 1 END), v."channel_id", coalesce(v."touchpoint_id", c."touchpoint_id"), c."unit_id", c."customer_id", c."owner_id", v."language", c."confirmed",
    c."confirmed" = 1 AND c."reopened" = 0
        AND NOT EXISTS (SELECT 1 FROM "case_steps" s WHERE s."case_id" = c."id" AND s."kind" = 'asked')
        AND (SELECT count(*) FROM "case_steps" s WHERE s."case_id" = c."id" AND s."kind" = 'answered') <= 1
        AND NOT EXISTS (SELECT 1 FROM "case_steps" s JOIN "case_steps" f ON f."case_id" = s."case_id" AND f."kind" = 'answered' AND f."number" < s."number" WHERE s."case_id" = c."id" AND s."kind" IN ('heard', 'merged'))
FROM "cases" c LEFT JOIN "voices" v ON v."id" = (SELECT w."id" FROM "case_voices" o JOIN "voices" w ON w."id" = o."voice_id" WHERE o."case_id" = c."id" ORDER BY w."place" LIMIT 1)
WHERE c."closed_at" IS NOT NULL AND c."confirmed" IS NOT NULL AND c."kind" <> 4;
