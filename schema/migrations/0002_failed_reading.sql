-- Readings that failed, so that an import does not repeat them for nothing: one row a clip, the last. Work state: not in
-- the dataset's digest. Another object, recipe or reader (program and limits) is another reading.
CREATE TABLE failed_reading (
  clip TEXT PRIMARY KEY REFERENCES clip (name) ON DELETE CASCADE,
  object BLOB NOT NULL CHECK (length(object) = 32),
  recipe BLOB NOT NULL CHECK (length(recipe) = 32),
  reader TEXT NOT NULL,
  code TEXT NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts > 0)
) STRICT, WITHOUT ROWID;
