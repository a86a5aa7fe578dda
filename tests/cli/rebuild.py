#!/usr/bin/env python3
"""`rebuild` restores a lost catalog with the same digest from manifests, locks, outcomes, objects and decisions,
whatever was imported, changed, withdrawn and decided before."""
import copy
import json
import os
import random
import shutil
import signal
import time

import yaml

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
CLIP_COLUMNS = {"clip", "manifest", "subject", "state", "reason", "frames", "diagnosis", "object", "recipe", "pictures"}
VERBS = [["status"], ["list", "clips"], ["show", "x"], ["import", "M", "--offline"], ["label", "x", "diagnosis", "healthy",
         "--why", "x", "--by", "x"], ["resolve", "frozen", "x", "--why", "x", "--by", "x"], ["link"],
         ["split", "main", "--folds", "2"], ["export", "csv", "OUT"], ["fsck"], ["gc"], ["check-sources"]]


def lose(data):
    for file in data.glob("catalog.sqlite*"):
        file.unlink()


def rebuilt(data, digest, *words, expect=0):
    """Deletes the catalog, rebuilds it and compares."""
    lose(data)
    said = sonoset.json("-C", data, "rebuild", *words, expect=expect)
    assert said["catalog_digest"] == sonoset.digest(data) == digest, (said, digest)
    return said


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "5", "--clips", "8", "--seconds", "1",
            "--size", "128x96")
    manifest, data = folder / "clips" / "manifest.yaml", folder / "data"
    first = yaml.safe_load(manifest.read_text())
    ids = [clip["id"] for clip in first["clips"]]
    # Some clips have no digest: only the outcome of their import says which object they use.
    for clip in first["clips"][:4]:
        clip.pop("sha256", None)
    # One clip fails (its file is truncated), one has no file, one region is outside the picture.
    broken = folder / "clips" / first["clips"][5]["path"]
    broken.write_bytes(broken.read_bytes()[:200])
    first["clips"][5].pop("sha256", None)
    (folder / "clips" / first["clips"][6]["path"]).unlink()
    first["clips"][7]["region"] = {"x": 4000, "y": 0, "width": 10, "height": 10}
    manifest.write_text(yaml.safe_dump(first, sort_keys=False))
    terms = {"format": 1, "name": "own", "title": "Own terms", "axes": [
        {"id": "depth", "title": "Depth", "definition": "How deep.", "values": [
            {"id": "deep", "title": "Deep", "definition": "Deep."}, {"id": "flat", "title": "Flat", "definition": "Flat."}]}]}
    (folder / "clips" / "terms").mkdir()
    (folder / "clips" / "terms" / "own.yaml").write_text(yaml.safe_dump(terms, sort_keys=False))
    second = {"format": 1, "name": "second", "title": "Second", "taxonomy": "terms/own.yaml",
              "sources": first["sources"],
              "clips": [dict(copy.deepcopy(first["clips"][0]), id="other", subject="q", labels={"depth": "deep"})]}
    for clip in second["clips"]:  # not in that taxonomy
        for key in ("case", "licence", "probe"):
            clip.pop(key, None)
    (folder / "clips" / "second.yaml").write_text(yaml.safe_dump(second, sort_keys=False))

    sonoset("init", data)
    sonoset("-C", data, "import", manifest, "--rate", "5", "--channels", "rgb", "--offline", expect=1)
    sonoset("-C", data, "import", folder / "clips" / "second.yaml", "--format", "jpeg", "--offline")
    failed = {row["clip"]: row["reason"] for row in
              sonoset.json("-C", data, "list", "clips", "--where", "state=failed")["rows"]}
    assert set(failed) == {ids[5], ids[6], ids[7]} and len(set(failed.values())) > 1, failed
    axes = {row["axis"]: row["value"] for row in sonoset.json("-C", data, "list", "labels")["rows"]}
    assert "diagnosis" in axes, axes
    sonoset("-C", data, "label", ids[0], "diagnosis", "covid-19", "--why", "PCR", "--by", "Dr. A")
    sonoset("-C", data, "label", ids[0], "diagnosis", "healthy", "--why", "no", "--by", "Dr. B")
    sonoset("-C", data, "resolve", failed[ids[6]], ids[6], "--why", "lost for good", "--by", "me")
    # Splits: one that becomes stale, one made again, one removed.
    sonoset("-C", data, "split", "before", "--folds", "2", "--seed", "5")
    sonoset("-C", data, "split", "main", "--folds", "2", "--by", "case")
    sonoset("-C", data, "split", "main", "--folds", "3", "--by", "clip", "--replace", expect=None)
    sonoset("-C", data, "link")
    # A changed manifest: a region, a label, and two withdrawn clips, one of them with a decision.
    sonoset("-C", data, "label", ids[2], "diagnosis", "healthy", "--why", "seen", "--by", "Dr. A")
    changed = copy.deepcopy(first)
    changed["clips"][1]["region"] = {"x": 8, "y": 8, "width": 100, "height": 80}
    changed["clips"] = [clip for clip in changed["clips"] if clip["id"] not in (ids[2], ids[4])]
    manifest.write_text(yaml.safe_dump(changed, sort_keys=False))
    sonoset("-C", data, "import", manifest, "--rate", "5", "--channels", "rgb", "--offline", expect=1)
    digest = sonoset.digest(data)
    findings = sonoset.json("-C", data, "list", "findings", "--limit", "0")
    splits = sonoset.json("-C", data, "list", "splits")["rows"]

    # A missing, empty or invalid catalog: every verb suggests rebuild and changes nothing.
    whole = (data / "catalog.sqlite").read_bytes()
    for content in (None, b"", b"not a database " * 100, whole[:5000] + os.urandom(3000)):
        lose(data)
        if content is not None:
            (data / "catalog.sqlite").write_bytes(content)
        for verb in VERBS:
            words = [str(manifest) if word == "M" else str(folder / "out") if word == "OUT" else word for word in verb]
            run = sonoset("-C", data, *words, expect=None)
            assert run.returncode in (1, 2) and "rebuild" in run.stdout + run.stderr, (content and content[:20], verb, run)
            assert run.returncode == 2 or verb[0] == "fsck", (verb, run)

    # The files beside the manifest are not needed.
    shutil.move(folder / "clips", folder / "away")
    said = rebuilt(data, digest)
    assert said["manifests"] == 2 and said["failed_before"] == 3 and said["failures"] == [], said
    assert sonoset.json("-C", data, "list", "findings", "--limit", "0") == findings
    assert sonoset.json("-C", data, "list", "splits")["rows"] == splits and splits[0]["stale"]
    rows = sonoset.json("-C", data, "list", "clips", "--where", f"clip={ids[0]}")["rows"]
    assert rows[0]["diagnosis"] == "healthy", rows
    # Files kept until gc (old frames, frames of withdrawn clips) are not in the new catalog.
    sonoset("-C", data, "gc", "--yes")
    sonoset("-C", data, "fsck", "--deep")
    assert sonoset.digest(data) == digest
    rebuilt(data, digest)
    assert not list(data.glob("*rebuilt*")) and [p.name for p in (data / "work").iterdir()] == ["lock"]

    # Over an intact catalog, killed at any moment: the old one stays until the new one is complete.
    generator = random.Random(3)
    for _ in range(6):
        process = sonoset.start("-C", data, "rebuild")
        time.sleep(generator.uniform(0.01, 0.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert sonoset.digest(data) == digest
        sonoset("-C", data, "fsck", "--deep")
    sonoset("-C", data, "rebuild")
    assert sonoset.digest(data) == digest
    sonoset("-C", data, "fsck", "--deep")

    # A missing manifest is reported and can be given with --manifest.
    copy_of = data / "manifests" / "second.yaml"
    kept = copy_of.read_bytes()
    copy_of.unlink()
    lose(data)
    run = sonoset("-C", data, "rebuild", expect=2)
    assert "'second'" in run.stderr and "--manifest FILE" in run.stderr, run
    rebuilt(data, digest, "--manifest", folder / "away" / "second.yaml")
    assert copy_of.read_bytes() == kept
    # A damaged object is refused; with a missing one, its clips fail until it is imported again.
    objects = {row["clip"]: row["object"] for row in sonoset.json("-C", data, "list", "clips")["rows"]}
    place = data / "objects" / objects[ids[1]][:2] / objects[ids[1]]
    content = place.read_bytes()
    place.chmod(0o644)
    place.write_bytes(content + b"x")
    lose(data)
    run = sonoset("-C", data, "rebuild", expect=2)
    assert "checksum mismatch" in run.stderr and objects[ids[1]] in run.stderr, run
    place.unlink()
    said = sonoset.json("-C", data, "rebuild", expect=1)
    assert [failure["clip"] for failure in said["failures"]] == [ids[1]], said
    place.write_bytes(content)
    rebuilt(data, digest)

    # Without the files that older versions did not write, locks and the import's options suffice.
    for file in (data / "manifests").glob("*.outcomes.jsonl"):
        file.unlink()
    lose(data)
    run = sonoset("-C", data, "rebuild", expect=2)
    assert "sampling" in run.stderr and "--rate" in run.stderr, run
    # A dataset of an older version gets these files with the first command that writes.
    old = folder / "old"
    shutil.copytree(arguments.source / "tests" / "fixtures" / "v0.1.0" / "dataset", old)
    sonoset("-C", old, "link")
    kinds = ("clips", "frames", "sources", "subjects", "labels")
    lists = {kind: sonoset.json("-C", old, "list", kind, "--limit", "0")["rows"] for kind in kinds}
    lose(old)
    sonoset("-C", old, "rebuild")
    for kind, before in lists.items():
        now = sonoset.json("-C", old, "list", kind, "--limit", "0")["rows"]
        # Another version reads more metadata and checks more.
        same = lambda rows: [{key: row[key] for key in row if kind != "clips" or key in CLIP_COLUMNS} for row in rows]
        assert same(now) == same(before), kind
    assert {row["split"] for row in sonoset.json("-C", old, "list", "splits")["rows"]} == {"early", "main"}
    # A folder with manifests is not a dataset yet, and stays as it is.
    (folder / "other" / "manifests").mkdir(parents=True)
    shutil.copy(next((data / "manifests").glob("*.yaml")), folder / "other" / "manifests")
    before = harness.files_digest(folder / "other")
    run = sonoset("-C", folder / "other", "rebuild", expect=2)
    assert "is not a dataset" in run.stderr and harness.files_digest(folder / "other") == before, run
    sonoset("init", folder / "new")
    run = sonoset("-C", folder / "new", "rebuild", expect=2)
    assert "nothing to rebuild" in run.stderr, run
print("the rebuilt catalog is the same")
