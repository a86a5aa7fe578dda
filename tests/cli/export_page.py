#!/usr/bin/env python3
"""schema/exports.md has a section for each format that `export` has, and the lines there load an export: at most three
besides imports, run as they stand in the page where their libraries are installed."""
import csv
import importlib.util
import json
import re
import subprocess
import sys

import harness

MOST_LINES = 3
MUST_RUN = {"csv", "jsonl", "imagefolder", "coco", "webdataset", "croissant", "clips"}  # with Python alone, or packages of tools/packages.txt

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
page = (arguments.source / "schema" / "exports.md").read_text()
sections = dict(re.findall(r"^## ([a-z]+)\n(.*?)(?=^## |\Z)", page, re.M | re.S))
help_text = sonoset("export", "--help").stdout
formats = re.findall(r"^  ([a-z]+) ", re.search(r"^Formats:\n(.*?)\n\n", help_text, re.M | re.S).group(1), re.M)
formats.remove("index")
assert {"csv", "imagefolder", "coco"} <= set(formats), formats

COUNT = "import collections\ndef numbers(items): return dict(collections.Counter(items))\n"


def blocks_of(name):
    return re.findall(r"^```python\n(.*?)^```$", sections[name], re.M | re.S)


def needs_absent(block):
    names = re.findall(r"^from ([\w.]+) ", block, re.M)
    names += [name.strip() for line in re.findall(r"^import (.*)$", block, re.M) for name in line.split(",")]
    modules = {name.split(".")[0] for name in names}
    absent = {module for module in modules if importlib.util.find_spec(module) is None}
    if "CocoDetection" in block and importlib.util.find_spec("pycocotools") is None:
        absent.add("pycocotools")
    return absent


# How many training frames of each class number a block has loaded.
COUNTS = {
    "csv": "numbers(index[label] for _, label in train)",
    "pandas": "numbers(index[row.label] for row in frames.itertuples() if row.split == 'train')",
    "jsonl": "numbers(index[row['label']] for row in train)",
    "imagefolder": "numbers(train.targets)",
    "coco": "numbers(number for _, number in train)",
    "CocoDetection": "numbers(boxes[0]['category_id'] - 1 for _, boxes in train)",
    "monai": "numbers(item['label'] for item in train)",
    "huggingface": "numbers(data['train']['label'])",
    "webdataset": "numbers(number for _, number in train)",
    "croissant": "numbers(index[label] for _, label in train)",
    "mlcroissant": "numbers(index[record['pictures-png/label'].decode()] for record in train)",
    # Clips of two frames each.
    "clips": "{number: 2 * count for number, count in numbers(index[label] for _, label in train).items()}",
}

with harness.Folder() as folder:
    sonoset("phantom", folder / "phantoms", "--kind", "dataset", "--subjects", "6", "--clips", "8", "--seconds", "1",
            "--size", "128x128")
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "phantoms" / "manifest.yaml", "--max-frames", "2")
    sonoset("-C", data, "split", "main", "--folds", "3")
    named = ["--licences", "any", "--labelled-only", "--split", "main", "--names", "train=0", "val=1", "test=2"]
    sonoset("-C", data, "export", "csv", folder / "facts", *named)
    index = json.loads((folder / "facts" / "classes.json").read_text())["class_to_idx"]
    with open(folder / "facts" / "frames.csv", newline="") as table:
        train = [row["label"] for row in csv.DictReader(table) if row["split"] == "train"]
    expected = sorted((index[label], train.count(label)) for label in set(train))
    ran = set()
    for name in formats:
        assert name in sections, f"schema/exports.md has no section '{name}'"
        place = folder / name
        place.mkdir()
        sonoset("-C", data, "export", name, place / "training", *named)
        blocks = blocks_of(name)
        assert blocks or "```sh" in sections[name], f"section '{name}' shows no lines that load it"
        for block in blocks:
            lines = [line for line in block.splitlines() if line and not re.match(r"import |from ", line)]
            assert 1 <= len(lines) <= MOST_LINES, f"{name}: {len(lines)} lines:\n{block}"
            if absent := needs_absent(block):
                print(f"not run ({', '.join(sorted(absent))} not installed): {lines[-1]}")
                continue
            key = next((key for key in ("pandas", "CocoDetection", "mlcroissant") if key in block), name)
            show = f"\nprint(json.dumps(sorted({COUNTS[key]}.items())))" if key in COUNTS else ""
            program = COUNT + block + f"\nimport json\nindex = {index!r}" + show
            run = subprocess.run([sys.executable, "-W", "error::FutureWarning", "-c", program], cwd=place,
                                 capture_output=True, text=True)
            assert run.returncode == 0, f"{name}:\n{block}\n{run.stderr}"
            if show:
                found = [tuple(pair) for pair in json.loads(run.stdout)]
                assert found == expected, f"{name} loads other labels: {found}, not {expected}"
            ran.add(name)
    assert MUST_RUN <= ran, f"not run: {MUST_RUN - ran}"

    # The lines for the seed's class names.
    place = folder / "seed"
    lines = re.search(r"^```sh\n(.*?)^```$", sections["seed"], re.M | re.S).group(1)
    before = {path.name for path in (place / "training" / "cross_validation").glob("*/*/*")}
    subprocess.run(["sh", "-euc", lines], cwd=place, check=True)
    classes = {path.name for path in (place / "training" / "cross_validation").glob("*/*")}
    assert {"covid", "pneumonia", "regular"} <= classes, classes
    assert not {"covid-19", "bacterial-pneumonia", "healthy"} & classes, classes
    assert before == {path.name for path in (place / "training" / "cross_validation").glob("*/*/*")}
print(f"the lines in schema/exports.md load {', '.join(sorted(ran))}")
