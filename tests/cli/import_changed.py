#!/usr/bin/env python3
"""A changed manifest: import and --dry-run report the same changes, frames are made again, nothing is lost before gc,
and the catalog equals that of a fresh import."""
import copy
import random
import shutil
import signal
import time

import harness
import yaml

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def refused(*words, says):
    run = sonoset(*words, expect=2)
    for word in says:
        assert word in run.stderr, f"{words}: {word!r} is not in {run.stderr!r}"


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "6", "--clips", "8")
    manifest = folder / "clips" / "manifest.yaml"
    first = yaml.safe_load(manifest.read_text())
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    sonoset("-C", data, "split", "main", "--folds", "2")
    whole = sonoset.digest(data)
    a, b, c, gone = (first["clips"][i]["id"] for i in range(4))
    sonoset("-C", data, "label", gone, "diagnosis", "viral-pneumonia", "--why", "PCR", "--by", "dr-a")
    sonoset("-C", data, "split", "main", "--folds", "2")
    decided = sonoset.digest(data)

    def write(value, name="manifest"):
        (folder / "clips" / f"{name}.yaml").write_text(yaml.safe_dump(value, sort_keys=False))
        return folder / "clips" / f"{name}.yaml"

    def fresh_digest(*words):
        """The digest of a new dataset with the same decisions and the same split."""
        other = folder / "fresh"
        sonoset("init", other)
        if (data / "decisions.jsonl").exists():
            shutil.copy(data / "decisions.jsonl", other / "decisions.jsonl")
        sonoset("-C", other, "import", *words)
        sonoset("-C", other, "split", "main", "--folds", "2")
        digest = sonoset.digest(other)
        shutil.rmtree(other)
        return digest

    # The same content in another form changes nothing; --dry-run writes nothing.
    write(first)
    files = harness.files_digest(data)
    quiet = sonoset.json("-C", data, "import", manifest, "--dry-run")
    assert quiet["changes"] == [] and quiet["frames_anew"] == quiet["clips_first"] == 0, quiet
    assert harness.files_digest(data) == files
    assert "no changes in the manifests" in sonoset("-C", data, "import", manifest, "--dry-run").stdout

    # Edits of many kinds at once.
    changed = copy.deepcopy(first)
    by_id = {clip["id"]: clip for clip in changed["clips"]}
    by_id[a]["region"] = {"x": 20, "y": 20, "width": 100, "height": 80}
    by_id[b]["window"] = {"first": 2, "end": 20}
    by_id[b]["notes"] = "a long note " * 40
    by_id[c]["labels"]["diagnosis"] = "healthy" if by_id[c]["labels"]["diagnosis"] != "healthy" else "covid-19"
    changed["sources"][0]["licence"] = "CC0-1.0"
    changed["clips"] = [clip for clip in changed["clips"] if clip["id"] != gone]
    write(changed)
    before = harness.files_digest(data)
    sets = {path for path in (data / "frames").glob("*/*")}
    foreseen = sonoset.json("-C", data, "import", manifest, "--dry-run")
    text = sonoset("-C", data, "import", manifest, "--dry-run").stdout
    assert harness.files_digest(data) == before, "--dry-run wrote something"
    said = {(item["what"], item["id"]): (item["how"], [change["key"] for change in item["attributes"]])
            for item in foreseen["changes"]}
    assert said == {("clip", a): ("changed", ["region"]), ("clip", b): ("changed", ["notes", "window"]),
                    ("clip", c): ("changed", ["labels.diagnosis"]), ("clip", gone): ("removed", []),
                    ("source", changed["sources"][0]["id"]): ("changed", ["licence"])}, said
    assert foreseen["clips_anew"] == 2 and foreseen["clips_first"] == 0 and foreseen["frames_anew"] > 0, foreseen
    assert [item["split"] for item in foreseen["stale_splits"]] == ["main"], foreseen
    assert f"- {gone}" in text and "3 clips changed, 1 removed; 1 source changed" in text and "nothing written" in text, text
    assert max(map(len, text.splitlines())) < 200, "a long value was not shortened"

    # Imported files are not needed beside the manifest any more.
    shutil.move(folder / "clips" / "clips", folder / "away")
    summary = sonoset.json("-C", data, "import", manifest)
    assert summary["done"] == summary["clips"] == 7 and summary["done_now"] == 2, summary
    shutil.move(folder / "away", folder / "clips" / "clips")
    assert summary["changes"] == foreseen["changes"] and summary["stale_splits"] == foreseen["stale_splits"], summary
    assert sets < {path for path in (data / "frames").glob("*/*")}, "old frames must stay beside new ones"
    sonoset("-C", data, "fsck", "--deep")

    # A stale split is reported by every verb.
    why = summary["stale_splits"][0]["why"]
    assert f"1 clip removed ({gone})" in why and f"1 clip changed label ({c})" in why, why
    assert sonoset.json("-C", data, "list", "splits")["rows"][0]["stale"] == why
    assert sonoset.json("-C", data, "show", "main")["stale"] == why
    status = sonoset.json("-C", data, "status")
    assert status["stale_because"] == {"main": why}
    assert [clip["clip"] for clip in status["removed_clips"]] == [gone]
    assert gone in sonoset("-C", data, "status").stdout
    refused("-C", data, "export", "csv", folder / "out", "--split", "main", says=["no longer fits", gone])
    assert all(row["clip"] != gone for row in sonoset.json("-C", data, "list", "clips")["rows"])
    sonoset("-C", data, "show", gone, expect=2)

    # Made again, the split fits, and the catalog equals that of a fresh import.
    sonoset("-C", data, "split", "main", "--folds", "2")
    assert sonoset.json("-C", data, "status")["stale_splits"] == 0
    assert sonoset.digest(data) == fresh_digest(manifest)

    # Reverting the edits makes no frames again and restores decisions.
    write(first)
    summary = sonoset.json("-C", data, "import", manifest)
    assert summary["done_now"] == 0 and summary["done"] == 8, summary
    sonoset("-C", data, "split", "main", "--folds", "2")
    assert sonoset.digest(data) == fresh_digest(manifest)
    row = sonoset.json("-C", data, "list", "clips", "--where", f"clip={gone}")["rows"][0]
    assert row["diagnosis"] == "viral-pneumonia", row

    # Other sampling changes every clip; reverted before gc, it costs nothing.
    many = sonoset.json("-C", data, "import", manifest, "--rate", "6", "--dry-run")
    assert many["clips_anew"] == 8 and all(item["attributes"][0]["key"] == "sampling" for item in many["changes"]), many
    sonoset("-C", data, "import", manifest, "--rate", "6")
    assert sonoset.json("-C", data, "status")["stale_splits"] == 0, "only frames may differ, not clips and groups"
    assert sonoset.json("-C", data, "import", manifest)["done_now"] == 0

    # gc lists what it removes; with --dry-run it removes nothing.
    write(changed)
    sonoset("-C", data, "import", manifest)
    sonoset("-C", data, "split", "main", "--folds", "2")
    digest, before = sonoset.digest(data), harness.files_digest(data)
    would = sonoset.json("-C", data, "gc", "--dry-run")["removed"]
    assert harness.files_digest(data) == before, "gc --dry-run wrote something"
    assert any(gone in item["why"] and "removed from its manifest" in item["why"] for item in would), would
    assert any("no clip uses" in item["why"] for item in would), would
    assert sonoset.json("-C", data, "gc")["removed"] == would
    assert sonoset.json("-C", data, "gc")["removed"] == []
    assert sonoset.digest(data) == digest, "gc changed the digest"
    assert sonoset.json("-C", data, "status")["removed_clips"] == []
    assert not (data / "frames" / gone).exists()
    sonoset("-C", data, "fsck", "--deep")
    write(first)
    assert sonoset.json("-C", data, "import", manifest)["done_now"] == 3, "frames removed by gc must be made again"

    # Killed anywhere between one manifest and another, the same command ends as if uninterrupted.
    generator = random.Random(1)
    for i in range(6):
        write(changed if i % 2 == 0 else first)
        words = ["import", manifest, "--rate", str(4 + i)]
        process = sonoset.start("-C", data, *words)
        time.sleep(generator.uniform(0.02, 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if i % 3 == 2:
            sonoset("-C", data, *words)
            sonoset("-C", data, "split", "main", "--folds", "2")
            assert sonoset.digest(data) == fresh_digest(*words[1:]), f"killed {i + 1} times, it gave another digest"
            sonoset("-C", data, "gc")
            sonoset("-C", data, "fsck", "--deep")
    write(first)
    sonoset("-C", data, "import", manifest)

    # A manifest that lost most of its clips may be incomplete: refused.
    few = copy.deepcopy(first)
    few["clips"] = few["clips"][:3]
    write(few)
    digest = sonoset.digest(data)
    refused("-C", data, "import", manifest, says=["no longer has 5 of the 8 clips", "--allow-removals"])
    refused("-C", data, "import", manifest, "--dry-run", says=["--allow-removals"])
    assert sonoset.digest(data) == digest
    few["clips"] = []
    write(few)
    refused("-C", data, "import", manifest, "--allow-removals", says=["manifest.yaml:", "clips"])

    # A clip belongs to one manifest: a second one is refused with both places; moving it needs both files.
    write(first)
    other = {"format": 1, "name": "other", "title": "Other", "sources": copy.deepcopy(first["sources"]),
             "clips": [copy.deepcopy(first["clips"][0])]}
    second = write(other, "other")
    refused("-C", data, "import", second, says=[f"other.yaml:", f"clip '{a}' already belongs to manifest 'phantom' (manifests/phantom.yaml:"])
    refused("-C", data, "import", manifest, second, says=["manifest.yaml:", "other.yaml:", f"both define clip '{a}'"])
    renamed = write(dict(first, name="renamed"), "renamed")
    refused("-C", data, "import", renamed, says=["if you renamed the manifest, name it 'phantom' again"])
    refused("-C", data, "import", manifest, manifest, says=["both named 'phantom'"])
    rest = copy.deepcopy(first)
    rest["clips"] = rest["clips"][1:]
    write(rest)
    summary = sonoset.json("-C", data, "import", second, manifest)
    moved = next(item for item in summary["changes"] if item["id"] == a)
    assert moved["manifest"] == "other" and {"key": "manifest", "from": "phantom", "to": "other"} in moved["attributes"], moved
    assert not any(item["how"] == "removed" for item in summary["changes"]), summary
    sonoset("-C", data, "split", "main", "--folds", "2")
    assert sonoset.digest(data) == fresh_digest(manifest, second)
    sonoset("-C", data, "fsck", "--deep")
print("edits were previewed, reported, applied and reverted")
