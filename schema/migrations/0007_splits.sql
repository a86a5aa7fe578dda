-- Splits that came from a file (its name; '' for one that was made here), names of folds (with commas between them), and
-- clips of unknown subject that join all others of their source.
ALTER TABLE split ADD COLUMN join_unknown INTEGER NOT NULL DEFAULT 0 CHECK (join_unknown IN (0, 1));
ALTER TABLE split ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE split ADD COLUMN fold_names TEXT NOT NULL DEFAULT '';
