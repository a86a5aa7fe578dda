#!/usr/bin/env python3
"""Draws device screens, imports them with --region auto, and compares the sectors in the catalog with the true ones.

usage: score_screens.py --bin DIR [--clips 600] [--seed 90000] [--keep DIR] [--least-mean 0.97] [--least-p5 0.93]

Prints the intersection over union by kind of screen, its 5th percentile, the median error of corners in the picture, and
the worst screens; fails below the limits.

The limits are for all screens. Of a dual view the truth is the left sector, also where that is a frozen reference beside
a moving one. The mean and the 5th percentile without dual views that the truth says are frozen are printed too, for
information only.
"""
import argparse
import collections
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import numpy

import sector_shapes

parser = argparse.ArgumentParser()
parser.add_argument("--bin", type=pathlib.Path, required=True)
parser.add_argument("--source", type=pathlib.Path)
parser.add_argument("--clips", type=int, default=600)
parser.add_argument("--seed", type=int, default=90000)
parser.add_argument("--least-mean", type=float, default=0.97)
parser.add_argument("--least-p5", type=float, default=0.93)
parser.add_argument("--most-corner", type=float, default=0.01)
parser.add_argument("--keep", type=pathlib.Path)
arguments = parser.parse_args()


def sonoset(*words):
    return subprocess.run([arguments.bin / "sonoset", *map(str, words)], check=True, capture_output=True, text=True).stdout


def corner_error(found, truth, width, height):
    """The mean distance of corresponding corners that are in the picture, as a share of its width; None without any."""
    if found["kind"] == "whole" or truth["kind"] == "whole":
        return None
    pairs = zip(*(zip(sector["corners"][::2], sector["corners"][1::2]) for sector in (found, truth)))
    left, top, wide, high = truth["visible"]
    seen = [((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 / 16 for (ax, ay), (bx, by) in pairs
            if left <= bx / 16 <= left + wide and top <= by / 16 <= top + high]
    return statistics.mean(seen) / width if seen else None


with tempfile.TemporaryDirectory(prefix="sonoset-screens-") as scratch:
    folder = arguments.keep or pathlib.Path(scratch)
    if not (folder / "screens").exists():
        sonoset("phantom", folder / "screens", "--kind", "screens", "--clips", arguments.clips, "--subjects",
                max(2, arguments.clips // 2), "--seconds", 2, "--seed", arguments.seed)
    data = pathlib.Path(scratch) / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "screens" / "manifest.yaml", "--region", "auto")
    scores = collections.defaultdict(list)
    corners = []
    live = []
    worst = []
    for clip in json.loads((folder / "screens" / "truth.json").read_text())["clips"]:
        shown = json.loads(sonoset("-C", data, "show", clip["id"], "--json"))
        width, height = shown["media"]["content"]["width"], shown["media"]["content"]["height"]
        found = shown["sector"]["geometry"]
        iou = sector_shapes.overlap(sector_shapes.found_mask(found, width, height),
                                    sector_shapes.found_mask(clip["sector"], width, height))
        scores[clip["screen"]].append(iou)
        if not (clip["screen"] == "dual" and clip["frozen"]):
            live.append(iou)
        error = corner_error(found, clip["sector"], width, height)
        corners += [error] if error is not None else []
        worst.append((iou, clip["id"], clip["screen"], found["kind"], shown["sector"]["confidence_permille"]))

everything = [iou for values in scores.values() for iou in values]
for kind, values in sorted(scores.items()):
    print(f"{kind:10} {len(values):4}  mean {statistics.mean(values):.4f}  least {min(values):.4f}")
mean, fifth = statistics.mean(everything), float(numpy.percentile(everything, 5))
corner = statistics.median(corners)
for line in sorted(worst)[:15]:
    print("  {:.4f} {} {} found {} ({} of 1000)".format(*line))
print(f"{len(everything)} screens: mean {mean:.4f} (at least {arguments.least_mean}), 5th percentile {fifth:.4f} "
      f"(at least {arguments.least_p5}), median corner error {corner:.4f} of the width (at most {arguments.most_corner})")
print(f"without frozen dual views ({len(live)} screens): mean {statistics.mean(live):.4f}, 5th percentile "
      f"{numpy.percentile(live, 5):.4f}")
sys.exit(0 if mean >= arguments.least_mean and fifth >= arguments.least_p5 and corner <= arguments.most_corner else 1)
