#!/usr/bin/env python3
"""`baseline audit`: the verdict for a planted shortcut, for people on both sides of a fold, and for real signal."""
import json
import os
import re

import harness

arguments = harness.parse([("case", "honest")])
sonoset = harness.Sonoset(arguments.bin)
os.environ["OMP_WAIT_POLICY"] = "passive"
PERMUTATIONS = 20


def dataset(folder, label, subjects, clips):
    """Phantoms whose labels are `label(subject number, extension, diagnosis)`."""
    sonoset("phantom", folder / "clips", "--subjects", subjects, "--clips", clips, "--size", "128x96", "--seconds", "1")
    manifest = folder / "clips" / "manifest.yaml"
    head, *entries = re.split(r"(?m)^  - id: (?=s\d)", manifest.read_text())
    for i, entry in enumerate(entries):
        subject = int(re.search(r"subject: s(\d+)", entry)[1]) - 1
        extension = re.search(r"path: \S+\.(\w+)", entry)[1]
        value = label(subject, extension, re.search(r"diagnosis: ([\w-]+)", entry)[1])
        entries[i] = re.sub(r"labels: \{.*?\}", f"labels: {{diagnosis: {value}}}", entry)
    manifest.write_text(head + "".join("  - id: " + entry for entry in entries))
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    return data


def audit(data, split, expect):
    run = sonoset("-C", data, "baseline", "audit", "--split", split, "--network", "small", "--permutations",
                  PERMUTATIONS, "--json", expect=expect)
    result = json.loads(run.stdout)
    test = result["permutations"]
    assert test["n"] == PERMUTATIONS == len(test["balanced_accuracies"])
    reached = sum(value >= result["model"]["balanced_accuracy"] - 1e-9 for value in test["balanced_accuracies"])
    assert test["reached"] == reached and abs(test["p"] - (1 + reached) / (1 + PERMUTATIONS)) < 1e-6, test
    assert (result["verdict"]["verdict"] == "no") == (expect == 1), result["verdict"]
    folder = next((data / "baseline").glob(f"audit-{split}-*"))
    assert (folder / "audit.json").read_text() == run.stdout
    page = (folder / "audit.html").read_text()
    assert result["verdict"]["sentence"] in page and "<script" not in page and page.count("<svg") == 3
    return result


def reasons(result, leads_to):
    return [reason["text"] for reason in result["verdict"]["reasons"] if reason["leads_to"] == leads_to]


def shortcut(result, kind):
    return next(one for one in result["shortcuts"] if one["kind"] == kind and one["together"])


def the_shortcut(folder):
    """The label depends on the container and not on the lung: metadata alone predict it."""
    data = dataset(folder, lambda _, extension, __: "healthy" if extension in ("mp4", "mov", "gif") else "covid-19",
                   subjects=84, clips=84)
    sonoset("-C", data, "split", "main", "--folds", "5")
    result = audit(data, "main", expect=1)
    assert shortcut(result, "metadata")["accuracy"] == 1, result["shortcuts"]
    assert any("shortcut may explain" in text and "metadata alone" in text for text in reasons(result, "no")), result["verdict"]


def the_people(folder):
    """The label depends on the person and not on the lung: recognising people looks good with folds by clip."""
    data = dataset(folder, lambda subject, *_: ("healthy", "covid-19")[subject // 4 % 2], subjects=16, clips=96)
    sonoset("-C", data, "split", "main", "--folds", "4")
    sonoset("-C", data, "split", "leaky", "--folds", "4", "--by", "clip", expect=None)
    result = audit(data, "main", expect=1)
    assert result["gap_points"]["clip"] > 15, result["groupings"]
    assert result["gap_points"]["frame"] > 15, result["groupings"]
    assert any("points better" in text for text in reasons(result, "yes")), result["verdict"]
    assert any("no better than chance" in text for text in reasons(result, "no")), result["verdict"]
    assert "16 subjects exchange the labels of all their clips" in result["permutations"]["how"]
    by_source = next(one for one in result["groupings"] if one["by"] == "source")
    assert "cannot fill 4 folds" in by_source["impossible"], by_source
    leaky = audit(data, "leaky", expect=1)
    assert leaky["leaks"] and any("grouped by clip" in text for text in reasons(leaky, "no")), leaky["verdict"]
    assert leaky["model"]["balanced_accuracy"] > result["model"]["balanced_accuracy"] + 0.15, "leaks raise the accuracy"


def the_honest(folder):
    """The label is the state of the lung: nothing else explains the result. The audit is deterministic."""
    data = dataset(folder, lambda _, __, diagnosis: diagnosis, subjects=84, clips=84)
    sonoset("-C", data, "split", "main", "--folds", "5")
    result = audit(data, "main", expect=0)
    assert result["verdict"]["verdict"] == "yes", result["verdict"]
    assert result["model"]["balanced_accuracy"] > 0.9 and result["permutations"]["reached"] == 0
    for kind in ("metadata", "source", "border"):
        assert shortcut(result, kind)["balanced_accuracy"] < 0.45, (kind, result["shortcuts"])
    evaluations = (data / "evaluations.jsonl").read_text()
    # The split's folds, and three draws of the folds by frame, clip and subject.
    assert evaluations.count("\n") == 5 + 3 * 3 * 5, evaluations
    assert audit(data, "main", expect=0) == result
    assert (data / "evaluations.jsonl").read_text() == evaluations, "the same audit again is not counted"
    words = ("-C", data, "baseline", "audit", "--split", "main", "--network", "small")
    assert "at least 20" in sonoset(*words, "--permutations", "19", expect=2).stderr


with harness.Folder() as place:
    {"shortcut": the_shortcut, "people": the_people, "honest": the_honest}[arguments.case](place)
print(f"{arguments.case}: the verdict is correct")
