-- The metadata of a frame set's file. A set without a row was made by an older version, which did not look.
CREATE TABLE file_tags (
  frame_set INTEGER PRIMARY KEY REFERENCES frame_set (id) ON DELETE CASCADE,
  -- JSON: names and values (lib/model/file_tags.h). It may name people.
  found TEXT NOT NULL
) STRICT;

-- The depth of the pictures in mm, if texts in them agree on one.
ALTER TABLE read_text ADD COLUMN depth_mm INTEGER;

-- What lists show of them. "yes", "partly", "no"; '' without frames. 0: not known.
ALTER TABLE clip_state ADD COLUMN text_read TEXT NOT NULL DEFAULT '';
ALTER TABLE clip_state ADD COLUMN metadata_read TEXT NOT NULL DEFAULT '';
ALTER TABLE clip_state ADD COLUMN depth_mm INTEGER NOT NULL DEFAULT 0;
UPDATE clip_state SET metadata_read = 'no', text_read = ifnull((SELECT
  iif(json_valid(t.found), iif(json_extract(t.found, '$.areas_unread') > 0, 'partly', 'yes'), 'no')
  FROM read_text t WHERE t.frame_set = clip_state.frame_set), 'no') WHERE frame_set IS NOT NULL;
CREATE INDEX clip_state_text_read ON clip_state (text_read);
CREATE INDEX clip_state_metadata_read ON clip_state (metadata_read);
CREATE INDEX clip_state_depth_mm ON clip_state (depth_mm);
