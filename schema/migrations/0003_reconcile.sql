-- A manifest can change. Sets of frames outlive a clip's wish for them, and the clip itself, until gc; splits go on naming
-- clips that are gone, and say so. Tables are made anew where a reference must go (https://sqlite.org/lang_altertable.html,
-- section 7).

-- The clip may be one that its manifest no longer has.
CREATE TABLE new_frame_set (
  id INTEGER PRIMARY KEY,
  clip TEXT NOT NULL,
  recipe BLOB NOT NULL REFERENCES recipe (digest),
  object BLOB NOT NULL REFERENCES object (digest),
  frames INTEGER NOT NULL CHECK (frames >= 0),
  claimed_container TEXT NOT NULL,
  claimed_codec TEXT NOT NULL,
  claimed_pixel_format TEXT NOT NULL,
  claimed_stream INTEGER NOT NULL,
  claimed_width INTEGER NOT NULL,
  claimed_height INTEGER NOT NULL,
  claimed_pictures INTEGER NOT NULL,
  claimed_rate_hz TEXT NOT NULL,
  claimed_duration_s TEXT NOT NULL,
  seen_width INTEGER NOT NULL,
  seen_height INTEGER NOT NULL,
  seen_rotation_deg INTEGER NOT NULL CHECK (seen_rotation_deg IN (0, 90, 180, 270)),
  seen_mirrored INTEGER NOT NULL CHECK (seen_mirrored IN (0, 1)),
  seen_sample_aspect TEXT NOT NULL,
  seen_time_base TEXT NOT NULL,
  seen_first_pts INTEGER NOT NULL,
  seen_pictures INTEGER NOT NULL,
  seen_pictures_counted INTEGER NOT NULL CHECK (seen_pictures_counted IN (0, 1)),
  seen_interlaced INTEGER NOT NULL CHECK (seen_interlaced IN (0, 1)),
  seen_alpha INTEGER NOT NULL CHECK (seen_alpha IN (0, 1)),
  seen_bit_depth INTEGER NOT NULL,
  seen_grey INTEGER NOT NULL CHECK (seen_grey IN (0, 1)),
  UNIQUE (clip, recipe, object)
) STRICT;
INSERT INTO new_frame_set SELECT * FROM frame_set;
DROP TABLE frame_set;
ALTER TABLE new_frame_set RENAME TO frame_set;
CREATE INDEX frame_set_recipe ON frame_set (recipe);
CREATE INDEX frame_set_object ON frame_set (object);

-- What was noticed when the set was made: it holds again when a manifest goes back to it.
CREATE TABLE frame_set_finding (
  frame_set INTEGER NOT NULL REFERENCES frame_set (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (frame_set, code, message)
) STRICT, WITHOUT ROWID;
INSERT INTO frame_set_finding (frame_set, code, message)
SELECT n.frame_set, f.code, f.message FROM clip_now n JOIN finding f ON f.about = 'clip' AND f.id = n.clip
WHERE n.state = 'done' AND n.frame_set IS NOT NULL AND f.code NOT IN ('licence-unknown', 'unknown-subject');

-- Which bytes a clip's address gave where its manifest names no digest, so that nothing is brought in twice. Work state.
CREATE TABLE brought (
  clip TEXT NOT NULL,
  manifest TEXT NOT NULL,
  path TEXT NOT NULL,
  url TEXT NOT NULL,
  object BLOB NOT NULL REFERENCES object (digest),
  PRIMARY KEY (clip, manifest, path, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX brought_object ON brought (object);
CREATE INDEX brought_address ON brought (manifest, url, path);
INSERT INTO brought (clip, manifest, path, url, object)
SELECT name, manifest, path, url, object FROM clip WHERE object IS NOT NULL AND sha256 IS NULL;

-- From here on a clip has an object where it has the frames made from it.
UPDATE clip SET object = NULL WHERE object IS NOT NULL AND name NOT IN (
  SELECT clip FROM clip_now WHERE frame_set IS NOT NULL);

-- Clips that a manifest no longer has, while their files are still here.
CREATE TABLE removed_clip (
  clip TEXT PRIMARY KEY NOT NULL,
  manifest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A manifest may quote annotators; what curators say is a decision.
CREATE TABLE new_label (
  id INTEGER PRIMARY KEY,
  clip TEXT NOT NULL REFERENCES clip (name) ON DELETE CASCADE,
  axis TEXT NOT NULL,
  value TEXT NOT NULL,
  author TEXT NOT NULL,
  evidence TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('manifest', 'annotator', 'curator')),
  decision INTEGER REFERENCES decision (id),
  CHECK (role = 'annotator' OR (role = 'manifest') = (decision IS NULL))
) STRICT;
INSERT INTO new_label SELECT * FROM label;
DROP TABLE label;
ALTER TABLE new_label RENAME TO label;
CREATE UNIQUE INDEX label_once ON label (clip, axis, role, author, value, evidence, ifnull(decision, 0));
CREATE INDEX label_axis ON label (axis, clip);
CREATE INDEX label_value ON label (value, clip);
CREATE INDEX label_author ON label (author, clip);
CREATE INDEX label_role ON label (role, clip);
CREATE INDEX label_decision ON label (decision);

-- Which manifest says so: two may, and one may take it back. '' where an older schema did not note it.
CREATE TABLE new_same_as (
  first_manifest TEXT NOT NULL,
  first_subject TEXT NOT NULL,
  second_manifest TEXT NOT NULL,
  second_subject TEXT NOT NULL,
  said_by TEXT NOT NULL,
  PRIMARY KEY (first_manifest, first_subject, second_manifest, second_subject, said_by),
  FOREIGN KEY (first_manifest, first_subject) REFERENCES subject (manifest, name),
  FOREIGN KEY (second_manifest, second_subject) REFERENCES subject (manifest, name),
  CHECK ((first_manifest, first_subject) < (second_manifest, second_subject))
) STRICT, WITHOUT ROWID;
INSERT INTO new_same_as SELECT first_manifest, first_subject, second_manifest, second_subject, '' FROM same_as;
DROP TABLE same_as;
ALTER TABLE new_same_as RENAME TO same_as;
CREATE INDEX same_as_second ON same_as (second_manifest, second_subject);
CREATE INDEX same_as_said_by ON same_as (said_by);

-- The clip may have gone since. `value` is the label in effect when the split was made, '' for none; NULL where an older
-- schema did not note it.
CREATE TABLE new_split_clip (
  split TEXT NOT NULL,
  clip TEXT NOT NULL,
  number INTEGER NOT NULL,
  value TEXT,
  PRIMARY KEY (split, clip),
  FOREIGN KEY (split, number) REFERENCES split_group (split, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO new_split_clip (split, clip, number) SELECT split, clip, number FROM split_clip;
DROP TABLE split_clip;
ALTER TABLE new_split_clip RENAME TO split_clip;
CREATE INDEX split_clip_group ON split_clip (split, number);
CREATE INDEX split_clip_clip ON split_clip (clip);
