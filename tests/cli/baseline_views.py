#!/usr/bin/env python3
"""`baseline train --view masked|polar`: the views are trained on, kept apart, recorded with the model, and used by
`predict`, which finds the sector of what it is given; without sectors they are refused."""
import json
import subprocess

import yaml

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def probabilities(said):
    (row,) = said["files"]
    assert row["state"] == "answered", row
    return row["probabilities"]


with harness.Folder() as folder:
    data = folder / "data"
    sonoset("phantom", folder / "phantoms", "--subjects", "8", "--clips", "16", "--seconds", "1", "--size", "160x120")
    manifest = folder / "phantoms" / "manifest.yaml"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    sonoset("-C", data, "split", "main", "--folds", "2")
    train = ("-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1")

    run = sonoset(*train, "--view", "masked", expect=2)
    assert "needs the sectors" in run.stderr and "import --region auto" in run.stderr, run.stderr
    run = sonoset(*train, "--view", "whole", expect=2)
    assert "--view takes crop, masked or polar" in run.stderr, run.stderr

    sonoset("-C", data, "import", manifest, "--region", "auto")
    sonoset("-C", data, "split", "main", "--folds", "2", "--replace")
    runs = {view: sonoset.json(*train, "--view", view) for view in ("crop", "masked", "polar")}
    assert len({run["run"] for run in runs.values()}) == 3, "each view has its own run"
    for view, run in runs.items():
        model = json.loads((data / "baseline" / run["run"] / "model" / "model.json").read_text())
        assert (model["view"], model["sectors"]) == (view, True), model

    # The same clip within a larger black picture: the sector is found, and the model sees the same.
    entry = next(e for e in yaml.safe_load(manifest.read_text())["clips"] if "region" not in e)
    clip = folder / "phantoms" / entry["path"]
    wider = folder / "wider.mkv"
    subprocess.run(["ffmpeg", "-v", "error", "-i", clip, "-vf", "pad=iw+96:ih+64:40:24", "-c:v", "ffv1", wider],
                   check=True)
    for view, run in runs.items():
        model = data / "baseline" / run["run"]
        alone, within = (probabilities(sonoset.json("-C", data, "baseline", "predict", file, "--model", model))
                         for file in (clip, wider))
        assert max(abs(alone[name] - within[name]) for name in alone) < 0.1, (view, alone, within)
        (row,) = sonoset.json("-C", data, "baseline", "predict", wider, "--model", model, "--overlay",
                              folder / f"heat-{view}")["files"]
        assert 0 <= row["overlay"]["heat_outside"] <= 1 and 0 <= row["overlay"]["maxima_outside"] <= 1, row["overlay"]

print("masked and polar views are trained on and predicted with")
