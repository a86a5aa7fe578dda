#!/usr/bin/env python3
"""The demo ends with the dataset card, a self-contained page that has each exported fold; a second run changes nothing."""
import collections
import csv
import os
import re

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def folds_of(page):
    """{fold: clips} of the page's table."""
    table = re.search(r"<caption>Clips, frames and subjects of each fold.*?<tbody>(.*?)</tbody>", page, re.S).group(1)
    return {fold: int(clips) for fold, clips in re.findall(r'<th scope="row">(\w+)</th>\s*<td>(\d+)</td>', table)}


with harness.Folder() as folder:
    os.chdir(folder)
    said = sonoset("demo", "demo").stdout  # as tools/quickstart does
    assert "report.html" in said, said
    page = (folder / "demo" / "report.html").read_text()
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!data:|#)', page), "the page asks for other files"
    with open(folder / "demo" / "training" / "frames.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    clips = collections.defaultdict(set)
    for row in rows:
        clips[row["fold"]].add(row["clip"])
    # Exports leave out nothing here: the default policy is research.
    assert folds_of(page) == {**{fold: len(names) for fold, names in clips.items()}, "all": len({row["clip"] for row in rows})}
    before = harness.files_digest(folder / "demo" / "training")
    sonoset("demo", folder / "demo")
    assert (folder / "demo" / "report.html").read_text() == page
    assert harness.files_digest(folder / "demo" / "training") == before
print("the demo describes its folds")
