#!/usr/bin/env python3
"""torchvision's ImageFolder reads `export imagefolder` with the numbers of classes.json, also where a fold lacks a class
and torchvision alone would number the classes otherwise; the classes do not depend on what is exported."""
import csv
import importlib.util
import json
import os
import sys

import yaml

import harness

arguments = harness.parse()
if importlib.util.find_spec("torchvision") is None:
    print("skipped: python3-torchvision is not installed")
    sys.exit(harness.SKIP)
from torchvision.datasets import ImageFolder  # noqa: E402

sonoset = harness.Sonoset(arguments.bin)


def rows_of(out):
    with open(out / "frames.csv", newline="") as table:
        return list(csv.DictReader(table))


def loaded(root, index):
    """{file: number} as the loader of schema/exports.md reads a folder."""
    class Frames(ImageFolder):
        def find_classes(self, root):
            return list(index), {name: index[name] for name in index if os.path.isdir(f"{root}/{name}")}
    frames = Frames(str(root))
    assert frames.classes == sorted(index, key=index.get)
    for i in range(len(frames)):
        picture, number = frames[i]
        assert picture.size[0] > 0 and number == frames.targets[i]
    return {path: number for path, number in frames.samples}


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "6", "--clips", "8", "--seconds", "1",
            "--size", "128x128")
    file = folder / "clips" / "manifest.yaml"
    manifest = yaml.safe_load(file.read_text())
    # Ids with words that name splits and numbers that look like a picture's; a clip without a label.
    for clip, name in zip(manifest["clips"], ["test-val", "a", "a-000000", "train_1"]):
        clip["id"] = name
    del manifest["clips"][4]["labels"]["diagnosis"]
    unlabelled = manifest["clips"][4]["id"]
    file.write_text(yaml.safe_dump(manifest, sort_keys=False))
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", file, "--max-frames", "3")
    sonoset("-C", data, "split", "main", "--folds", "3")

    out = folder / "folds"
    run = sonoset("-C", data, "export", "imagefolder", out, "--split", "main", "--licences", "any")
    assert f"1 clip left out: no label on axis 'diagnosis'\n  {unlabelled}" in run.stdout, run.stdout
    index = json.loads((out / "classes.json").read_text())["class_to_idx"]
    rows = rows_of(out)
    shifted = lacking = 0
    for fold in sorted({row["fold"] for row in rows}):
        found = loaded(out / f"fold-{fold}", index)
        assert found == {str(out / row["path"]): index[row["label"]] for row in rows if row["fold"] == fold}
        # What torchvision makes of the folder by itself: this is why classes.json is there.
        plain = ImageFolder(str(out / f"fold-{fold}"))
        lacking += len(plain.classes) < len({row["label"] for row in rows})
        shifted += any(number != index[name] for name, number in plain.class_to_idx.items())
    assert lacking and shifted, "every fold has every class: this test shows nothing"
    assert len({row["path"] for row in rows}) == len(rows) == sum(1 for _ in out.rglob("*.png"))
    assert all(os.path.basename(row["path"]) == f"{row['clip']}-{int(row['picture']):06}.png" for row in rows)

    # Fold names; no split: one root of classes; the numbers stay.
    named = folder / "named"
    sonoset("-C", data, "export", "imagefolder", named, "--split", "main", "--licences", "any", "--names", "train=0,1",
            "test=2", "--size", "32x24")
    for part in ("train", "test"):
        found = loaded(named / part, index)
        assert found == {str(named / row["path"]): index[row["label"]] for row in rows_of(named) if row["split"] == part}
    whole = folder / "whole"
    sonoset("-C", data, "export", "imagefolder", whole, "--licences", "any", "--where", "diagnosis=healthy")
    assert set(loaded(whole, index).values()) == {index["healthy"]}
    assert (whole / "classes.json").read_bytes() == (out / "classes.json").read_bytes() == \
        (named / "classes.json").read_bytes(), "the classes depend on what is exported"

    # Another axis has its own classes. Refusals say what to do.
    axis = folder / "axis"
    sonoset("-C", data, "export", "imagefolder", axis, "--licences", "any", "--axis", "a-lines")
    assert json.loads((axis / "classes.json").read_text())["axis"] == "a-lines"
    refused = sonoset("-C", data, "export", "imagefolder", folder / "no", "--axis", "colour", expect=2)
    assert "unknown axis 'colour'" in refused.stderr, refused.stderr
    refused = sonoset("-C", data, "export", "seed", folder / "no", expect=2)
    assert "format 'seed' needs a split" in refused.stderr and "--split NAME" in refused.stderr, refused.stderr
    refused = sonoset("-C", data, "export", "imagenet", folder / "no", expect=2)
    assert "unknown format 'imagenet'; known: csv, jsonl, imagefolder" in refused.stderr, refused.stderr
    assert not (folder / "no").exists()

    # Progress on stderr, none with --quiet.
    run = sonoset("-C", data, "export", "imagefolder", folder / "seen", "--licences", "any", "--verbose")
    frames = len(rows_of(folder / "seen"))
    assert f"{frames}/{frames} frames" in run.stderr, run.stderr
    run = sonoset("-C", data, "export", "imagefolder", folder / "unseen", "--licences", "any", "--quiet")
    assert run.stderr == "", run.stderr
print("torchvision reads the classes as classes.json numbers them")
