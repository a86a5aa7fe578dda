#!/usr/bin/env python3
"""Times the import of the POCUS clips with `--region auto`, and with `--read-text` too, against the plain one.

usage: bench_region_auto.py --bin BIN --source SOURCE [--runs 5]

The kinds alternate. Prints the medians of the ratios (at most 1.5 without text), the processor time of text reading for
each clip, and the most memory of a process. Needs ../shared.
"""
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import real_clips

arguments, shared = real_clips.parse()
sonoset = str(arguments.bin / "sonoset")
KINDS = {"plain": [], "auto": ["--region", "auto"], "text": ["--region", "auto", "--read-text"]}
folder = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-bench-"))
wall, cpu = ({kind: [] for kind in KINDS} for _ in range(2))


def measure(kind, number):
    dataset = folder / f"{kind}-{number}"
    subprocess.run([sonoset, "init", dataset], check=True, stdout=subprocess.DEVNULL)
    words = [sonoset, "-C", dataset, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror",
             shared / "pocus", "--offline", "--jobs", 2, *KINDS[kind]]
    started = time.perf_counter()
    process = subprocess.Popen([*map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said = process.communicate()
    taken = time.perf_counter() - started
    if "138 of 162 clips imported" not in said[0]:
        sys.exit("\n".join(said))
    return taken


def cpu_of_children():
    times = os.times()
    return times.children_user + times.children_system


try:
    for number in range(-1, arguments.runs):  # the first warms up
        for kind in KINDS:
            before = cpu_of_children()
            taken = measure(kind, number)
            used = cpu_of_children() - before
            print("warm-up" if number < 0 else f"run {number + 1}", kind, f"{taken:.2f} s, {used:.2f} s of processor time")
            if number >= 0:
                wall[kind].append(taken)
                cpu[kind].append(used)
finally:
    shutil.rmtree(folder)


def ratio(times, kind):
    return statistics.median(a / b for a, b in zip(times[kind], times["plain"]))


print(f"import --region auto / import: {ratio(wall, 'auto'):.2f} (at most 1.5), processor time {ratio(cpu, 'auto'):.2f}")
print(f"import --region auto --read-text / import: {ratio(wall, 'text'):.2f}, processor time {ratio(cpu, 'text'):.2f}; "
      f"{statistics.median(a - b for a, b in zip(cpu['text'], cpu['auto'])) / 138:.3f} s a clip for text")
print(f"most memory of a process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB (at most 150)")
