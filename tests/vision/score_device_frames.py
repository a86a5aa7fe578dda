#!/usr/bin/env python3
"""Puts real clips into screens of devices, and measures what the sector that is found loses and keeps.

usage: score_device_frames.py --bin DIR --truth FILE.json... [--clips DIR] [--screens 2] [--seed 93000] [--out FILE.json]

Each clip is cleared outside of its measured sector and drawn on screens with a backdrop, bars, text, a ruler, a grey
scale, a logo and a probe mark, none of which moves. Of the pixels in the true sector whose temporal maximum exceeds 8,
at most 1% may be lost in the mean and 5% in the worst clip; of the overlay's pixels, at most 0.1% may be left. This holds for
frames as `export --view masked --mask-overlays` writes them: black outside of the sector and in the boxes of overlays.
The same for the sector alone, for crops to its bounds and for crops with the boxes filled is printed too.
"""
import argparse
import json
import os
import pathlib
import random
import sys

import numpy
from PIL import Image, ImageDraw, ImageFont

import score_sectors
import sector_shapes

FRAMES = "masked, filled"  # what the limits are for
LIMITS = (0.01, 0.05, 0.001)  # lost in the mean, at most, overlay left
FONT = ImageFont.load_default()
WORDS = ["MI 0.9", "TIs 0.3", "Gen", "Res", "FR 24 Hz", "Depth 12 cm", "Gain 58", "Map F", "Lung", "C5-2", "2D", "DR 70",
         "Persist Low", "FREEZE", "12:41:07", "03.04.2020", "St. Anna Hospital", "Meier, Paul", "ID 4711-203"]


def text(pen, rng, x, y, height, level):
    """A word in the built-in font, enlarged to this height."""
    word = rng.choice(WORDS)
    left, top, right, bottom = FONT.getbbox(word)
    drawn = Image.new("L", (right, bottom))
    ImageDraw.Draw(drawn).text((0, 0), word, font=FONT, fill=255)
    scale = max(1, round(height / max(bottom - top, 1)))
    drawn = drawn.crop((left, top, right, bottom)).resize(((right - left) * scale, (bottom - top) * scale), Image.NEAREST)
    pen.bitmap((x, y), drawn, fill=(level,) * 3)
    return drawn.size


