#!/usr/bin/env python3
"""Times exports of 100,000 frames against `cp -r` of the same files (`tar` for archives), alternating, and prints the
medians of the ratios and the most memory.

An export is on the disk before it appears under its name; `cp` and `tar` leave that to the system. So ratios are also
given with the time that it takes until everything is written, for both: on slow disks nothing else is visible.

usage: bench_export.py --bin BIN [--clips 1400] [--runs 5] [--keep DIR]

Makes a dataset of phantoms first, which takes some minutes; --keep DIR keeps it there for the next time. With TMPDIR in
memory (and --keep there) the disk's speed plays no part.
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

MAX_FRAMES = 100  # of each clip; some have fewer

parser = argparse.ArgumentParser()
parser.add_argument("--bin", type=pathlib.Path, required=True)
parser.add_argument("--clips", type=int, default=1400)  # 100,000 frames
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--keep", type=pathlib.Path)
parser.add_argument("--formats", nargs="*")
arguments = parser.parse_args()
sonoset = str(arguments.bin / "sonoset")
folder = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-bench-"))
kept = arguments.keep or folder / "kept"
ARCHIVES = {"webdataset"}
SLOW = {"clips"}  # encodes: not a copy


def made_dataset():
    data = kept / "data"
    if data.exists():
        return data
    kept.mkdir(parents=True, exist_ok=True)

    def run(*words):
        subprocess.run([sonoset, *map(str, words)], check=True, stdout=subprocess.DEVNULL)
    run("phantom", kept / "clips", "--kind", "dataset", "--subjects", arguments.clips // 2, "--clips", arguments.clips,
        "--seconds", "4", "--size", "128x128")
    making = kept / "making"
    shutil.rmtree(making, ignore_errors=True)
    run("init", making)
    run("-C", making, "import", kept / "clips" / "manifest.yaml", "--all", "--max-frames", MAX_FRAMES)
    run("-C", making, "split", "main", "--folds", "5")
    making.rename(data)
    return data


def timed(*command):
    """(seconds, seconds until all is on the disk, peak MB) of a command, from a state without unwritten data."""
    os.sync()
    started = time.perf_counter()
    child = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{command}: status {status}")
    os.sync()
    return taken, time.perf_counter() - started, usage.ru_maxrss / 1024


try:
    data = made_dataset()
    frames = sum(len(files) for _, _, files in os.walk(data / "frames"))
    size = sum(path.stat().st_size for path in (data / "frames").rglob("*") if path.is_file())
    print(f"{frames} frames, {size / 1e6:.0f} MB")
    listed = subprocess.run([sonoset, "export", "--help"], capture_output=True, text=True, check=True).stdout
    listed = re.search(r"^Formats:\n(.*?)\n\n", listed, re.M | re.S).group(1)
    formats = arguments.formats or [name for name in re.findall(r"^  ([a-z]+) ", listed, re.M)
                                    if name not in SLOW | {"index"}]
    out = folder / "out"
    ratios = {name: [] for name in formats}
    on_disk = {name: [] for name in formats}
    speeds = {name: [] for name in formats}
    memory = dict.fromkeys(formats, 0.0)
    for number in range(-1, arguments.runs):  # the first warms up
        peers = {}
        if set(formats) - ARCHIVES:
            peers["cp -r"] = timed("cp", "-r", data / "frames", out)
            shutil.rmtree(out)
        if ARCHIVES & set(formats):
            peers["tar"] = timed("tar", "-cf", out, "-C", data, "frames")
            out.unlink()
        shown = [f"{name} {taken:.2f} s ({written:.2f} s)" for name, (taken, written, _) in peers.items()]
        for name in formats:
            taken, written, peak = timed(sonoset, "-C", data, "export", name, out, "--split", "main", "--licences", "any", "--quiet")
            shutil.rmtree(out)
            shown.append(f"{name} {taken:.2f} s ({written:.2f} s)")
            if number >= 0:
                peer = peers["tar" if name in ARCHIVES else "cp -r"]
                ratios[name].append(peer[0] / taken)
                on_disk[name].append(peer[1] / written)
                speeds[name].append(frames / taken)
                memory[name] = max(memory[name], peak)
        print("warm-up:" if number < 0 else f"run {number + 1}:", ", ".join(shown), flush=True)
finally:
    shutil.rmtree(folder)

for name in formats:
    peer = "tar" if name in ARCHIVES else "cp -r"
    print(f"{name:12} {statistics.median(ratios[name]):.2f} of the speed of {peer} (at least 0.5), "
          f"{statistics.median(on_disk[name]):.2f} until all is on the disk, "
          f"{statistics.median(speeds[name]):,.0f} frames/s, {memory[name]:.0f} MB (at most 200)")
