-- The catalog of a dataset. Ids of people's things (clips, sources, subjects …) are the keys themselves: they are short,
-- permanent, and what everything is sorted by. Frames, of which there are millions, hang on a number.
-- Digests are the 32 bytes of a SHA-256. An empty text is "not said"; NULL stands only where a reference or number
-- may be missing.

-- What manifests said ------------------------------------------------------------------------------------------------

CREATE TABLE manifest (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  taxonomy TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE licence (
  manifest TEXT NOT NULL REFERENCES manifest (name),
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  redistribute INTEGER NOT NULL CHECK (redistribute IN (0, 1)),
  research INTEGER NOT NULL CHECK (research IN (0, 1)),
  commercial INTEGER NOT NULL CHECK (commercial IN (0, 1)),
  derivatives INTEGER NOT NULL CHECK (derivatives IN (0, 1)),
  PRIMARY KEY (manifest, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  manifest TEXT NOT NULL REFERENCES manifest (name),
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  licence TEXT NOT NULL,
  licence_url TEXT NOT NULL,
  terms TEXT NOT NULL,
  citation TEXT NOT NULL,
  PRIMARY KEY (manifest, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_licence ON source (licence);

-- The manifest may be one that is not imported yet: same_as can name its subjects.
CREATE TABLE subject (
  manifest TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  PRIMARY KEY (manifest, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE same_as (
  first_manifest TEXT NOT NULL,
  first_subject TEXT NOT NULL,
  second_manifest TEXT NOT NULL,
  second_subject TEXT NOT NULL,
  PRIMARY KEY (first_manifest, first_subject, second_manifest, second_subject),
  FOREIGN KEY (first_manifest, first_subject) REFERENCES subject (manifest, name),
  FOREIGN KEY (second_manifest, second_subject) REFERENCES subject (manifest, name),
  CHECK ((first_manifest, first_subject) < (second_manifest, second_subject))
) STRICT, WITHOUT ROWID;
CREATE INDEX same_as_second ON same_as (second_manifest, second_subject);

CREATE TABLE patient_case (
  manifest TEXT NOT NULL REFERENCES manifest (name),
  name TEXT NOT NULL CHECK (name <> ''),
  PRIMARY KEY (manifest, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE object (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE recipe (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
  canonical TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- subject and patient_case are '' where unknown, which a foreign key cannot be: their NULLable twins refer.
CREATE TABLE clip (
  name TEXT PRIMARY KEY NOT NULL,
  manifest TEXT NOT NULL REFERENCES manifest (name),
  source TEXT NOT NULL,
  path TEXT NOT NULL,
  url TEXT NOT NULL,
  sha256 BLOB CHECK (length(sha256) = 32),
  stream INTEGER,
  window_from_s TEXT,
  window_to_s TEXT,
  window_first_picture INTEGER,
  window_end_picture INTEGER,
  region_x INTEGER,
  region_y INTEGER,
  region_width INTEGER,
  region_height INTEGER,
  probe TEXT NOT NULL,
  subject TEXT NOT NULL,
  patient_case TEXT NOT NULL,
  licence TEXT NOT NULL,
  page TEXT NOT NULL,
  notes TEXT NOT NULL,
  line INTEGER NOT NULL,
  recipe BLOB NOT NULL REFERENCES recipe (digest),
  object BLOB REFERENCES object (digest),
  known_subject TEXT GENERATED ALWAYS AS (nullif(subject, '')) VIRTUAL,
  known_case TEXT GENERATED ALWAYS AS (nullif(patient_case, '')) VIRTUAL,
  FOREIGN KEY (manifest, source) REFERENCES source (manifest, name),
  FOREIGN KEY (manifest, known_subject) REFERENCES subject (manifest, name),
  FOREIGN KEY (manifest, known_case) REFERENCES patient_case (manifest, name),
  CHECK ((region_x IS NULL) + (region_y IS NULL) + (region_width IS NULL) + (region_height IS NULL) IN (0, 4))
) STRICT;
-- For `list`: a filter's or sort's column, then the clip, so that every page is one short range.
CREATE INDEX clip_manifest ON clip (manifest, name);
CREATE INDEX clip_source ON clip (source, name);
CREATE INDEX clip_subject ON clip (subject, name);
CREATE INDEX clip_case ON clip (patient_case, name);
CREATE INDEX clip_probe ON clip (probe, name);
CREATE INDEX clip_object ON clip (ifnull(object, x''), name);
CREATE INDEX clip_recipe ON clip (recipe, name);
CREATE INDEX clip_url ON clip (url, name);
CREATE INDEX clip_path ON clip (path, name);
-- For a split, which reads this of every clip and nothing else.
CREATE INDEX clip_unit ON clip (name, manifest, source, subject, patient_case);
-- For foreign keys.
CREATE INDEX clip_of_source ON clip (manifest, source);
CREATE INDEX clip_of_subject ON clip (manifest, known_subject);
CREATE INDEX clip_of_case ON clip (manifest, known_case);
CREATE INDEX clip_of_object ON clip (object);

CREATE TABLE clip_attribute (
  clip TEXT NOT NULL REFERENCES clip (name) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (clip, name)
) STRICT, WITHOUT ROWID;

-- What people decided -------------------------------------------------------------------------------------------------

-- The lines of decisions.jsonl, in their order: of two labels the later counts.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  what TEXT NOT NULL,
  UNIQUE (kind, who, at, why, what)
) STRICT;

CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  clip TEXT NOT NULL REFERENCES clip (name) ON DELETE CASCADE,
  axis TEXT NOT NULL,
  value TEXT NOT NULL,
  author TEXT NOT NULL,
  evidence TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('manifest', 'annotator', 'curator')),
  decision INTEGER REFERENCES decision (id),
  CHECK ((role = 'manifest') = (decision IS NULL))
) STRICT;
CREATE UNIQUE INDEX label_once ON label (clip, axis, role, author, value, evidence, ifnull(decision, 0));
CREATE INDEX label_axis ON label (axis, clip);
CREATE INDEX label_value ON label (value, clip);
CREATE INDEX label_author ON label (author, clip);
CREATE INDEX label_role ON label (role, clip);
CREATE INDEX label_decision ON label (decision);

-- What the program found and made -------------------------------------------------------------------------------------

CREATE TABLE frame_set (
  id INTEGER PRIMARY KEY,
  clip TEXT NOT NULL REFERENCES clip (name) ON DELETE CASCADE,
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
CREATE INDEX frame_set_recipe ON frame_set (recipe);
CREATE INDEX frame_set_object ON frame_set (object);

CREATE TABLE frame (
  frame_set INTEGER NOT NULL REFERENCES frame_set (id) ON DELETE CASCADE,
  picture INTEGER NOT NULL CHECK (picture >= 0),
  pts INTEGER NOT NULL,
  time_source TEXT NOT NULL CHECK (time_source IN ('pts', 'best-effort', 'previous')),
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  channels INTEGER NOT NULL CHECK (channels IN (1, 3)),
  pixels BLOB NOT NULL CHECK (length(pixels) = 32),
  hash INTEGER NOT NULL,
  sharpness INTEGER NOT NULL,
  brightness INTEGER NOT NULL,
  file_digest BLOB NOT NULL CHECK (length(file_digest) = 32),
  file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
  PRIMARY KEY (frame_set, picture)
) STRICT, WITHOUT ROWID;
CREATE INDEX frame_hash ON frame (hash);
CREATE INDEX frame_sharpness ON frame (sharpness);
CREATE INDEX frame_brightness ON frame (brightness);

CREATE TABLE finding (
  about TEXT NOT NULL CHECK (about IN ('clip', 'source', 'object', 'dataset')),
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
  resolved_by TEXT NOT NULL DEFAULT '',
  resolution TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (about, id, code, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_id ON finding (id);
CREATE INDEX finding_code ON finding (code);
CREATE INDEX finding_severity ON finding (severity);
CREATE INDEX finding_resolved ON finding (resolved_by);

CREATE TABLE link (
  kind TEXT NOT NULL CHECK (kind IN ('object', 'media-url', 'near-duplicate', 'subject', 'case', 'same-source')),
  key TEXT NOT NULL,
  first TEXT NOT NULL REFERENCES clip (name),
  second TEXT NOT NULL REFERENCES clip (name),
  PRIMARY KEY (kind, key, first, second),
  CHECK (first < second)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_key ON link (key);
CREATE INDEX link_first ON link (first);
CREATE INDEX link_second ON link (second);

CREATE TABLE split (
  name TEXT PRIMARY KEY,
  folds INTEGER NOT NULL CHECK (folds > 0),
  keeps TEXT NOT NULL CHECK (keeps IN ('frame', 'clip', 'case', 'subject', 'source')),
  seed INTEGER NOT NULL,
  axis TEXT NOT NULL,
  leave_out_unknown INTEGER NOT NULL CHECK (leave_out_unknown IN (0, 1)),
  clips INTEGER NOT NULL,
  groups INTEGER NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  stale TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE split_group (
  split TEXT NOT NULL REFERENCES split (name) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  fold INTEGER NOT NULL CHECK (fold >= 0),
  link_kind TEXT CHECK (link_kind IN ('object', 'media-url', 'near-duplicate', 'subject', 'case', 'same-source')),
  link_key TEXT,
  link_first TEXT,
  link_second TEXT,
  PRIMARY KEY (split, number),
  CHECK ((link_kind IS NULL) + (link_key IS NULL) + (link_first IS NULL) + (link_second IS NULL) IN (0, 4))
) STRICT, WITHOUT ROWID;

CREATE TABLE split_clip (
  split TEXT NOT NULL,
  clip TEXT NOT NULL REFERENCES clip (name),
  number INTEGER NOT NULL,
  PRIMARY KEY (split, clip),
  FOREIGN KEY (split, number) REFERENCES split_group (split, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX split_clip_group ON split_clip (split, number);
CREATE INDEX split_clip_clip ON split_clip (clip);

-- Where each clip stands ----------------------------------------------------------------------------------------------

-- The import's state machine, and beside it what `list` shows, filters and sorts by: copied from the tables above
-- whenever these change, so that every page is one short range of an index. 0 and '' where there is nothing.
-- None of it is in the dataset's digest.
CREATE TABLE clip_now (
  clip TEXT PRIMARY KEY REFERENCES clip (name) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('planned', 'fetched', 'decoded', 'done', 'failed')) DEFAULT 'planned',
  reason TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  frame_set INTEGER REFERENCES frame_set (id) ON DELETE SET NULL,
  frames INTEGER NOT NULL DEFAULT 0,
  container TEXT NOT NULL DEFAULT '',
  codec TEXT NOT NULL DEFAULT '',
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  pictures INTEGER NOT NULL DEFAULT 0,
  rate_mhz INTEGER NOT NULL DEFAULT 0,
  duration_ms INTEGER NOT NULL DEFAULT 0,
  grey TEXT NOT NULL DEFAULT '' CHECK (grey IN ('', 'no', 'yes')),
  licence TEXT NOT NULL DEFAULT '',
  diagnosis TEXT NOT NULL DEFAULT '',
  findings INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX clip_now_state ON clip_now (state);
CREATE INDEX clip_now_reason ON clip_now (reason);
CREATE INDEX clip_now_frame_set ON clip_now (frame_set);
CREATE INDEX clip_now_frames ON clip_now (frames);
CREATE INDEX clip_now_container ON clip_now (container);
CREATE INDEX clip_now_codec ON clip_now (codec);
CREATE INDEX clip_now_width ON clip_now (width);
CREATE INDEX clip_now_height ON clip_now (height);
CREATE INDEX clip_now_pictures ON clip_now (pictures);
CREATE INDEX clip_now_rate ON clip_now (rate_mhz);
CREATE INDEX clip_now_duration ON clip_now (duration_ms);
CREATE INDEX clip_now_grey ON clip_now (grey);
CREATE INDEX clip_now_licence ON clip_now (licence);
CREATE INDEX clip_now_diagnosis ON clip_now (diagnosis);
CREATE INDEX clip_now_findings ON clip_now (findings);

-- The label in effect on each axis, by the rule in lib/catalog/label_in_effect.h.
CREATE TABLE label_now (
  axis TEXT NOT NULL,
  clip TEXT NOT NULL REFERENCES clip (name) ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (axis, clip)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_now_clip ON label_now (clip);

-- Counts of what is too much to count each time; triggers keep them.
CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO tally VALUES ('subjects', 0), ('objects', 0), ('object_bytes', 0), ('frames', 0);

CREATE TRIGGER subject_added AFTER INSERT ON subject BEGIN
  UPDATE tally SET n = n + 1 WHERE name = 'subjects';
END;
CREATE TRIGGER subject_removed AFTER DELETE ON subject BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'subjects';
END;

CREATE TRIGGER object_added AFTER INSERT ON object BEGIN
  UPDATE tally SET n = n + 1 WHERE name = 'objects';
  UPDATE tally SET n = n + NEW.size_bytes WHERE name = 'object_bytes';
END;
CREATE TRIGGER object_changed AFTER UPDATE OF size_bytes ON object BEGIN
  UPDATE tally SET n = n + NEW.size_bytes - OLD.size_bytes WHERE name = 'object_bytes';
END;
CREATE TRIGGER object_removed AFTER DELETE ON object BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'objects';
  UPDATE tally SET n = n - OLD.size_bytes WHERE name = 'object_bytes';
END;

CREATE TRIGGER clip_now_added AFTER INSERT ON clip_now BEGIN
  INSERT INTO tally VALUES ('state:' || NEW.state, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
  UPDATE tally SET n = n + NEW.frames WHERE name = 'frames';
END;
CREATE TRIGGER clip_now_moved AFTER UPDATE OF state ON clip_now WHEN NEW.state <> OLD.state BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'state:' || OLD.state;
  INSERT INTO tally VALUES ('state:' || NEW.state, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER clip_now_counted AFTER UPDATE OF frames ON clip_now WHEN NEW.frames <> OLD.frames BEGIN
  UPDATE tally SET n = n + NEW.frames - OLD.frames WHERE name = 'frames';
END;
CREATE TRIGGER clip_now_removed AFTER DELETE ON clip_now BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'state:' || OLD.state;
  UPDATE tally SET n = n - OLD.frames WHERE name = 'frames';
END;

-- Open findings, by code and by clip.
CREATE TRIGGER finding_added AFTER INSERT ON finding WHEN NEW.resolved_by = '' BEGIN
  INSERT INTO tally VALUES ('open:' || NEW.code, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
  UPDATE clip_now SET findings = findings + 1 WHERE clip = NEW.id AND NEW.about = 'clip';
END;
CREATE TRIGGER finding_resolved AFTER UPDATE OF resolved_by ON finding
WHEN (NEW.resolved_by = '') <> (OLD.resolved_by = '') BEGIN
  INSERT INTO tally VALUES ('open:' || NEW.code, 0) ON CONFLICT (name) DO NOTHING;
  UPDATE tally SET n = n + iif(NEW.resolved_by = '', 1, -1) WHERE name = 'open:' || NEW.code;
  UPDATE clip_now SET findings = findings + iif(NEW.resolved_by = '', 1, -1)
  WHERE clip = NEW.id AND NEW.about = 'clip';
END;
CREATE TRIGGER finding_removed AFTER DELETE ON finding WHEN OLD.resolved_by = '' BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'open:' || OLD.code;
  UPDATE clip_now SET findings = findings - 1 WHERE clip = OLD.id AND OLD.about = 'clip';
END;
