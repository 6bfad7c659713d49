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
