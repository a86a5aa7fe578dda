#!/usr/bin/env python3
"""Exports for COCO, Hugging Face, MONAI and the code of POCOVID-Net follow the published rules of these formats, and the
reference checks find each of ten broken exports."""
import copy
import csv
import json
import os
import re
import shutil

import yaml

import harness
from export_checks import check_breakages, coco, huggingface, monai, seed

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def edit_json(path, change):
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def edit_text(path, old, new):
    text = path.read_text()
    assert re.search(old, text, re.M), (path, old)
    path.write_text(re.sub(old, new, text, count=1, flags=re.M))


def edit_row(path, change):
    lines = path.read_text().splitlines()
    row = json.loads(lines[-1])
    change(row)
    path.write_text("\n".join([*lines[:-1], json.dumps(row)]) + "\n")


def first(folder, pattern):
    return sorted(folder.glob(pattern))[0]


def in_coco(change):
    return lambda out: edit_json(out / "annotations" / "train.json", change)


def in_datalist(change):
    return lambda out: edit_json(out / "datalist.json", change)


def in_card(old, new):
    return lambda out: edit_text(out / "README.md", old, new)


def in_row(change):
    return lambda out: edit_row(out / "part-0" / "metadata.jsonl", change)


def renamed(pattern, name):
    return lambda out: first(out, pattern).rename(first(out, pattern).with_name(name))


def copied(pattern, to):
    def change(out):
        (out / to).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(first(out, pattern), out / to)
    return change


def set_at(*path):
    """Sets a value deep in a document: the last of `path`."""
    def change(content):
        for key in path[:-2]:
            content = content[key]
        content[path[-2]] = path[-1]
    return change


