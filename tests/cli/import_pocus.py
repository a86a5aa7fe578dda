#!/usr/bin/env python3
"""The real POCUS clips: all that are present are imported, missing objects are reported, and no split leaks."""
import csv
import hashlib

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
pocus = harness.shared(arguments.source) / "pocus"
there = {hashlib.sha256(p.read_bytes()).hexdigest() for p in pocus.glob("pocus_*/**/*.*") if p.is_file()}
assert len(there) == 138

with harness.Folder() as folder:
    data = folder / "data"
    sonoset("init", data)
    summary = sonoset.json("-C", data, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror", pocus,
                           "--offline", expect=1)
    assert (summary["clips"], summary["done"], len(summary["failures"])) == (162, 138, 24), summary
    assert {failure["code"] for failure in summary["failures"]} == {"object-missing"}
    assert all(failure["message"] and failure["next"] for failure in summary["failures"])
    assert sorted(path.name for path in data.glob("objects/*/*")) == sorted(there)
    clips = sonoset.json("-C", data, "list", "clips", "--limit", 0)["rows"]
    assert sum(clip["frames"] for clip in clips) == sonoset.json("-C", data, "status")["frames"]
    assert all(clip["frames"] > 0 for clip in clips if clip["state"] == "done")
    sonoset("-C", data, "fsck", "--deep")

    subject = sonoset.json("-C", data, "split", "main", "--folds", 5)
    sonoset("-C", data, "export", "csv", folder / "out", "--split", "main", "--licences", "any")
    with open(folder / "out" / "frames.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    # Rows that share a value in any of these columns share a fold.
    for column in ("subject", "case", "object", "url", "group"):
        folds = {}
        for row in rows:
            if row[column]:
                folds.setdefault(row[column], set()).add(row["fold"])
        leaks = {key: value for key, value in folds.items() if len(value) > 1}
        assert not leaks, (column, leaks)
    assert {row["fold"] for row in rows} == set("01234"), "a fold is empty"
    by_clip = sonoset.json("-C", data, "split", "by-clip", "--folds", 5, "--by", "clip")
    print("by subject:", subject["leaks"])
    print("by clip:   ", by_clip["leaks"])
    assert subject["leaks"]["frames"] == 0
    assert by_clip["leaks"]["frames"] > 0, "by clip, subjects must be split over folds"
