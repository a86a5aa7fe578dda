-- Text that was read in the pictures of a frame set, where its recipe asks for it: a set without a row was not read.
CREATE TABLE read_text (
  frame_set INTEGER PRIMARY KEY REFERENCES frame_set (id) ON DELETE CASCADE,
  -- JSON: areas, and lines of text with their places (lib/model/read_text.h). It may name people.
  found TEXT NOT NULL
) STRICT;
