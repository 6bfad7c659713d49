-- Schema 1. One row holds one value of a room as JSON, beside the columns that are searched or sorted by.
-- Times are milliseconds since 1970.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Bytes that the key store has sealed (the session, look-up secrets). Nothing readable.
CREATE TABLE sealed (
    name TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The only copy of what a person sends. The body's bytes stand apart: they are hashed and never made again.
CREATE TABLE outbox_item (
    id         TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    object     TEXT    NOT NULL,
    open       INTEGER NOT NULL CHECK (open IN (0, 1)),
    version    INTEGER NOT NULL,
    body       BLOB    NOT NULL,
    data       TEXT    NOT NULL
) STRICT;
CREATE INDEX outbox_item_by_time ON outbox_item (created_at, id);
CREATE INDEX outbox_item_open ON outbox_item (created_at, id) WHERE open = 1;

-- The only copy of what a person is writing.
CREATE TABLE report_draft (
    id         TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    data       TEXT    NOT NULL
) STRICT;
CREATE INDEX report_draft_by_time ON report_draft (created_at, id);

CREATE TABLE report (
    id         TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    data       TEXT    NOT NULL
) STRICT;
CREATE INDEX report_by_time ON report (created_at, id);

-- Followed dossiers. What the province said is a cache: `source` and `as_of` say whose word it is and how old.
CREATE TABLE dossier (
    code        TEXT PRIMARY KEY,
    raw         TEXT    NOT NULL,
    followed_at INTEGER NOT NULL,
    source      TEXT    NOT NULL,
    as_of       INTEGER,
    secret      TEXT,
    data        TEXT    NOT NULL
) STRICT;
CREATE INDEX dossier_by_time ON dossier (followed_at DESC, code);

-- Packs as they came, verified again at each opening.
CREATE TABLE pack (
    province  TEXT PRIMARY KEY,
    signed_by TEXT NOT NULL,
    standing  TEXT NOT NULL,
    file      BLOB NOT NULL
) STRICT;

-- Fingerprints that the person accepted.
CREATE TABLE accepted_key (
    province    TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL
) STRICT;

-- The one rating of a finished dossier. The token is gone once the rating was accepted.
CREATE TABLE rating (
    code             TEXT PRIMARY KEY,
    state            TEXT NOT NULL CHECK (state IN ('token_held', 'queued', 'accepted')),
    token            TEXT,
    unit             TEXT NOT NULL,
    questionnaires   TEXT NOT NULL,
    questionnaire_id TEXT,
    item_id          TEXT UNIQUE
) STRICT;
