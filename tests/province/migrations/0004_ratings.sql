-- Three tables that share no key but the token's hash, and none with a dossier, a person or a time of day.
CREATE TABLE issued_tokens (
    token_hash     BLOB PRIMARY KEY,
    unit           TEXT NOT NULL,
    questionnaires TEXT NOT NULL,
    day            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE spent_tokens (
    token_hash  BLOB PRIMARY KEY,
    body_sha256 TEXT NOT NULL,
    receipt     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Random ids, so that not even the order of the rows tells when an answer came.
CREATE TABLE rating_answers (
    id            BLOB PRIMARY KEY,
    unit          TEXT NOT NULL,
    period        TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    answers       TEXT NOT NULL,
    day           TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_answers_by_unit ON rating_answers (unit, period, questionnaire);
