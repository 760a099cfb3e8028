-- Where an enquiry stands: from when on it waits for an answer, by when that is due, and its state. Steps tell it, whoever keeps or removes them, so that a list of what is late walks no history.
ALTER TABLE "enquiries" ADD COLUMN "state" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "enquiries" ADD COLUMN "since" TEXT NULL;
ALTER TABLE "enquiries" ADD COLUMN "due_at" TEXT NULL;
CREATE INDEX "ix_enquiries_since" ON "enquiries" ("since") WHERE since is not null;

UPDATE "enquiries" SET
    "since" = (SELECT min(s."at") FROM "enquiry_steps" s WHERE s."enquiry_key" = "enquiries"."key" AND s."kind" IN (0, 3, 5)
        AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = "enquiries"."key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))),
    "due_at" = (SELECT s."due_at" FROM "enquiry_steps" s WHERE s."due_at" IS NOT NULL AND s."enquiry_key" = "enquiries"."key" AND s."kind" IN (0, 3, 5)
        AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = "enquiries"."key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))
        ORDER BY s."at", s."kind" LIMIT 1),
    "state" = CASE
        WHEN EXISTS (SELECT 1 FROM "enquiry_steps" s WHERE s."enquiry_key" = "enquiries"."key" AND s."kind" IN (0, 3, 5)
        AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = "enquiries"."key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))) THEN
            CASE WHEN EXISTS (SELECT 1 FROM "enquiry_steps" s WHERE s."enquiry_key" = "enquiries"."key" AND s."kind" = 1
                AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = "enquiries"."key" AND c."kind" <> 1 AND (c."at", c."kind") > (s."at", s."kind"))) THEN 1 ELSE 0 END
        WHEN (SELECT s."kind" FROM "enquiry_steps" s WHERE s."enquiry_key" = "enquiries"."key" AND s."kind" IN (2, 4) ORDER BY s."at" DESC, s."kind" DESC LIMIT 1) = 4 THEN 3
        ELSE 2 END;

CREATE TRIGGER "enquiry_steps_kept" AFTER INSERT ON "enquiry_steps" BEGIN
    UPDATE "enquiries" SET
        "since" = (SELECT min(s."at") FROM "enquiry_steps" s WHERE s."enquiry_key" = NEW."enquiry_key" AND s."kind" IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = NEW."enquiry_key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))),
        "due_at" = (SELECT s."due_at" FROM "enquiry_steps" s WHERE s."due_at" IS NOT NULL AND s."enquiry_key" = NEW."enquiry_key" AND s."kind" IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = NEW."enquiry_key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))
            ORDER BY s."at", s."kind" LIMIT 1),
        "state" = CASE
            WHEN EXISTS (SELECT 1 FROM "enquiry_steps" s WHERE s."enquiry_key" = NEW."enquiry_key" AND s."kind" IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = NEW."enquiry_key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))) THEN
                CASE WHEN EXISTS (SELECT 1 FROM "enquiry_steps" s WHERE s."enquiry_key" = NEW."enquiry_key" AND s."kind" = 1
                    AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = NEW."enquiry_key" AND c."kind" <> 1 AND (c."at", c."kind") > (s."at", s."kind"))) THEN 1 ELSE 0 END
            WHEN (SELECT s."kind" FROM "enquiry_steps" s WHERE s."enquiry_key" = NEW."enquiry_key" AND s."kind" IN (2, 4) ORDER BY s."at" DESC, s."kind" DESC LIMIT 1) = 4 THEN 3
            ELSE 2 END
    WHERE "key" = NEW."enquiry_key";
END;

CREATE TRIGGER "enquiry_steps_removed" AFTER DELETE ON "enquiry_steps" BEGIN
    UPDATE "enquiries" SET
        "since" = (SELECT min(s."at") FROM "enquiry_steps" s WHERE s."enquiry_key" = OLD."enquiry_key" AND s."kind" IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = OLD."enquiry_key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))),
        "due_at" = (SELECT s."due_at" FROM "enquiry_steps" s WHERE s."due_at" IS NOT NULL AND s."enquiry_key" = OLD."enquiry_key" AND s."kind" IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = OLD."enquiry_key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))
            ORDER BY s."at", s."kind" LIMIT 1),
        "state" = CASE
            WHEN EXISTS (SELECT 1 FROM "enquiry_steps" s WHERE s."enquiry_key" = OLD."enquiry_key" AND s."kind" IN (0, 3, 5)
            AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = OLD."enquiry_key" AND c."kind" IN (2, 4) AND (c."at", c."kind") > (s."at", s."kind"))) THEN
                CASE WHEN EXISTS (SELECT 1 FROM "enquiry_steps" s WHERE s."enquiry_key" = OLD."enquiry_key" AND s."kind" = 1
                    AND NOT EXISTS (SELECT 1 FROM "enquiry_steps" c WHERE c."enquiry_key" = OLD."enquiry_key" AND c."kind" <> 1 AND (c."at", c."kind") > (s."at", s."kind"))) THEN 1 ELSE 0 END
            WHEN (SELECT s."kind" FROM "enquiry_steps" s WHERE s."enquiry_key" = OLD."enquiry_key" AND s."kind" IN (2, 4) ORDER BY s."at" DESC, s."kind" DESC LIMIT 1) = 4 THEN 3
            ELSE 2 END
    WHERE "key" = OLD."enquiry_key";
END;
