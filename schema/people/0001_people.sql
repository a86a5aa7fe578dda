-- Who may use a dataset's web service. Not part of the dataset: see tools/sonoset-serve/README.md. Times are seconds since
-- 1970 (UTC). Secrets are kept as SHA-256 of what the person or program has; all are 256 random bits, except passwords.
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: the audit log and tokens must not pass to another person
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('contributor', 'curator', 'admin')),
  password TEXT,  -- Argon2id, as libsodium's crypto_pwhash_str writes it; null: none was set yet
  created INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
) STRICT;

-- A code with which a person sets a password; works once.
CREATE TABLE invitation (
  account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  code BLOB NOT NULL UNIQUE,
  expires INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  secret BLOB NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  created INTEGER NOT NULL,
  used INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account);

CREATE TABLE token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  secret BLOB NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('contributor', 'curator', 'admin')),
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX token_account ON token (account);

-- From where a person has logged in: tries from there are not slowed down by those of others.
CREATE TABLE known_address (
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  block TEXT NOT NULL,
  used INTEGER NOT NULL,
  PRIMARY KEY (account, block)
) STRICT, WITHOUT ROWID;

-- What people did. Rows are only added.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  person TEXT NOT NULL,   -- empty: nobody who is logged in
  address TEXT NOT NULL,  -- empty: the command line
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
