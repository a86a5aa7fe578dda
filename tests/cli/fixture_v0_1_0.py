#!/usr/bin/env python3
"""A dataset made by v0.1.0 (tests/fixtures/v0.1.0) opens, migrates and reads without loss: clips, frames, labels,
findings, decisions, links, splits, files, and a trained run. Everything is read through the command line, as users do.

Renames go into ALIASES. expected.json holds the output of v0.1.0 and must not change. It was recorded with

    python3 tests/cli/fixture_v0_1_0.py --bin FOLDER-OF-V0.1.0 --source . --record tests/fixtures/v0.1.0/expected.json
"""
import functools
import hashlib
import json
import pathlib
import shutil

import harness

# Verbs, list kinds, columns, keys, finding codes and other words of v0.1.0, with their later names:
#     "label-doubtful": ["label-issue"],
# The old name is still accepted. A new name must not be the old name of something else compared here.
ALIASES = {
    "label-doubtful": ["label-issue"],
    "claimed": ["header"],
    "seen": ["content"],
    "strangeness": ["ood_score"],
    "disagreement": ["mutual_information"],
    "sure": ["confident"],
    "unsure": ["uncertain"],
}
# Finding codes that later versions add for the same clips.
NEW_FINDINGS = {"digest-unnamed", "duplicate", "frozen", "near-black", "near-duplicate", "too-few-frames", "too-small"}
# Likewise for kinds of links.
NEW_LINKS = {"alike-name", "near-duplicate", "packets", "pixels"}

# For each kind of list: the columns that name a row, and those compared.
COLUMNS = {
    "clips": (["clip"], ["manifest", "source", "subject", "case", "probe", "licence", "state", "reason", "frames",
                         "diagnosis", "object", "container", "codec", "width", "height", "pictures", "grey", "url",
                         "path"]),
    "frames": (["clip", "picture"], ["pts", "time_s", "time_source", "width", "height", "channels", "pixels", "hash",
                                     "file"]),
    "sources": (["manifest", "source"], ["title", "url", "licence", "terms", "citation", "clips"]),
    "subjects": (["manifest", "subject"], ["clips", "frames", "same_as"]),
    "findings": (["code", "about", "id"], ["resolved_by", "resolution"]),
    "labels": (["clip", "axis", "role", "by", "value"], ["evidence", "in_effect"]),
    "links": (["kind", "key", "first", "second"], []),
    "splits": (["split"], ["folds", "by", "seed", "axis", "clips", "groups", "stale"]),
}
COUNTS = ["manifests", "sources", "subjects", "clips", "frames", "objects", "object_bytes", "splits", "stale_splits",
          "open_findings"]
PREDICTED = "s09-1"  # without a region, so that `predict` needs none

arguments = harness.parse([("record", "")])
sonoset = harness.Sonoset(arguments.bin)
fixture = arguments.source / "tests" / "fixtures" / "v0.1.0"
environment = harness.environment(SONOSET_WEIGHTS="none", OMP_WAIT_POLICY="passive")


def names(word):
    return [word, *(name for name in ALIASES.get(word, []) if name != word)]


def of(value, key):
    """The value under a key of v0.1.0, whatever it is called now."""
    found = [name for name in names(key) if name in value]
    assert found, f"none of {names(key)} is in {list(value)}"
    return value[found[0]]


def old(value):
    """The same value in the words of v0.1.0."""
    if isinstance(value, dict):
        return {old(key): old(item) for key, item in value.items()}
    if isinstance(value, list):
        return [old(item) for item in value]
    return next((word for word in ALIASES if value in names(word)), value) if isinstance(value, str) else value


@functools.cache
def verb(*words):
    """This program's name for a verb of v0.1.0."""
    for name in names(" ".join(words)):
        if sonoset(*name.split(), "--help", expect=None).returncode == 0:
            return name.split()
    raise AssertionError(f"no verb is called {' or '.join(names(' '.join(words)))}")


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(data, kind):
    """{name of the row: {column: value}}, in the words of v0.1.0."""
    for name in names(kind):
        run = sonoset("-C", data, *verb("list"), name, "--limit", "0", "--json", expect=None)
        if run.returncode == 0:
            break
    assert run.returncode == 0, f"unknown list kind {' or '.join(names(kind))}: {run.stderr}"
    key, columns = COLUMNS[kind]
    found = {}
    for row in of(json.loads(run.stdout), "rows"):
        values = {column: old(of(row, column)) for column in columns}
        if kind == "frames":
            file = data / values["file"]
            values["file"] = sha256(file) if file.exists() else "missing"
        if kind == "splits":
            values["stale"] = bool(values["stale"])
        name = " ".join(str(old(of(row, column))) for column in key)
        assert name not in found, f"{kind}: '{name}' appears twice"
        found[name] = values
    return found


