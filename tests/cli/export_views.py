#!/usr/bin/env python3
"""`export --view masked|polar` shows the sector that an import found, in every format with frames.

Masked frames are black exactly outside of the geometry, polar ones have the stated size and the beams and depths of the
geometry, both are the same bytes however many workers the import had; clips without a sector are left out, and COCO's
polygons are those of the geometry.
"""
import csv
import json
import re

import numpy
from PIL import Image

import harness
from export_checks import check_breakages, coco

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def exported(data, out, name, *words, expect=0):
    return sonoset("-C", data, "export", name, out, "--licences", "any", *words, expect=expect)


def rows_of(out):
    with open(out / "frames.csv", newline="") as text:
        return list(csv.DictReader(text))


def pixels_of(file):
    return numpy.asarray(Image.open(file)).astype(int)


class Geometry:
    """A clip's sector as `show --json` has it, moved to the clip's frames, in 1/16 pixel."""

    def __init__(self, shown):
        sector = shown["sector"]
        region = shown["entry"].get("region")
        region = region if isinstance(region, dict) else sector["bounds"]
        self.size = region["width"], region["height"]
        move = 16 * numpy.array([region["x"], region["y"]])
        geometry = sector["geometry"]
        self.kind = geometry["kind"]
        x, y, width, height = geometry["visible"]
        self.visible = numpy.array([x, y, x + width, y + height]) - numpy.tile(move // 16, 2)
        self.confidence = sector["confidence_permille"]
        if self.kind != "whole":
            self.corners = numpy.array(geometry["corners"]).reshape(4, 2) - move
        if "apex" in geometry:
            self.apex = numpy.array(geometry["apex"]) - move
            self.inner, self.outer = geometry["radii"]

    def inside(self):
        """Which pixels of a frame are in the sector: their centres are."""
        y, x = numpy.mgrid[:self.size[1], :self.size[0]]
        left, top, right, bottom = self.visible
        shown = (x >= left) & (y >= top) & (x < right) & (y < bottom)
        x, y = 16 * x + 8, 16 * y + 8

        def right_of(a, b):
            return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) >= 0
        if self.kind == "whole":
            return shown
        if hasattr(self, "apex"):
            square = (x - self.apex[0]) ** 2 + (y - self.apex[1]) ** 2
            return shown & (square >= self.inner ** 2) & (square < self.outer ** 2) & \
                right_of(self.corners[3], self.apex) & right_of(self.apex, self.corners[2])
        for i in range(4):
            shown &= right_of(self.corners[i], self.corners[(i + 1) % 4])
        return shown

    def places(self, width, height):
        """Where the middle of each pixel of a polar frame is in the frame, in pixels: x and y."""
        t, u = (numpy.arange(width) + 0.5) / width, ((numpy.arange(height) + 0.5) / height)[:, None]
        if hasattr(self, "apex"):
            left, right = (numpy.arctan2(*(self.corners[i] - self.apex)) for i in (3, 2))
            angle, radius = left + (right - left) * t, self.inner + (self.outer - self.inner) * u
            return (self.apex[0] + radius * numpy.sin(angle)) / 16, (self.apex[1] + radius * numpy.cos(angle)) / 16
        a, b, c, d = self.corners
        return tuple(((1 - u) * ((1 - t) * a[i] + t * b[i]) + u * ((1 - t) * d[i] + t * c[i])) / 16 for i in (0, 1))


def bilinear(picture, x, y):
    height, width = picture.shape[:2]
    x, y = numpy.clip(x - 0.5, 0, width - 1), numpy.clip(y - 0.5, 0, height - 1)
    left, top = numpy.floor(x).astype(int), numpy.floor(y).astype(int)
    right, bottom = numpy.minimum(left + 1, width - 1), numpy.minimum(top + 1, height - 1)
    fx, fy = x - left, y - top
    if picture.ndim == 3:
        fx, fy = fx[..., None], fy[..., None]
    return (picture[top, left] * (1 - fx) + picture[top, right] * fx) * (1 - fy) + \
        (picture[bottom, left] * (1 - fx) + picture[bottom, right] * fx) * fy


def in_sectors(change):
    """Changes the first annotation of a sector."""
    def broken(out):
        path = out / "annotations" / "all.json"
        content = json.loads(path.read_text())
        change(content, next(box for box in content["annotations"] if box.get("kind")))
        path.write_text(json.dumps(content))
    return broken


