#!/usr/bin/env python3
"""A run of `baseline train` records the path of its weights, which are checked before use; on an ordinal axis it reports
the quadratic-weighted kappa. Models at chance level flag no label."""
import csv
import json
import os
import random
import re
import shutil

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
shared = harness.shared(arguments.source)
weights = shared / "weights" / "mobilenet_v2_1.0_224_quant.tflite"

with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", 12, "--clips", 24, "--seconds", 1, "--size", "160x120")
    manifest = folder / "clips" / "manifest.yaml"
    dice = random.Random(1)
    manifest.write_text(re.sub(r'severity: "\d"', lambda _: f'severity: "{dice.randrange(4)}"', manifest.read_text()))
    nowhere = harness.environment(SONOSET_WEIGHTS=str(folder / "none"))
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    sonoset("-C", data, "split", "main", "--folds", 2)
    clip = next((folder / "clips" / "clips").iterdir())
    kept = folder / "kept.tflite"
    shutil.copy(weights, kept)

    # The weights are found at the run's path, which is stored as an absolute path.
    run = sonoset.json("-C", data, "baseline", "train", "--split", "main", "--repeats", 1, "--weights",
                       os.path.relpath(kept), env=nowhere)["run"]
    record = json.loads((data / "baseline" / run / "run.json").read_text())
    assert record["weights"] == str(kept) and record["weights_sha256"], record
    said = sonoset.json("-C", data, "baseline", "predict", clip, env=nowhere)
    assert said == sonoset.json("-C", data, "baseline", "predict", clip, "--weights", weights, env=nowhere)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    failed = sonoset("-C", data, "baseline", "predict", clip, env=nowhere, expect=2).stderr
    assert str(kept) in failed and "--weights" in failed, failed
    kept.unlink()
    failed = sonoset("-C", data, "baseline", "predict", clip, env=nowhere, expect=2).stderr
    assert str(kept) in failed and "--weights" in failed, failed
    sonoset("-C", data, "baseline", "predict", clip, "--weights", weights, env=nowhere)

    # Cohen's kappa with squared distances, from the predictions themselves.
    metrics = json.loads((data / "baseline" / run / "metrics.json").read_text())
    assert "quadratic_weighted_kappa" not in metrics["video"], "diagnoses have no order"
    sonoset("-C", data, "split", "severity", "--folds", 2, "--axis", "severity")
    run = sonoset.json("-C", data, "baseline", "train", "--split", "severity", "--repeats", 1, "--network", "small")["run"]
    metrics = json.loads((data / "baseline" / run / "metrics.json").read_text())
    with open(data / "baseline" / run / "predictions-clips.csv", newline="") as file:
        rows = [(int(row["label"]), int(row["predicted"])) for row in csv.DictReader(file)]
    seen = sum((a - b) ** 2 for a, b in rows) * len(rows)
    by_chance = sum((a - b) ** 2 for a, _ in rows for _, b in rows)
    expected = 1 - seen / by_chance if by_chance else None
    value = metrics["video"]["quadratic_weighted_kappa"]["value"]
    assert value == expected or abs(value - expected) < 1e-5, (value, expected, rows)
    assert "quadratic-weighted kappa" in (data / "baseline" / run / "report.html").read_text()

    # Random labels cannot be predicted, so none of them is flagged.
    said = sonoset.json("-C", data, "baseline", "labels", run, expect=1)
    assert said["cannot_judge"] and not any(row["flagged"] for row in said["clips"]), said["cannot_judge"]
    assert sonoset.json("-C", data, "list", "findings", "--where", "code=label-issue")["rows"] == []
    text = sonoset("-C", data, "baseline", "labels", run, expect=1).stdout
    assert f"run {run} cannot judge labels: " in text and "no findings recorded" in text, text
print("a run records its weights, and models at chance level flag no label")
