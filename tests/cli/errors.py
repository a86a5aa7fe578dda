#!/usr/bin/env python3
"""Errors name the place, the problem and the next step, exit with code 2 and leave nothing half done."""
import fcntl

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def refused(*words, says):
    run = sonoset(*words, expect=2)
    assert run.stdout == "", run.stdout
    for word in [says] if isinstance(says, str) else says:
        assert word in run.stderr, f"{words}: {word!r} is not in {run.stderr!r}"


with harness.Folder() as folder:
    refused("improt", says=["unknown command 'improt'", "did you mean 'import'?"])
    refused("../../bin/sh", says="unknown command")
    refused("--colour", says="unknown option '--colour'")
    refused("list", says=["missing argument KIND", "sonoset list --help"])
    refused("-C", folder / "absent", "status", says=["is not a dataset", "sonoset init"])
    refused("init", "a", "b", says="'b'")

    data = folder / "data"
    sonoset("init", data)
    refused("init", data, says="is already a dataset")
    (folder / "other").mkdir()
    (folder / "other" / "file").write_text("x")
    refused("init", folder / "other", says="exists and is not an empty folder")
    refused("-C", data, "list", "clip", says=["clip", "clips, frames"])
    refused("-C", data, "list", "clips", "--where", "colour=red", says="colour")
    refused("-C", data, "list", "clips", "--after", "nonsense", says="nonsense")
    refused("-C", data, "show", "nobody", says=["nothing named 'nobody'", "sonoset list clips"])
    refused("-C", data, "label", "nobody", "diagnosis", "healthy", "--why", "x", "--by", "me", says="no clip 'nobody'")
    refused("-C", data, "split", "main", "--folds", "1", says="--folds")
    refused("-C", data, "split", "Main!", says="'Main!'")
    refused("-C", data, "export", "parquet", folder / "out", says="unknown format 'parquet'")
    assert not (folder / "out").exists()

    manifest = folder / "bad.yaml"
    manifest.write_text("format: 1\nname: bad\ntitle: Bad\nsources:\n  - id: s\n    licence: CC BY-NC 4.0\n"
                        "clips:\n  - id: Not An Id\n    source: s\n    path: ../../etc/passwd\n    colour: red\n")
    refused("-C", data, "import", manifest,
            says=["nothing was imported", "bad.yaml:6:", "CC-BY-NC-4.0", "bad.yaml:8:", "not-an-id", "bad.yaml:10:",
                  "bad.yaml:11:", "colour"])
    refused("-C", data, "import", folder / "absent.yaml", says="absent.yaml")
    refused("-C", data, "import", manifest, "--rate", "0", says="--rate")
    for old_or_new in ("--max", "--max-frames"):
        refused("-C", data, "import", manifest, old_or_new, "-1", says="--max-frames must not be negative")
    refused("-C", data, "import", manifest, "--mirror", folder / "nowhere", says="nothing was imported")

    # A second writer is told who holds the lock.
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "3")
    good = folder / "clips" / "manifest.yaml"
    with open(data / "work" / "lock", "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("process 4711")
        lock.flush()
        refused("-C", data, "import", good, says=["is being written by", "process 4711"])

    # Labels need a reason and a value of the taxonomy.
    sonoset("-C", data, "import", good)
    clip = sonoset.json("-C", data, "list", "clips")["rows"][0]["clip"]
    refused("-C", data, "label", clip, "diagnosis", "flu", "--why", "x", "--by", "me", says=["no value 'flu'", "healthy"])
    refused("-C", data, "label", clip, "colour", "red", "--why", "x", "--by", "me", says=["no axis 'colour'", "diagnosis"])
    refused("-C", data, "label", clip, "diagnosis", "healthy", says="missing option --why")
    before = sonoset.digest(data)
    sonoset("-C", data, "label", clip, "diagnosis", "viral-pneumonia", "--why", "PCR", "--by", "dr-a")
    shown = sonoset.json("-C", data, "list", "clips", "--where", f"clip={clip}")["rows"][0]
    assert shown["diagnosis"] == "viral-pneumonia", shown
    assert sonoset.digest(data) != before
    # Three decisions within a second: the last one is in effect.
    for value in ["healthy", "viral-pneumonia", "healthy"]:
        sonoset("-C", data, "label", clip, "diagnosis", value, "--why", "seen", "--by", "dr-b")
    assert sonoset.json("-C", data, "list", "clips", "--where", f"clip={clip}")["rows"][0]["diagnosis"] == "healthy"
    refused("-C", data, "resolve", "truncated", clip, "--why", "x", "--by", "me", says="no open finding 'truncated'")

    # A new catalog takes decisions from decisions.jsonl.
    again = folder / "again"
    sonoset("init", again)
    (again / "decisions.jsonl").write_text((data / "decisions.jsonl").read_text())
    sonoset("-C", again, "import", good)
    assert sonoset.digest(again) == sonoset.digest(data), "same manifests, objects and decisions, but another catalog"

    # A line cut off by a kill, and one that is none, are findings with their line: the others are applied.
    with open(again / "decisions.jsonl", "a") as file:
        file.write('{"kind":"lab')
    run = sonoset("-C", again, "import", good, expect=1)
    assert "decisions.jsonl:5: cut off" in run.stdout, run.stdout
    assert sonoset.digest(again) == sonoset.digest(data)
    with open(again / "decisions.jsonl", "a") as file:
        file.write("\nnonsense\n")
    run = sonoset("-C", again, "import", good, expect=1)
    assert "decisions.jsonl:5: not a decision" in run.stdout and "decisions.jsonl:6: not a decision" in run.stdout, run.stdout
print("errors name place, problem and next step")
