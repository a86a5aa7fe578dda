#!/usr/bin/env python3
"""`sonoset phantom --kind screens` writes clips whose pictures agree with their truth, the same for the same options.

Decoded pictures are compared with the sectors, boxes and texts in truth.json: only sectors change, boxes of texts hold
ink, and the clips can be imported.
"""
import json
import subprocess

import numpy

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
SIZE = ("--size", "320x240")


def make(folder, *options):
    sonoset("phantom", folder, "--kind", "screens", "--clips", 9, "--subjects", 3, "--seconds", "0.2", "--seed", 11,
            *SIZE, *options)
    return json.loads((folder / "truth.json").read_text())["clips"]


def pictures_of(path, width, height):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "gray", "-"],
                         capture_output=True, check=True).stdout
    return numpy.frombuffer(raw, numpy.uint8).reshape(-1, height, width).astype(int)


def cross(origin, corner, x, y):
    """Positive if (x, y) is to the right of the way from `origin` to `corner`, with y down."""
    return (corner[0] - origin[0]) * (y - origin[1]) - (corner[1] - origin[1]) * (x - origin[0])


def mask_of(sector, width, height):
    """Pixels whose centre is in the sector; coordinates are in 1/16 pixel. Written from the format, not from the code."""
    y, x = numpy.mgrid[0:height, 0:width] * 16 + 8
    left, top, wide, high = (16 * value for value in sector["visible"])
    mask = (x >= left) & (x < left + wide) & (y >= top) & (y < top + high)
    if sector["kind"] == "whole":
        return mask
    numbers = sector["corners"]
    corners = list(zip(numbers[::2], numbers[1::2]))
    if sector["kind"] in ("convex", "phased"):
        apex, (inner, outer) = sector["apex"], sector["radii"]
        square = (x - apex[0]) ** 2 + (y - apex[1]) ** 2
        mask &= (square >= inner ** 2) & (square < outer ** 2)
        return mask & (cross(apex, corners[3], x, y) <= 0) & (cross(apex, corners[2], x, y) >= 0)
    for start, end in zip(corners, corners[1:] + corners[:1]):
        mask &= cross(start, end, x, y) >= 0
    return mask


def check(clip, folder):
    width, height = clip["width"], clip["height"]
    pictures = pictures_of(folder / clip["path"], width, height)
    assert len(pictures) == clip["pictures"] == 4
    still = numpy.ones((height, width), bool)
    for sector in [clip["sector"], *clip["other_sectors"]]:
        still &= ~mask_of(sector, width, height)
    for drawn in clip["drawn"]:
        box = drawn["box"]
        area = slice(box["y"], box["y"] + box["height"]), slice(box["x"], box["x"] + box["width"])
        assert pictures[0][area].size == box["width"] * box["height"] > 0, drawn
        if drawn["role"] == "trace":
            still[area] = False
        if drawn["role"] == "text":
            assert drawn["text"] and 0 < drawn["cap_px"] <= 28
            assert drawn["identifies"] == (drawn["meaning"] != "device")
            assert numpy.ptp(pictures[0][area]) > 40, (clip["id"], drawn)
    # Blocks of the codec reach over edges.
    inner = still.copy()
    for shift in range(1, 10):
        for axis in (0, 1):
            inner &= numpy.roll(still, shift, axis) & numpy.roll(still, -shift, axis)
    change = numpy.ptp(pictures, axis=0)
    moving = (change[inner] >= 24).sum()
    assert moving <= inner.sum() / 1000, (clip["id"], moving)
    tissue = mask_of(clip["sector"], width, height)
    assert clip["frozen"] or (change[tissue] > 2).mean() > 0.2, clip["id"]
    return tissue.mean()


with harness.Folder() as folder:
    clips = make(folder / "one")
    shares = [check(clip, folder / "one") for clip in clips]
    assert all(0.02 < share <= 1 for share in shares), shares
    assert len({clip["screen"] for clip in clips}) > 3, "nine screens of few kinds"
    assert any(drawn["role"] == "text" and drawn["identifies"] for clip in clips for drawn in clip["drawn"])

    make(folder / "two")
    assert harness.files_digest(folder / "one") == harness.files_digest(folder / "two")

    sonoset("init", folder / "data")
    sonoset("-C", folder / "data", "import", folder / "one" / "manifest.yaml")

    wrong = sonoset("phantom", folder / "three", "--kind", "screen", expect=2)
    assert "--kind must be dataset, odd, broken, screens or all" in wrong.stderr, wrong.stderr
    print(len(clips), "screens agree with their truth")
