CREATE TABLE "channels" (
    "id" TEXT NOT NULL CONSTRAINT "pk_channels" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NULL,
    "icon" TEXT NOT NULL,
    "planned_share" REAL NULL,
    "position" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "customer_attributes" (
    "customer_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    CONSTRAINT "pk_customer_attributes" PRIMARY KEY ("customer_id", "key")
);


CREATE TABLE "customers" (
    "id" TEXT NOT NULL CONSTRAINT "pk_customers" PRIMARY KEY,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "name" TEXT NULL,
    "unit_id" TEXT NULL,
    "since" TEXT NULL,
    "kept_at" TEXT NOT NULL,
    "import_id" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "errands" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_errands" PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "due_at" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "trouble" TEXT NULL,
    "failed_at" TEXT NULL,
    "leased_until" TEXT NULL
);


CREATE TABLE "file_parts" (
    "file_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" BLOB NOT NULL,
    CONSTRAINT "pk_file_parts" PRIMARY KEY ("file_id", "number")
);


CREATE TABLE "identities" (
    "id" TEXT NOT NULL CONSTRAINT "pk_identities" PRIMARY KEY,
    "customer_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL
);


CREATE TABLE "import_runs" (
    "id" TEXT NOT NULL CONSTRAINT "pk_import_runs" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "mapping" TEXT NULL,
    "state" INTEGER NOT NULL,
    "read" INTEGER NOT NULL,
    "kept" INTEGER NOT NULL,
    "known" INTEGER NOT NULL,
    "revised" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "bytes_read" INTEGER NOT NULL,
    "trouble" TEXT NULL,
    "by" TEXT NOT NULL,
    "begun_at" TEXT NOT NULL,
    "ended_at" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "join_links" (
    "id" TEXT NOT NULL CONSTRAINT "pk_join_links" PRIMARY KEY,
    "secret_hash" BLOB NOT NULL,
    "mail" TEXT NOT NULL,
    "role" INTEGER NOT NULL,
    "reach" INTEGER NOT NULL,
    "unit_id" TEXT NULL,
    "invited_by" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "spent_at" TEXT NULL
);


CREATE TABLE "log_lines" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_log_lines" PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "by" TEXT NULL,
    "by_name" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NULL,
    "detail" TEXT NULL,
    "from" TEXT NULL
);


CREATE TABLE "members" (
    "id" TEXT NOT NULL CONSTRAINT "pk_members" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "mail" TEXT NOT NULL,
    "role" INTEGER NOT NULL,
    "reach" INTEGER NOT NULL,
    "unit_id" TEXT NULL,
    "joined_at" TEXT NOT NULL,
    "left_at" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "profiles" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_profiles" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "name_en" TEXT NULL,
    "language" TEXT NOT NULL,
    "languages" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "location" TEXT NULL,
    "colour" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "refused_rows" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_refused_rows" PRIMARY KEY AUTOINCREMENT,
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" TEXT NOT NULL,
    "reason" TEXT NOT NULL
);


CREATE TABLE "saved_mappings" (
    "name" TEXT NOT NULL CONSTRAINT "pk_saved_mappings" PRIMARY KEY,
    "mapping" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "saved_views" (
    "id" TEXT NOT NULL CONSTRAINT "pk_saved_views" PRIMARY KEY,
    "member_id" TEXT NOT NULL,
    "shared" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL
);


CREATE TABLE "stages" (
    "id" TEXT NOT NULL CONSTRAINT "pk_stages" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NULL,
    "position" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "touchpoints" (
    "id" TEXT NOT NULL CONSTRAINT "pk_touchpoints" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NULL,
    "stage_id" TEXT NULL,
    "position" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "units" (
    "id" TEXT NOT NULL CONSTRAINT "pk_units" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NULL,
    "parent_id" TEXT NULL,
    "position" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "voice_keys" (
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "voice_id" TEXT NOT NULL,
    "content_hash" BLOB NOT NULL,
    CONSTRAINT "pk_voice_keys" PRIMARY KEY ("source", "source_id")
) WITHOUT ROWID;


CREATE TABLE "voice_revisions" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_voice_revisions" PRIMARY KEY AUTOINCREMENT,
    "voice_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "replaced_at" TEXT NOT NULL,
    "content" TEXT NOT NULL
);


CREATE TABLE "voices" (
    "place" INTEGER NOT NULL CONSTRAINT "pk_voices" PRIMARY KEY,
    "id" TEXT NOT NULL,
    "heard_at" TEXT NOT NULL,
    "kept_at" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "channel_id" TEXT NOT NULL,
    "touchpoint_id" TEXT NULL,
    "unit_id" TEXT NULL,
    "customer_id" TEXT NULL,
    "title" TEXT NULL,
    "text" TEXT NULL,
    "language" TEXT NULL,
    "score" REAL NULL,
    "score_low" REAL NULL,
    "score_high" REAL NULL,
    "band" INTEGER NULL,
    "answers" TEXT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NULL,
    "author" TEXT NULL,
    "entered_by" TEXT NULL,
    "import_id" TEXT NULL,
    "history" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE UNIQUE INDEX "ix_channels_code" ON "channels" ("code");


CREATE INDEX "ix_customers_import_id" ON "customers" ("import_id");


CREATE INDEX "ix_customers_name" ON "customers" ("name");


CREATE UNIQUE INDEX "ix_customers_source_source_id" ON "customers" ("source", "source_id");


CREATE INDEX "ix_errands_failed_at_due_at_id" ON "errands" ("failed_at", "due_at", "id");


CREATE INDEX "ix_identities_customer_id" ON "identities" ("customer_id");


CREATE UNIQUE INDEX "ix_identities_kind_value" ON "identities" ("kind", "value");


CREATE INDEX "ix_import_runs_begun_at" ON "import_runs" ("begun_at");


CREATE UNIQUE INDEX "ix_join_links_secret_hash" ON "join_links" ("secret_hash");


CREATE INDEX "ix_log_lines_at" ON "log_lines" ("at");


CREATE INDEX "ix_log_lines_subject_id" ON "log_lines" ("subject", "id");


CREATE UNIQUE INDEX "ix_members_mail" ON "members" ("mail");


CREATE INDEX "ix_refused_rows_import_id_id" ON "refused_rows" ("import_id", "id");


CREATE INDEX "ix_saved_views_member_id" ON "saved_views" ("member_id");


CREATE UNIQUE INDEX "ix_stages_code" ON "stages" ("code");


CREATE UNIQUE INDEX "ix_touchpoints_code" ON "touchpoints" ("code");


CREATE UNIQUE INDEX "ix_units_code" ON "units" ("code");


CREATE INDEX "ix_voice_keys_voice_id" ON "voice_keys" ("voice_id");


CREATE INDEX "ix_voice_revisions_voice_id_version" ON "voice_revisions" ("voice_id", "version");


CREATE INDEX "ix_voices_channel_id_place" ON "voices" ("channel_id", "place");


CREATE INDEX "ix_voices_customer_id_place" ON "voices" ("customer_id", "place");


CREATE UNIQUE INDEX "ix_voices_id" ON "voices" ("id");


CREATE INDEX "ix_voices_import_id" ON "voices" ("import_id");


CREATE INDEX "ix_voices_kind_place" ON "voices" ("kind", "place");


CREATE INDEX "ix_voices_language_place" ON "voices" ("language", "place");


CREATE INDEX "ix_voices_touchpoint_id_place" ON "voices" ("touchpoint_id", "place");


CREATE INDEX "ix_voices_unit_id_place" ON "voices" ("unit_id", "place");



-- What voices are found by: words as Core/Language writes them, in rows numbered by the voices' places.
CREATE VIRTUAL TABLE voice_words USING fts5(words, content='', contentless_delete=1, detail='none', tokenize="unicode61 remove_diacritics 0");
