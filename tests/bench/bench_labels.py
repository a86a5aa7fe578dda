#!/usr/bin/env python3
"""Plants label errors; prints the share of them in the first tenth of `baseline labels`. Exits with 1 below 80%."""
import os
import random
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import harness

arguments = harness.parse([("clips", "420"), ("subjects", "210"), ("wrong", "0.05"), ("seed", "1")])
os.environ["OMP_WAIT_POLICY"] = "passive"
sonoset = harness.Sonoset(arguments.bin)
CLASSES = ("bacterial-pneumonia", "covid-19", "healthy", "viral-pneumonia")


def plant(manifest):
    """Gives a share of the clips a wrong label; returns their ids."""
    head, *entries = re.split(r"(?m)^  - id: (?=s\d)", manifest.read_text())
    chosen = random.Random(int(arguments.seed))
    planted = set()
    for number in chosen.sample(range(len(entries)), round(len(entries) * float(arguments.wrong))):
        label = re.search(r"diagnosis: ([\w-]+)", entries[number])[1]
        other = chosen.choice([name for name in CLASSES if name != label])
        entries[number] = entries[number].replace(f"diagnosis: {label}", f"diagnosis: {other}")
        planted.add(entries[number].split()[0])
    manifest.write_text(head + "".join("  - id: " + entry for entry in entries))
    return planted


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", arguments.subjects, "--clips", arguments.clips, "--size", "128x96",
            "--seconds", "1")
    planted = plant(folder / "clips" / "manifest.yaml")
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
    sonoset("-C", data, "split", "main", "--folds", "5", expect=None)
    start = time.monotonic()
    sonoset("-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1", timeout=7200)
    print(f"training took {time.monotonic() - start:.0f} s")
    result = sonoset.json("-C", data, "baseline", "labels", expect=1)
    ranking = [clip["clip"] for clip in result["clips"]]
    tenth = set(ranking[:len(ranking) // 10])
    flagged = {clip["clip"] for clip in result["clips"] if clip["flagged"]}
    found = len(planted & tenth) / len(planted)
    print(f"{len(ranking)} clips, {len(planted)} wrong labels: {found:.0%} in the first tenth of the ranking; "
          f"{len(flagged)} flagged, {len(flagged & planted)} of them wrong")
    listed = sonoset.json("-C", data, "list", "findings", "--where", "code=label-issue", "--limit", "0")["rows"]
    assert {row["id"] for row in listed} == flagged, "exactly the flagged clips have a finding"
sys.exit(found < 0.8)
