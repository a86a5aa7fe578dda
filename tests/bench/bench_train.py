#!/usr/bin/env python3
"""Reproduces the figures on the baseline in README: trains on the convex three-class clips of ../shared/pocus, with five
folds and five seeds, by clip and by subject; prints accuracies, gains over the reference baseline, time and memory."""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

WHICH = ["--where", "probe=convex", "--classes", "covid-19,bacterial-pneumonia,healthy"]


def figure(metrics, level, measure="accuracy"):
    value = metrics[level][measure]
    return f"{value['value']:.3f} ({value['low']:.3f} to {value['high']:.3f})"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=lambda text: pathlib.Path(text).resolve(), required=True)
    args = parser.parse_args()
    shared = pathlib.Path(os.environ.get("SONOSET_SHARED", args.source.parent / "shared")).resolve()
    [weights] = (shared / "weights").glob("*.tflite")

    def sonoset(*words):
        run = subprocess.run([args.bin / "sonoset", *map(str, words)], capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(run.stderr)
        return run.stdout

    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "pocus"
        sonoset("init", data)
        sonoset("-C", data, "import", args.source / "manifests/pocus-2021.yaml", "--mirror", shared / "pocus", "--offline")
        for name, by in (("main", "subject"), ("by-clip", "clip")):
            sonoset("-C", data, "split", name, "--folds", "5", "--by", by)
        # The first run fills the cache of features; the second times training alone.
        for name, what in (("main", "features and training"), ("by-clip", "training of cached features")):
            start = time.monotonic()
            said = json.loads(sonoset("-C", data, "baseline", "train", "--split", name, *WHICH, "--weights", weights,
                                      "--network", "mobilenet-v2", "--json"))
            seconds = time.monotonic() - start
            run = data / "baseline" / said["run"]
            metrics = json.loads((run / "metrics.json").read_text())
            moving = json.loads((run / "metrics-moving.json").read_text())
            reference = json.loads((run / "reference-metrics.json").read_text())
            compared = json.loads((run / "comparison.json").read_text())
            print(f"{name}: {said['clips']} clips, {said['frames']} frames; {what}: {seconds:.1f} s")
            print(f"  frames         {figure(metrics, 'frame')}")
            print(f"  videos         {figure(metrics, 'video')}; without stills {figure(moving, 'video')}")
            print(f"  balanced       {figure(metrics, 'frame', 'balanced_accuracy')}, {figure(metrics, 'video', 'balanced_accuracy')}")
            print(f"  reference      {figure(reference, 'frame')}, {figure(reference, 'video')}")
            for level in ("frame_accuracy", "video_accuracy"):
                print(f"  over it, {level}: {compared[level]['difference']:+.3f}, 95% {compared[level]['interval']}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process: {peak:.0f} MB")


main()
