-- Standard names, and nothing about one anatomy. What is there stays.

ALTER TABLE clip_now RENAME TO clip_state;
ALTER TABLE label_now RENAME TO label_in_effect;
ALTER TABLE brought RENAME TO fetched_object;
ALTER TABLE split RENAME COLUMN keeps TO group_by;

-- The axis of labels that lists of clips show, filter and sort by. Not in the dataset's digest.
CREATE TABLE main_axis (axis TEXT NOT NULL) STRICT;
INSERT INTO main_axis VALUES ('diagnosis');
ALTER TABLE clip_state RENAME COLUMN diagnosis TO main_value;

-- Indexes and triggers keep their names when a table is renamed.
DROP INDEX clip_now_state;
DROP INDEX clip_now_reason;
DROP INDEX clip_now_frame_set;
DROP INDEX clip_now_frames;
DROP INDEX clip_now_container;
DROP INDEX clip_now_codec;
DROP INDEX clip_now_width;
DROP INDEX clip_now_height;
DROP INDEX clip_now_pictures;
DROP INDEX clip_now_rate;
DROP INDEX clip_now_duration;
DROP INDEX clip_now_grey;
DROP INDEX clip_now_licence;
DROP INDEX clip_now_diagnosis;
DROP INDEX clip_now_findings;
CREATE INDEX clip_state_state ON clip_state (state);
CREATE INDEX clip_state_reason ON clip_state (reason);
CREATE INDEX clip_state_frame_set ON clip_state (frame_set);
CREATE INDEX clip_state_frames ON clip_state (frames);
CREATE INDEX clip_state_container ON clip_state (container);
CREATE INDEX clip_state_codec ON clip_state (codec);
CREATE INDEX clip_state_width ON clip_state (width);
CREATE INDEX clip_state_height ON clip_state (height);
CREATE INDEX clip_state_pictures ON clip_state (pictures);
CREATE INDEX clip_state_rate ON clip_state (rate_mhz);
CREATE INDEX clip_state_duration ON clip_state (duration_ms);
CREATE INDEX clip_state_grey ON clip_state (grey);
CREATE INDEX clip_state_licence ON clip_state (licence);
CREATE INDEX clip_state_main_value ON clip_state (main_value);
CREATE INDEX clip_state_findings ON clip_state (findings);
DROP INDEX label_now_clip;
CREATE INDEX label_in_effect_clip ON label_in_effect (clip);
DROP INDEX brought_object;
DROP INDEX brought_address;
CREATE INDEX fetched_object_object ON fetched_object (object);
CREATE INDEX fetched_object_address ON fetched_object (manifest, url, path);

DROP TRIGGER clip_now_added;
DROP TRIGGER clip_now_moved;
DROP TRIGGER clip_now_counted;
DROP TRIGGER clip_now_removed;
CREATE TRIGGER clip_state_added AFTER INSERT ON clip_state BEGIN
  INSERT INTO tally VALUES ('state:' || NEW.state, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
  UPDATE tally SET n = n + NEW.frames WHERE name = 'frames';
END;
CREATE TRIGGER clip_state_moved AFTER UPDATE OF state ON clip_state WHEN NEW.state <> OLD.state BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'state:' || OLD.state;
  INSERT INTO tally VALUES ('state:' || NEW.state, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER clip_state_counted AFTER UPDATE OF frames ON clip_state WHEN NEW.frames <> OLD.frames BEGIN
  UPDATE tally SET n = n + NEW.frames - OLD.frames WHERE name = 'frames';
END;
CREATE TRIGGER clip_state_removed AFTER DELETE ON clip_state BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'state:' || OLD.state;
  UPDATE tally SET n = n - OLD.frames WHERE name = 'frames';
END;

-- A code that got another name. Decisions keep the words in which they were made.
UPDATE finding SET code = 'label-issue' WHERE code = 'label-doubtful';
UPDATE tally SET name = 'open:label-issue' WHERE name = 'open:label-doubtful';

-- What a container says of a stream, and what its content is.
ALTER TABLE frame_set RENAME COLUMN claimed_container TO header_container;
ALTER TABLE frame_set RENAME COLUMN claimed_codec TO header_codec;
ALTER TABLE frame_set RENAME COLUMN claimed_pixel_format TO header_pixel_format;
ALTER TABLE frame_set RENAME COLUMN claimed_stream TO header_stream;
ALTER TABLE frame_set RENAME COLUMN claimed_width TO header_width;
ALTER TABLE frame_set RENAME COLUMN claimed_height TO header_height;
ALTER TABLE frame_set RENAME COLUMN claimed_pictures TO header_pictures;
ALTER TABLE frame_set RENAME COLUMN claimed_rate_hz TO header_rate_hz;
ALTER TABLE frame_set RENAME COLUMN claimed_duration_s TO header_duration_s;
ALTER TABLE frame_set RENAME COLUMN seen_width TO content_width;
ALTER TABLE frame_set RENAME COLUMN seen_height TO content_height;
ALTER TABLE frame_set RENAME COLUMN seen_rotation_deg TO content_rotation_deg;
ALTER TABLE frame_set RENAME COLUMN seen_mirrored TO content_mirrored;
ALTER TABLE frame_set RENAME COLUMN seen_sample_aspect TO content_sample_aspect;
ALTER TABLE frame_set RENAME COLUMN seen_time_base TO content_time_base;
ALTER TABLE frame_set RENAME COLUMN seen_first_pts TO content_first_pts;
ALTER TABLE frame_set RENAME COLUMN seen_pictures TO content_pictures;
ALTER TABLE frame_set RENAME COLUMN seen_pictures_counted TO content_pictures_counted;
ALTER TABLE frame_set RENAME COLUMN seen_interlaced TO content_interlaced;
ALTER TABLE frame_set RENAME COLUMN seen_alpha TO content_alpha;
ALTER TABLE frame_set RENAME COLUMN seen_bit_depth TO content_bit_depth;
ALTER TABLE frame_set RENAME COLUMN seen_grey TO content_grey;
