-- Customers found to be one: whose record leads to whose, what was whose before, and how to tell them apart again.
CREATE TABLE "customer_merges" (
    "id" TEXT NOT NULL CONSTRAINT "pk_customer_merges" PRIMARY KEY,
    "into_id" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "kept" TEXT NOT NULL,
    "merged_at" TEXT NOT NULL,
    "merged_by" TEXT NOT NULL,
    "undone_at" TEXT NULL,
    "undone_by" TEXT NULL
);

CREATE INDEX "ix_customer_merges_into_id" ON "customer_merges" ("into_id");
CREATE INDEX "ix_customer_merges_from_id" ON "customer_merges" ("from_id");

ALTER TABLE "customers" ADD COLUMN "merged_into" TEXT NULL;
ALTER TABLE "identities" ADD COLUMN "merged_from" TEXT NULL;
ALTER TABLE "voices" ADD COLUMN "merged_from" TEXT NULL;
CREATE INDEX "ix_customers_merged_into" ON "customers" ("merged_into") WHERE merged_into is not null;
