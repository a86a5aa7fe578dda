#!/usr/bin/env python3
"""A worker killed from outside costs one clip and is replaced; running import again imports the clip."""
import os
import pathlib
import signal
import time

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def children(pid):
    try:
        return [int(word) for word in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def processor_time(pid):
    """In seconds; 0 for a process that has ended."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--clips", "24", "--subjects", "12", "--seconds", "4")
    words = ["-C", folder / "data", "import", folder / "clips" / "manifest.yaml", "--jobs", "1"]
    sonoset("init", folder / "data")
    process = sonoset.start(*words)
    # One that is killed before its first clip costs none; starting takes it less than half of this time.
    while process.poll() is None and not any(processor_time(pid) > 0.3 for pid in children(process.pid)):
        time.sleep(0.001)
    victims = children(process.pid)
    assert victims and process.poll() is None, "the import ended before a worker could be killed"
    os.kill(victims[0], signal.SIGKILL)
    code = process.wait()
    failed = sonoset.json("-C", folder / "data", "list", "clips", "--where", "state=failed")["rows"]
    assert code == 1 and len(failed) == 1, (code, failed)
    assert failed[0]["reason"] == "worker-crashed", failed
    summary = sonoset.json(*words)
    assert summary["done"] == summary["clips"] and summary["done_now"] == 1, summary
    sonoset("-C", folder / "data", "fsck", "--deep")
    assert not sonoset.json("-C", folder / "data", "list", "findings", "--where", "code=worker-crashed")["rows"]
print("one clip failed; a second import completed it")
