#!/usr/bin/env python3
"""`export --croissant`: croissant.json that npm's jsonld expands without network and that keeps the specifications' rules."""
import json

import yaml

import harness
from export_checks import check_breakages, croissant

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
expand = croissant.expander(arguments.source)
if expand is None:
    print("without jsonld: tests/web has no Node modules (./tools/test installs them)")

with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "4", "--clips", "6", "--seconds", "1",
            "--size", "128x96")
    # Texts of others stay texts.
    file = folder / "clips" / "manifest.yaml"
    manifest = yaml.safe_load(file.read_text())
    hostile = '"}], "@id": "x", \\ </script> {{'
    manifest["sources"][0]["citation"] = hostile
    manifest["sources"][0]["title"] = '@id: "rai:dataBiases"'
    manifest["clips"][0]["licence"] = "LicenseRef-Phantom-Research"
    del manifest["clips"][1]["subject"]
    file.write_text(yaml.safe_dump(manifest, sort_keys=False))
    datasets = [folder / "jobs-1", folder / "jobs-4"]
    for data in datasets:
        sonoset("init", data)
        sonoset("-C", data, "import", file, "--jobs", data.name[-1])
        sonoset("-C", data, "split", "main", "--folds", "3")
    named = ["--split", "main", "--licences", "any", "--names", "train=0", "val=1", "test=2"]
    exports = {"croissant": ["croissant", *named], "csv": ["csv", *named, "--croissant"],
               "folds": ["jsonl", "--split", "main", "--licences", "any", "--croissant", "--link"],
               "tar": ["webdataset", *named, "--croissant", "--shard-size", "0.1"],
               "video": ["clips", "--licences", "any", "--croissant", "--jobs", "2"],
               "sized": ["csv", "--size", "32x32", "--croissant", "--licences", "any"]}
    for name, words in exports.items():
        sonoset("-C", datasets[0], "export", words[0], folder / name, *words[1:])
        found = croissant.problems(folder / name, expand)
        assert not found, (name, found)

    # `croissant` is csv with the option; the same bytes with any number of workers; nothing more without the option.
    first = harness.files_digest(folder / "croissant")
    assert harness.files_digest(folder / "csv") == first, "not the same bytes"
    sonoset("-C", datasets[1], "export", "croissant", folder / "workers", *named)
    assert harness.files_digest(folder / "workers") == first, "not the same bytes"
    sonoset("-C", datasets[0], "export", "csv", folder / "plain", *named)
    assert first.keys() - harness.files_digest(folder / "plain").keys() == {"croissant.json", "files.csv"}

    document = json.loads((folder / "croissant" / "croissant.json").read_text())
    assert document["citeAs"] == hostile, document["citeAs"]
    assert {"@type": "sc:CreativeWork", "name": "LicenseRef-Phantom-Research"} in document["license"]
    assert "https://spdx.org/licenses/CC-BY-4.0.html" in document["license"]
    assert "1 have no known subject" in document["rai:dataCollectionMissingData"], document
    assert any("was not looked for" in text for text in document["rai:personalSensitiveInformation"])
    splits = croissant.set_of(document, "splits")
    assert splits["data"][0] == {"splits/name": "train", "splits/url": "cr:TrainingSplit"}, splits
    folds = croissant.set_of(json.loads((folder / "folds" / "croissant.json").read_text()), "splits")
    assert [row["splits/name"] for row in folds["data"]] == ["fold-0", "fold-1", "fold-2"], folds

    # The checker notices broken files, with jsonld and mostly without.
    if expand:
        check_breakages(croissant.BREAKAGES, folder / "croissant", lambda copy: croissant.problems(copy, expand))

    run = sonoset("-C", datasets[0], "export", "index", folder / "no", "--croissant", expect=2)
    assert "--croissant does not apply" in run.stderr, run.stderr
print("Croissant files keep the rules")
