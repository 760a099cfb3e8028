-- The provider by which an organisation's people sign in.
CREATE TABLE "sign_on_providers" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_sign_on_providers" PRIMARY KEY,
    "issuer" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "client_secret" BLOB NOT NULL,
    "role_claim" TEXT NOT NULL,
    "rules" TEXT NOT NULL,
    "trusts_mail" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);
