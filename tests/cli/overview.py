#!/usr/bin/env python3
"""`overview` shows each clip's whole picture with its sector and how to correct it; `export --view whole` has the same
pictures: of the frames' instants, uncropped, in all formats.
"""
import csv
import json
import re

import numpy
from PIL import Image

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def rows_of(out):
    with open(out / "frames.csv", newline="") as text:
        return list(csv.DictReader(text))


def check_whole(data, folder):
    """The frames are the part of the whole pictures that their region says."""
    for out, words in (("crops", []), ("whole", ["--view", "whole", "--jobs", "2"])):
        sonoset("-C", data, "export", "csv", folder / out, "--licences", "any", *words)
    crops, whole = rows_of(folder / "crops"), rows_of(folder / "whole")
    key = [(row["clip"], row["picture"], row["timestamp_s"]) for row in crops]
    assert key == [(row["clip"], row["picture"], row["timestamp_s"]) for row in whole]
    cropped = 0
    for crop, row in zip(crops, whole):
        shown = json.loads(sonoset("-C", data, "show", crop["clip"], "--json").stdout)
        region = shown["entry"]["region"]
        region = region if isinstance(region, dict) else shown["sector"]["bounds"]
        x, y, width, height = (region[side] for side in ("x", "y", "width", "height"))
        small = numpy.asarray(Image.open(folder / "crops" / crop["path"]).convert("RGB"))
        large = numpy.asarray(Image.open(folder / "whole" / row["path"]).convert("RGB"))
        assert large.shape[:2] == (int(row["height"]), int(row["width"])) == (96, 128), row
        assert (large[y:y + height, x:x + width] == small).all(), (crop["path"], region)
        cropped += small.shape != large.shape
    assert cropped > 0, "no frame was cropped: nothing was compared"
    assert json.loads((folder / "whole" / "dataset.json").read_text())["pictures"] == {"view": "whole"}
    sonoset("-C", data, "export", "webdataset", folder / "tar", "--licences", "any", "--view", "whole")
    sonoset("-C", data, "export", "clips", folder / "videos", "--licences", "any", "--view", "whole", "--encode-all")
    videos = list(csv.DictReader(open(folder / "videos" / "clips.csv", newline="")))
    assert videos and {(row["width"], row["height"]) for row in videos} == {("128", "96")}
    refused = sonoset("-C", data, "export", "csv", folder / "no", "--view", "whole", "--link", expect=2)
    assert "--link cannot be used" in refused.stderr
    sonoset("-C", data, "export", "csv", folder / "no", "--jobs", "2", expect=2)


def check_overview(data, folder):
    page = folder / "page.html"
    summary = sonoset.json("-C", data, "overview", page, "--json")
    text = page.read_text()
    assert summary["clips"] == 4 and summary["not_looked_for"] == 1 and summary["without_picture"] == 0, summary
    assert summary["bytes"] == len(text.encode()) < 4 * 24_000, "a tile of 500 may take 24 kB"
    assert not re.search(r"<script|https?://(?!www.w3.org)", text) and "do not pass this page on" in text
    tiles = re.split(r"(?=<article )", text)[1:]
    assert len(tiles) == 4 and all("data:image/jpeg;base64," in tile for tile in tiles)
    confidences = [float(found[0]) for tile in tiles if (found := re.findall(r"confidence ([0-9.]+)%", tile))]
    assert len(confidences) == 3 and confidences == sorted(confidences), confidences
    assert "not looked for" in tiles[-1] and "--region auto" in tiles[-1], "those without a sector come last"
    assert "<polygon" not in tiles[-1] and all("<polygon" in tile for tile in tiles[:-1])
    drawn = 0
    for tile in tiles[:-1]:
        manifest, line = re.search(r"write in (\S+)\.yaml:(\d+)", tile).groups()
        clip = re.search(r'id="clip-([^"]+)"', tile).group(1)
        assert f"id: {clip}" in (data / "manifests" / f"{manifest}.yaml").read_text().splitlines()[int(line) - 1]
        assert re.search(r"region: {x: \d+, y: \d+, width: \d+, height: \d+}", tile)
        shown = sonoset.json("-C", data, "show", clip)
        assert tile.count('class="overlay"') == len(shown["overlays"]), shown["overlays"]
        drawn += len(shown["overlays"])
    assert drawn > 0, "no clip has overlays: nothing was compared"
    again = folder / "again.html"
    sonoset("-C", data, "overview", again, "-j", "1")
    assert again.read_bytes() == page.read_bytes(), "the same page, however many workers"
    refused = sonoset("-C", data, "overview", page, expect=2)
    assert "already exists" in refused.stderr
    two = sonoset.json("-C", data, "overview", page, "--force", "--max-clips", "1", "--json")
    assert (two["clips"], two["left_out"]) == (1, 3) and "3 more left out" in page.read_text()


def check_lost_file(data, folder):
    """A clip whose file is damaged has the reason in the place of its picture, and is left out of an export."""
    file = next(file for file in sorted((data / "objects").rglob("*")) if file.is_file())
    content = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    page = folder / "lost.html"
    sonoset("-C", data, "overview", page, expect=1)
    assert "No picture: " in page.read_text()
    sonoset("-C", data, "export", "csv", folder / "lost", "--licences", "any", "--view", "whole", expect=1)
    left = json.loads((folder / "lost" / "dataset.json").read_text())["left_out"]
    assert "cannot be decoded again" in json.dumps(left), left


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", 2, "--clips", 4, "--seconds", 1, "--size", "128x96")
    manifest = folder / "clips" / "manifest.yaml"
    # One clip keeps its region and is not searched, the others ask for theirs.
    text = manifest.read_text()
    regions = list(re.finditer(r"    region: .*\n", text))
    assert regions, "the phantoms have regions"
    text = text[:regions[0].end()] + re.sub(r"    region: .*\n", "", text[regions[0].end():])
    entries = re.split(r"(?=  - id: )", text)
    entries = [entry if "region:" in entry else entry.replace("    probe:", "    region: auto\n    probe:")
               for entry in entries]
    manifest.write_text("".join(entries))
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    check_overview(data, folder)
    check_whole(data, folder)
    check_lost_file(data, folder)
