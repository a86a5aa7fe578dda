#!/usr/bin/env python3
"""What --read-text costs: time of the processor of an import with it, less that of one without, for clips with text and
for clips that show nothing but the sector. Both look for sectors and overlays.

usage: bench_text.py --bin DIR [--clips 40] [--clean 60] [--seed 21] [--runs 3]

Prints the cost of an area that was read, and of a clip without areas that look like text, as medians of the runs.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("--bin", type=pathlib.Path, required=True)
parser.add_argument("--clips", type=int, default=40)
parser.add_argument("--clean", type=int, default=60)
parser.add_argument("--seed", type=int, default=21)
parser.add_argument("--runs", type=int, default=3)
arguments = parser.parse_args()


def sonoset(*words):
    return subprocess.run([arguments.bin / "sonoset", *map(str, words)], check=True, capture_output=True, text=True).stdout


def seconds_of(*words):
    """Time of the processor of a command and its workers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    sonoset(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cost_of(manifest, scratch, name):
    """The seconds that reading adds, and the dataset with what was read."""
    costs = []
    for run in range(arguments.runs):
        seconds = []
        for option in ([], ["--read-text"]):
            data = scratch / f"{name}-{run}-{len(option)}"
            sonoset("init", data)
            # One worker: each loads Tesseract once.
            seconds.append(seconds_of("-C", data, "import", manifest, "--region", "auto", "--uniform", 4, "-j", 1, *option))
        costs.append(seconds[1] - seconds[0])
    return statistics.median(costs), data


def without_others(folder):
    """A manifest of the clips that show nothing but the sector."""
    truth = json.loads((folder / "truth.json").read_text())["clips"]
    bare = {clip["id"] for clip in truth if clip.get("device", "").startswith("bare-")}
    head, clips = (folder / "manifest.yaml").read_text().split("\nclips:\n")
    kept = [clip for clip in clips.split("  - id: ")[1:] if clip.split("\n", 1)[0] in bare]
    (folder / "bare.yaml").write_text(head + "\nclips:\n" + "".join("  - id: " + clip for clip in kept))
    return len(kept)


with tempfile.TemporaryDirectory(prefix="sonoset-bench-") as name:
    scratch = pathlib.Path(name)
    sonoset("phantom", scratch / "screens", "--kind", "screens", "--clips", arguments.clips, "--subjects",
            max(2, arguments.clips // 2), "--seconds", 1, "--seed", arguments.seed)
    cost, data = cost_of(scratch / "screens" / "manifest.yaml", scratch, "screens")
    areas = 0
    for row in json.loads(sonoset("-C", data, "list", "clips", "--json"))["rows"]:
        areas += json.loads(sonoset("-C", data, "show", row["clip"], "--json"))["texts"]["areas"]
    print(f"{arguments.clips} screens: {areas} areas, {1000 * cost / areas:.0f} ms an area, "
          f"{1000 * cost / arguments.clips:.0f} ms a clip")
    sonoset("phantom", scratch / "scans", "--kind", "dataset", "--clips", arguments.clean * 2, "--subjects",
            arguments.clean, "--seconds", 1, "--seed", arguments.seed)
    clips = without_others(scratch / "scans")
    cost, data = cost_of(scratch / "scans" / "bare.yaml", scratch, "scans")
    print(f"{clips} clips without drawings: {1000 * cost / clips:.1f} ms a clip, of it the loading of Tesseract once")
