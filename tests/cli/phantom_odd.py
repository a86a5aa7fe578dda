#!/usr/bin/env python3
"""Every odd phantom is imported with its true frames, orientation and times; every broken one gets its own finding.

The truth was written with the files. Each picture shows its number and four levels in its corners, so that imported
frames are compared with what was drawn, not with another decoder.
"""
import fractions
import json
import subprocess

import numpy

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def pixels_of(path, width, height):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "gray", "-"],
                         capture_output=True, check=True).stdout
    return numpy.frombuffer(raw, numpy.uint8).reshape(height, width).astype(int)


def number_in(picture, counter):
    """Reads the counter's blocks: most significant first, bright is 1."""
    bits = 0
    for index in range(counter["rows"] * counter["columns"]):
        x = counter["x"] + counter["block"] * (index % counter["columns"])
        y = counter["y"] + counter["block"] * (index // counter["columns"])
        middle = picture[y + 2:y + counter["block"] - 2, x + 2:x + counter["block"] - 2]
        bits = bits * 2 + (middle.mean() > 127)
    return int(bits)


def corners_of(picture, counter):
    """The level of each corner: top left, top right, bottom left, bottom right."""
    size, levels = counter["corner"], counter["corner_levels"]
    inner = slice(3, size - 3), slice(-size + 3, -3)
    found = [picture[y, x].mean() for y in inner for x in inner]
    return [min(levels, key=lambda level: abs(level - value)) for value in found]


def check(clip, data, counter):
    shown = sonoset.json("-C", data, "show", clip["id"])
    seen = shown["media"]["content"]
    for key in ("width", "height", "rotation_deg", "mirrored", "sample_aspect", "interlaced", "alpha", "bit_depth"):
        assert seen[key] == clip[key], (clip["id"], key, seen[key], clip[key])
    rows = sonoset.json("-C", data, "list", "frames", "--where", f"clip={clip['id']}", "--limit", 0)["rows"]
    assert [row["picture"] for row in rows] == list(range(clip["pictures"])), (clip["id"], len(rows))
    if clip["pts"] is not None:
        assert fractions.Fraction(seen["time_base"]) == fractions.Fraction(clip["time_base"]), clip["id"]
        assert [row["pts"] for row in rows] == clip["pts"], clip["id"]
    else:
        assert all(row["time_source"] != "pts" for row in rows) or len({row["pts"] for row in rows}) == len(rows)
        assert [row["pts"] for row in rows] == sorted(row["pts"] for row in rows), clip["id"]
    # All show one phantom; some are small.
    alike = {"duplicate", "near-duplicate", "too-small"}
    assert not {f["code"] for f in shown["findings"] if f["severity"] != "note"} - alike, (clip["id"], shown["findings"])
    assert "rotation-ignored" not in {f["code"] for f in shown["findings"]}
    for row in (rows[0], rows[len(rows) // 2], rows[-1]):
        picture = pixels_of(data / row["file"], row["width"], row["height"])
        assert number_in(picture, counter) == clip["first_number"] + row["picture"], (clip["id"], row["picture"])
        assert corners_of(picture, counter) == counter["corner_levels"], (clip["id"], corners_of(picture, counter))


with harness.Folder() as folder:
    for kind in ("odd", "broken"):
        sonoset("phantom", folder / kind, "--kind", kind)
        sonoset("init", folder / f"{kind}-data")

    truth = json.loads((folder / "odd" / "truth.json").read_text())
    summary = sonoset.json("-C", folder / "odd-data", "import", folder / "odd" / "manifest.yaml", "--all")
    assert summary["done"] == summary["clips"] == len(truth["clips"]), summary
    for clip in truth["clips"]:
        check(clip, folder / "odd-data", truth["counter"])
    print(len(truth["clips"]), "odd clips were imported with their true pictures, times, sizes and orientation")

    truth = json.loads((folder / "broken" / "truth.json").read_text())
    sonoset("-C", folder / "broken-data", "import", folder / "broken" / "manifest.yaml", expect=1)
    for clip in truth["clips"]:
        rows = sonoset.json("-C", folder / "broken-data", "list", "findings", "--where", f"id={clip['id']}")["rows"]
        codes = {row["code"] for row in rows}
        assert clip["finding"] in codes, (clip, codes)
        state = sonoset.json("-C", folder / "broken-data", "show", clip["id"])["state"]
        severity = next(row["severity"] for row in rows if row["code"] == clip["finding"])
        assert state == ("failed" if severity == "error" else "done"), (clip, state)
    print(len(truth["clips"]), "broken clips got their findings")
