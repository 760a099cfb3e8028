-- Who was erased when, without who, and what keeps them from coming back with an older backup or a repeated import.
CREATE TABLE "erasure_secrets" (
    "organisation" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "founded_at" TEXT NOT NULL,
    "secret" BLOB NOT NULL,
    CONSTRAINT "pk_erasure_secrets" PRIMARY KEY ("organisation", "id")
);

CREATE TABLE "erasures" (
    "organisation" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "keeps_scores" INTEGER NOT NULL,
    "counts" TEXT NOT NULL,
    "ended_at" TEXT NULL,
    CONSTRAINT "pk_erasures" PRIMARY KEY ("organisation", "id")
);

CREATE TABLE "tombstones" (
    "organisation" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "erasure_id" TEXT NOT NULL,
    CONSTRAINT "pk_tombstones" PRIMARY KEY ("organisation", "hash")
);
