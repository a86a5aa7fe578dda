#!/usr/bin/env python3
"""Splits: test sets, several axes, weights, unknown subjects, what was not checked, unknown axes, --keep, folds from a file, exporting a stale split,
removal, and rebuilding from decisions."""
import csv
import json
import shutil

import harness
import yaml

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def refused(*words, says):
    run = sonoset(*words, expect=2)
    for word in [says] if isinstance(says, str) else says:
        assert word in run.stderr, f"{words}: {word!r} is not in {run.stderr!r}"


def lines(data):
    return [json.loads(line) for line in (data / "decisions.jsonl").read_text().splitlines()]


def folds_of(data, name):
    return {clip: group["fold"] for group in sonoset.json("-C", data, "show", name)["groups"] for clip in group["clips"]}


with harness.Folder() as folder:
    # Twelve subjects of one source, two clips each; more come later, one of an unknown subject.
    sonoset("phantom", folder / "made", "--kind", "dataset", "--subjects", "26", "--clips", "26", "--seconds", "1", "--size",
            "128x96")
    media = [clip["path"] for clip in yaml.safe_load((folder / "made" / "manifest.yaml").read_text())["clips"]]

    def entry(i, **changes):
        value = {"id": f"c{i:02}", "source": "ward", "path": media[i], "subject": f"p{i // 2:02}", "probe": "convex",
                 "labels": {"diagnosis": ["healthy", "covid-19"][i // 2 % 2]}, **changes}
        return {key: item for key, item in value.items() if item is not None}

    def write(clips):
        sources = [{"id": "ward", "title": "Ward", "licence": "CC0-1.0"}]
        path = folder / "made" / "wards.yaml"
        path.write_text(yaml.safe_dump({"format": 1, "name": "wards", "title": "Wards", "taxonomy": "lung-ultrasound",
                                        "sources": sources, "clips": clips}, sort_keys=False))
        return path

    data = folder / "my data"
    sonoset("init", data)
    clips = [entry(i) for i in range(24)]
    sonoset("-C", data, "import", write(clips), "--rate", "1", expect=None)
    assert sonoset.json("-C", data, "status")["clips_by_state"]["done"] == 24

    # The report lists what was not checked and does not claim that nothing leaks.
    text = sonoset("-C", data, "split", "main", "--folds", "3").stdout
    assert "Nothing leaks" not in text and "No leaks found. Checked: objects, URLs, subjects" in text, text
    assert "Not checked: " in text and "re-encoded copies." in text, text

    # An axis that there is not: in every verb that takes one.
    axes = ["unknown axis 'severty'; use one of: diagnosis", "severity"]
    refused("-C", data, "split", "typo", "--axis", "severty", says=axes)
    refused("-C", data, "export", "csv", folder / "typo", "--axis", "severty", says=axes)
    assert [row["split"] for row in sonoset.json("-C", data, "list", "splits")["rows"]] == ["main"]

    # So is a filter that asks for what there is not; one that finds nothing is no mistake.
    for kind, where, says in (("clips", "state=faild", "unknown state 'faild'; use one of: planned"),
                              ("clips", "source=wrad", "no source 'wrad' in the dataset"),
                              ("clips", "subject=p99", "no subject 'p99'"), ("frames", "clip=c77", "no clip 'c77'"),
                              ("clips", "diagnosis=covid", "unknown diagnosis 'covid'; use one of: "),
                              ("labels", "axis=diagnose", "unknown axis 'diagnose'; use one of: "),
                              ("findings", "code=dark", "unknown code 'dark'"), ("splits", "split=no", "no split 'no'"),
                              ("links", "kind=twin", "unknown kind 'twin'")):
        refused("-C", data, "list", kind, "--where", where, says=says)
    assert sonoset.json("-C", data, "list", "clips", "--where", "state=failed")["rows"] == []

    # Made again with its own options unless told otherwise.
    sonoset("-C", data, "split", "by-case", "--folds", "4", "--by", "clip", "--seed", "7")
    before = folds_of(data, "by-case")
    again = sonoset.json("-C", data, "split", "by-case")
    assert (again["by"], again["seed"], len(again["folds"])) == ("clip", 7, 4) and folds_of(data, "by-case") == before
    refused("-C", data, "split", "by-case", "--folds", "3",
            says=["4 folds by clip", f"sonoset -C '{data}' split by-case --folds 3 --replace"])
    replaced = sonoset.json("-C", data, "split", "by-case", "--folds", "3", "--replace")
    assert (replaced["by"], len(replaced["folds"])) == ("clip", 3)
    leaking = [key for key in replaced["leaks"]["keys"] if key["kind"] == "subject"]
    assert leaking and all(len(key["folds"]) > 1 and key["frames"] > 0 and not key["possible"] for key in leaking)
    assert "subject wards/p" in sonoset("-C", data, "split", "by-case").stdout

    # Making, replacing and removing are decisions; repeating is not.
    kinds = [(line["kind"], line["what"]["name"]) for line in lines(data)]
    assert kinds == [("split", "main"), ("split", "by-case"), ("split", "by-case")], kinds
    sonoset("-C", data, "split", "by-case", "--remove", "--why", "it leaks")
    refused("-C", data, "split", "by-case", "--remove", says="no split 'by-case'")
    assert lines(data)[-1]["kind"] == "remove-split" and lines(data)[-1]["why"] == "it leaks"

    # A clip of an unknown subject may be of any person of its source.
    sonoset("-C", data, "import", write(clips + [entry(24, subject=None)]), "--rate", "1", expect=None)
    finding = sonoset.json("-C", data, "list", "findings", "--where", "code=unknown-subject")["rows"]
    assert [row["id"] for row in finding] == ["c24"] and "any person of source 'ward'" in finding[0]["message"], finding
    unknown = sonoset.json("-C", data, "split", "unknown", "--folds", "3")
    own = folds_of(data, "unknown")["c24"]
    others = sum(fold["frames"] for fold in unknown["folds"] if fold["fold"] != own)
    alone = sonoset.json("-C", data, "list", "clips", "--where", "clip=c24")["rows"][0]["frames"]
    assert unknown["leaks"]["possible_leak_frames"] == others + alone > 0 == unknown["leaks"]["frames"], unknown
    text = sonoset("-C", data, "split", "unknown").stdout
    assert "may leak: 1 clip has neither subject nor case and may show any person of its source" in text, text
    for words in (["--unknown", "leave-out"], ["--leave-out-unknown"]):
        out = sonoset.json("-C", data, "split", "-".join(["out", *words]).replace("--", ""), "--folds", "3", *words)
        assert out["unknown"] == "leave-out" and out["leaks"]["possible_leak_frames"] == 0 and out["all"]["clips"] == 24
    refused("-C", data, "split", "join", "--folds", "3", "--unknown", "join",
            says="1 group cannot fill 3 folds: the largest has 25 of 25 clips, held together by same-source wards/ward")
    refused("-C", data, "split", "join", "--unknown", "maybe", says="together, join or leave-out")

    # --keep moves only what must move and reports the cost.
    old = folds_of(data, "main")
    refused("-C", data, "export", "csv", folder / "no", "--split", "main",
            says=["1 clip added (c24)", f"'sonoset -C '{data}' split main'", "--keep"])
    kept = sonoset.json("-C", data, "split", "main", "--keep")
    assert kept["kept"]["placed"] == ["c24"] and kept["kept"]["moved"] == [] and kept["kept"]["clips"] == 24, kept["kept"]
    now = folds_of(data, "main")
    assert {clip: fold for clip, fold in now.items() if clip != "c24"} == old
    clips = [entry(i) for i in range(24)] + [entry(24, subject=None)]
    one, other = next((a, b) for a in range(0, 24, 2) for b in range(0, 24, 2) if now[f"c{a:02}"] < now[f"c{b:02}"])
    clips[other]["subject"] = clips[one]["subject"]  # one clip turns out to be of another subject
    clips[other + 1]["subject"] = clips[one]["subject"]
    clips.append(entry(25, subject=clips[one]["subject"]))
    sonoset("-C", data, "import", write(clips), "--rate", "1", expect=None)
    text = sonoset("-C", data, "split", "main", "--keep").stdout
    assert "Balance: chi-square" in text and "1 added, 2 moved" in text, text
    assert f"merged with a group of another fold: c{other:02}, c{other + 1:02}" in text, text
    moved = {clip for clip, fold in folds_of(data, "main").items() if clip in now and now[clip] != fold}
    assert moved == {f"c{other:02}", f"c{other + 1:02}"}, moved
    refused("-C", data, "split", "main", "--keep", "--folds", "4", says="--folds cannot be used with --keep")
    refused("-C", data, "split", "nobody", "--keep", says="no split 'nobody' to keep")

    # If only labels changed, --stale exports the split as it is, with a warning.
    sonoset("-C", data, "label", "c00", "diagnosis", "viral-pneumonia", "--why", "PCR", "--by", "a")
    refused("-C", data, "export", "csv", folder / "no", "--split", "main", says=["1 clip changed label (c00)", "--stale"])
    out = sonoset("-C", data, "export", "csv", folder / "stale", "--split", "main", "--stale").stdout
    assert "split 'main' is stale: 1 clip changed label (c00)" in out, out
    noted = json.loads((folder / "stale" / "dataset.json").read_text())["split"]
    assert noted["stale"] == "1 clip changed label (c00)", noted
    refused("-C", data, "export", "csv", folder / "no", "--split", "unknown", "--stale", says="1 clip added (c25)")

    # Folds made elsewhere: by clip, by path, by a frame of our export.
    theirs = folder / "folds.csv"

    def deal(rows, head="clip,split"):
        theirs.write_text(head + "\n" + "".join(",".join(row) + "\n" for row in rows))

    names = ["train", "train", "val", "test"]
    deal([("c00", "test"), *((f"c{i:02}", names[i // 2 % 4]) for i in range(1, 24))])
    taken = sonoset("-C", data, "split", "theirs", "--from", theirs, "--json", expect=1)
    taken = json.loads(taken.stdout)
    assert [fold["name"] for fold in taken["folds"]] == ["train", "val", "test"], taken["folds"]
    assert taken["leaks"]["frames"] > 0 and "2 clips left out: not in" in " ".join(taken["warnings"]), taken
    clips = [entry(i) for i in range(24)]
    sonoset("-C", data, "import", write(clips), "--rate", "1", expect=None)
    deal([(f"c{i:02}", names[i // 2 % 4]) for i in range(24)])
    clean = sonoset.json("-C", data, "split", "theirs", "--from", theirs)
    assert clean["leaks"]["frames"] == 0 and clean["file"] == "folds.csv", clean
    sonoset("-C", data, "export", "csv", folder / "out", "--split", "theirs")
    with open(folder / "out" / "frames.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["fold"], row["split"]) for row in rows} == {("0", "train"), ("1", "val"), ("2", "test")}
    assert all(row["split"] == names[int(row["clip"][1:]) // 2 % 4] for row in rows)
    by_clip = folds_of(data, "theirs")
    for head, cell in (("path,fold", lambda i: clips[i]["path"]), ("path,fold", lambda i: clips[i]["path"].split("/")[-1]),
                       ("fold,path", lambda i: f"/data/frames/c{i:02}/000001.png")):
        values = [(cell(i), str(by_clip[f"c{i:02}"])) for i in range(24)]
        deal([row if head.startswith("path") else row[::-1] for row in values], head)
        sonoset("-C", data, "split", "numbers", "--from", theirs)
        assert folds_of(data, "numbers") == by_clip
    deal([("c00", "train"), ("c77", "val")])
    refused("-C", data, "split", "bad", "--from", theirs, says="folds.csv:3: no clip 'c77'")
    deal([("c00", "train"), ("c01", "val"), ("c00", "val")])
    refused("-C", data, "split", "bad", "--from", theirs,
            says="folds.csv:4: clip 'c00' is in fold 'val' here, but in 'train' on line 2")
    deal([("c00", "1")], "clip,part")
    refused("-C", data, "split", "bad", "--from", theirs, says="folds.csv:1: needs a column 'split' or 'fold'")
    deal([("c00", "1")], "file,fold")
    refused("-C", data, "split", "bad", "--from", theirs, says="folds.csv:1: needs a column 'clip' or 'path'")
    refused("-C", data, "split", "bad", "--from", folder / "absent.csv", says="absent.csv")
    refused("-C", data, "split", "theirs", says=["folds from 'folds.csv'", "--replace"])
    refused("-C", data, "split", "main", "--from", theirs, says="--replace")

    # A test set beside the folds. It has whole subjects, is exported as "test", and stays as it is.
    def test_of(name):
        return {clip for clip, fold in folds_of(data, name).items() if fold == shown["folds"] - 1}

    text = sonoset("-C", data, "split", "tested", "--folds", "3", "--test", "0.25").stdout
    assert "3 folds and a test set by subject" in text and "even share (1/3)" in text, text
    shown = sonoset.json("-C", data, "show", "tested")
    assert shown["fold_names"] == ["fold-0", "fold-1", "fold-2", "test"] and shown["test"] == 0.25, shown
    first = test_of("tested")
    assert len(first) == 6, first
    sonoset("-C", data, "export", "csv", folder / "tested", "--split", "tested", "--names", "train=0,1", "val=2")
    with open(folder / "tested" / "frames.csv", newline="") as file:
        assert {row["clip"] for row in csv.DictReader(file) if row["split"] == "test"} == first
    refused("-C", data, "export", "csv", folder / "no", "--split", "tested", "--names", "train=0,1", "test=2",
            says="the split has a test set named 'test' already")

    # A new clip of a subject of the test set is in no fold; the split still fits, until another clip is added.
    number = int(min(first)[1:])
    linked = entry(24, subject=f"p{number // 2:02}")
    sonoset("-C", data, "import", write(clips + [linked]), "--rate", "1", expect=None)
    assert sonoset.json("-C", data, "show", "tested")["stale"] == ""
    for words in (["--keep"], [], ["--folds", "3"]):
        again = sonoset.json("-C", data, "split", "tested", *words)
        assert test_of("tested") == first and again["kept_from_test"] == ["c24"], again
        assert again["leaks"]["frames"] == 0 and "--extend-test" in " ".join(again["warnings"]), again
    extended = sonoset.json("-C", data, "split", "tested", "--keep", "--extend-test")
    assert test_of("tested") == first | {"c24"} and extended["kept_from_test"] == [], extended
    sonoset("-C", data, "import", write(clips), "--rate", "1", expect=None)
    gone = sonoset.json("-C", data, "split", "tested", "--folds", "4", "--replace")
    shown = sonoset.json("-C", data, "show", "tested")
    assert test_of("tested") == first and "1 clip is no longer in the test set" in " ".join(gone["warnings"]), gone
    other = sonoset.json("-C", data, "split", "tested", "--test", "0.4", "--replace")
    assert len(test_of("tested")) in (8, 10, 12) and other["test"] == 0.4, other
    plain = sonoset.json("-C", data, "split", "tested", "--test", "0", "--replace")
    assert plain["test"] is None and len(plain["folds"]) == 4, plain
    refused("-C", data, "split", "tested", "--extend-test", says="the split has no test set")
    refused("-C", data, "split", "no", "--test", "0.7", says="--test must be a share from 0")
    refused("-C", data, "split", "no", "--folds", "12", "--test", "0.1",
            says="12 groups cannot fill 12 folds and a test set: the largest has 2 of 24 clips")

    # Subjects held out, two axes, weights.
    held = sonoset.json("-C", data, "split", "held", "--folds", "2", "--holdout", "subject=p03", "--holdout", "subject=p05",
                        "--axis", "diagnosis", "--axis", "severity", "--balance", "source,probe=2")
    shown = sonoset.json("-C", data, "show", "held")
    assert test_of("held") == {"c06", "c07", "c10", "c11"}, held
    assert held["axes"] == ["diagnosis", "severity"] and held["axis"] == "diagnosis", held
    assert [(one["what"], one["weight"]) for one in held["balance"]] == [
        ("diagnosis", 1), ("severity", 1), ("clips", 1), ("frames", 1), ("source", 1), ("probe", 2)], held["balance"]
    assert held["balance"][1]["largest"] is None, "no clip has a severity"
    assert all(0 <= one["mean"] <= one["largest"] <= 1 for one in held["balance"] if one["what"] != "severity")
    assert shown["stale"] == "", shown
    refused("-C", data, "split", "no", "--holdout", "source=bedside",
            says="no clip with frames has source 'bedside'; there are: ward")
    refused("-C", data, "split", "no", "--balance", "luck", says="--balance: unknown 'luck'; use labels, clips")
    refused("-C", data, "split", "no", "--balance", "labels=-1", says="must be a number from 0 to 100")
    refused("-C", data, "split", "no", "--balance", "labels=0,clips=0,frames=0", says="all weights are 0")
    refused("-C", data, "split", "held", "--balance", "clips=0,frames=0",
            says=["2 folds and a test set (subject=p03, subject=p05)", "--balance clips=0,frames=0 --replace"])
    only = sonoset.json("-C", data, "split", "only", "--folds", "3", "--balance", "clips=0,frames=0")
    # One clip of viral pneumonia, 11 of healthy lungs, 12 of COVID-19: the best that is possible.
    best = only["balance"][0]
    assert (best["value"], round(best["largest"], 4), round(best["mean"], 4)) == ("viral-pneumonia", 0.6667, 0.1616), best

    # Without the catalog, decisions restore every split.
    splits = {row["split"]: row for row in sonoset.json("-C", data, "list", "splits")["rows"]}
    digest = sonoset.digest(data)
    new = folder / "new"
    sonoset("init", new)
    shutil.copy(data / "decisions.jsonl", new)
    sonoset("-C", new, "import", folder / "made" / "wards.yaml", "--rate", "1", expect=None)
    assert {row["split"]: row for row in sonoset.json("-C", new, "list", "splits")["rows"]} == splits
    assert sonoset.digest(new) == digest

print("splits report what they know, continue, come from files, and are restored")
