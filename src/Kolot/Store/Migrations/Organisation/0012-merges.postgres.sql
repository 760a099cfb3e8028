-- Customers found to be one: whose record leads to whose, what was whose before, and how to tell them apart again.
CREATE TABLE customer_merges (
    id uuid NOT NULL,
    into_id uuid NOT NULL,
    from_id uuid NOT NULL,
    kept text NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    merged_by uuid NOT NULL,
    undone_at timestamp with time zone NULL,
    undone_by uuid NULL,
    CONSTRAINT pk_customer_merges PRIMARY KEY (id)
);

CREATE INDEX ix_customer_merges_into_id ON customer_merges (into_id);
CREATE INDEX ix_customer_merges_from_id ON customer_merges (from_id);

ALTER TABLE customers ADD COLUMN merged_into uuid NULL;
ALTER TABLE identities ADD COLUMN merged_from uuid NULL;
ALTER TABLE voices ADD COLUMN merged_from uuid NULL;
CREATE INDEX ix_customers_merged_into ON customers (merged_into) WHERE merged_into is not null;
