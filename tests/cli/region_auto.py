#!/usr/bin/env python3
"""`--region auto` and `region: auto` crop clips to the sector in their pictures.

Frames have the sector's size whatever the number of workers, `rebuild` knows what was asked for, a written region stays
and is compared, and the mask in the catalog has the geometry's pixels.
"""
import json
import re
import sqlite3

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def imported(data, manifest, *options):
    sonoset("init", data)
    sonoset("-C", data, "import", manifest, *options)
    return sonoset.digest(data)


def shown(data, clip):
    return json.loads(sonoset("-C", data, "show", clip, "--json").stdout)


def frame_sizes(data, clip):
    rows = sqlite3.connect(f"file:{data / 'catalog.sqlite'}?mode=ro", uri=True).execute(
        "SELECT DISTINCT f.width, f.height FROM frame f JOIN clip_state n ON n.frame_set = f.frame_set WHERE n.clip = ?",
        (clip,)).fetchall()
    return rows


def runs_of(mask):
    """Unsigned LEB128."""
    runs, value, shift = [], 0, 0
    for byte in mask:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            runs.append(value)
            value, shift = 0, 0
    return runs


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", 2, "--clips", 4, "--seconds", 1)
    manifest = folder / "clips" / "manifest.yaml"
    written = manifest.read_text()
    bare = folder / "clips" / "bare.yaml"
    bare.write_text(re.sub(r"    region: .*\n", "", written))
    auto = folder / "clips" / "auto.yaml"
    auto.write_text(re.sub(r"    probe:", "    region: auto\n    probe:", bare.read_text()))
    assert auto.read_text().count("region: auto") == 4

    # One worker or three; asked for by the run or by the clips: the same frames.
    digest = imported(folder / "one", bare, "--region", "auto", "-j", "1")
    assert imported(folder / "three", bare, "--region", "auto", "-j", "3") == digest
    assert imported(folder / "whole", bare) != digest
    imported(folder / "entries", auto)
    clips = re.findall(r"- id: (s\d+-\d+)", written)
    kinds = set()
    for clip in clips:
        of_run, of_entry = shown(folder / "one", clip), shown(folder / "entries", clip)
        sector = of_run["sector"]
        assert sector == of_entry["sector"] and of_entry["entry"]["region"] == "auto", clip
        assert frame_sizes(folder / "one", clip) == [(sector["bounds"]["width"], sector["bounds"]["height"])], clip
        assert frame_sizes(folder / "entries", clip) == frame_sizes(folder / "one", clip)
        kinds.add(sector["geometry"]["kind"])
    assert "convex" in kinds, kinds

    # The catalog is a function of what was asked for; the same command finds nothing to do.
    again = sonoset("-C", folder / "one", "import", bare, "--region", "auto")
    assert "(0 new)" in again.stdout, again.stdout
    sonoset("-C", folder / "one", "rebuild")
    assert sonoset.digest(folder / "one") == digest
    assert "sectors" in sonoset("-C", folder / "one", "import", bare, "--dry-run").stdout
    sonoset("-C", folder / "entries", "rebuild")
    assert "(0 new)" in sonoset("-C", folder / "entries", "import", auto, "--region", "auto").stdout
    sonoset("-C", folder / "one", "fsck", "--deep")

    # The mask is what the geometry says.
    catalog = sqlite3.connect(f"file:{folder / 'one' / 'catalog.sqlite'}?mode=ro", uri=True)
    for width, height, mask, bounds in catalog.execute(
            "SELECT s.content_width, s.content_height, e.mask, s.clip FROM sector e JOIN frame_set s ON s.id = e.frame_set"):
        runs = runs_of(mask)
        assert sum(runs) == width * height
        inside = set()
        at = 0
        for number, run in enumerate(runs):
            if number % 2:
                inside.update(range(at, at + run))
            at += run
        box = shown(folder / "one", bounds)["sector"]["bounds"]
        rows, columns = [i // width for i in inside], [i % width for i in inside]
        assert (min(columns), min(rows), max(columns) + 1 - min(columns), max(rows) + 1 - min(rows)) == \
            (box["x"], box["y"], box["width"], box["height"]), bounds

    # A written region stays. One that cuts the sector in half is reported.
    clip = next(clip for clip in clips if shown(folder / "one", clip)["sector"]["geometry"]["kind"] == "convex"
                and shown(folder / "one", clip)["sector"]["confidence_permille"] >= 600)
    box = shown(folder / "one", clip)["sector"]["bounds"]
    half = "{x: %d, y: %d, width: %d, height: %d}" % (box["x"], box["y"], box["width"] // 2, box["height"])
    mixed = folder / "clips" / "mixed.yaml"
    mixed.write_text(re.sub(rf"(- id: {clip}\n(?:    .*\n)*?)(    probe:)", rf"\1    region: {half}\n\2", bare.read_text()))
    checked = sonoset("validate", mixed, "--region", "auto", expect=None)
    assert f"cuts off" in checked.stdout and "region-doubtful" in checked.stdout, checked.stdout
    imported(folder / "mixed", mixed, "--region", "auto")
    assert frame_sizes(folder / "mixed", clip) == [(box["width"] // 2, box["height"])]
    assert any(finding["code"] == "region-doubtful" for finding in shown(folder / "mixed", clip)["findings"])

    # Videos are cropped as frames are.
    sonoset("-C", folder / "one", "export", "clips", folder / "videos", "--licences", "any")

    for words in (["import", bare, "--region", "1,2,3,4"], ["import", bare, "--region", "Auto"]):
        refused = sonoset("-C", folder / "one", *words, expect=2)
        assert "--region must be auto" in refused.stderr, refused
print("sectors are found, kept and compared")
