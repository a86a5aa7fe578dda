#!/usr/bin/env python3
"""`baseline train` and `baseline audit` on cropped, masked and polar frames of the convex three-class clips of
../shared/pocus, side by side: accuracy with folds by subject and by source, the gain of metadata and of the border, and
how much of the heat lies outside of the sector.

Sectors are looked for by `import --region auto`. The heat is that of clips that the model was not trained on: test sets
of three splits, by subject. A gain is that of the balanced accuracy of clips over chance, as the audit gives it."""
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import harness

WHICH = ["--where", "probe=convex", "--classes", "covid-19,bacterial-pneumonia,healthy"]
VIEWS = ("crop", "masked", "polar")
TESTS = 3

arguments = harness.parse([("data", "")])
os.environ["OMP_WAIT_POLICY"] = "passive"
sonoset = harness.Sonoset(arguments.bin)
shared = harness.shared(arguments.source)
WEIGHTS = ["--weights", next((shared / "weights").glob("*.tflite"))]


def trained(data, split, view, *more):
    return sonoset.json("-C", data, "baseline", "train", "--split", split, *WHICH, *WEIGHTS, "--network", "mobilenet-v2",
                        "--view", view, *more, expect=None, timeout=3600)


def accuracies(data, split, view):
    said = trained(data, split, view)
    return (f"frames {said['frame_accuracy']:.3f} (balanced {said['frame_balanced_accuracy']:.3f}), clips "
            f"{said['video_accuracy']:.3f} ({said['video_balanced_accuracy']:.3f})")


def gains(data, view):
    """Of the audit's shortcuts, in points of balanced accuracy over chance, and the model's."""
    result = sonoset.json("-C", data, "baseline", "audit", "--split", "main", *WHICH, *WEIGHTS, "--view", view,
                          expect=None, timeout=3600)
    chance = 1 / 3
    best = {}
    for one in result["shortcuts"]:
        best[one["kind"]] = max(best.get(one["kind"], 0), one["balanced_accuracy"] - chance)
    text = ", ".join(f"{kind} {100 * gain:.1f}" for kind, gain in best.items())
    by = {one["by"]: one for one in result["groupings"]}
    print(f"  audit: gains in points: model {100 * (result['model']['balanced_accuracy'] - chance):.1f}, {text}")
    print("         frames, logistic regression: " + ", ".join(
        f"by {name} {one['frame_accuracy']:.3f}" for name, one in by.items() if "frame_accuracy" in one))
    print(f"         {result['verdict']['sentence']}")


def heat(data, view, folder):
    """Shares of the heat, and of the frames' maxima, outside of the sector, in clips of test sets."""
    outside, maxima = [], []
    for seed in range(TESTS):
        run = trained(data, f"tested-{seed}", view, "--repeats", "1")
        shown = sonoset.json("-C", data, "show", f"tested-{seed}")
        test = shown["fold_names"].index("test")
        held = {clip for group in shown["groups"] if group["fold"] == test for clip in group["clips"]}
        rows = sonoset.json("-C", data, "list", "clips", "--where", "probe=convex", "--limit", "0", "--json")["rows"]
        files = [next((data / "objects").rglob(row["object"] + "*")) for row in rows
                 if row["clip"] in held and row["diagnosis"] in WHICH[3].split(",")]
        said = sonoset.json("-C", data, "baseline", "predict", *files, "--model", run["run"], *WEIGHTS, "--overlay",
                            folder / f"{view}-{seed}", expect=None, timeout=3600)
        for row in said["files"]:
            if "heat_outside" in row.get("overlay", {}):
                outside.append(row["overlay"]["heat_outside"])
                maxima.append(row["overlay"]["maxima_outside"])
    print(f"  heat of {len(outside)} clips of test sets outside of the sector: mean {statistics.mean(outside):.3f}; "
          f"maxima of frames: {statistics.mean(maxima):.3f}")


with harness.Folder() as folder:
    data = arguments.data or folder / "data"
    if not arguments.data:
        sonoset("init", data)
        sonoset("-C", data, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror", shared / "pocus",
                "--offline", "--region", "auto", expect=None)
        sonoset("-C", data, "split", "main", "--folds", "5", expect=None)
        sonoset("-C", data, "split", "by-source", "--folds", "5", "--by", "source", expect=None)
        for seed in range(TESTS):
            sonoset("-C", data, "split", f"tested-{seed}", "--folds", "5", "--test", "0.25", "--seed", seed, expect=None)
    for view in VIEWS:
        start = time.monotonic()
        print(f"{view}:")
        print("  by subject:", accuracies(data, "main", view))
        print("  by source: ", accuracies(data, "by-source", view))
        gains(data, view)
        heat(data, view, folder)
        print(f"  took {time.monotonic() - start:.0f} s", flush=True)
