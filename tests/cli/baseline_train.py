#!/usr/bin/env python3
"""baseline train from the outside: a small network on phantoms. It is deterministic; an interrupted run continues with
the same result and evaluates no test fold twice; errors are reported."""
import json
import signal
import time

import harness

FILES = ["metrics.json", "predictions.csv", "predictions-clips.csv", "model/model.json"]


def dataset(folder, sonoset, name):
    data = folder / name
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
    sonoset("-C", data, "split", "main", "--folds", "3")
    return data


def outputs(data):
    [run] = [path for path in (data / "baseline").iterdir() if path.is_dir()]
    models = sorted((run / "model").glob("fold-*.safetensors"))
    assert len(models) == 3, models
    return {name: (run / name).read_bytes() for name in FILES} | {m.name: m.read_bytes() for m in models}


def evaluations(data):
    file = data / "evaluations.jsonl"
    if not file.exists():
        return []
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    return [(line["repeat"], line["fold"]) for line in lines]


def interrupted(sonoset, words, data, env):
    """Presses Ctrl-C when the first fold is finished; returns the exit code."""
    run = sonoset.start(*words, env=env)
    while run.poll() is None and not evaluations(data):
        time.sleep(0.02)
    time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    return run.wait(timeout=120)


def labels_are_doubted(sonoset, data, run):
    """Labels flagged by `labels` are findings, which survive imports and are not part of the dataset's digest."""
    digest = sonoset.digest(data)
    shown = sonoset.json("-C", data, "baseline", "labels", "--dry-run", expect=None)
    flagged = sorted(clip["clip"] for clip in shown["clips"] if clip["flagged"])

    def found():
        return [row["id"] for row in sonoset.json("-C", data, "list", "findings", "--where", "code=label-issue")["rows"]]

    assert found() == [] and shown["run"] == run and shown["added"] == len(flagged), shown
    margins = [clip["margin"] for clip in shown["clips"]]
    assert len(margins) == 24 and margins == sorted(margins), "the most doubtful first"
    assert not (flagged and shown["cannot_judge"]), "models at chance level flag nothing"
    text = sonoset("-C", data, "baseline", "labels", run, expect=1 if flagged or shown["cannot_judge"] else 0).stdout
    assert ("cannot judge labels" in text) == bool(shown["cannot_judge"]), text
    assert found() == flagged
    sonoset("-C", data, "import", data.parent / "clips" / "manifest.yaml")
    assert found() == flagged and sonoset.digest(data) == digest
    assert f"finished runs: {run}" in sonoset("-C", data, "baseline", "labels", "none", expect=2).stderr


def main():
    args = harness.parse()
    sonoset = harness.Sonoset(args.bin)
    with harness.Folder() as folder:
        sonoset("phantom", folder / "clips", "--subjects", 12, "--clips", 24, "--seconds", 1, "--size", "160x120")
        env = harness.environment(SONOSET_WEIGHTS=str(folder / "none"))
        words = ["baseline", "train", "--split", "main", "--repeats", 1]

        first = dataset(folder, sonoset, "first")
        said = sonoset.json("-C", first, *words, env=env)
        assert said["clips"] == 24 and said["test_set_evaluations"] == 3, said
        assert 0 <= said["frame_accuracy"] <= 1, said
        page = (first / "baseline" / said["run"] / "report.html").read_text()
        assert "<html" in page and "http-equiv" in page, "the report is one self-contained page"
        metrics = json.loads((first / "baseline" / said["run"] / "metrics.json").read_text())
        assert abs(metrics["frame"]["accuracy"]["value"] - said["frame_accuracy"]) < 1e-6

        # Again: no test fold is evaluated, nothing changes.
        before = outputs(first)
        sonoset("-C", first, *words, env=env)
        assert outputs(first) == before and len(evaluations(first)) == 3

        second = dataset(folder, sonoset, "second")
        assert interrupted(sonoset, ["-C", second, *words], second, env) == 1
        assert 0 < len(evaluations(second)) < 3, evaluations(second)
        sonoset("-C", second, *words, env=env)
        assert outputs(second) == before, "an interrupted run gives the same result"
        assert sorted(evaluations(second)) == [(0, 0), (0, 1), (0, 2)], "no test fold is evaluated twice"

        labels_are_doubted(sonoset, first, said["run"])
        sonoset("-C", first, "fsck")
        other = sonoset("-C", first, "baseline", "train", "--split", "none", expect=2, env=env)
        assert "no split 'none'" in other.stderr, other.stderr
        other = sonoset("-C", first, *words, "--classes", "healthy,cold", expect=2, env=env)
        assert "'cold'" in other.stderr and "labels in use:" in other.stderr, other.stderr
        other = sonoset("-C", first, *words, "--network", "mobilenet-v2", expect=2, env=env)
        assert "baseline weights fetch mobilenet-v2" in other.stderr, other.stderr
        other = sonoset("-C", first, *words, "--where", "probe", expect=2, env=env)
        assert "COLUMN=VALUE" in other.stderr, other.stderr


main()
