#!/usr/bin/env python3
"""Every format gives the same bytes: exported twice, linked where it can be, and from datasets that were imported with
one worker or four."""
import re

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
help_text = sonoset("export", "--help").stdout
listed = re.search(r"^Formats:\n(.*?)\n\n", help_text, re.M | re.S).group(1)
formats = dict(re.findall(r"^  ([a-z]+) +(.*(?:\n {5,}.*)*)", listed, re.M))
formats = {name: " ".join(about.split()) for name, about in formats.items()}
formats.pop("index")
assert {"csv", "jsonl", "imagefolder", "huggingface", "coco", "monai", "seed"} <= set(formats), formats

with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "6", "--clips", "8", "--seconds", "1",
            "--size", "128x128")
    datasets = {}
    for jobs in ("1", "4"):
        data = datasets[jobs] = folder / f"data-{jobs}"
        sonoset("init", data)
        sonoset("-C", data, "import", folder / "clips" / "manifest.yaml", "--jobs", jobs, "--max-frames", "2")
        sonoset("-C", data, "split", "main", "--folds", "3")
    named = ["--split", "main", "--licences", "any", "--names", "train=0", "val=1", "test=2"]
    for name, about in formats.items():
        first = folder / f"{name}-first"
        sonoset("-C", datasets["1"], "export", name, first, *named)
        expected = harness.files_digest(first)
        sums = dict(line.split("  ", 1)[::-1] for line in (first / "SHA256SUMS").read_text().splitlines())
        assert sums == {file: digest for file, digest in expected.items() if file != "SHA256SUMS"}, name
        again = {"again": ("1", []), "workers": ("4", [])}
        if "no --link" not in about:
            again["linked"] = ("1", ["--link"])
        for what, (jobs, words) in again.items():
            other = folder / f"{name}-{what}"
            sonoset("-C", datasets[jobs], "export", name, other, *named, *words)
            assert harness.files_digest(other) == expected, f"{name}, {what}: other bytes"
        if "no --size" not in about:
            sized = [folder / f"{name}-sized-{n}" for n in range(2)]
            for place in sized:
                sonoset("-C", datasets["1"], "export", name, place, *named, "--size", "32x32")
            assert harness.files_digest(sized[0]) == harness.files_digest(sized[1]), f"{name}, --size: other bytes"
print(f"{', '.join(formats)} give the same bytes")