def observed(data):
    """Everything that must not be lost."""
    seen = {kind: rows(data, kind) for kind in COLUMNS}
    seen["findings"] = {name: row for name, row in seen["findings"].items() if name.split()[0] not in NEW_FINDINGS}
    seen["links"] = {name: row for name, row in seen["links"].items() if name.split()[0] not in NEW_LINKS}
    status = sonoset.json("-C", data, *verb("status"))
    seen["counts"] = {count: of(status, count) for count in COUNTS}
    new = [code for code in of(status, "findings_by_code") if code in NEW_FINDINGS]
    seen["counts"]["open_findings"] -= sum(of(status, "findings_by_code")[code] for code in new)
    seen["findings_by_code"] = {old(code): n for code, n in of(status, "findings_by_code").items() if code not in new}
    seen["removed_clips"] = {of(clip, "clip"): of(clip, "frames") for clip in of(status, "removed_clips")}
    seen["shown"] = {}
    for clip in seen["clips"]:
        shown = sonoset.json("-C", data, *verb("show"), clip)
        parts = {key: old(of(shown, key)) for key in ("entry", "media") if any(name in shown for name in names(key))}
        seen["shown"][clip] = parts
    seen["groups"] = {}
    for split in seen["splits"]:
        groups = of(sonoset.json("-C", data, *verb("show"), split), "groups")
        seen["groups"][split] = sorted([of(group, "fold"), sorted(of(group, "clips"))] for group in groups)
    damage = of(sonoset.json("-C", data, *verb("fsck"), "--deep", expect=None), "damage")
    seen["damage"] = [[old(of(item, "kind")), of(item, "what")] for item in damage]
    # v0.1.0 did not record splits as decisions; newer versions do with the first command that writes.
    lines = {name: next((data / one).read_text().splitlines() for one in names(name) if (data / one).exists())
             for name in ("decisions.jsonl", "evaluations.jsonl")}
    seen["lines"] = {name: sum(json.loads(line).get("kind") != "split" for line in said) for name, said in lines.items()}
    digests = {sha256(path) for path in data.rglob("*") if path.is_file()}
    objects = {row["object"] for row in seen["clips"].values() if row["object"]}
    assert objects <= digests, f"object files are missing: {sorted(objects - digests)}"
    return seen


def catalog_digest(data):
    return of(sonoset.json("-C", data, *verb("status"), "--digest"), "catalog_digest")


def predicted(data, run):
    """The old run's prediction for the imported file of a clip."""
    wanted = rows(data, "clips")[PREDICTED]["object"]
    file = next(path for path in sorted(data.rglob("*")) if path.is_file() and sha256(path) == wanted)
    said = sonoset.json("-C", data, *verb("baseline", "predict"), file, "--model", run, env=environment)
    [answer] = of(said, "files")
    assert old(of(answer, "state")) == "answered", answer
    return {"class": of(answer, "predicted"), "probabilities": of(answer, "probabilities")}