def device_screen(width, height, rng):
    """A screen around a sector of this size: its picture, and where the sector's picture goes."""
    left, right = (int(width * rng.uniform(0.12, 0.35)) for _ in range(2))
    top, bottom = (max(30, int(height * rng.uniform(0.08, 0.18))) for _ in range(2))
    size = (left + width + right, top + height + bottom)
    backdrop = rng.choice([0, 0, 0, 6, 12, 24])
    picture = Image.new("RGB", size, (backdrop,) * 3)
    pen = ImageDraw.Draw(picture)
    ink = rng.randrange(150, 256)
    row = rng.choice([10, 12, 20])
    if rng.random() < 0.6:  # a title bar
        pen.rectangle((0, 0, size[0], row + 6), fill=tuple(rng.randrange(30, 90) for _ in range(3)))
    x = 6
    while x < size[0] - 120:
        x += text(pen, rng, x, 3, row, ink)[0] + rng.randrange(12, 60)
    y = top
    while y < size[1] - bottom - 2 * row:  # settings
        text(pen, rng, 4, y, min(row, 10), ink)
        y += rng.randrange(row + 8, 3 * row + 12)
    edge = left + width + rng.randrange(4, max(5, right // 3))
    step = rng.uniform(height / 20, height / 8)
    for i in range(int(height / step)):  # a ruler
        pen.line((edge, top + i * step, edge + (8 if i % 5 == 0 else 4), top + i * step), fill=(ink,) * 3)
    bar = (size[0] - 16, top + height // 8, size[0] - 6, top + height // 2)
    for y in range(bar[1], bar[3]):  # a grey scale
        pen.line((bar[0], y, bar[2], y), fill=(255 - 255 * (y - bar[1]) // (bar[3] - bar[1]),) * 3)
    pen.ellipse((left // 2 - 6, size[1] - bottom + 4, left // 2 + 14, size[1] - bottom + 24), outline=(0, 160, 220))
    text(pen, rng, left // 2 + 18, size[1] - bottom + 8, row, ink)
    pen.ellipse((left + width // 4, top - 14, left + width // 4 + 8, top - 6), fill=(40, 200, 60))  # the probe's side
    return numpy.asarray(picture), left, top, backdrop


def composed(truth, pictures, rng):
    """The pictures on a screen; the true sector and the overlay's pixels in it, as masks."""
    true = sector_shapes.truth_mask(truth)
    rows, columns = numpy.flatnonzero(true.any(1)), numpy.flatnonzero(true.any(0))
    box = numpy.s_[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    height, width = true[box].shape
    screen, left, top, backdrop = device_screen(width, height, rng)
    overlay = (screen != backdrop).any(2)
    sector = numpy.zeros(overlay.shape, bool)
    sector[top:top + height, left:left + width] = true[box]
    overlay &= ~sector
    frames = numpy.repeat(screen[None], len(pictures), 0)
    frames[:, sector] = pictures[:, box[0], box[1]][:, true[box]]
    return frames, sector, overlay


def measure(found, frames, sector, overlay):
    height, width = sector.shape
    mask = sector_shapes.found_mask(found["sector"], width, height)
    bright = sector & (frames.max(axis=(0, 3)) > 8)
    crop = numpy.zeros_like(mask)
    rows, columns = numpy.flatnonzero(mask.any(1)), numpy.flatnonzero(mask.any(0))
    crop[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1] = True
    clear = numpy.ones_like(mask)
    for one in found["overlays"]:
        clear[one["y"]:one["y"] + one["height"], one["x"]:one["x"] + one["width"]] = False
    row = {"iou": sector_shapes.overlap(sector, mask)}
    for name, shown in (("masked, filled", mask & clear), ("masked", mask), ("crop, filled", crop & clear), ("crop", crop)):
        row[name] = {"lost": numpy.count_nonzero(bright & ~shown) / max(numpy.count_nonzero(bright), 1),
                     "left": numpy.count_nonzero(overlay & shown) / max(numpy.count_nonzero(overlay), 1)}
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--truth", required=True, type=pathlib.Path, nargs="+")
    parser.add_argument("--clips", type=pathlib.Path, default=score_sectors.POCUS)
    parser.add_argument("--screens", type=int, default=2, help="a clip")
    parser.add_argument("--seed", type=int, default=93000)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="write the first picture of each screen here")
    arguments = parser.parse_args()
    rows = []
    for truth in [one for file in arguments.truth for one in json.loads(file.read_text())]:
        pictures = score_sectors.sampled(arguments.clips / truth["file"])
        for screen in range(arguments.screens):
            rng = random.Random(f"{arguments.seed}/{screen}/{truth['file']}")
            frames, sector, overlay = composed(truth, pictures, rng)
            found = score_sectors.found_in(arguments.bin / "sector_tool", frames)
            row = measure(found, frames, sector, overlay)
            rows.append({"file": truth["file"], "screen": screen, "kind": truth["kind"], **row})
            print(f"{row['iou']:.3f} lost {row[FRAMES]['lost']:.4f} left {row[FRAMES]['left']:.5f} {truth['kind']} as "
                  f"{found['sector']['kind']}, confidence {found['confidence']}: {truth['file']}, screen {screen}")
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                Image.fromarray(frames[0]).save(arguments.keep / f"{pathlib.Path(truth['file']).stem}-{screen}.png")
    overlaps = numpy.array([row["iou"] for row in rows])
    print(f"{len(rows)} screens: IoU mean {overlaps.mean():.4f}, least {overlaps.min():.4f}")
    figures = {}
    for name in ("masked, filled", "masked", "crop, filled", "crop"):
        lost, left = (numpy.array([row[name][what] for row in rows]) for what in ("lost", "left"))
        figures[name] = lost.mean(), lost.max(), left.mean()
        print(f"{name + ':':15} lost mean {lost.mean():.4f}, most {lost.max():.4f}; overlay left {left.mean():.5f}")
    if arguments.out:
        arguments.out.write_text(json.dumps(rows, indent=1) + "\n")
    if any(figure > limit for figure, limit in zip(figures[FRAMES], LIMITS)):
        sys.exit(f"above the limits of {LIMITS} for {FRAMES}")


if __name__ == "__main__":
    main()
