-- Pushed requests (RFC 9126), tokens bound to a key (RFC 9449), guardians.
ALTER TABLE authorization_requests ADD COLUMN jkt TEXT;
ALTER TABLE authorization_requests ADD COLUMN acr_values TEXT;
-- Waits for a browser that names it; the others wait for a person who chooses.
ALTER TABLE authorization_requests ADD COLUMN pushed INTEGER NOT NULL DEFAULT 0;
-- The pushed request that this one was made from.
ALTER TABLE authorization_requests ADD COLUMN came_from BLOB;

-- RFC 7638 thumbprints of clients' keys.
ALTER TABLE authorization_codes ADD COLUMN jkt TEXT;
ALTER TABLE grants ADD COLUMN jkt TEXT;
ALTER TABLE access_tokens ADD COLUMN jkt TEXT;

-- Who acts for a child under 14 (ND 69/2024/NĐ-CP Art. 14.2).
CREATE TABLE guardians (
    child          TEXT NOT NULL REFERENCES residents (sub) ON DELETE CASCADE,
    guardian       TEXT NOT NULL REFERENCES residents (sub) ON DELETE CASCADE,
    PRIMARY KEY (child, guardian)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardians_by_guardian ON guardians (guardian);
