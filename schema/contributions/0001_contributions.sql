-- What people upload to a dataset's web service, until curators decide on it. Not part of the dataset: see
-- tools/sonoset-serve/README.md. Times are seconds since 1970 (UTC). Files are in the folder uploads/ beside this one,
-- named by their ids; how many bytes of an upload arrived is the size of its file.
CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  name TEXT NOT NULL,  -- as the person calls the file
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_person ON upload (person);

CREATE TABLE contribution (
  id TEXT PRIMARY KEY,
  receipt BLOB NOT NULL UNIQUE,  -- SHA-256 of the code, which is 256 random bits
  person TEXT NOT NULL,
  created INTEGER NOT NULL,
  licence TEXT NOT NULL,
  consent_version INTEGER NOT NULL,
  consent TEXT NOT NULL  -- the words that the person agreed to
) STRICT, WITHOUT ROWID;
CREATE INDEX contribution_created ON contribution (created, id);

CREATE TABLE contributed_file (
  id TEXT PRIMARY KEY,  -- that of its upload
  contribution TEXT NOT NULL REFERENCES contribution (id),
  place INTEGER NOT NULL,  -- in the contribution
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  said TEXT NOT NULL,  -- what the person says about it, as JSON
  state TEXT NOT NULL CHECK (state IN ('received', 'checking', 'quarantined', 'refused', 'accepting', 'accepted',
                                       'rejected', 'withdrawn')),
  reason TEXT NOT NULL DEFAULT '',         -- why it was refused or rejected, or could not be imported
  findings TEXT NOT NULL DEFAULT '[]',     -- of the check, as JSON
  facts TEXT NOT NULL DEFAULT '{}',        -- what the check saw, as JSON
  object BLOB,                             -- SHA-256 of the file; null: not checked yet
  decided_by TEXT NOT NULL DEFAULT '',     -- the curator
  decided INTEGER,
  entry TEXT NOT NULL DEFAULT '{}',        -- what the curator accepted it as, as JSON
  clip TEXT NOT NULL DEFAULT '',           -- its id in the dataset
  withdrawal_wanted INTEGER,               -- when the person asked to withdraw what was accepted
  remove_after INTEGER,                    -- when its file is removed; null: not decided
  kept INTEGER NOT NULL DEFAULT 1 CHECK (kept IN (0, 1)),  -- whether its file is in uploads/
  UNIQUE (contribution, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX contributed_file_state ON contributed_file (state);
CREATE INDEX contributed_file_object ON contributed_file (object);
CREATE INDEX contributed_file_remove_after ON contributed_file (remove_after);
