#!/usr/bin/env python3
"""Damaged files of every container in ../shared/pocus and of the phantoms: none ends or hangs the import or exceeds the
limits, and each is done or has a finding.

--files N; --keep DIR keeps files that crashed a worker or reached a limit. Every file is made from its number.
"""
import collections
import os
import pathlib
import random
import resource
import shutil
import sys
import time

import harness

arguments = harness.parse([("files", "300"), ("keep", ""), ("batch", "500"), ("first", "0")])
sys.path.insert(0, str(arguments.source / "tests" / "support"))
import mutate

sonoset = harness.Sonoset(arguments.bin)
MEMORY_MB, TIME_S, OUTPUT_MB = 1024, 60, 256
MEDIA = {".mp4", ".mov", ".avi", ".mpg", ".mpeg", ".ts", ".mkv", ".webm", ".gif", ".jpg", ".jpeg", ".png", ".m4v", ".3gp",
         ".mpv", ".m1v", ".m2v", ".mjpeg", ".mjpg", ".bmp", ".tif", ".tiff", ".webp", ".apng"}


def is_media(path):
    return path.is_file() and path.suffix.lower() in MEDIA and path.stat().st_size > 0


def sources(folder):
    """Phantoms and, if available, real files by container."""
    sonoset("phantom", folder / "dataset", "--clips", "12", "--subjects", "6", "--seconds", "1", "--size", "128x96")
    sonoset("phantom", folder / "odd", "--kind", "odd")
    groups = collections.defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if is_media(path):
            groups["phantom " + path.suffix.lower()].append(path)
    real = pathlib.Path(os.environ.get("SONOSET_SHARED", arguments.source.parent / "shared")) / "pocus"
    for path in sorted(real.rglob("*")) if real.is_dir() else []:
        if is_media(path) and path.stat().st_size < 2_000_000:
            groups["real " + path.suffix.lower()].append(path)
    assert len(groups) > 4, groups
    return [groups[name] for name in sorted(groups)], [name for name in sorted(groups)]


def write(number, folder, groups, names):
    """One damaged file; one in eight is real, since real ones are larger."""
    generator = random.Random(number)
    real = [i for i, name in enumerate(names) if name.startswith("real")]
    made = [i for i, name in enumerate(names) if not name.startswith("real")]
    group = generator.choice(real if real and generator.randrange(8) == 0 else made)
    path = generator.choice(groups[group])
    other = generator.choice(groups[generator.choice(made)])
    target = folder / f"f{number:05}{path.suffix.lower()}"
    target.write_bytes(mutate.mutated(number, path.read_bytes(), other.read_bytes()))
    return target


def import_batch(numbers, folder, groups, names, codes):
    """Imports the files with these numbers and counts the outcomes."""
    clips = folder / "clips"
    shutil.rmtree(clips, ignore_errors=True)
    shutil.rmtree(folder / "data", ignore_errors=True)
    clips.mkdir()
    files = {path.stem: path for path in (write(number, clips, groups, names) for number in numbers)}
    lines = "".join(f"  - {{id: {name}, source: s, path: {path.name}}}\n" for name, path in files.items())
    (clips / "manifest.yaml").write_text("format: 1\nname: damaged\ntitle: Damaged\ntaxonomy: lung-ultrasound\nsources:\n"
                                         "  - {id: s, title: S, licence: CC0-1.0}\nclips:\n" + lines)
    sonoset("init", folder / "data")
    summary = sonoset.json("-C", folder / "data", "import", clips / "manifest.yaml", "--uniform", "3", "--format", "jpeg",
                           "--worker-memory", MEMORY_MB, "--worker-time", TIME_S, "--worker-output", OUTPUT_MB,
                           expect=None, timeout=7200)
    assert summary["clips"] == len(files) and not summary["stopped"], summary
    failed = {failure["clip"]: failure for failure in summary["failures"]}
    assert summary["done"] + len(failed) == len(files), "a file is neither done nor failed with a finding"
    codes["done"] += summary["done"]
    for clip, failure in failed.items():
        codes[failure["code"]] += 1
        if failure["code"] in ("worker-crashed", "worker-limit", "worker-failed"):
            print(f"{clip}: {failure['code']}: {failure['message']}", flush=True)
            if arguments.keep:
                pathlib.Path(arguments.keep).mkdir(exist_ok=True)
                shutil.copy(files[clip], arguments.keep)
    sonoset("-C", folder / "data", "fsck", "--deep")


with harness.Folder() as folder:
    groups, names = sources(folder / "sources")
    codes = collections.Counter()
    started = time.monotonic()
    first, files, batch = int(arguments.first), int(arguments.files), int(arguments.batch)
    for start in range(first, first + files, batch):
        import_batch(range(start, min(start + batch, first + files)), folder, groups, names, codes)
        if files > batch:
            print(f"{start + batch - first} files, {time.monotonic() - started:.0f} s: {dict(codes)}", flush=True)
    # The peak of the largest child process: workers and the programs that started them.
    most_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    assert sum(codes.values()) == files
    assert most_mb < MEMORY_MB, f"{most_mb} MB"
print(f"{files} damaged files from {len(names)} containers: {dict(sorted(codes.items()))}; at most {most_mb} MB")