MUTATIONS = {
    "coco": (coco, {
        "no licences": in_coco(lambda c: c.pop("licenses")),
        "licence that is not listed": in_coco(set_at("images", 0, "license", 99)),
        "licence as text": in_coco(set_at("images", 0, "license", "CC-BY-4.0")),
        "id twice": in_coco(lambda c: c["images"].append(copy.deepcopy(c["images"][0]))),
        "frames from 1": in_coco(lambda c: [image.update(frame_id=image["frame_id"] + 1) for image in c["images"]]),
        "box out of the picture": in_coco(set_at("annotations", 0, "bbox", [1, 0, 10000, 5])),
        "box by corners": in_coco(set_at("annotations", 0, "bbox", [20, 20, 10, 10])),
        "unknown category": in_coco(set_at("annotations", 0, "category_id", 0)),
        "another size": in_coco(set_at("images", 0, "width", 7)),
        "file that is not there": in_coco(set_at("images", 0, "file_name", "none.png")),
        "image of another video": in_coco(set_at("annotations", 0, "video_id", 0)),
        "file of no image": copied("data/*/*.png", "data/more.png"),
        "image in two files": lambda out: shutil.copy(out / "annotations/train.json", out / "annotations/val.json"),
    }),
    "monai": (monai, {
        "label as text": in_datalist(set_at("training", 0, "label", "covid-19")),
        "label that is not a class": in_datalist(set_at("training", 0, "label", 99)),
        "fold as text": in_datalist(set_at("training", 0, "fold", "0")),
        "text that may be a path": in_datalist(lambda d: [item.update(clip="images") for item in d["training"]]),
        "null": in_datalist(lambda d: [item.update(subject=None) for item in d["training"]]),
        "different keys": in_datalist(lambda d: d["training"][0].pop("fold")),
        "no file": in_datalist(set_at("training", 0, "image", "images/none.png")),
        "absolute path": lambda out: edit_json(out / "datalist.json", lambda d: d["training"][0].update(
            image=str(out / d["training"][0]["image"]))),
        "empty list": in_datalist(set_at("validation", [])),
        "image in two lists": in_datalist(lambda d: d["test"].append(d["training"][0])),
        "image twice": in_datalist(lambda d: d["training"].append(d["training"][0])),
        "item is a path": in_datalist(lambda d: d["training"].append("images/a.png")),
        "image in no list": in_datalist(lambda d: d["training"].pop()),
        "other classes": in_datalist(set_at("labels", "0", "background")),
    }),
    "huggingface": (huggingface, {
        "no head": in_card(r"\A---\n", "# Card\n"),
        "no data_files": in_card(r"^  data_files:$", "  files:"),
        "split with a dash": in_card('split: "train"', 'split: "the-train"'),
        "split twice": in_card('split: "validation"', 'split: "train"'),
        "pattern without files": in_card(r"part-1/\*\*", "part-9/**"),
        "pattern of all files": in_card(r"part-1/\*\*", '"**"'),
        "class left out": in_card(r"^ *'1': .*\n", ""),
        "split word in a file": renamed("part-0/*/*.png", "test-1.png"),
        "split word in a folder": renamed("part-1", "dev"),
        "null in a row": in_row(lambda row: row.update(subject=None)),
        "number in place of text": in_row(lambda row: row.update(clip=7)),
        "whole number in place of a fraction": in_row(lambda row: row.update(timestamp_s=1)),
        "column of the row only": in_row(lambda row: row.update(more="x")),
        "unknown class": in_row(lambda row: row.update(label="flu")),
        "row without a file": in_row(lambda row: row.update(file_name="none.png")),
        "file without a row": lambda out: edit_text(out / "part-0" / "metadata.jsonl", r"\A.*\n", ""),
        "metadata of two kinds": copied("part-0/metadata.jsonl", "part-0/metadata.csv"),
    }),
    "seed": (seed, {
        "fold of two digits": renamed("cross_validation/split0", "split10"),
        "other folder": copied("classes.json", "cross_validation/notes/classes.json"),
        "file among the folds": copied("classes.json", "cross_validation/classes.json"),
        "folder that is not a class": renamed("cross_validation/split0/*", "flu"),
        "name with four parts": renamed("cross_validation/split0/*/*_frame0.png", "a.b.mp4_frame0.png"),
        "name without a frame": renamed("cross_validation/split0/*/*_frame0.png", "a.mp4.png"),
        "other kind of picture": renamed("cross_validation/split0/*/*_frame0.png", "a.mp4_frame0.tif"),
        "hidden file": renamed("cross_validation/split0/*/*_frame0.png", ".png"),
        "clip in two folds": lambda out: shutil.copy(
            first(out, "cross_validation/split0/*/*_frame0.png"), first(out, "cross_validation/split1/*") / first(
                out, "cross_validation/split0/*/*_frame0.png").name.replace("frame0", "frame9")),
        "file twice": lambda out: shutil.copy(first(out, "cross_validation/split0/*/*_frame0.png"),
                                              first(out, "cross_validation/split1/*")),
        "no pictures": lambda out: [path.unlink() for path in out.glob("cross_validation/*/*/*")],
    }),
}


