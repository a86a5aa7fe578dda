#pragma once

/// Makes a dataset with these numbers of clips and frames per clip, with files (links to a few small ones), in a
/// temporary folder, and times operations that read all of it: scaffold, validate, an import without changes, fsck, the
/// digest.
void bench_dataset(int clips, int frames);
