-- Who came in, or gave a wrong password, when and from where.
CREATE TABLE "sign_ins" (
    "id" TEXT NOT NULL CONSTRAINT "pk_sign_ins" PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "opened" INTEGER NOT NULL,
    "from" TEXT NULL
);

CREATE INDEX "ix_sign_ins_account_id_at" ON "sign_ins" ("account_id", "at");