def with_rows(data, folder, name, *words):
    """An export and the rows of the same as CSV."""
    sonoset("-C", data, "export", name, folder / name, *words)
    table = folder / f"{name}-rows"
    sonoset("-C", data, "export", "csv", table, *words)
    with open(table / "frames.csv", newline="") as text:
        return folder / name, list(csv.DictReader(text))


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "6", "--clips", "8", "--seconds", "1",
            "--size", "128x128")
    file = folder / "clips" / "manifest.yaml"
    manifest = yaml.safe_load(file.read_text())
    for clip, name in zip(manifest["clips"], ["test", "val-1", "007", "null", "images"]):
        clip["id"] = name  # ids that loaders may take for splits, numbers, nothing or paths
    del manifest["clips"][5]["labels"]["diagnosis"]
    manifest["sources"][0]["citation"] = 'Doe: "A\\B" {}\n---\nsplit: test'
    file.write_text(yaml.safe_dump(manifest, sort_keys=False))
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", file, "--max-frames", "3")
    sonoset("-C", data, "split", "main", "--folds", "3")
    named = ["--licences", "any", "--split", "main", "--names", "train=0", "val=1", "test=2"]
    for name, (check, mutations) in MUTATIONS.items():
        out, rows = with_rows(data, folder, name, *named)
        problems = check.problems(out)
        assert not problems, f"{name}: " + "\n".join(problems)
        check_breakages(mutations, out, check.problems)
        # Other ways to export.
        for number, words in enumerate((["--licences", "any", "--split", "main"],
                                        ["--licences", "any", "--size", "20x16", *named[2:]],
                                        ["--licences", "any", "--split", "main", "--link"],
                                        [] if name == "seed" else ["--licences", "research"])):
            if words:
                other = folder / f"{name}-{number}"
                sonoset("-C", data, "export", name, other, *words)
                assert not check.problems(other), f"{name} {words}: {check.problems(other)}"

    # What the formats say equals the rows of `export csv`.
    labelled = {(row["clip"], row["picture"]): row for row in rows if row["label"]}
    index = json.loads((folder / "coco" / "classes.json").read_text())["class_to_idx"]
    found = {}
    for path in (folder / "coco" / "annotations").glob("*.json"):
        content = json.loads(path.read_text())
        names = {video["id"]: video["name"] for video in content["videos"]}
        licences = {item["id"]: item["name"] for item in content["licenses"]}
        categories = {item["id"]: item["name"] for item in content["categories"]}
        boxes = {box["image_id"]: categories[box["category_id"]] for box in content["annotations"]}
        for image in content["images"]:
            found[names[image["video_id"]], str(image["picture"])] = \
                (path.stem, boxes.get(image["id"], ""), licences[image["license"]], str(image["fold"]))
    assert found == {(row["clip"], row["picture"]): (row["split"], row["label"], row["licence"] or "unknown",
                                                     row["fold"]) for row in rows}
    found = {}
    for number, split in enumerate(("train", "val", "test")):
        for line in (folder / "huggingface" / f"part-{number}" / "metadata.jsonl").read_text().splitlines():
            row = json.loads(line)
            found[row["clip"], str(row["picture"])] = (split, row["label"], row["attribution"], row["pixels"])
    assert found == {key: (row["split"], row["label"], row["attribution"], row["pixels"])
                     for key, row in labelled.items()}
    with open(folder / "monai" / "frames.csv", newline="") as text:
        facts = {row["path"]: row for row in csv.DictReader(text)}
    content = json.loads((folder / "monai" / "datalist.json").read_text())
    for key, split in (("training", "train"), ("validation", "val"), ("test", "test")):
        assert {item["image"]: (item["label"], item["fold"]) for item in content[key]} == \
            {path: (index[row["label"]], int(row["fold"])) for path, row in facts.items() if row["split"] == split}
    paths = {os.path.relpath(path, folder / "seed") for path in (folder / "seed").glob("cross_validation/*/*/*")}
    with open(folder / "seed" / "frames.csv", newline="") as text:
        assert paths == {row["path"] for row in csv.DictReader(text)} and len(paths) == len(labelled)
    for row in labelled.values():
        assert any(path.startswith(f"cross_validation/split{row['fold']}/{row['label']}/{row['clip']}.")
                   for path in paths)

    # Folds that a format cannot tell apart, or cannot have.
    def refused(name, *words, says):
        run = sonoset("-C", data, "export", name, folder / "no", *words, expect=2)
        assert says in run.stderr and not (folder / "no").exists(), run.stderr

    refused("huggingface", "--split", "main", "--names", "a-b=0", "a_b=1", "c=2", says="'a-b' and 'a_b'")
    refused("monai", "--split", "main", "--names", "val=0", "validation=1", "c=2", says="'val' and 'validation'")
    refused("monai", "--split", "main", "--names", "labels=0", "b=1", "c=2", says="'labels'")
print(f"{len(MUTATIONS)} formats follow their rules; {sum(len(m) for _, m in MUTATIONS.values())} broken exports are found")
