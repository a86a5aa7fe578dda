#!/usr/bin/env python3
"""Each verb that writes is killed at one of its disk calls, or finds the disk full from there on: the dataset stays
consistent, and the same command run again finishes as usual.

--do kill|full; --points N: about N points per verb, evenly spread; 0: every point.
"""
import errno
import json
import os
import shutil
import signal

import harness

arguments = harness.parse([("do", "kill"), ("points", "6")])
sonoset = harness.Sonoset(arguments.bin)
shim = harness.fault_shim(arguments.bin)
deed = "kill" if arguments.do == "kill" else errno.ENOSPC


def state(folder):
    """What must be equal in the end: the catalog's content and every file except the database's. Times of decisions may
    differ."""
    data = folder / "data"
    decisions = data / "decisions.jsonl"
    lines = decisions.read_text().splitlines() if decisions.exists() else []
    said = [{**json.loads(line), "at": ""} for line in lines]
    files = {path: digest for path, digest in harness.files_digest(folder).items()
             if not path.startswith("data/catalog.sqlite") and path not in ("data/work/lock", "data/decisions.jsonl")}
    return sonoset.digest(data), said, files


def counted(start, words):
    """The number of disk-changing calls of a command, and the state it ends in."""
    scratch = fresh(start)
    count = folder / "count"
    sonoset(*words(scratch), env=harness.faults(shim, count=count))
    end = state(scratch)
    return int(count.read_text()), end


def fresh(start):
    scratch = folder / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    if start is None:
        scratch.mkdir()
    else:
        shutil.copytree(start, scratch)
    return scratch


def points(total):
    wanted = int(arguments.points) or total
    return sorted({1 + round(i * (total - 1) / max(1, wanted - 1)) for i in range(wanted)})


def check(name, start, words):
    """Saves the state after the command in folder/NAME."""
    total, end = counted(start, words)
    hit = 0
    for point in points(total):
        scratch = fresh(start)
        where = f"{name}: call {point} of {total}"
        run = sonoset(*words(scratch), env=harness.faults(shim, at=point, do=deed), expect=None, timeout=60)
        if deed == "kill":
            # The last calls of a run may come in another order, or be fewer.
            assert run.returncode in (-signal.SIGKILL, 0), (where, run)
            hit += run.returncode != 0
        elif run.returncode != 0:
            hit += 1
            said = run.stdout + run.stderr
            assert run.returncode in (1, 2), (where, run)
            assert (os.strerror(errno.ENOSPC) in said or "disk is full" in said) and "free some disk space" in said, (where, run)
        again = sonoset(*words(scratch), expect=None)
        whole = name == "init" and again.returncode == 2 and "is already a dataset" in again.stderr
        whole = whole or name == "export" and again.returncode == 2 and "is not an empty folder" in again.stderr
        assert again.returncode == 0 or whole, (where, again)
        assert state(scratch) == end, (where, "ended otherwise")
        sonoset("-C", scratch / "data", "fsck", "--deep")
    assert hit > 0, f"{name}: nothing went wrong"
    print(f"{name}: {len(points(total))} of {total} points, {hit} ended the run", flush=True)
    scratch = fresh(start)
    sonoset(*words(scratch))
    return scratch.rename(folder / name)


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "2", "--clips", "2", "--seconds", "1",
            "--size", "128x96")
    manifest = folder / "clips" / "manifest.yaml"
    empty = check("init", None, lambda at: ["init", at / "data"])
    full = check("import", empty, lambda at: ["-C", at / "data", "import", manifest])
    check("rebuild", full, lambda at: ["-C", at / "data", "rebuild"])
    split = check("split", full, lambda at: ["-C", at / "data", "split", "main", "--folds", "2"])
    check("export", split, lambda at: ["-C", at / "data", "export", "csv", at / "out", "--split", "main",
                                       "--licences", "any"])
    # Another recipe makes other frames; `gc` removes the old ones.
    again = check("recipe", split, lambda at: ["-C", at / "data", "import", manifest, "--rate", "1"])
    check("gc", again, lambda at: ["-C", at / "data", "gc"])
print("consistent at every point, and finished by the same command")