def differences(wanted, got, path=()):
    """Lists the differences. Keys may be added to a row, but no rows or list items."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key in wanted:
            if key in got:
                yield from differences(wanted[key], got[key], (*path, key))
            else:
                yield f"{' / '.join((*path, key))}: gone (it was {json.dumps(wanted[key], ensure_ascii=False)})"
        if len(path) == 1:
            yield from (f"{' / '.join((*path, key))}: came" for key in got if key not in wanted)
    elif wanted != got:
        yield f"{' / '.join(path)}: {json.dumps(got, ensure_ascii=False)}, not {json.dumps(wanted, ensure_ascii=False)}"


def expect_same(wanted, got, when):
    lost = list(differences(wanted, got))
    assert not lost, "\n  ".join([f"{when}, {len(lost)} differences from v0.1.0:", *lost])


def copied(folder):
    """The fixture, with the empty folders that git does not store."""
    shutil.copytree(fixture, folder)
    data = folder / "dataset"
    for name in ("manifests", "objects", "frames", "work"):
        (data / name).mkdir(exist_ok=True)
    return data


def is_whole(expected):
    """Checks that the fixture is not empty, since an empty one would pass."""
    findings = expected["findings"]
    assert findings["label-doubtful clip s06-2"] == {"resolved_by": "reviewer-b",
                                                     "resolution": "Looked again: the label is right"}
    assert findings["unknown-subject clip s07-3"] == {"resolved_by": "reviewer-a",
                                                      "resolution": "The sender's list has no names"}
    for name in ("label-doubtful clip s01-2", "object-missing clip s13-1", "not-media clip s14-1"):
        assert findings[name] == {"resolved_by": None, "resolution": None}, name
    label = expected["labels"]["s08-1 diagnosis curator reviewer-a bacterial-pneumonia"]
    assert label == {"evidence": 'Culture positive, see the "ward" notes; Ödem', "in_effect": "yes"}
    assert expected["labels"]["s08-1 diagnosis manifest None viral-pneumonia"]["in_effect"] == "no"
    assert {name: row["stale"] for name, row in expected["splits"].items()} == {"early": True, "main": False}
    assert expected["removed_clips"] == {"s12-3": 1} and expected["damage"] == []
    assert {name.split()[0] for name in expected["links"]} == {"object", "subject", "case", "same-source"}
    assert expected["counts"]["clips"] == len(expected["clips"]) == 15 and expected["lines"]["decisions.jsonl"] == 5
    assert expected["counts"]["frames"] == len(expected["frames"]) == 32
    odds = sorted(expected["predicted"]["probabilities"].values())
    assert odds[-1] - odds[-2] > 0.01, "the class must not depend on rounding"


def imported(data, manifest):
    """Exit code 1: two clips fail, as in v0.1.0."""
    return sonoset.json("-C", data, *verb("import"), manifest, "--offline", expect=1)


def the_baseline(data, run, answer, expected):
    if not (arguments.bin / "sonoset-baseline").exists():
        print("this build has no sonoset-baseline: the trained run was not checked")
        return
    got = predicted(data, run)
    assert got["class"] == answer["class"], got
    for name, probability in answer["probabilities"].items():
        assert abs(got["probabilities"][name] - probability) < 1e-3, got
    # The old run was trained on phantoms that all look alike: it no longer judges labels, and its findings are removed.
    doubts = sonoset.json("-C", data, *verb("baseline", "labels"), run, expect=1, env=environment)
    said = {key: of(doubts, key) for key in ("added", "kept", "gone", "outdated")}
    assert said == {"added": 0, "kept": 0, "gone": 3, "outdated": 0}, said


def what_was_removed_comes_back(data, folder):
    """A removed clip returns with its frames and label; the split made with it fits again, the other is stale."""
    summary = imported(data, folder / "manifest-before.yaml")
    assert of(summary, "done_now") == of(summary, "frames_now") == 0, summary
    assert rows(data, "clips")["s12-3"]["diagnosis"] == "other"
    label = rows(data, "labels")["s12-3 diagnosis curator reviewer-a other"]
    assert label == {"evidence": "Removed later: this must hold when the clip comes back", "in_effect": "yes"}, label
    assert {name: row["stale"] for name, row in rows(data, "splits").items()} == {"early": False, "main": True}


def decisions_make_it_anew(folder, expected):
    """A new dataset from manifest, objects and decisions has the same labels and resolutions."""
    parts = folder / "parts"
    shutil.copytree(folder / "clips", parts / "clips")
    shutil.copy(folder / "manifest.yaml", parts)
    files = {sha256(path): path for path in (folder / "dataset").rglob("*") if path.is_file()}
    for clip in expected["clips"].values():
        if clip["object"]:
            shutil.copy(files[clip["object"]], parts / clip["path"])
    data = parts / "dataset"
    sonoset(*verb("init"), data)
    shutil.copy(folder / "dataset" / "decisions.jsonl", data)
    imported(data, parts / "manifest.yaml")
    expect_same({"labels": expected["labels"]}, {"labels": rows(data, "labels")}, "made again")
    wanted = {name: row for name, row in expected["findings"].items() if not name.startswith("label-doubtful")}
    got = {name: row for name, row in rows(data, "findings").items() if name.split()[0] not in NEW_FINDINGS}
    expect_same({"findings": wanted}, {"findings": got}, "made again")


def record(file):
    version = sonoset("--version").stdout.strip()
    assert version == "sonoset 0.1.0" and not ALIASES, f"{version} is not v0.1.0 and must not record"
    with harness.Folder() as folder:
        data = copied(folder / "fixture")
        [run] = [path.name for path in (data / "baseline").iterdir()]
        expected = {**observed(data), "run": run, "predicted": predicted(data, run)}
    is_whole(expected)
    lines = []
    for key, value in expected.items():
        items = [f"  {json.dumps(name)}: {json.dumps(item, ensure_ascii=False)}" for name, item in value.items()] \
            if isinstance(value, dict) else []
        lines.append(f"{json.dumps(key)}: " + ("{\n" + ",\n".join(items) + "\n }" if items else json.dumps(value)))
    file.write_text("{\n " + ",\n ".join(lines) + "\n}\n")


def main():
    for word in ALIASES:
        others = [name for other in ALIASES if other != word for name in names(other)]
        assert not set(names(word)) & set(others), f"'{word}' and another word share a name in ALIASES"
    expected = json.loads((fixture / "expected.json").read_text())
    is_whole(expected)
    run, answer = expected.pop("run"), expected.pop("predicted")
    with harness.Folder() as folder:
        folder = folder / "fixture"
        data = copied(folder)

        # A verb that writes migrates the catalog and changes nothing else.
        sonoset("-C", data, *verb("link"))
        expect_same(expected, observed(data), "after the migration")
        imported(data, folder / "manifest.yaml")
        expect_same(expected, observed(data), "after an import")
        digest = catalog_digest(data)
        again = imported(data, folder / "manifest.yaml")
        assert of(again, "changes") == [] and of(again, "done_now") == of(again, "frames_now") == 0, again
        assert catalog_digest(data) == digest, "importing again changed the catalog"

        the_baseline(data, run, answer, expected)
        assert catalog_digest(data) == digest, "the baseline changed the catalog"
        decisions_make_it_anew(folder, expected)
        what_was_removed_comes_back(data, folder)


if arguments.record:
    record(pathlib.Path(arguments.record))
else:
    main()
    print("the dataset of v0.1.0 is complete")
