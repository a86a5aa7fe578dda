#!/usr/bin/env python3
"""The disk fills up at many different points of an import (--points; needs a small tmpfs): each time there is a clear
error and a consistent dataset, and with more room the same command finishes as usual."""
import subprocess

import harness

arguments = harness.parse([("points", "50")])
sonoset = harness.Sonoset(arguments.bin)
points = int(arguments.points)


def mount(*words):
    return subprocess.run(["mount", *map(str, words)], capture_output=True, text=True)


with harness.Folder() as folder:
    disk = folder / "disk"
    disk.mkdir()
    tried = mount("-t", "tmpfs", "-o", "size=64m", "sonoset-test", disk)
    if tried.returncode != 0:
        print("skipped: cannot mount a tmpfs:", tried.stderr.strip())
        raise SystemExit(harness.SKIP)
    try:
        sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "3", "--clips", "3", "--seconds", "1",
                "--size", "160x120")
        words = ["-C", disk / "data", "import", folder / "clips" / "manifest.yaml"]
        sonoset("init", disk / "data")
        empty_kb = int(subprocess.check_output(["du", "-sk", disk]).split()[0])
        sonoset(*words)
        whole = sonoset.digest(disk / "data"), harness.files_digest(disk / "data" / "frames")
        whole_kb = int(subprocess.check_output(["du", "-sk", disk]).split()[0])

        # An import needs more on the way: objects and frames before they are moved, and the catalog's log.
        most_kb = whole_kb + (whole_kb - empty_kb) * 2
        full = 0
        for point in range(points):
            subprocess.run(["umount", disk], check=True)
            size_kb = empty_kb + 8 + (most_kb - empty_kb) * point // points
            assert mount("-t", "tmpfs", "-o", f"size={size_kb}k", "sonoset-test", disk).returncode == 0
            run = sonoset("init", disk / "data", expect=None)
            if run.returncode == 0:
                run = sonoset(*words, expect=None)
            said = run.stdout + run.stderr
            if run.returncode != 0:
                full += 1
                assert run.returncode == 2 and "free some disk space" in said, (size_kb, run)
                assert "worker-" not in said, (size_kb, "a full disk is no clip's fault", run)
            assert mount("-o", "remount,size=64m", disk).returncode == 0
            if not (disk / "data" / "catalog.sqlite").exists():
                sonoset("init", disk / "data")
            sonoset(*words)
            assert (sonoset.digest(disk / "data"), harness.files_digest(disk / "data" / "frames")) == whole, size_kb
            sonoset("-C", disk / "data", "fsck", "--deep")
            assert [path.name for path in (disk / "data" / "work").iterdir()] == ["lock"]
        assert points // 4 < full < points, f"{full} of {points} sizes were too small"
    finally:
        subprocess.run(["umount", "--lazy", disk], check=False)
print(f"{points} sizes from {empty_kb + 8} to {most_kb} KB, {full} too small: each reported and finished with more room")
