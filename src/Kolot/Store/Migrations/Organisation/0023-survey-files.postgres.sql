-- Files that were given as answers: what they hold is in file_parts.
CREATE TABLE survey_files (
    id uuid NOT NULL CONSTRAINT pk_survey_files PRIMARY KEY,
    response_id uuid NOT NULL,
    question text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    bytes integer NOT NULL,
    kept_at timestamp with time zone NOT NULL
);

CREATE INDEX ix_survey_files_response_id ON survey_files (response_id);
