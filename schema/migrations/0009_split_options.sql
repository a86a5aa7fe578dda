-- Test sets and weights of splits: a JSON object, '' where nothing differs from the defaults.
ALTER TABLE split ADD COLUMN options TEXT NOT NULL DEFAULT '';

-- For a split, which reads this of every clip and nothing else.
DROP INDEX clip_unit;
CREATE INDEX clip_unit ON clip (name, manifest, source, subject, patient_case, probe);
