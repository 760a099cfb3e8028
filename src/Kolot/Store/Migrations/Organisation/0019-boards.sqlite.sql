-- Boards with their tiles, when and to whom they are mailed, and what became of each letter.
CREATE TABLE "boards" (
    "id" TEXT NOT NULL CONSTRAINT "pk_boards" PRIMARY KEY,
    "member_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shared" INTEGER NOT NULL,
    "changed_at" TEXT NOT NULL,
    "removed_at" TEXT NULL,
    "version" INTEGER NOT NULL
);
CREATE INDEX "ix_boards_member_id" ON "boards" ("member_id");

CREATE TABLE "board_tiles" (
    "id" TEXT NOT NULL CONSTRAINT "pk_board_tiles" PRIMARY KEY,
    "board_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "shape" INTEGER NOT NULL,
    "title" TEXT NULL,
    "query" TEXT NOT NULL,
    "text" TEXT NULL,
    "width" INTEGER NOT NULL,
    "removed_at" TEXT NULL,
    "version" INTEGER NOT NULL
);
CREATE INDEX "ix_board_tiles_board_id" ON "board_tiles" ("board_id");

CREATE TABLE "board_mailings" (
    "board_id" TEXT NOT NULL CONSTRAINT "pk_board_mailings" PRIMARY KEY,
    "rhythm" INTEGER NOT NULL,
    "weekday" INTEGER NOT NULL,
    "month_day" INTEGER NOT NULL,
    "hour" INTEGER NOT NULL,
    "due_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "board_readers" (
    "board_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "stop_key" TEXT NOT NULL,
    CONSTRAINT "pk_board_readers" PRIMARY KEY ("board_id", "member_id")
);
CREATE INDEX "ix_board_readers_member_id" ON "board_readers" ("member_id");
CREATE UNIQUE INDEX "ix_board_readers_stop_key" ON "board_readers" ("stop_key");

CREATE TABLE "board_letters" (
    "id" TEXT NOT NULL CONSTRAINT "pk_board_letters" PRIMARY KEY,
    "board_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "reason" TEXT NULL,
    "tries" INTEGER NOT NULL,
    "due_at" TEXT NULL,
    "ended_at" TEXT NULL
);
CREATE UNIQUE INDEX "ix_board_letters_board_id_member_id_occasion" ON "board_letters" ("board_id", "member_id", "occasion");
CREATE INDEX "ix_board_letters_due_at" ON "board_letters" ("due_at") WHERE due_at is not null;
