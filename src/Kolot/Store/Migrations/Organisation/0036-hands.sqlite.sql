-- Who looks at a case and writes, for some seconds; words that are ready; what cases have to do with each other. Whoever was called knows that their matter came, and is awaited no more.
CREATE TABLE "case_presence" (
    "case_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "seen_until" TEXT NOT NULL,
    "writes_until" TEXT NULL,
    CONSTRAINT "pk_case_presence" PRIMARY KEY ("case_id", "member_id")
);

CREATE TABLE "snippets" (
    "id" TEXT NOT NULL CONSTRAINT "pk_snippets" PRIMARY KEY,
    "member_id" TEXT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NULL,
    "text_en" TEXT NULL,
    "unit_id" TEXT NULL,
    "written_by" TEXT NOT NULL,
    "written_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "case_relations" (
    "case_id" TEXT NOT NULL,
    "other_id" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "by_member" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    CONSTRAINT "pk_case_relations" PRIMARY KEY ("case_id", "other_id")
);

CREATE INDEX "ix_case_presence_seen_until" ON "case_presence" ("seen_until");
CREATE INDEX "ix_snippets_member_id" ON "snippets" ("member_id");
CREATE INDEX "ix_case_relations_other_id" ON "case_relations" ("other_id");

DROP TRIGGER "case_steps_kept";

CREATE TRIGGER "case_steps_kept" AFTER INSERT ON "case_steps" BEGIN
    UPDATE "cases" SET
        "state" = CASE
            WHEN NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN 5
            WHEN NEW."kind" IN ('closing_undone', 'merge_undone') AND "state" = 5 THEN CASE WHEN "answered_at" IS NULL THEN 2 ELSE 4 END
            WHEN (NEW."kind" = 'heard' AND "state" >= 4) OR (NEW."kind" = 'reopened' AND "state" = 5) THEN 2
            WHEN NEW."kind" IN ('acknowledged', 'asked', 'called') AND "state" < 1 THEN 1
            WHEN NEW."kind" = 'assessed' AND "state" < 2 THEN 2
            WHEN NEW."kind" = 'investigated' AND "state" < 3 THEN 3
            WHEN NEW."kind" = 'answered' AND "state" < 4 THEN 4
            ELSE "state" END,
        "awaiting_since" = CASE
            WHEN NEW."kind" = 'asked' AND "state" < 5 THEN NEW."at"
            WHEN NEW."kind" IN ('asked', 'answered', 'heard', 'not_awaited', 'called') OR NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN NULL
            ELSE "awaiting_since" END,
        "answered_at" = CASE WHEN NEW."kind" = 'answered' THEN NEW."at" ELSE "answered_at" END,
        "closed_at" = CASE WHEN NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN coalesce("closed_at", NEW."at") WHEN NEW."kind" IN ('heard', 'reopened', 'closing_undone', 'merge_undone') THEN NULL ELSE "closed_at" END,
        "confirmed" = CASE WHEN NEW."kind" = 'closed_confirmed' THEN 1 WHEN NEW."kind" = 'closed_unconfirmed' THEN 0 WHEN NEW."kind" = 'merged_away' OR NEW."kind" IN ('heard', 'reopened', 'closing_undone', 'merge_undone') THEN NULL ELSE "confirmed" END,
        "reopened" = "reopened" + CASE WHEN "state" = 5 AND NEW."kind" IN ('heard', 'reopened') THEN 1 ELSE 0 END,
        "snoozed_until" = CASE WHEN NEW."kind" IN ('heard', 'woken') OR NEW."kind" IN ('closed_confirmed', 'closed_unconfirmed', 'merged_away') THEN NULL ELSE "snoozed_until" END,
        "version" = NEW."number"
    WHERE "id" = NEW."case_id" AND "version" < NEW."number";
END;

-- The list of enquiries is a view of cases: views that were kept of it lead on.
UPDATE saved_views SET page = 'cases', query = 'from=form&' || CASE
    WHEN query LIKE '%list=late%' THEN replace(query, 'list=late', 'view=due')
    WHEN query LIKE '%list=answered%' THEN replace(query, 'list=answered', 'view=open')
    WHEN query LIKE '%list=solved%' THEN replace(query, 'list=solved', 'view=closed')
    WHEN query LIKE '%list=all%' THEN replace(query, 'list=all', 'view=open')
    WHEN query = '' THEN 'view=unanswered'
    ELSE 'view=unanswered&' || query END
WHERE page = 'enquiries';
