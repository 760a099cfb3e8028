-- What people are told when something of them is collected: by language, in numbered versions that stay as they were published.
CREATE TABLE "privacy_notices" (
    "language" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "published_at" TEXT NULL,
    "published_by" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_privacy_notices" PRIMARY KEY ("language", "number")
);

CREATE TRIGGER "privacy_notices_keep" BEFORE UPDATE ON "privacy_notices" WHEN OLD."published_at" IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'A notice that was published stays as it was.'); END;

CREATE TRIGGER "privacy_notices_stay" BEFORE DELETE ON "privacy_notices" WHEN OLD."published_at" IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'A notice that was published stays as it was.'); END;
