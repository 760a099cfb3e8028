CREATE TABLE "access_keys" (
    "id" TEXT NOT NULL CONSTRAINT "pk_access_keys" PRIMARY KEY,
    "organisation" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BLOB NOT NULL,
    "ending" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "used_at" TEXT NULL,
    "revoked_at" TEXT NULL
);


CREATE TABLE "account_passkeys" (
    "credential_id" BLOB NOT NULL CONSTRAINT "pk_account_passkeys" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "Data" TEXT NOT NULL
);


CREATE TABLE "accounts" (
    "id" TEXT NOT NULL CONSTRAINT "pk_accounts" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "language" TEXT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "phone_number" TEXT NULL,
    "phone_number_confirmed" INTEGER NOT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" TEXT NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL
);


CREATE TABLE "memberships" (
    "account_id" TEXT NOT NULL,
    "organisation" TEXT NOT NULL,
    CONSTRAINT "pk_memberships" PRIMARY KEY ("account_id", "organisation")
);


CREATE TABLE "placements" (
    "organisation" TEXT NOT NULL CONSTRAINT "pk_placements" PRIMARY KEY,
    "server" TEXT NULL,
    "founded_at" TEXT NOT NULL,
    "closed_because" TEXT NULL,
    "rings_at" TEXT NULL
);


CREATE TABLE "protection_keys" (
    "id" TEXT NOT NULL CONSTRAINT "pk_protection_keys" PRIMARY KEY,
    "xml" TEXT NOT NULL
);


CREATE TABLE "session_tickets" (
    "id" TEXT NOT NULL CONSTRAINT "pk_session_tickets" PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "ticket" BLOB NOT NULL,
    "begun_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL
);


CREATE TABLE "set_up_links" (
    "id" BLOB NOT NULL CONSTRAINT "pk_set_up_links" PRIMARY KEY,
    "until" TEXT NOT NULL,
    "spent_at" TEXT NULL
);


CREATE TABLE "account_claims" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_account_claims" PRIMARY KEY AUTOINCREMENT,
    "user_id" TEXT NOT NULL,
    "claim_type" TEXT NULL,
    "claim_value" TEXT NULL,
    CONSTRAINT "fk_account_claims_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);


CREATE TABLE "account_logins" (
    "login_provider" TEXT NOT NULL,
    "provider_key" TEXT NOT NULL,
    "provider_display_name" TEXT NULL,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "pk_account_logins" PRIMARY KEY ("login_provider", "provider_key"),
    CONSTRAINT "fk_account_logins_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);


CREATE TABLE "account_tokens" (
    "user_id" TEXT NOT NULL,
    "login_provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NULL,
    CONSTRAINT "pk_account_tokens" PRIMARY KEY ("user_id", "login_provider", "name"),
    CONSTRAINT "fk_account_tokens_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);


CREATE INDEX "ix_access_keys_organisation" ON "access_keys" ("organisation");


CREATE UNIQUE INDEX "ix_access_keys_secret_hash" ON "access_keys" ("secret_hash");


CREATE INDEX "ix_account_claims_user_id" ON "account_claims" ("user_id");


CREATE INDEX "ix_account_logins_user_id" ON "account_logins" ("user_id");


CREATE INDEX "ix_account_passkeys_user_id" ON "account_passkeys" ("user_id");


CREATE INDEX "ix_accounts_normalized_email" ON "accounts" ("normalized_email");


CREATE UNIQUE INDEX "ix_accounts_normalized_user_name" ON "accounts" ("normalized_user_name");


CREATE INDEX "ix_placements_rings_at" ON "placements" ("rings_at");


CREATE INDEX "ix_session_tickets_account_id" ON "session_tickets" ("account_id");


CREATE INDEX "ix_session_tickets_ends_at" ON "session_tickets" ("ends_at");


