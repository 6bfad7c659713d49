-- Who can sign in (fictitious people of the demonstration) and what they sign in with.
CREATE TABLE residents (
    sub            TEXT PRIMARY KEY,
    display_name   TEXT NOT NULL,
    id_number      TEXT NOT NULL UNIQUE,
    account_type   TEXT NOT NULL CHECK (account_type IN ('citizen', 'foreigner', 'organisation')),
    -- Level 1 or 2 of the electronic identity; organisations have none.
    level          INTEGER CHECK (level IN (1, 2)),
    -- 'adult', '14-15', '6-13' or 'under-6'; none for organisations.
    age_band       TEXT
) STRICT;

-- Opaque access tokens, by the SHA-256 of the token: a stolen database signs nobody in.
CREATE TABLE access_tokens (
    token_hash     BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    sub            TEXT NOT NULL REFERENCES residents (sub) ON DELETE CASCADE,
    issued_at      INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_tokens_by_sub ON access_tokens (sub);
