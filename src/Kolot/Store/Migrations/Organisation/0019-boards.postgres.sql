-- Boards with their tiles, when and to whom they are mailed, and what became of each letter.
CREATE TABLE boards (
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    name text NOT NULL,
    shared boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_boards PRIMARY KEY (id)
);
CREATE INDEX ix_boards_member_id ON boards (member_id);

CREATE TABLE board_tiles (
    id uuid NOT NULL,
    board_id uuid NOT NULL,
    position integer NOT NULL,
    shape integer NOT NULL,
    title text,
    query text NOT NULL,
    text text,
    width integer NOT NULL,
    removed_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_board_tiles PRIMARY KEY (id)
);
CREATE INDEX ix_board_tiles_board_id ON board_tiles (board_id);

CREATE TABLE board_mailings (
    board_id uuid NOT NULL,
    rhythm integer NOT NULL,
    weekday integer NOT NULL,
    month_day integer NOT NULL,
    hour integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_board_mailings PRIMARY KEY (board_id)
);

CREATE TABLE board_readers (
    board_id uuid NOT NULL,
    member_id uuid NOT NULL,
    stop_key text NOT NULL,
    CONSTRAINT pk_board_readers PRIMARY KEY (board_id, member_id)
);
CREATE INDEX ix_board_readers_member_id ON board_readers (member_id);
CREATE UNIQUE INDEX ix_board_readers_stop_key ON board_readers (stop_key);

CREATE TABLE board_letters (
    id uuid NOT NULL,
    board_id uuid NOT NULL,
    member_id uuid NOT NULL,
    occasion timestamp with time zone NOT NULL,
    state integer NOT NULL,
    reason text,
    tries integer NOT NULL,
    due_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT pk_board_letters PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_board_letters_board_id_member_id_occasion ON board_letters (board_id, member_id, occasion);
CREATE INDEX ix_board_letters_due_at ON board_letters (due_at) WHERE due_at is not null;
