-- What a scanner, or a person, drew over the pictures of a frame set, where its recipe asks for the sector.
CREATE TABLE overlay (
  frame_set INTEGER NOT NULL REFERENCES frame_set (id) ON DELETE CASCADE,
  -- By y, then x.
  number INTEGER NOT NULL CHECK (number >= 0),
  kind TEXT NOT NULL,
  -- The smallest box that contains it, in the displayed picture.
  x INTEGER NOT NULL CHECK (x >= 0),
  y INTEGER NOT NULL CHECK (y >= 0),
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  PRIMARY KEY (frame_set, number)
) STRICT;
