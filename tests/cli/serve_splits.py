#!/usr/bin/env python3
"""Splits of the real server: what is in their folds, what was compared, tables and reports that are saved, what visitors get
of them, and their page in a browser. Set SHOTS to keep the screenshots in that folder."""
import csv
import io
import json
import os

import harness
import openapi_served
import visits
from contributor import Contributor, add_people

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
SPLITS = "/api/v1/splits/"


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.decode())))


def folds_of(split):
    return {clip: group["fold"] for group in split["groups"] for clip in group["clips"]}


def named_folds(split):
    return {clip: split["fold_names"][fold] if split["fold_names"] else str(fold) for clip, fold in folds_of(split).items()}


def check_split(server, name):
    """The same as the command line says; the table has the folds and can be read again."""
    shown = sonoset.json("-C", data, "show", name)
    assert server.json(SPLITS + name) == shown
    summary = server.json(SPLITS + name + "/summary")
    assert summary["stale"] == "" and summary["compared"].startswith("No ") and "Checked: objects" in summary["compared"], summary
    sizes = [sum(len(group["clips"]) for group in shown["groups"] if group["fold"] == fold["fold"]) for fold in summary["folds"]]
    assert [fold["clips"] for fold in summary["folds"]] == sizes and summary["all"]["clips"] == sum(sizes), summary
    for fold in summary["folds"]:
        assert sum(fold["labels"].values()) == fold["clips"]
        assert len(server.json(f"/api/v1/clips?split={name}&fold={fold['name']}")["rows"]) == fold["clips"]
    status, headers, text = server.get(SPLITS + name + "/manifest.csv")
    assert status == 200 and headers["content-disposition"] == f'attachment; filename="{name}.csv"', headers
    rows = rows_of(text)
    assert {row["clip"]: int(row["fold"]) for row in rows} == folds_of(shown), rows
    assert [row["clip"] for row in rows] == sorted(row["clip"] for row in rows)
    exported = folder / f"export-{name}"
    sonoset("-C", data, "export", "csv", exported, "--split", name)
    frames = rows_of((exported / "frames.csv").read_bytes())
    for row in rows:
        of_clip = [frame for frame in frames if frame["clip"] == row["clip"]]
        assert len(of_clip) == int(row["frames"]), row
        assert all(of_clip[0][column] == value for column, value in row.items() if column != "frames"), (row, of_clip[0])
    (folder / f"{name}.csv").write_bytes(text)
    sonoset("-C", data, "split", "again", "--from", folder / f"{name}.csv", "--replace")
    assert named_folds(sonoset.json("-C", data, "show", "again")) == named_folds(shown)
    sonoset("-C", data, "split", "again", "--remove")


def check_others(server):
    for path in ("none", "none/summary", "none/manifest.csv", "..%2fmain", "%3Cscript%3E/summary"):
        assert server.get(SPLITS + path)[0] in ((400, 404) if "%" in path else (404,)), path
    sonoset("-C", data, "split", "frames", "--by", "frame", "--folds", "2")
    status, _, text = server.get(SPLITS + "frames/manifest.csv")
    assert status == 422 and "export csv" in json.loads(text)["detail"], text
    assert server.json(SPLITS + "frames/summary")["leaks"]["clips"] > 0
    sonoset("-C", data, "split", "frames", "--remove")
    status, headers, text = server.get("/api/v1/report.html")
    assert status == 200 and headers["content-disposition"] == 'attachment; filename="report.html"', headers
    sonoset("-C", data, "report", folder / "report.html")
    assert text == (folder / "report.html").read_bytes() and "default-src 'none'" in headers["content-security-policy"]
    assert server.get("/api/v1/report.html?split=none")[0] == 404


