#!/usr/bin/env python3
"""Draws device screens, imports them with --region auto, and compares the overlays in the catalog with the drawn ones.

usage: score_overlays.py --bin DIR [--clips 200] [--clean 50] [--seed 91000] [--keep DIR] [--least 0.95]

A drawn text, ruler, bar, marker or logo counts as found if one box, of any kind, covers at least half of its area. The
share with a box of its own kind is printed beside it (a bar's kind is ruler). A box that lies by less than half of its
area in any drawn thing is a false object; it fails the limit only on clean clips: scans that show nothing but the
sector, which are the drawn ones whose device is "bare-..." in truth.json.

Missed are the two ends of a measurement as one thing (all of those inside the sector), lines of M-mode in the sector, dark
labels in a light frame, and marks that touch the sector. Figures are in tests/bench/README.md.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("--bin", type=pathlib.Path, required=True)
parser.add_argument("--source", type=pathlib.Path)
parser.add_argument("--clips", type=int, default=200)
parser.add_argument("--clean", type=int, default=50)
parser.add_argument("--seed", type=int, default=91000)
parser.add_argument("--least", type=float, default=0.95)
parser.add_argument("--most-false", type=int, default=1)
parser.add_argument("--keep", type=pathlib.Path)
parser.add_argument("--missed", action="store_true", help="print what was missed")
arguments = parser.parse_args()
KINDS = {"text": "text", "ruler": "ruler", "bar": "ruler", "marker": "marker", "logo": "logo"}


def sonoset(*words):
    return subprocess.run([arguments.bin / "sonoset", *map(str, words)], check=True, capture_output=True, text=True).stdout


def common(a, b):
    """The area that two boxes share."""
    width = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    height = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return max(width, 0) * max(height, 0)


def area(box):
    return box["width"] * box["height"]


def imported(folder, kind, clips, data):
    """The clips of a folder of phantoms, each with what it shows."""
    if not folder.exists():
        sonoset("phantom", folder, "--kind", kind, "--clips", clips, "--subjects", max(2, clips // 2), "--seconds", 2,
                "--seed", arguments.seed)
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "manifest.yaml", "--region", "auto")
    for clip in json.loads((folder / "truth.json").read_text())["clips"]:
        yield clip, json.loads(sonoset("-C", data, "show", clip["id"], "--json"))["overlays"]


def score(screens):
    """Counts by role: drawn, found, found with the right kind; and false objects."""
    counts = collections.defaultdict(lambda: [0, 0, 0])
    false = 0
    for clip, found in screens:
        for thing in clip["drawn"]:
            if thing["role"] not in KINDS:
                continue
            covering = [one for one in found if 2 * common(one, thing["box"]) >= area(thing["box"])]
            count = counts[thing["role"], thing["where"]]
            count[0] += 1
            count[1] += bool(covering)
            count[2] += any(one["kind"] == KINDS[thing["role"]] for one in covering)
            if arguments.missed and not covering:
                print("  missed", clip["id"], thing["role"], thing["where"], thing.get("text", ""), thing["box"])
        for one in found:
            false += all(2 * common(one, thing["box"]) < area(one) for thing in clip["drawn"])
    return counts, false


with tempfile.TemporaryDirectory(prefix="sonoset-overlays-") as scratch:
    folder = arguments.keep or pathlib.Path(scratch)
    counts, false = score(imported(folder / "screens", "screens", arguments.clips, pathlib.Path(scratch) / "data"))
    scans = imported(folder / "clean", "dataset", arguments.clean * 5, pathlib.Path(scratch) / "clean-data")
    clean = [len(found) for clip, found in scans if clip.get("device", "").startswith("bare-")][:arguments.clean]
    in_clean = sum(clean)
    if len(clean) < arguments.clean:
        sys.exit(f"only {len(clean)} of the drawn scans are clean")

for (role, where), (drawn, found, right) in sorted(counts.items()):
    print(f"{role:7} {where:8} {drawn:5} drawn, {found / drawn:.3f} found, {right / drawn:.3f} with their kind")
drawn, found, right = (sum(count[i] for count in counts.values()) for i in range(3))
recall = found / drawn
print(f"{arguments.clips} screens: {recall:.3f} of {drawn} objects found (at least {arguments.least}), {right / drawn:.3f} "
      f"with their kind; {false} false objects")
print(f"{len(clean)} clean clips: {in_clean} false objects (at most {arguments.most_false})")
sys.exit(0 if recall >= arguments.least and in_clean <= arguments.most_false else 1)
