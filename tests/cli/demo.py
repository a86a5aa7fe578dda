#!/usr/bin/env python3
"""The demo writes a self-contained page that shows every clip in its exported fold; a second run changes nothing."""
import base64
import csv
import os
import re

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def pictures_by_fold(page):
    """{fold: {clip: pictures}} of the sheet; each picture is a PNG of its stated size."""
    folds = {}
    for title, markup in re.findall(r"<h2>Fold (\w+)</h2>(.*?)</section>", page, re.S):
        for data, width, height, clip in re.findall(
                r'<img src="data:image/png;base64,([^"]+)" width="(\d+)" height="(\d+)" alt="picture \d+ of ([^"]+)"/>', markup):
            png = base64.b64decode(data, validate=True)
            assert png.startswith(b"\x89PNG") and png[16:24] == int(width).to_bytes(4, "big") + int(height).to_bytes(4, "big")
            folds.setdefault(title, {}).setdefault(clip, []).append(png)
    return folds


with harness.Folder() as folder:
    os.chdir(folder)
    said = sonoset("demo", "demo").stdout  # as tools/quickstart does
    assert "overview.html" in said, said
    page = (folder / "demo" / "overview.html").read_text()
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!data:)', page), "the page asks for other files"
    with open(folder / "demo" / "training" / "frames.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = {}
    for row in rows:
        expected.setdefault(row["fold"], {}).setdefault(row["clip"], []).append(row)
    shown = pictures_by_fold(page)
    assert {fold: set(clips) for fold, clips in shown.items()} == {fold: set(clips) for fold, clips in expected.items()}
    for fold, clips in shown.items():
        for clip, pictures in clips.items():
            assert len(pictures) == min(4, len(expected[fold][clip])), (clip, len(pictures))
            label = expected[fold][clip][0]["label"]
            assert re.search(rf"<figcaption>{clip}: {label},", page), clip
    before = harness.files_digest(folder / "demo" / "training")
    sonoset("demo", folder / "demo")
    assert (folder / "demo" / "overview.html").read_text() == page
    assert harness.files_digest(folder / "demo" / "training") == before
print("the demo shows each clip in its fold")
