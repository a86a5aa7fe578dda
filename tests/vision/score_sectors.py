#!/usr/bin/env python3
"""Compares the sectors that the detector finds with measured ones.

usage: score_sectors.py --bin DIR --truth FILE.json [--clips DIR] [--out FILE.json] [--least-mean 0.95] [--least 0.85]

FILE.json is a list of {"file", "width", "height", "kind", ...} in pixels. Prints the intersection over union of each
clip, and what is lost of the pixels whose temporal maximum exceeds 8; fails below the limits. Clips are sampled as by
the default recipe.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

import av
import numpy

import sector_shapes

PROJECT = pathlib.Path(__file__).resolve().parents[2]
POCUS = pathlib.Path(os.environ.get("SONOSET_SHARED", PROJECT.parent / "shared")) / "pocus"
RATE_HZ = 3
MOST_PICTURES = 30


def sampled(path):
    """The pictures that become frames: the first at or after k / RATE_HZ seconds from the start."""
    pictures = []
    with av.open(str(path)) as container:
        start = None
        wanted = 0
        for number, picture in enumerate(container.decode(video=0)):
            time = float(picture.time) if picture.time is not None else number / 25
            start = time if start is None else start
            if time - start + 1e-9 < wanted / RATE_HZ:
                continue
            pictures.append(picture.to_ndarray(format="rgb24"))
            wanted = int((time - start + 1e-9) * RATE_HZ) + 1
            if len(pictures) == MOST_PICTURES:
                break
    return numpy.stack(pictures)


def found_in(tool, pictures):
    count, height, width, _ = pictures.shape
    header = f"{width} {height} 3 {count}\n".encode()
    run = subprocess.run([tool], input=header + pictures.tobytes(), capture_output=True, check=True)
    return json.loads(run.stdout)


def compare(truth, pictures, found):
    true = sector_shapes.truth_mask(truth)
    mask = sector_shapes.found_mask(found["sector"], truth["width"], truth["height"])
    bright = true & (pictures.max(axis=(0, 3)) > 8)
    lost = numpy.count_nonzero(bright & ~mask) / max(numpy.count_nonzero(bright), 1)
    return sector_shapes.overlap(true, mask), lost


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--truth", required=True, type=pathlib.Path)
    parser.add_argument("--clips", type=pathlib.Path, default=POCUS, help="the folder that the files' names start from")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--least-mean", type=float, default=0.95)
    parser.add_argument("--least", type=float, default=0.85)
    arguments = parser.parse_args()
    rows = []
    for truth in json.loads(arguments.truth.read_text()):
        pictures = sampled(arguments.clips / truth["file"])
        found = found_in(arguments.bin / "sector_tool", pictures)
        overlap, lost = compare(truth, pictures, found)
        rows.append({"file": truth["file"], "iou": round(overlap, 4), "lost": round(lost, 4), "true": truth["kind"], **found})
        print(f"{overlap:.3f} lost {lost:.3f} {truth['kind']} as {found['sector']['kind']}, confidence "
              f"{found['confidence']}, {found['find_us'] / 1000:.0f} ms: {truth['file']}")
    overlaps = numpy.array([row["iou"] for row in rows])
    losses = numpy.array([row["lost"] for row in rows])
    print(f"{len(rows)} clips: IoU mean {overlaps.mean():.4f}, 5th percentile {numpy.percentile(overlaps, 5):.4f}, least "
          f"{overlaps.min():.4f}; lost mean {losses.mean():.4f}, most {losses.max():.4f}")
    if arguments.out:
        arguments.out.write_text(json.dumps(rows, indent=1) + "\n")
    if overlaps.mean() < arguments.least_mean or overlaps.min() < arguments.least:
        sys.exit("the sectors are not good enough")


if __name__ == "__main__":
    main()
