#!/usr/bin/env python3
"""Measures the time of `baseline predict` to its first answer on a clip of three seconds, minus its start-up (the time of
`sonoset-baseline --help`), and its memory; medians of five. Trains the model on phantoms first."""
import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import harness  # noqa: E402

TIMES, WANTED_S, WANTED_MB = 5, 1.5, 1536

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
weights = harness.shared(arguments.source) / "weights" / "mobilenet_v2_1.0_224_quant.tflite"
environment = {**os.environ, "OMP_WAIT_POLICY": "passive"}  # as `sonoset` starts it


def seconds(*words, until_line=False):
    """The duration of a run, or until its first line."""
    begin = time.monotonic()
    with subprocess.Popen([arguments.bin / "sonoset-baseline", *map(str, words)], stdout=subprocess.PIPE,
                          env=environment) as process:
        if until_line:
            assert process.stdout.readline(), "no answer"
            took = time.monotonic() - begin
        process.stdout.read()
        process.wait()
        return took if until_line else time.monotonic() - begin


with harness.Folder() as folder:
    data, clips = folder / "data", folder / "phantoms"
    sonoset("phantom", clips, "--subjects", "12", "--clips", "24", "--seconds", "3", "--size", "640x480")
    sonoset("init", data)
    sonoset("-C", data, "import", clips / "manifest.yaml")
    sonoset("-C", data, "split", "main", "--folds", "5")
    sonoset("-C", data, "baseline", "train", "--split", "main", "--repeats", "1", "--weights", weights)
    clip = sorted(clips.glob("clips/*.mp4"))[0]
    predict = ["-C", data, "predict", clip, "--weights", weights]
    starts, firsts = [], []
    for _ in range(TIMES):
        starts.append(seconds("--help"))
        firsts.append(seconds(*predict, until_line=True))
    # In its own child: RUSAGE_CHILDREN gives the largest of all children.
    memory = subprocess.run([sys.executable, "-c", "import resource, subprocess, sys; subprocess.run(sys.argv[1:], "
                             "stdout=subprocess.DEVNULL, check=True); "
                             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)",
                             arguments.bin / "sonoset-baseline", *map(str, predict)],
                            env=environment, capture_output=True, text=True, check=True)

start, first = statistics.median(starts), statistics.median(firsts)
print(f"start-up {start:.2f} s, first answer {first:.2f} s, difference {first - start:.2f} s (at most {WANTED_S})")
print(f"peak memory {int(memory.stdout)} MB (at most {WANTED_MB})")
sys.exit(first - start > WANTED_S or int(memory.stdout) > WANTED_MB)