def check_page(server):
    found = visits.walk(arguments.source, "splits", server.port, folder / "shots", "halves")
    summary = server.json(SPLITS + "halves/summary")
    for seen in found["seen"].values():
        assert seen["names"] == ["halves", "tested"] and not seen["stale"] and summary["compared"] in seen["text"], seen
        clips = [[row[0].strip(), row[1]] for row in seen["rows"]]
        assert clips == [*([fold["name"], str(fold["clips"])] for fold in summary["folds"]), ["all", str(summary["all"]["clips"])]], seen
        assert seen["drawn"] == 3 * len(summary["all"]["labels"]), seen
        assert seen["csvName"] == "halves.csv" and seen["csv"].encode() == server.get(SPLITS + "halves/manifest.csv")[2], seen
        assert seen["report"][:2] == ["report.html", "<!doctype html>"], seen["report"]
        assert seen["fold"] == ["?split=halves&fold=0", summary["folds"][0]["clips"]], seen


def check_visitor(server, hidden, curator):
    """Nothing of clips that may not be passed on, in no answer."""
    visible = {row["clip"] for row in server.json("/api/v1/clips?limit=500")["rows"]}
    whole = curator("GET", SPLITS + "halves", expect=200)[2]
    assert hidden < set(folds_of(whole)) and visible and not hidden & visible, visible
    hidden = set(folds_of(whole)) - visible
    split = server.json(SPLITS + "halves")
    assert folds_of(split) == {clip: fold for clip, fold in folds_of(whole).items() if clip in visible}
    assert split["digest"] == whole["digest"] and not any("weakest_link" in group for group in split["groups"])
    summary = server.json(SPLITS + "halves/summary")
    assert summary["all"]["clips"] == len(visible), summary
    status, _, text = server.get(SPLITS + "halves/manifest.csv")
    assert status == 200 and {row["clip"] for row in rows_of(text)} == visible, text
    assert len(rows_of(curator("GET", SPLITS + "halves/manifest.csv", expect=200)[2])) == len(visible | hidden)
    assert server.get("/api/v1/report.html")[0] == 403
    curator("GET", "/api/v1/report.html", expect=200)
    # A split that no longer fits: why it does not may name clips.
    sonoset("-C", data, "label", sorted(hidden)[0], "diagnosis", "covid-19", "--by", "ann", "--why", "seen")
    why = curator("GET", SPLITS + "halves/summary", expect=200)[2]["stale"]
    assert sorted(hidden)[0] in why, why
    assert curator("GET", SPLITS + "halves/manifest.csv", expect=409)[2]["detail"].count(why) == 1
    for path, expected in ((SPLITS + "halves", 200), (SPLITS + "halves/summary", 200), (SPLITS + "halves/manifest.csv", 409),
                           (f"/api/v1/clips/{min(visible)}", 200)):
        status, _, text = server.get(path)
        assert status == expected and not any(clip in text.decode() for clip in hidden), (path, status, text)
    assert server.json(SPLITS + "halves")["stale"] and server.json(f"/api/v1/clips/{min(visible)}")["folds"][0]["stale"]


with harness.Folder() as folder:
    os.environ.update(XDG_STATE_HOME=str(folder / "state"), XDG_CACHE_HOME=str(folder / "cache"))
    data = folder / "lungs"
    sonoset("phantom", folder / "clips", "--subjects", 6, "--clips", 12, "--seconds", 1, "--size", "160x120")
    sonoset("init", data)
    manifest = folder / "clips" / "manifest.yaml"
    sonoset("-C", data, "import", manifest)
    sonoset("-C", data, "split", "halves", "--folds", 2)
    sonoset("-C", data, "split", "tested", "--folds", 2, "--test", 0.3)
    document = openapi_served.Document(json.loads((arguments.source / "lib" / "serve" / "api" / "openapi.json").read_text()))
    with openapi_served.Documented(document, sonoset.program, data) as server:
        for name in ("halves", "tested"):
            check_split(server, name)
        check_others(server)
        check_page(server)
    hidden = set(sorted(folds_of(sonoset.json("-C", data, "show", "halves")))[:3])
    text = manifest.read_text()
    for clip in hidden:
        assert f"- id: {clip}\n" in text, text
        text = text.replace(f"- id: {clip}\n", f"- id: {clip}\n    licence: CC-BY-ND-4.0\n")
    manifest.write_text(text)
    sonoset("-C", data, "import", manifest)
    add_people(sonoset, data, {"cleo": "curator"})
    with openapi_served.Documented(document, sonoset.program, data) as server:
        check_visitor(server, hidden, Contributor(server, "cleo"))
print("splits are shown and saved")
