-- Under which version of the privacy notice a voice was given, where its source says so.
ALTER TABLE "voices" ADD COLUMN "notice" TEXT NULL;

-- Of voices that were let go when their time was over, a hash stays in place of the id that their source gave them.
UPDATE "voice_keys" SET "source" = '', "source_id" = past_key("source", "source_id")
WHERE "content_hash" = x'' AND "source" <> '' AND NOT EXISTS (SELECT 1 FROM "voices" WHERE "voices"."id" = "voice_keys"."voice_id");

-- Whether the organisation opens only to whoever came in by two steps.
ALTER TABLE "profiles" ADD COLUMN "demands_second_step" INTEGER NOT NULL DEFAULT 0;
