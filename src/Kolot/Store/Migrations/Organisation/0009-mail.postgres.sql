-- Through which server an organisation's mail goes.
CREATE TABLE mail_settings (
    id integer NOT NULL,
    host text,
    port integer NOT NULL,
    security integer NOT NULL,
    user_name text,
    password bytea,
    from_address text NOT NULL,
    from_name text,
    version integer NOT NULL,
    CONSTRAINT pk_mail_settings PRIMARY KEY (id)
);
