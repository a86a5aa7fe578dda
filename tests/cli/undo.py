#!/usr/bin/env python3
"""Decisions can be undone and redone. Each undo is a decision of its own, so the history is kept, and restores what was
in effect before, whatever was imported, killed or decided in between."""
import json
import shutil

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

with harness.Folder() as folder:
    sonoset("phantom", folder / "made", "--subjects", 4, "--clips", 4, "--seconds", 1.5, "--size", "320x320")
    manifest = folder / "made" / "manifest.yaml"
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    lines = data / "decisions.jsonl"
    clip = sonoset.json("-C", data, "list", "clips")["rows"][0]["clip"]

    def label(*words, **options):
        return sonoset("-C", data, "label", clip, "diagnosis", *words, "--why", "w", "--by", "me", **options).stdout

    def labels():
        rows = sonoset.json("-C", data, "list", "labels", "--where", f"clip={clip}", "--where", "axis=diagnosis")["rows"]
        return sorted((row["value"], row["role"], row["in_effect"]) for row in rows)

    def stale():
        return sonoset.json("-C", data, "list", "splits")["rows"][0]["stale"]

    def history():
        return [json.loads(line)["kind"] for line in lines.read_text().splitlines()]

    # Step by step back to the manifest's label, and forward again.
    first = labels()
    was = next(value for value, _, effect in first if effect == "yes")
    one, two = [value for value in ("healthy", "covid-19", "bacterial-pneumonia") if value != was]
    sonoset("-C", data, "split", "main", "--folds", 2)
    before = lines.read_text() if lines.exists() else ""
    label(one)
    assert stale()
    with_one = labels()
    label(two)
    with_two = labels()
    assert (two, "curator", "yes") in with_two, with_two
    said = label("--undo")
    assert f"'{two}' by me undone; now in effect: '{one}'" in said, said
    assert labels() == with_one and stale()
    said = label("--undo")
    assert f"now in effect: '{was}'" in said and labels() == first, said
    assert not stale(), "the split is still stale"
    label("--undo", expect=2)
    said = label("--redo")
    assert f"'{one}' by me restored" in said and labels() == with_one, said
    label("--redo")
    assert labels() == with_two
    label("--redo", expect=2)
    label("--undo")
    label("--undo")
    assert labels() == first
    label(two)
    assert [row for row in labels() if row[2] == "yes"] == [(two, "curator", "yes")]
    label("--undo")
    assert labels() == first
    assert history()[-10:] == ["label", "label"] + ["undo"] * 6 + ["label", "undo"], history()
    assert lines.read_text().startswith(before), "old lines changed"

    # An annotator's opinion and a curator's decision are undone separately.
    label(one, "--annotator")
    label("--undo", expect=2)
    label("--undo", "--annotator")
    assert labels() == first
    for words in (("--undo", "--redo"), (one, "--undo"), ()):
        label(*words, expect=2)

    # decisions.jsonl alone gives the same, also after a kill between writing the line and the catalog.
    label(one)
    digest_with_one = sonoset.digest(data)
    text = lines.read_text()
    label("--undo")
    digest = sonoset.digest(data)
    undo = lines.read_text()[len(text):]
    fresh = folder / "fresh"
    sonoset("init", fresh)
    shutil.copy(lines, fresh / "decisions.jsonl")
    sonoset("-C", fresh, "import", manifest)
    assert sonoset.digest(fresh) == digest
    shutil.rmtree(fresh)
    sonoset("init", fresh)
    (fresh / "decisions.jsonl").write_text(text)
    sonoset("-C", fresh, "import", manifest)
    assert sonoset.digest(fresh) == digest_with_one
    (fresh / "decisions.jsonl").write_text(text + undo)
    sonoset("-C", fresh, "import", manifest)
    assert sonoset.digest(fresh) == digest
    assert "no changes in the manifests" in sonoset("-C", fresh, "import", manifest, "--dry-run").stdout

    # A resolution, also of a finding that returns; a finding that nobody resolved cannot be reopened.
    def resolve(*words, **options):
        return sonoset("-C", data, "resolve", "licence-unknown", clip, *words, "--why", "w", "--by", "me", **options).stdout

    def resolved():
        rows = sonoset.json("-C", data, "list", "findings", "--where", f"id={clip}")["rows"]
        return [row["resolved_by"] for row in rows if row["code"] == "licence-unknown"]

    changed = folder / "made" / "changed.yaml"
    changed.write_text("".join(line for line in manifest.read_text().splitlines(True) if "licence:" not in line))
    sonoset("-C", data, "import", changed)
    assert resolved() == [None]
    resolve("--undo", expect=2)
    assert resolve() == "1 finding resolved\n" and resolved() == ["me"]
    assert resolve("--undo") == "1 finding reopened\n" and resolved() == [None]
    sonoset("-C", data, "import", manifest)
    sonoset("-C", data, "import", changed)
    assert resolved() == [None], "resolved again by an import"
    assert resolve("--redo") == "1 finding resolved again\n" and resolved() == ["me"]
    assert resolve("--undo") == "1 finding reopened\n" and resolve() == "1 finding resolved\n"
    assert resolved() == ["me"]
    resolve("--redo", expect=0)
    assert resolved() == ["me"]
    sonoset("-C", data, "fsck")

    # A rebuilt catalog has the same decisions in effect.
    digest, now = sonoset.digest(data), labels()
    (data / "catalog.sqlite").unlink()
    sonoset("-C", data, "rebuild")
    assert sonoset.digest(data) == digest and labels() == now and resolved() == ["me"]
print("decisions can be undone and redone")
