-- By which letter a company is told whose name is not, given once; and links that go to shoppers by mail.
ALTER TABLE study_companies ADD COLUMN letter integer NULL;

CREATE TABLE shopper_mails (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    mail integer NOT NULL,
    mail_at timestamp with time zone,
    mail_tries integer NOT NULL,
    mail_reason text,
    CONSTRAINT pk_shopper_mails PRIMARY KEY (id)
);

CREATE INDEX ix_shopper_mails_mail_at ON shopper_mails (mail_at) WHERE mail_at is not null;
