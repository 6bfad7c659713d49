-- What a sync asks of all dossiers at once stands in columns, so that it need not read every one of them.

-- The province began its feed anew and has not named this one yet. It was a member of `data` before.
ALTER TABLE dossier ADD COLUMN unconfirmed INTEGER NOT NULL DEFAULT 0 CHECK (unconfirmed IN (0, 1));
-- A rating is possible and not yet given: as `data` says.
ALTER TABLE dossier ADD COLUMN ratable INTEGER NOT NULL DEFAULT 0 CHECK (ratable IN (0, 1));

UPDATE dossier SET
    unconfirmed = coalesce(data ->> '$.unconfirmed', 0),
    ratable     = coalesce(data ->> '$.record.ratable', 0);

CREATE INDEX dossier_unconfirmed ON dossier (code) WHERE unconfirmed = 1;
CREATE INDEX dossier_ratable ON dossier (code) WHERE ratable = 1;
-- Anybody may ask about these, by code alone.
CREATE INDEX dossier_without_record ON dossier (code) WHERE source <> '"province"';
