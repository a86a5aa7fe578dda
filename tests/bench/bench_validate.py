#!/usr/bin/env python3
"""Times the check of the POCUS clips against their import (PNG, two workers), alternating, and prints the ratio.

usage: bench_validate.py --bin BIN --source SOURCE [--runs 5]

Needs ../shared with the clips; SONOSET_SHARED may name another folder.
"""
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import real_clips

arguments, shared = real_clips.parse()
sonoset = str(arguments.bin / "sonoset")
folder = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-bench-"))
what = [arguments.source / "manifests" / "pocus-2021.yaml", "--mirror", shared / "pocus", "--offline", "--jobs", 2]


def seconds(*words):
    started = time.perf_counter()
    done = subprocess.run([sonoset, *map(str, words)], capture_output=True, text=True)
    taken = time.perf_counter() - started
    if done.returncode != 1:  # the files of 24 clips are missing
        sys.exit(f"{words}: exit {done.returncode}\n{done.stderr}")
    return taken, done.stdout


def imported(number):
    dataset = folder / f"data-{number}"
    subprocess.run([sonoset, "init", str(dataset)], check=True, capture_output=True)
    taken, said = seconds("-C", dataset, "import", *what)
    assert "138 of 162 clips imported" in said, said
    shutil.rmtree(dataset)
    return taken


def validated(*more):
    taken, said = seconds("validate", *what, *more)
    assert "162 clips checked" in said, said
    return taken


times = {"import": [], "validate": [], "deep": []}
try:
    for number in range(-1, arguments.runs):  # the first warms up
        row = {"import": imported(number), "validate": validated(), "deep": validated("--deep")}
        print("warm-up" if number < 0 else f"run {number + 1}", *(f"{k} {v:.2f} s" for k, v in row.items()), flush=True)
        if number >= 0:
            for name, taken in row.items():
                times[name].append(taken)
finally:
    shutil.rmtree(folder)


def ratio(name):
    return statistics.median(a / b for a, b in zip(times[name], times["import"]))


print(f"validate / import         {ratio('validate'):.2f}  (at most 1)")
print(f"validate --deep / import  {ratio('deep'):.2f}")
