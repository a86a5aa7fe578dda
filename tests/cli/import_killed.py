#!/usr/bin/env python3
"""An import killed at random moments and run again ends like an uninterrupted one."""
import random
import shutil
import signal
import time

import harness

arguments = harness.parse([("kills", "20"), ("manifest", ""), ("mirror", "")])
sonoset = harness.Sonoset(arguments.bin)
kills = int(arguments.kills)
generator = random.Random(1)

with harness.Folder() as folder:
    if arguments.manifest:
        mirror = harness.shared(arguments.source) / "pocus" if arguments.mirror == "pocus" else arguments.mirror
        words = ["import", arguments.manifest, "--mirror", mirror, "--offline"]
        expect = None  # some objects are not in the mirror
    else:
        sonoset("phantom", folder / "clips", "--kind", "dataset")
        words = ["import", folder / "clips" / "manifest.yaml"]
        expect = 0
    sonoset("init", folder / "whole")
    started = time.monotonic()
    sonoset("-C", folder / "whole", *words, expect=expect)
    seconds = time.monotonic() - started
    whole = harness.outcome(sonoset, folder / "whole", folder)

    dataset, done, finished = folder / "killed", 0, 0
    while done < kills:
        if not dataset.exists():
            sonoset("init", dataset)
        process = sonoset.start("-C", dataset, *words)
        time.sleep(generator.uniform(0, seconds * 0.6))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            done += 1
        if process.wait() in (0, 1):
            # It finished before the kill: check it and start with an empty dataset.
            assert harness.outcome(sonoset, dataset, folder) == whole
            shutil.rmtree(dataset)
            finished += 1
    if not dataset.exists():
        sonoset("init", dataset)
    sonoset("-C", dataset, *words, expect=expect)
    assert harness.outcome(sonoset, dataset, folder) == whole, "a killed import gave another digest"
    sonoset("-C", dataset, "fsck", "--deep")
    assert [p.name for p in (dataset / "work").iterdir()] == ["lock"], "partial files were left behind"
print(f"{kills} kills, {finished + 1} imports: all equal to the uninterrupted one")
