-- Whether the entry says `region: auto`.
ALTER TABLE clip ADD COLUMN auto_region INTEGER NOT NULL DEFAULT 0 CHECK (auto_region IN (0, 1));

-- The scanned area that was found in the pictures of a frame set, where its recipe asks for one.
CREATE TABLE sector (
  frame_set INTEGER PRIMARY KEY REFERENCES frame_set (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  -- Of 1000.
  confidence_permille INTEGER NOT NULL CHECK (confidence_permille BETWEEN 0 AND 1000),
  -- JSON: geometry in the displayed picture, and what speaks for it (lib/model/found_sector.h).
  found TEXT NOT NULL,
  -- Lengths of runs of pixels, row after row, outside and inside in turn, beginning outside; each as an unsigned LEB128.
  mask BLOB NOT NULL
) STRICT;
