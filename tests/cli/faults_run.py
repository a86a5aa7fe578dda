#!/usr/bin/env python3
"""Other failures during an import: a second writer, Ctrl-C twice, a mirror that disappears, a read-only disk, a broken
page in the catalog, a clock that is set back. Each ends with a helpful message and a consistent dataset.

The fault shim stops the program at a chosen disk call, so that each happens at a known moment.
"""
import errno
import os
import pathlib
import shutil
import signal
import time

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
shim = harness.fault_shim(arguments.bin)


def stopped_at(call, *words):
    """Starts the program and waits until the shim stops it before that disk call."""
    process = sonoset.start(*words, env=harness.faults(shim, at=call, do="stop"))
    wait_for_stop(process)
    return process


def wait_for_stop(process):
    deadline = time.monotonic() + 60
    while pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "T":
        assert process.poll() is None, "the program ended before it was stopped"
        assert time.monotonic() < deadline, "the program was not stopped"
        time.sleep(0.005)


def go_on(process):
    """Resumes a program that the shim stops repeatedly, until it ends."""
    while process.poll() is None:
        process.send_signal(signal.SIGCONT)
        time.sleep(0.001)
    return process.returncode


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "3", "--clips", "6", "--seconds", "1",
            "--size", "128x96")
    clips, manifest = folder / "clips", folder / "clips" / "manifest.yaml"
    data, whole = folder / "data", folder / "whole"
    words = ["-C", data, "import", manifest]
    sonoset("init", whole)
    count = folder / "count"
    sonoset("-C", whole, "import", manifest, env=harness.faults(shim, count=count))
    calls = int(count.read_text())
    early, middle = calls // 3, calls // 2  # before the first clip is done; while clips are committed
    digest = sonoset.digest(whole)

    def fresh():
        shutil.rmtree(data, ignore_errors=True)
        sonoset("init", data)

    def finishes():
        sonoset(*words)
        assert sonoset.digest(data) == digest, "ended otherwise"
        sonoset("-C", data, "fsck", "--deep")
        assert [path.name for path in (data / "work").iterdir()] == ["lock"]

    # Two writers: the second is refused and names the first, which is not affected.
    fresh()
    first = stopped_at(middle, *words)
    second = sonoset(*words, expect=2)
    assert f"process {first.pid}" in second.stderr and "wait for it to finish" in second.stderr, second
    sonoset("-C", data, "status")
    assert go_on(first) == 0
    finishes()

    # Ctrl-C once: finished clips are kept. Twice: ends at once, losing only the last moments.
    fresh()
    process = stopped_at(early, *words)
    process.send_signal(signal.SIGINT)
    assert go_on(process) == 1, "the first Ctrl-C must end the run in order"
    sonoset("-C", data, "fsck", "--deep")
    finishes()
    fresh()
    process = stopped_at(early, *words)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    wait_for_stop(process)
    time.sleep(0.05)
    wait_for_stop(process)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    assert process.wait(60) == -signal.SIGINT, process.returncode
    finishes()

    # A mirror disappears: its clips fail with a next step; when it is back, the same command continues.
    fresh()
    mirror, away = folder / "mirror", folder / "away"
    shutil.copytree(clips / "clips", mirror)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(manifest, elsewhere)
    mirrored = ["-C", data, "import", elsewhere / "manifest.yaml", "--mirror", mirror, "--jobs", "1"]
    process = stopped_at(early, *mirrored)
    mirror.rename(away)
    code = go_on(process)
    assert code == 1, code
    failed = sonoset.json("-C", data, "list", "findings", "--where", "code=object-missing")["rows"]
    assert failed and all("--mirror" in row["next"] for row in failed), failed
    sonoset("-C", data, "fsck", "--deep")
    run = sonoset(*mirrored, expect=2)
    assert str(mirror) in run.stderr and "not a folder" in run.stderr, run
    away.rename(mirror)
    sonoset(*mirrored)
    assert not sonoset.json("-C", data, "list", "findings", "--where", "code=object-missing")["rows"]
    sonoset("-C", data, "fsck", "--deep")

    # A disk that is read-only from the start, and from the middle on.
    for at in (1, middle):
        fresh()
        run = sonoset(*words, env=harness.faults(shim, at=at, do=errno.EROFS), expect=2)
        assert "writable disk" in run.stderr or "permissions" in run.stderr, run
        sonoset("-C", data, "status")
        finishes()

    # A broken page: an import that meets it reports it and changes no file, fsck finds each, and the suggested repair
    # works.
    fresh()
    sonoset(*words)
    catalog = (data / "catalog.sqlite").read_bytes()
    pages = len(catalog) // 4096
    met = 0
    for page in range(1, pages, pages // 12):
        (data / "catalog.sqlite").write_bytes(
            catalog[:4096 * page] + b"\xa5" * 4096 + catalog[4096 * (page + 1):])
        before = harness.files_digest(data / "frames")
        run = sonoset(*words, expect=None)
        assert run.returncode in (0, 2), (page, run)
        if run.returncode == 2:
            met += 1
            assert "catalog.sqlite" in run.stderr and "damaged" in run.stderr and "rebuild" in run.stderr, (page, run)
        assert harness.files_digest(data / "frames") == before
        found = sonoset("-C", data, "fsck", expect=None)
        assert found.returncode in (1, 2) and (found.stdout + found.stderr).strip(), (page, "not reported", found)
    assert met > 0, "no import met a broken page"
    fresh()
    finishes()

    # A clock set back by years: the dataset does not depend on it, and the later line of decisions wins.
    fresh()
    back = harness.faults(shim, clock_s=-400_000_000)
    sonoset(*words)
    clip = sonoset.json("-C", data, "list", "clips")["rows"][0]["clip"]
    label = lambda value, **options: sonoset("-C", data, "label", clip, "diagnosis", value, "--why", "seen", "--by", "a",
                                             **options)
    label("healthy")
    label("viral-pneumonia", env=back)
    lines = (data / "decisions.jsonl").read_text().splitlines()
    assert len(lines) == 2 and lines[1].split('"at":"')[1] < lines[0].split('"at":"')[1], lines
    sonoset(*words, env=back)
    shown = sonoset.json("-C", data, "list", "clips", "--where", f"clip={clip}")["rows"][0]
    assert shown["diagnosis"] == "viral-pneumonia", shown
    rebuilt = folder / "rebuilt"
    sonoset("init", rebuilt, env=back)
    shutil.copy(data / "decisions.jsonl", rebuilt)
    sonoset("-C", rebuilt, "import", manifest, env=back)
    assert sonoset.digest(rebuilt) == sonoset.digest(data)
print("second writer, Ctrl-C twice, missing mirror, read-only disk, broken page, clock set back: all handled")
