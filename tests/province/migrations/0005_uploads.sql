-- Attachments on their way. What has arrived is kept in the pieces in which it came.
CREATE TABLE uploads (
    id         TEXT PRIMARY KEY,
    item       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    held       INTEGER NOT NULL DEFAULT 0,
    -- As the client worded it; given back to it as it came.
    metadata   TEXT,
    expires_at INTEGER NOT NULL,
    FOREIGN KEY (item, sha256) REFERENCES parts (item, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_part ON uploads (item, sha256);
CREATE INDEX uploads_by_expiry ON uploads (expires_at);

CREATE TABLE upload_pieces (
    upload  TEXT    NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    content BLOB    NOT NULL,
    PRIMARY KEY (upload, start)
) STRICT;

-- Bodies that never count (again), with the province's word for it.
CREATE TABLE withdrawn (
    id          TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    -- None for what came without an account.
    sub         TEXT REFERENCES residents (sub),
    withdrawal  TEXT NOT NULL,
    PRIMARY KEY (id, body_sha256)
) STRICT, WITHOUT ROWID;
