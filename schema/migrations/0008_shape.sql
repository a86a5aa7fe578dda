-- The order of fields, as FFmpeg names it; '' where an older version did not look.
ALTER TABLE frame_set ADD COLUMN content_field_order TEXT NOT NULL DEFAULT '';

-- What lists of clips show of it: "4:3", as FFmpeg says it.
ALTER TABLE clip_state ADD COLUMN sample_aspect TEXT NOT NULL DEFAULT '';
ALTER TABLE clip_state ADD COLUMN field_order TEXT NOT NULL DEFAULT '';
UPDATE clip_state SET sample_aspect = ifnull((SELECT iif(instr(s.content_sample_aspect, '/') > 0,
  replace(s.content_sample_aspect, '/', ':'), s.content_sample_aspect || ':1') FROM frame_set s
  WHERE s.id = clip_state.frame_set), '') WHERE frame_set IS NOT NULL;
CREATE INDEX clip_state_sample_aspect ON clip_state (sample_aspect);
CREATE INDEX clip_state_field_order ON clip_state (field_order);
