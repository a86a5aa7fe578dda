#pragma once

/// Makes a dataset of so many clips with so many frames each, with its files (links to a few small ones), in a
/// temporary folder, and times what reads all of it: scaffold, validate, an import that changes nothing, fsck, the
/// digest.
void bench_dataset(int clips, int frames);
