-- Random names of this database and numbers that only rise.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dossiers (
    -- Compared form of the code; `code` is the code exactly as issued.
    normalized              TEXT PRIMARY KEY,
    code                    TEXT NOT NULL UNIQUE,
    owner                   TEXT NOT NULL REFERENCES residents (sub),
    procedure_code          TEXT NOT NULL,
    procedure_name          TEXT NOT NULL,
    procedure_demo          INTEGER NOT NULL,
    agency_id               TEXT NOT NULL,
    agency_name             TEXT NOT NULL,
    unit                    TEXT NOT NULL,
    status_code             INTEGER,
    status_text             TEXT,
    received_at             INTEGER,
    appointment_at          INTEGER,
    previous_appointment_at INTEGER,
    finished_at             INTEGER,
    -- While the clock stands still (states 5 and 6): since when.
    stopped_at              INTEGER,
    -- HMAC of the look-up secret printed on the slip.
    secret_mac              BLOB,
    needs                   TEXT NOT NULL DEFAULT '[]',
    fees                    TEXT NOT NULL DEFAULT '[]'
) STRICT, WITHOUT ROWID;
CREATE INDEX dossiers_by_owner ON dossiers (owner);

-- Append-only.
CREATE TABLE dossier_events (
    dossier     TEXT NOT NULL REFERENCES dossiers (normalized),
    id          INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    status_code INTEGER,
    status_text TEXT,
    unit        TEXT NOT NULL,
    actor       TEXT NOT NULL,
    text        TEXT NOT NULL,
    PRIMARY KEY (dossier, id)
) STRICT, WITHOUT ROWID;

-- Who sees what, and when it last changed. A request for changes walks the second index from its cursor on, so
-- that its cost follows what changed for this person.
CREATE TABLE feed (
    sub     TEXT NOT NULL REFERENCES residents (sub),
    kind    TEXT NOT NULL CHECK (kind IN ('dossier', 'report')),
    key     TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    gone_at INTEGER,
    PRIMARY KEY (sub, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_by_change ON feed (sub, seq);
CREATE INDEX feed_by_object ON feed (kind, key);

-- Wrong look-up secrets, so that four characters cannot be tried out.
CREATE TABLE secret_attempts (
    sub          TEXT NOT NULL REFERENCES residents (sub),
    window_start INTEGER NOT NULL,
    failures     INTEGER NOT NULL,
    PRIMARY KEY (sub)
) STRICT, WITHOUT ROWID;
