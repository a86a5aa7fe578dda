#!/usr/bin/env python3
"""Times the import of the POCUS clips (JPEG 95, two workers) against the peers, alternating, and prints the ratios.

usage: bench_import.py --bin BIN --source SOURCE [--runs 5]

The peers stand in ../shared/bench: peer_opencv.py is the OpenCV loop that people write today, decode_bound.cpp decodes
everything with libav and keeps nothing. Needs ../shared, python3-opencv and g++.
"""
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import real_clips

arguments, shared = real_clips.parse()
sonoset = str(arguments.bin / "sonoset")
# Removed only at the end: after removing thousands of files, ext4 searches for new inodes for a long time.
folder = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-bench-"))


def run(*words, ok=(0,)):
    done = subprocess.run([*map(str, words)], capture_output=True, text=True)
    if done.returncode not in ok:
        sys.exit(f"{words}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def seconds_said(text):
    return float(re.search(r"seconds=([\d.]+)", text).group(1))


def ours(number):
    dataset = folder / f"ours-{number}"
    run(sonoset, "init", dataset)
    words = [sonoset, "-C", dataset, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror",
             shared / "pocus", "--offline", "--format", "jpeg", "--jobs", 2]
    started = time.perf_counter()
    process = subprocess.Popen([*map(str, words)], stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    usage = os.wait4(process.pid, 0)[2]  # includes the workers that the program waited for
    first = time.perf_counter() - started
    peaks.append(usage.ru_maxrss / 1024)
    assert "138 of 162 clips imported" in said, said
    started = time.perf_counter()
    run(*words, ok=(0, 1))
    again = time.perf_counter() - started
    return first, again


def peer(number):
    out = folder / f"peer-{number}"
    return seconds_said(run("/usr/bin/python3", shared / "bench" / "peer_opencv.py", shared / "pocus", out))


bound_program = folder / "decode_bound"
run("g++", "-O2", "-std=c++20", shared / "bench" / "decode_bound.cpp", "-o", bound_program, "-lavformat", "-lavcodec",
    "-lavutil")
peaks = []
times = {"ours": [], "again": [], "peer": [], "bound": []}
try:
    for number in range(-1, arguments.runs):  # the first warms up
        first, again = ours(number)
        row = {"ours": first, "again": again, "bound": seconds_said(run(bound_program, shared / "pocus", 2)),
               "peer": peer(number)}
        print("warm-up" if number < 0 else f"run {number + 1}", *(f"{k} {v:.3f} s" for k, v in row.items()), flush=True)
        if number >= 0:
            for name, value in row.items():
                times[name].append(value)
finally:
    shutil.rmtree(folder)


def ratio(name):
    return statistics.median(a / b for a, b in zip(times["ours"], times[name]))


print(f"import / peer_opencv   {ratio('peer'):.3f}  (at most 0.33, aim 0.25)")
print(f"import / decode_bound  {ratio('bound'):.3f}  (at most 1.0, aim 0.8)")
print(f"import again           {1000 * statistics.median(times['again']):.0f} ms  (at most 150, aim 50)")
start_up = []
for _ in range(21):
    started = time.perf_counter()
    run(sonoset, "--version")
    start_up.append(time.perf_counter() - started)
print(f"sonoset --version      {1000 * statistics.median(start_up):.1f} ms  (at most 15, aim 8)")
print(f"peak memory            {max(peaks):.0f} MB of the largest process, a worker  (at most 300, aim 150)")
