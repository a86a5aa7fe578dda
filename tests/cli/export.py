#!/usr/bin/env python3
"""`export` writes every label, fold names, frames of one size and number of channels, and unchanged values, and refuses
invalid options."""
import csv
import hashlib
import json
import struct
import zlib

import yaml

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
ODD = ["nan", "007", "null", "1e5"]  # ids that a reader may misinterpret


def rows_of(file):
    with open(file, newline="") as text:
        return list(csv.DictReader(text))


class Picture:
    """A PNG of 8 bits, grey or RGB (https://www.w3.org/TR/png, filters in section 9)."""

    def __init__(self, file):
        data, at, packed = file.read_bytes(), 8, b""
        while at < len(data):
            size, kind = struct.unpack(">I4s", data[at:at + 8])
            if kind == b"IHDR":
                self.width, self.height, bits, colour = struct.unpack(">IIBB", data[at + 8:at + 18])
                self.channels = {0: 1, 2: 3}[colour]
                assert bits == 8
            packed += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
            at += size + 12
        raw, row, self.rows = zlib.decompress(packed), self.width * self.channels, []
        above = bytes(row)
        for y in range(self.height):
            line = bytearray(raw[y * (row + 1) + 1:(y + 1) * (row + 1)])
            for i in range(row):
                a = line[i - self.channels] if i >= self.channels else 0
                b, c = above[i], above[i - self.channels] if i >= self.channels else 0
                nearest = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
                line[i] = (line[i] + [0, a, b, (a + b) // 2, nearest][raw[y * (row + 1)]]) & 255
            self.rows.append(bytes(line))
            above = line

    def brightest(self, left, top, right, bottom):
        return max((max(row[left * self.channels:right * self.channels]) for row in self.rows[top:bottom]), default=0)


def refused(*words, says):
    run = sonoset("-C", data, "export", "csv", folder / "no", *words, expect=2)
    for word in says:
        assert word in run.stderr, f"{words}: {word!r} is not in {run.stderr!r}"
    assert not (folder / "no").exists()


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "6", "--clips", "8", "--seconds", "1",
            "--size", "160x120")
    file = folder / "clips" / "manifest.yaml"
    manifest = yaml.safe_load(file.read_text())
    for clip, name in zip(manifest["clips"], ODD):
        clip["id"] = name
    manifest["sources"][0]["citation"] = "=1+1, or @SUM(A1)"
    file.write_text(yaml.safe_dump(manifest, sort_keys=False))
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", file)
    sonoset("-C", data, "split", "main", "--folds", "3")
    labels = {(row["clip"], row["axis"]): row["value"] for row in
              sonoset.json("-C", data, "list", "labels", "--limit", "0")["rows"] if row["in_effect"] == "yes"}
    clips = {row["clip"]: row for row in sonoset.json("-C", data, "list", "clips")["rows"]}

    # Every axis and the probe; fold names; unchanged values.
    named = ["--split", "main", "--licences", "any", "--names", "train=0", "val=2", "test=1"]
    sonoset("-C", data, "export", "csv", folder / "out", *named)
    rows = rows_of(folder / "out" / "frames.csv")
    axes = {axis for _, axis in labels}
    assert {f"label_{axis}" for axis in axes} == {name for name in rows[0] if name.startswith("label_")} and len(axes) > 3
    for row in rows:
        assert row["probe"] == clips[row["clip"]]["probe"]
        assert row["split"] == {"0": "train", "2": "val", "1": "test"}[row["fold"]], row
        for axis in axes:
            assert row[f"label_{axis}"] == labels.get((row["clip"], axis), ""), (row, axis)
    assert set(ODD) < {row["clip"] for row in rows}
    assert "=1+1, or @SUM(A1)" in {row["attribution"] for row in rows}, "values were changed"
    for name in ("train", "val", "test"):
        assert rows_of(folder / "out" / f"frames-{name}.csv") == [row for row in rows if row["split"] == name] != []
    assert json.loads((folder / "out" / "dataset.json").read_text())["names"] == ["train", "test", "val"]
    try:
        import pandas
    except ModuleNotFoundError:
        print("skipped the pandas lines: pandas is not installed")
    else:
        frames = pandas.read_csv(folder / "out" / "frames.csv", dtype=str, keep_default_na=False)
        assert frames.to_dict("records") == rows, "README's pandas options change values"
        train, test = frames[frames.fold != "0"], frames[frames.fold == "0"]
        assert len(train) + len(test) == len(rows) and len(train) and len(test)

    refused(*named[:4], "--names", "train=0,1", says=["fold 2 has no name"])
    refused(*named[:4], "--names", "train=0,1", "test=1,2", says=["fold 1 is named twice"])
    refused(*named[:4], "--names", "train=0,1,2,3", says=["no fold 3"])
    refused(*named[:4], "--names", "train=0,x", "test=2", says=["'x'"])
    refused(*named[:4], "--names", "Train=0,1", "test=2", says=["'Train'"])
    refused("--names", "train=0", says=["--split"])

    # The same filters as `list clips`.
    summary = sonoset.json("-C", data, "export", "jsonl", folder / "linear", "--licences", "any", "--where", "probe=linear")
    linear = [clip for clip, row in clips.items() if row["probe"] == "linear"]
    assert 0 < summary["clips"] == len(linear) < len(clips), summary
    assert summary["left_out"] == {"does not match probe=linear": sorted(set(clips) - set(linear))}, summary
    lines = [json.loads(line) for line in (folder / "linear" / "frames.jsonl").read_text().splitlines()]
    assert {line["clip"] for line in lines} == set(linear) and lines[0]["probe"] == "linear"
    run = sonoset("-C", data, "export", "csv", "", expect=2)
    assert "empty name" in run.stderr, run.stderr
    # Nothing is written among the dataset's own files: they would be taken for damage, or replaced.
    (folder / "link").symlink_to(data)
    for place in ("frames/out", "manifests/out", "objects/aa/out", "downloads", "work/x", "decisions.jsonl"):
        for out in (data / place, folder / "link" / place, data / "out" / ".." / place):
            for format in ("csv", "index"):
                run = sonoset("-C", data, "export", format, out, "--licences", "any", expect=2)
                assert "dataset's own files" in run.stderr, run.stderr
    sonoset("-C", data, "export", "csv", data / "out", "--licences", "any")
    assert sonoset.json("-C", data, "fsck")["damage"] == []

    refused("--where", "colour=red", says=["colour"])
    refused("--where", "red", says=["COLUMN=VALUE"])
    refused("--where", "probe=phased", says=["nothing to export"])

    # One size, for loaders that stack pictures.
    sizes = {(row["width"], row["height"]) for row in rows}
    assert len(sizes) > 1, sizes
    colour = max(row["channels"] for row in rows)
    for words, channels in ((["--size", "96x64"], int(colour)),
                        (["--size", "96x64", "--channels", "grey"], 1),
                        (["--size", "96x64", "--channels", "rgb"], 3), (["--channels", "rgb"], 3)):
        out = folder / "-".join(["sized", *words])
        sonoset("-C", data, "export", "csv", out, "--licences", "any", *words)
        for row in rows_of(out / "frames.csv"):
            picture = Picture(out / row["path"])
            assert (picture.width, picture.height) == (int(row["width"]), int(row["height"])), (words, row)
            assert picture.channels == channels == int(row["channels"]) and row["path"].endswith(".png"), (words, row)
            if words[0] == "--channels":
                continue
            assert (picture.width, picture.height) == (96, 64), row
            # The shape is kept, centred on black.
            width, height = int(row["width_before"]), int(row["height_before"])
            scale = min(96 / width, 64 / height)
            left, top = (96 - round(width * scale)) / 2, (64 - round(height * scale)) / 2
            for bar in ((0, 0, int(left), 64), (0, 0, 96, int(top)), (96 - int(left), 0, 96, 64)):
                assert bar[2] <= bar[0] or picture.brightest(*bar) == 0, (row, bar)
            assert picture.brightest(0, 0, 96, 64) > 40, row
        sums = (out / "SHA256SUMS").read_text().splitlines()
        assert all(hashlib.sha256((out / line[66:]).read_bytes()).hexdigest() == line[:64] for line in sums)
        rule = json.loads((out / "dataset.json").read_text())["pictures"]
        assert rule["channels"] == channels and (rule.get("width") == 96) == (words[0] == "--size"), rule
    again = folder / "again"
    sonoset("-C", data, "export", "csv", again, "--licences", "any", "--size", "96x64")
    assert harness.files_digest(again) == harness.files_digest(folder / "sized---size-96x64"), "not the same bytes"
    for size in ("96", "0x5", "96x", "9x9x9", "99999x9"):
        refused("--size", size, says=["--size", size])
    refused("--size", "96x64", "--link", says=["--link"])
    refused("--channels", "blue", says=["grey or rgb"])
print("exports are ready for training")
