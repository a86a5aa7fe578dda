#!/usr/bin/env python3
"""Catalog digest, frames and exports do not depend on the number of workers or the compiler; a second import changes
nothing."""
import pathlib
import sys

import harness

arguments = harness.parse([("other-bin", "")])
sonoset = harness.Sonoset(arguments.bin)

with harness.Folder() as folder:
    if arguments.other_bin and not pathlib.Path(arguments.other_bin, "sonoset").exists():
        print(f"skipped: no build with another compiler ({arguments.other_bin})")
        sys.exit(harness.SKIP)
    sonoset("phantom", folder / "clips", "--kind", "dataset")
    manifest = folder / "clips" / "manifest.yaml"
    programs = [("one", sonoset, 1), ("four", sonoset, 4)]
    if arguments.other_bin:
        programs.append(("other", harness.Sonoset(pathlib.Path(arguments.other_bin)), 2))
    outcomes = []
    for name, program, jobs in programs:
        program("init", folder / name)
        summary = program.json("-C", folder / name, "import", manifest, "--jobs", jobs)
        assert summary["done"] == summary["clips"] > 0, summary
        program("-C", folder / name, "fsck", "--deep")
        outcomes.append(harness.outcome(program, folder / name, folder))
    for (name, _, _), result in zip(programs, outcomes):
        assert result == outcomes[0], f"{name} differs from {programs[0][0]}"

    # Importing again does nothing.
    again = sonoset.json("-C", folder / "one", "import", manifest)
    assert again["done_now"] == 0 and again["frames_now"] == 0, again
    assert harness.outcome(sonoset, folder / "one", folder) == outcomes[0]

    # The same seed gives the same phantoms.
    sonoset("phantom", folder / "again", "--kind", "dataset")
    assert harness.files_digest(folder / "again") == harness.files_digest(folder / "clips")
print(f"{len(outcomes)} imports gave the same digest, frames and export")
