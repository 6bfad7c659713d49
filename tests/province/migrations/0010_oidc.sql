-- OpenID provider. Secrets stand here only as SHA-256.

-- A request that waits for its person to choose an account (and, later, what a pushed request is kept in).
CREATE TABLE authorization_requests (
    id_hash        BLOB PRIMARY KEY CHECK (length(id_hash) = 32),
    client_id      TEXT NOT NULL,
    redirect_uri   TEXT NOT NULL,
    scope          TEXT NOT NULL,
    state          TEXT,
    nonce          TEXT,
    -- PKCE, S256.
    challenge      TEXT NOT NULL,
    expires_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One sign-in and every token that comes from it: revoked together.
CREATE TABLE grants (
    id             BLOB PRIMARY KEY CHECK (length(id) = 16),
    sub            TEXT NOT NULL REFERENCES residents (sub) ON DELETE CASCADE,
    client_id      TEXT NOT NULL,
    scope          TEXT NOT NULL,
    auth_time      INTEGER NOT NULL,
    revoked_at     INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_by_sub ON grants (sub);

CREATE TABLE authorization_codes (
    code_hash      BLOB PRIMARY KEY CHECK (length(code_hash) = 32),
    grant_id       BLOB NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    redirect_uri   TEXT NOT NULL,
    challenge      TEXT NOT NULL,
    nonce          TEXT,
    expires_at     INTEGER NOT NULL,
    used_at        INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX authorization_codes_by_grant ON authorization_codes (grant_id);

-- A used token is kept until it would have ended: meeting it again revokes the grant.
CREATE TABLE refresh_tokens (
    token_hash     BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    grant_id       BLOB NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    expires_at     INTEGER NOT NULL,
    used_at        INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_tokens_by_grant ON refresh_tokens (grant_id);

ALTER TABLE access_tokens ADD COLUMN grant_id BLOB REFERENCES grants (id) ON DELETE CASCADE;
CREATE INDEX access_tokens_by_grant ON access_tokens (grant_id);
