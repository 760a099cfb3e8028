-- The code that is asked for after a password, and the codes for whoever lost the telephone.
CREATE TABLE "second_steps" (
    "account_id" TEXT NOT NULL CONSTRAINT "pk_second_steps" PRIMARY KEY,
    "secret" BLOB NOT NULL,
    "begun_at" TEXT NOT NULL,
    "confirmed_at" TEXT NULL,
    "last_step" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "locked_until" TEXT NULL
);

CREATE TABLE "recovery_codes" (
    "account_id" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "used_at" TEXT NULL,
    CONSTRAINT "pk_recovery_codes" PRIMARY KEY ("account_id", "hash")
);
