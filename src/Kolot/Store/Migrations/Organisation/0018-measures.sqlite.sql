-- Measures of the organisation: what they are called, and each version of their rule, which stays as it was decided.
CREATE TABLE "measures" (
    "code" TEXT NOT NULL CONSTRAINT "pk_measures" PRIMARY KEY,
    "name" TEXT NULL,
    "name_en" TEXT NULL,
    "retired" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "measure_versions" (
    "code" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "from" TEXT NULL,
    "kind" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "low" REAL NOT NULL,
    "high" REAL NOT NULL,
    "top" REAL NOT NULL,
    "at_least" INTEGER NOT NULL,
    "decimals" INTEGER NOT NULL,
    "higher_is_better" INTEGER NOT NULL,
    "voices" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    CONSTRAINT "pk_measure_versions" PRIMARY KEY ("code", "number")
);

-- Who decided it may come to be known by another id, where the organisation is restored; nothing else of it changes.
CREATE TRIGGER "measure_versions_keep" BEFORE UPDATE OF "code", "number", "from", "kind", "question", "low", "high", "top", "at_least", "decimals", "higher_is_better",
    "voices", "reason", "at" ON "measure_versions"
    BEGIN SELECT RAISE(ABORT, 'A version of a measure stays as it was decided.'); END;

CREATE TRIGGER "measure_versions_stay" BEFORE DELETE ON "measure_versions"
    BEGIN SELECT RAISE(ABORT, 'A version of a measure stays as it was decided.'); END;

-- Views are saved of other pages than the stream, too.
ALTER TABLE "saved_views" ADD COLUMN "page" TEXT NOT NULL DEFAULT 'voices';