BREAKAGES = {
    "run lengths of a single object": in_sectors(lambda c, box: box.update(segmentation={"counts": [1], "size": [1, 1]})),
    "polygon of a crowd": in_sectors(lambda c, box: box.update(iscrowd=1)),
    "no list of polygons": in_sectors(lambda c, box: box.update(segmentation=box["segmentation"][0])),
    "no outline": in_sectors(lambda c, box: box.update(segmentation=[])),
    "two places": in_sectors(lambda c, box: box.update(segmentation=[box["segmentation"][0][:4]])),
    "half a place": in_sectors(lambda c, box: box["segmentation"][0].pop()),
    "place as text": in_sectors(lambda c, box: box["segmentation"][0].__setitem__(0, "1")),
    "another area": in_sectors(lambda c, box: box.update(area=box["area"] + 1)),
    "area of the box": in_sectors(lambda c, box: box.update(area=box["bbox"][2] * box["bbox"][3] + 1)),
    "wider box": in_sectors(lambda c, box: box.update(bbox=[*box["bbox"][:2], box["bbox"][2] - 1, box["bbox"][3]])),
    "place outside of the box": in_sectors(lambda c, box: box["segmentation"][0].__setitem__(0, -5)),
    "two sectors": in_sectors(lambda c, box: c["annotations"].append({**box, "id": 10**6})),
    "category in the place of a class": in_sectors(lambda c, box: [
        item.update(id=1) for item in c["categories"] if item["name"] == "sector"]),
    "sector as a class": in_sectors(lambda c, box: [
        item.update(supercategory="diagnosis") for item in c["categories"] if item["name"] == "sector"]),
}


def check_coco(data, folder, shown):
    for words in ([], ["--view", "masked"], ["--size", "50x60"], ["--view", "polar"]):
        out = folder / "-".join(["coco", *words])
        exported(data, out, "coco", *words)
        problems = coco.problems(out)
        assert not problems, (words, problems)
        content = json.loads((out / "annotations" / "all.json").read_text())
        assert any(item["name"] == "sector" for item in content["categories"]), content["categories"]
        names = {image["id"]: image["file_name"].split("/")[0] for image in content["images"]}
        sectors = [box for box in content["annotations"] if box.get("kind")]
        assert {box["image_id"] for box in sectors} == set(names), "each frame has its sector"
        for box in sectors:
            geometry = shown[names[box["image_id"]]]
            assert (box["kind"], box["confidence_permille"]) == (geometry.kind, geometry.confidence)
            if words in ([], ["--view", "masked"]):
                pixels = int(geometry.inside().sum())
                assert abs(box["area"] - pixels) < 0.03 * pixels, (names[box["image_id"]], box["area"], pixels)
    check_breakages(BREAKAGES, folder / "coco", coco.problems)


def check_refusals(data, folder):
    def refused(says, *words):
        run = sonoset("-C", data, "export", *words, expect=2)
        assert says in run.stderr and not (folder / "no").exists(), run.stderr
    no = folder / "no"
    refused("--view must be crop, masked, whole or polar", "csv", no, "--view", "Polar")
    refused("--view must be crop, masked, whole or polar", "csv", no, "--view", "screen")
    refused("--link cannot be used with --size, --channels, --view or --mask-overlays", "csv", no, "--view", "polar", "--link")
    refused("--view does not apply to format 'clips'", "clips", no, "--view", "masked", "--licences", "any")
    refused("--mask-overlays does not apply to format 'clips'", "clips", no, "--mask-overlays", "--licences", "any")
    refused("--mask-overlays does not apply to an index", "index", no, "--mask-overlays")
    refused("--link cannot be used with", "csv", no, "--mask-overlays", "--link")
    refused("--view does not apply to an index", "index", no, "--view", "masked")


