-- Which change first showed this object to this person, this time. Rows from before say their last change: that is late enough.
ALTER TABLE feed ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
UPDATE feed SET shown = seq;

-- Which change a dossier's members and events came with. What is not named here came with the dossier.
CREATE TABLE dossier_members (
    dossier TEXT NOT NULL REFERENCES dossiers (normalized),
    member  TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (dossier, member)
) STRICT, WITHOUT ROWID;
ALTER TABLE dossier_events ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;

-- A row each start of the gateway, with the number of the last change before it. Where the database was put back to an older one, a
-- cursor of a later number is known by that, however far the numbers have grown since.
CREATE TABLE feed_starts (
    number INTEGER PRIMARY KEY,
    mark   BLOB NOT NULL UNIQUE,
    seq    INTEGER NOT NULL
) STRICT;
