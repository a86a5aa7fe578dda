#!/usr/bin/env python3
"""One worker and four, this compiler and another: the same catalog digest, frames and exports. Twice is once."""
import pathlib
import sys

import harness

arguments = harness.parse([("other-bin", "")])
sonoset = harness.Sonoset(arguments.bin)

with harness.Folder() as folder:
    if arguments.other_bin and not pathlib.Path(arguments.other_bin, "sonoset").exists():
        print(f"skipped: no other compiler's build ({arguments.other_bin}); ./tools/test makes it")
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

    # Again: nothing is done, nothing changes.
    again = sonoset.json("-C", folder / "one", "import", manifest)
    assert again["done_now"] == 0 and again["frames_now"] == 0, again
    assert harness.outcome(sonoset, folder / "one", folder) == outcomes[0]

    # The same seed gives the same phantoms.
    sonoset("phantom", folder / "again", "--kind", "dataset")
    assert harness.files_digest(folder / "again") == harness.files_digest(folder / "clips")
print(f"{len(outcomes)} imports gave the same digest, frames and export")