def check_overlays(data, folder, clips, plain):
    """Boxes are black, all else is as before, and COCO has the same boxes."""
    exported(data, folder / "boxes", "csv", "--mask-overlays")
    assert json.loads((folder / "boxes" / "dataset.json").read_text())["pictures"]["overlays"] == "masked"
    drawn = {}
    for row in rows_of(folder / "boxes"):
        shown = sonoset.json("-C", data, "show", row["clip"])
        region = shown["entry"].get("region")
        region = region if isinstance(region, dict) else shown["sector"]["bounds"]
        expected = pixels_of(folder / "plain" / plain[row["clip"], row["picture"]]["path"])
        boxes = drawn.setdefault(row["clip"], set())
        for box in shown["overlays"]:
            left, top = max(box["x"] - region["x"], 0), max(box["y"] - region["y"], 0)
            right = min(box["x"] + box["width"] - region["x"], region["width"])
            bottom = min(box["y"] + box["height"] - region["y"], region["height"])
            if left < right and top < bottom:
                expected[top:bottom, left:right] = 0
                boxes.add((box["kind"], left, top, right - left, bottom - top))
        assert (pixels_of(folder / "boxes" / row["path"]) == expected).all(), row["path"]
    assert any(drawn.values()), "some frames show overlays"
    check_whole_overlays(data, folder)
    content = json.loads((folder / "coco" / "annotations" / "all.json").read_text())
    kinds = {item["id"]: item["name"] for item in content["categories"] if item["supercategory"] == "overlay"}
    names = {image["id"]: image["file_name"].split("/")[0] for image in content["images"]}
    found = {clip: set() for clip in drawn}
    for box in content["annotations"]:
        if box["category_id"] in kinds:
            found[names[box["image_id"]]].add((kinds[box["category_id"]], *box["bbox"]))
    assert found == drawn, (found, drawn)


def check_whole_overlays(data, folder):
    """Whole pictures show what a crop leaves out, so their boxes are not moved."""
    exported(data, folder / "whole", "csv", "--view", "whole")
    exported(data, folder / "whole-boxes", "csv", "--view", "whole", "--mask-overlays")
    before = {(row["clip"], row["picture"]): row["path"] for row in rows_of(folder / "whole")}
    for row in rows_of(folder / "whole-boxes"):
        expected = pixels_of(folder / "whole" / before[row["clip"], row["picture"]]).copy()
        for box in sonoset.json("-C", data, "show", row["clip"])["overlays"]:
            expected[box["y"]:box["y"] + box["height"], box["x"]:box["x"] + box["width"]] = 0
        assert (pixels_of(folder / "whole-boxes" / row["path"]) == expected).all(), row["path"]


