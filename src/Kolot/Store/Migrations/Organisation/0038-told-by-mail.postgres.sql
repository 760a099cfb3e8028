-- Members are told by mail of what waits for them, and leads how the team stands; mails about cases stand as other mails do, so that one piece sends them.
DROP INDEX ix_case_mails_due_at;
ALTER TABLE case_mails RENAME COLUMN state TO mail;
ALTER TABLE case_mails RENAME COLUMN due_at TO mail_at;
ALTER TABLE case_mails RENAME COLUMN tries TO mail_tries;
ALTER TABLE case_mails RENAME COLUMN reason TO mail_reason;
ALTER TABLE case_mails DROP COLUMN ended_at;
UPDATE case_mails SET mail = mail + 1;
CREATE INDEX ix_case_mails_mail_at ON case_mails (mail_at) WHERE mail_at is not null;

ALTER TABLE notifications ADD COLUMN mail_id uuid;

CREATE TABLE notification_mails (
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    mail integer NOT NULL,
    mail_at timestamp with time zone,
    mail_tries integer NOT NULL,
    mail_reason text,
    CONSTRAINT pk_notification_mails PRIMARY KEY (id)
);

CREATE TABLE team_digests (
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    occasion timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    mail integer NOT NULL,
    mail_at timestamp with time zone,
    mail_tries integer NOT NULL,
    mail_reason text,
    CONSTRAINT pk_team_digests PRIMARY KEY (id)
);

CREATE TABLE notification_choices (
    member_id uuid NOT NULL,
    given integer NOT NULL,
    moves integer NOT NULL,
    urgent integer NOT NULL,
    wakes boolean NOT NULL,
    digest_hour integer NOT NULL,
    quiet_from integer NOT NULL,
    quiet_until integer NOT NULL,
    rests boolean NOT NULL,
    team integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_notification_choices PRIMARY KEY (member_id)
);

CREATE INDEX ix_notification_mails_mail_at ON notification_mails (mail_at) WHERE mail_at is not null;
CREATE INDEX ix_notification_mails_member_id ON notification_mails (member_id);
CREATE INDEX ix_team_digests_mail_at ON team_digests (mail_at) WHERE mail_at is not null;
CREATE UNIQUE INDEX ix_team_digests_member_id_occasion ON team_digests (member_id, occasion);
