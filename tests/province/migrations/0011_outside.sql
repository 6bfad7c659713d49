-- People of an outside OpenID provider. It may not say their identity number.
CREATE TABLE residents_new (
    sub            TEXT PRIMARY KEY,
    display_name   TEXT NOT NULL,
    id_number      TEXT UNIQUE,
    account_type   TEXT NOT NULL CHECK (account_type IN ('citizen', 'foreigner', 'organisation')),
    -- Level 1 or 2 of the electronic identity; organisations have none.
    level          INTEGER CHECK (level IN (1, 2)),
    -- 'adult', '14-15', '6-13' or 'under-6'; none for organisations.
    age_band       TEXT
) STRICT;
INSERT INTO residents_new SELECT sub, display_name, id_number, account_type, level, age_band FROM residents;
DROP TABLE residents;
ALTER TABLE residents_new RENAME TO residents;

-- Whom an outside provider's subject is here.
CREATE TABLE outside_accounts (
    issuer         TEXT NOT NULL,
    subject        TEXT NOT NULL,
    resident       TEXT NOT NULL REFERENCES residents (sub) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX outside_accounts_by_resident ON outside_accounts (resident);