def check_missing(bare, some, folder, clips, convex):
    run = exported(bare, folder / "none", "csv", "--view", "masked", expect=2)
    assert "nothing to export: sector unknown; run 'sonoset import MANIFEST --region auto'" in run.stderr, run.stderr
    assert not (folder / "none").exists()
    run = exported(bare, folder / "none", "csv", "--mask-overlays", expect=2)
    assert "nothing to export: overlays not looked for; run 'sonoset import MANIFEST" in run.stderr, run.stderr
    run = exported(some, folder / "some-polar", "csv", "--view", "polar", expect=1)
    missing = sorted(set(clips) - set(convex))
    assert f"{len(missing)} clip{'' if len(missing) == 1 else 's'} left out: sector unknown" in run.stdout, run.stdout
    notes = json.loads((folder / "some-polar" / "dataset.json").read_text())
    assert {row["clip"] for row in rows_of(folder / "some-polar")} == set(convex)
    assert [one["clips"] for one in notes["left_out"] if "sector unknown" in one["reason"]] == [missing], notes["left_out"]
    exported(bare, folder / "coco-bare", "coco")
    assert "sector" not in (folder / "coco-bare" / "annotations" / "all.json").read_text()


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", 3, "--clips", 4, "--seconds", 1, "--size", "160x120")
    written = (folder / "clips" / "manifest.yaml").read_text()
    bare = re.sub(r"    region: .*\n", "", written)
    clips = re.findall(r"- id: (s\d+-\d+)", written)

    def imported(name, text, *options):
        manifest = folder / "clips" / f"{name}.yaml"
        manifest.write_text(text)
        sonoset("init", folder / name)
        sonoset("-C", folder / name, "import", manifest, "--max-frames", 2, *options)
        return folder / name

    data = imported("auto", bare, "--region", "auto", "-j", "1")
    # The first clip keeps a written region, which cuts off some of its sector.
    shown = {clip: sonoset.json("-C", data, "show", clip) for clip in clips}
    box = shown[clips[0]]["sector"]["bounds"]
    half = "{x: %d, y: %d, width: %d, height: %d}" % (box["x"] + 3, box["y"] + 5, box["width"] // 2, box["height"])
    text = re.sub(rf"(- id: {clips[0]}\n(?:    .*\n)*?)(    probe:)", rf"\1    region: {half}\n\2", bare)
    data = imported("mixed", text, "--region", "auto", "-j", "4")
    shown = {clip: Geometry(sonoset.json("-C", data, "show", clip)) for clip in clips}
    assert len({geometry.kind for geometry in shown.values()}) > 1, "fans and others"

    exported(data, folder / "plain", "csv")
    exported(data, folder / "crop", "csv", "--view", "crop")
    assert harness.files_digest(folder / "plain") == harness.files_digest(folder / "crop")
    plain = {(row["clip"], row["picture"]): row for row in rows_of(folder / "plain")}

    exported(data, folder / "masked", "csv", "--view", "masked")
    hidden = 0
    for row in rows_of(folder / "masked"):
        before = plain[row["clip"], row["picture"]]
        assert {**row, "path": ""} == {**before, "path": ""}, "only the pixels change"
        inside = shown[row["clip"]].inside()
        frame, masked = pixels_of(folder / "plain" / before["path"]), pixels_of(folder / "masked" / row["path"])
        keep = inside if frame.ndim == 2 else inside[..., None]
        assert masked.shape == frame.shape and (masked == numpy.where(keep, frame, 0)).all(), row["clip"]
        hidden += int((~inside).sum())
    assert hidden > 0, "fans do not fill their bounds"

    exported(data, folder / "polar", "csv", "--view", "polar")
    exported(data, folder / "fine", "csv", "--view", "polar", "--size", "300x320", "--channels", "grey")
    for row in rows_of(folder / "polar"):
        before = plain[row["clip"], row["picture"]]
        picture = pixels_of(folder / "polar" / row["path"])
        assert picture.shape[:2] == (256, 256) and (row["width"], row["height"]) == ("256", "256"), row
        assert (row["width_before"], row["height_before"]) == (before["width"], before["height"]), row
        assert (row["pixels"], row["hash"], row["sample_aspect"]) == (before["pixels"], before["hash"], "1:1"), row
    compared = 0
    for row in rows_of(folder / "fine"):
        frame = pixels_of(folder / "plain" / plain[row["clip"], row["picture"]]["path"])
        if frame.ndim == 3 or shown[row["clip"]].kind == "whole":
            continue
        picture = pixels_of(folder / "fine" / row["path"])
        x, y = shown[row["clip"]].places(300, 320)
        left, top, right, bottom = shown[row["clip"]].visible
        right, bottom = min(right, frame.shape[1]), min(bottom, frame.shape[0])
        within = numpy.minimum(numpy.minimum(x - max(left, 0), right - x), numpy.minimum(y - max(top, 0), bottom - y))
        assert picture[within < -0.01].sum() == 0 and (within > 0.01).sum() > 20000, row["clip"]
        assert numpy.abs(picture - bilinear(frame, x, y))[within > 0.01].max() < 2, row["clip"]
        compared += 1
    assert compared >= 4
    rule = json.loads((folder / "polar" / "dataset.json").read_text())["pictures"]
    assert (rule["view"], rule["width"], rule["height"]) == ("polar", 256, 256), rule
    notes = json.loads((folder / "masked" / "dataset.json").read_text())
    assert notes["pictures"] == {"format": "png", "view": "masked"}, notes["pictures"]
    assert notes["doubtful_sectors"] == sorted(clip for clip in clips if shown[clip].confidence < 500)
    exported(data, folder / "boxed", "csv", "--view", "masked", "--size", "40x30")
    assert {(row["width"], row["height"]) for row in rows_of(folder / "boxed")} == {("40", "30")}

    # Twice, and after an import by another number of workers.
    other = imported("other", text, "--region", "auto", "-j", "1")
    for view in ("masked", "polar"):
        exported(data, folder / f"{view}-again", "csv", "--view", view)
        exported(other, folder / f"{view}-other", "csv", "--view", view)
        digest = harness.files_digest(folder / view)
        assert harness.files_digest(folder / f"{view}-again") == digest
        # The manifests' names differ, and with them what names them.
        assert {name: sum_ for name, sum_ in harness.files_digest(folder / f"{view}-other").items()
                if name.startswith("frames/")} == {name: sum_ for name, sum_ in digest.items() if name.startswith("frames/")}
    for name in ("jsonl", "imagefolder", "huggingface", "webdataset", "monai", "croissant"):
        exported(data, folder / f"as-{name}", name, "--view", "polar", "--size", "32x48")

    check_coco(data, folder, shown)
    check_overlays(data, folder, clips, plain)
    check_refusals(data, folder)
    convex = [clip for clip in clips if shown[clip].kind == "convex"]
    some = bare
    for clip in convex:
        some = re.sub(rf"(- id: {clip}\n(?:    .*\n)*?)(    probe:)", r"\1    region: auto\n\2", some)
    check_missing(imported("bare", bare), imported("some", some), folder, clips, convex)
print("views show what is in the sector")
