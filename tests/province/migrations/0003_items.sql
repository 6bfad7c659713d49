-- What people sent. An id stands for one body for ever.
CREATE TABLE items (
    id          TEXT PRIMARY KEY,
    -- None for a report without an account.
    sub         TEXT REFERENCES residents (sub),
    kind        TEXT NOT NULL,
    body        BLOB NOT NULL,
    body_sha256 TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    reference   TEXT,
    -- The receipt as it was last signed; the same bytes are given to whoever asks again.
    receipt     TEXT NOT NULL,
    complete    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Attachments that a body names; `content` is empty until it has arrived.
CREATE TABLE parts (
    item     TEXT NOT NULL REFERENCES items (id),
    sha256   TEXT NOT NULL,
    position INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,
    content  BLOB,
    PRIMARY KEY (item, sha256)
) STRICT;

CREATE TABLE reports (
    id          TEXT PRIMARY KEY REFERENCES items (id),
    reference   TEXT NOT NULL UNIQUE,
    sub         TEXT REFERENCES residents (sub),
    category    TEXT NOT NULL,
    severity    INTEGER NOT NULL,
    text        TEXT NOT NULL,
    visibility  TEXT NOT NULL CHECK (visibility IN ('public', 'handler')),
    captured_at INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL,
    lat         REAL,
    lon         REAL,
    unit        TEXT,
    status      TEXT NOT NULL,
    changed_at  INTEGER NOT NULL,
    resolved_at INTEGER,
    reopened    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX reports_by_time ON reports (accepted_at);

-- Append-only.
CREATE TABLE report_updates (
    report TEXT NOT NULL REFERENCES reports (id),
    id     INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    status TEXT NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
