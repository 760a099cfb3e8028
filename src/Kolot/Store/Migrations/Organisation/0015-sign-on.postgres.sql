-- The provider by which an organisation's people sign in.
CREATE TABLE sign_on_providers (
    id integer NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    client_secret bytea NOT NULL,
    role_claim text NOT NULL,
    rules text NOT NULL,
    trusts_mail boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_sign_on_providers PRIMARY KEY (id)
);
