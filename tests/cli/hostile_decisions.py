#!/usr/bin/env python3
"""decisions.jsonl of others: each line that cannot be applied is a finding with its number, and no line is ever lost: not
the last one without a line feed, not one that a kill cut off, not those after a wrong one."""
import json
import shutil

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def label(clip, value="healthy", axis="diagnosis", **changes):
    return {"at": "2026-01-01T00:00:00Z", "kind": "label", "who": "me", "why": "seen",
            "what": {"axis": axis, "clip": clip, "role": "curator", "value": value}, **changes}


def box(**changes):
    return {"x": 8, "y": 8, "width": 64, "height": 64, **changes}


def resolve(**changes):
    return {"at": "2026-01-01T00:00:00Z", "kind": "resolve", "who": "me", "why": "seen",
            "what": {"about": "clip", "code": "sector-differs", "id": "s02-1", "region": box(), **changes}}


def line(decision):
    return json.dumps(decision, separators=(",", ":")).encode()


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "3", "--seconds", "1", "--size", "128x96")
    manifest = folder / "clips" / "manifest.yaml"
    start, data = folder / "start", folder / "data"
    sonoset("init", start)
    sonoset("-C", start, "import", manifest)
    first = line(label("s01-1", "viral-pneumonia"))
    last = line(label("s03-1", "bacterial-pneumonia"))

    def fresh(content):
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(start, data)
        (data / "decisions.jsonl").write_bytes(content)

    def values():
        rows = sonoset.json("-C", data, "list", "labels", "--where", "axis=diagnosis", "--where", "role=curator")["rows"]
        return {row["clip"]: row["value"] for row in rows if row["in_effect"] == "yes"}

    def findings():
        rows = sonoset.json("-C", data, "list", "findings", "--where", "code=decision-invalid", "--limit", "0")["rows"]
        assert all(row["about"] == "dataset" and row["severity"] == "error" for row in rows), rows
        return sorted(row["message"] for row in rows)

    # A last line without a line feed is a decision, and gets one with the next.
    fresh(first + b"\n" + last)
    sonoset("-C", data, "import", manifest)
    both = {"s01-1": "viral-pneumonia", "s03-1": "bacterial-pneumonia"}
    assert values() == both and findings() == []
    assert (data / "decisions.jsonl").read_bytes() == first + b"\n" + last, "the file was changed"
    digest = sonoset.digest(data)
    sonoset("-C", data, "fsck")
    sonoset("-C", data, "label", "s02-1", "diagnosis", "healthy", "--why", "w", "--by", "me")
    lines = (data / "decisions.jsonl").read_bytes().split(b"\n")
    assert lines[:2] == [first, last] and json.loads(lines[2])["what"]["clip"] == "s02-1" and lines[3:] == [b""], lines
    assert values() == {**both, "s02-1": "healthy"}

    # One that was cut off stays, and is named.
    fresh(first + b"\n" + last + b"\n" + last[:-9])
    run = sonoset("-C", data, "import", manifest, expect=1)
    assert "decisions.jsonl:3: cut off" in run.stdout, run.stdout
    assert values() == both and len(findings()) == 1
    assert sonoset.digest(data) == digest, "a line that decides nothing is in the digest"
    sonoset("-C", data, "label", "s02-1", "diagnosis", "healthy", "--why", "w", "--by", "me")
    lines = (data / "decisions.jsonl").read_bytes().split(b"\n")
    assert lines[2] == last[:-9] and json.loads(lines[3])["what"]["clip"] == "s02-1", lines

    # Each wrong line is named; those around it are applied, by every command that reads them.
    wrong = {
        "value": line(label("s02-1", "flu")),
        "axis": line(label("s02-1", "healthy", "mood")),
        "escape": line(label("s02-1", why="\x1b[2Jx")),
        "c1": line(label("s02-1", who="\u009b")),
        "zero": line(label("s02-1", why="a\0b")),
        "raw escape": line(label("s02-1")).replace(b"seen", b"\x1b[2J"),
        "raw zero": line(label("s02-1")).replace(b"seen", b"\0"),
        "latin 1": line(label("s02-1")).replace(b"seen", b"m\xfcde"),
        "utf-16": line(label("s02-1")).decode().encode("utf-16-le").replace(b"\n", b""),
        "clip": line(label("../../s02-1")),
        "type": line(label("s02-1", who=7)),
        "kind": line(label("s02-1", kind="guess")),
        "role": line(label("s02-1")).replace(b"curator", b"manifest"),
        "array": b"[]", "word": b"nonsense", "cut": last[:40], "deep": b"[" * 100_000,
        "deep what": line(label("s02-1"))[:-1] + b',"x":' + b'{"a":' * 50 + b"1" + b"}" * 51,
        "long": line(label("s02-1", "x" * 1_000_000)),
        "split": line({"at": "", "kind": "split", "who": "a", "why": "b", "what": {"name": "../x", "folds": 2}}),
        **{f"region {name}": line(resolve(**changes)) for name, changes in {
            "empty": {"region": {}}, "list": {"region": [0, 0, 8, 8]}, "flat": {"region": box(width=0)},
            "left": {"region": box(x=-1)}, "large": {"region": box(width=2**40)}, "beyond": {"region": box(x=2**16)},
            "fraction": {"region": box(y=1.5)}, "text": {"region": box(y="1")}, "null": {"region": None},
            "code": {"code": "too-small"}, "about": {"about": "source"}, "id": {"id": "../../s02-1"}}.items()},
        "undo": line({"at": "", "kind": "undo", "who": "a", "why": "b", "what": {"kind": "undo", "what": {}}}),
    }
    content = [first]
    for bad in wrong.values():
        content += [bad, b"", b"  \r"]
    content.append(last)
    fresh(b"\n".join(content) + b"\n")
    run = sonoset.json("-C", data, "import", manifest, expect=1)
    messages = [one["message"] for one in run["wrong_decisions"]]
    numbers = [int(message.split(":")[1]) for message in messages]
    assert numbers == [2 + 3 * i for i in range(len(wrong))], list(zip(wrong, messages))
    assert all(len(message) < 400 for message in messages), messages
    assert values() == both and findings() == sorted(messages)
    digest = sonoset.digest(data)
    assert "axis 'diagnosis' has no value 'flu'" in messages[0] and "has no axis 'mood'" in messages[1], messages
    assert "control character" in messages[2] and "control character" in messages[3], messages
    damage = sonoset.json("-C", data, "fsck", expect=1)["damage"]
    assert sorted(one["what"] for one in damage if one["kind"] == "wrong-line") == sorted(
        f"decisions.jsonl:{number}" for number in numbers), damage
    (data / "catalog.sqlite").unlink()
    rebuilt = sonoset.json("-C", data, "rebuild", expect=1)
    assert [one["message"] for one in rebuilt["wrong_decisions"]] == messages, rebuilt
    assert values() == both and sonoset.digest(data) == digest
    assert sonoset.json("-C", data, "import", manifest, "--dry-run")["changes"][0:] == [], "a dry run sees changes"
    sonoset("-C", data, "gc")
    sonoset("-C", data, "split", "main", "--folds", "2")
    sonoset("-C", data, "export", "csv", folder / "out", "--licences", "any")
    assert b"flu" not in (folder / "out" / "frames.csv").read_bytes().replace(b"flux", b"")

    # Without them, the findings go.
    (data / "decisions.jsonl").write_bytes(first + b"\n" + last + b"\n")
    sonoset("-C", data, "import", manifest)
    assert findings() == [] and values() == both

    # Undoing a label that the taxonomy does not have takes its finding away.
    fresh(first + b"\n" + line(label("s02-1", "flu")) + b"\n")
    sonoset("-C", data, "import", manifest, expect=1)
    sonoset("-C", data, "label", "s02-1", "diagnosis", "--undo", "--why", "typing error", "--by", "me")
    assert findings() == [] and values() == {"s01-1": "viral-pneumonia"}

    # Many wrong lines: named up to a limit, in a moment.
    fresh(b"".join(b"x%d\n" % i for i in range(200_000)) + first + b"\n")
    run = sonoset("-C", data, "import", manifest, expect=1, timeout=60)
    assert len(findings()) == 101 and "199900 lines" in "".join(findings()) and values() == {"s01-1": "viral-pneumonia"}
print(f"{len(wrong)} kinds of wrong lines are named, and no line is lost")
