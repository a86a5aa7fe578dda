-- More reasons why clips belong together: packets, pixels. Which kinds there are is said in lib/model/link.h alone.
CREATE TABLE new_link (
  kind TEXT NOT NULL CHECK (kind <> ''),
  key TEXT NOT NULL,
  first TEXT NOT NULL REFERENCES clip (name),
  second TEXT NOT NULL REFERENCES clip (name),
  PRIMARY KEY (kind, key, first, second),
  CHECK (first < second)
) STRICT, WITHOUT ROWID;
INSERT INTO new_link SELECT * FROM link;
DROP TABLE link;
ALTER TABLE new_link RENAME TO link;
CREATE INDEX link_key ON link (key);
CREATE INDEX link_first ON link (first);
CREATE INDEX link_second ON link (second);

CREATE TABLE new_split_group (
  split TEXT NOT NULL REFERENCES split (name) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  fold INTEGER NOT NULL CHECK (fold >= 0),
  link_kind TEXT CHECK (link_kind <> ''),
  link_key TEXT,
  link_first TEXT,
  link_second TEXT,
  PRIMARY KEY (split, number),
  CHECK ((link_kind IS NULL) + (link_key IS NULL) + (link_first IS NULL) + (link_second IS NULL) IN (0, 4))
) STRICT, WITHOUT ROWID;
INSERT INTO new_split_group SELECT * FROM split_group;
DROP TABLE split_group;
ALTER TABLE new_split_group RENAME TO split_group;

-- Digests of the packets that hold a key picture of the clip's window, 16 bytes each, sorted (lib/media/packet_digest.h).
-- NULL: an older version made the set, and did not look. What object and recipe say: not in the dataset's digest.
ALTER TABLE frame_set ADD COLUMN key_packets BLOB CHECK (length(key_packets) % 16 = 0);

-- The kinds of links that were looked for since anything changed that they follow from. A catalog of an older version has
-- none yet.
CREATE TABLE compared (kind TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER compared_before_clip_added AFTER INSERT ON clip BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_clip_changed AFTER UPDATE ON clip BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_clip_removed AFTER DELETE ON clip BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_frames_changed AFTER UPDATE OF frame_set, state ON clip_state
WHEN NEW.frame_set IS NOT OLD.frame_set OR (NEW.state = 'done') <> (OLD.state = 'done') BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_same_as_added AFTER INSERT ON same_as BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_same_as_removed AFTER DELETE ON same_as BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_label_added AFTER INSERT ON label WHEN NEW.decision IS NULL BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_label_removed AFTER DELETE ON label WHEN OLD.decision IS NULL BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_manifest_added AFTER INSERT ON manifest BEGIN DELETE FROM compared; END;
CREATE TRIGGER compared_before_manifest_changed AFTER UPDATE ON manifest BEGIN DELETE FROM compared; END;
