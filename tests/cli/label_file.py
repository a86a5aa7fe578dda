#!/usr/bin/env python3
"""`label --from`: all labels of a file or none, a dry run that changes nothing, undo; agreement of annotators."""
import json

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def refused(data, path, *expected):
    before = (data / "decisions.jsonl").read_bytes() if (data / "decisions.jsonl").exists() else b""
    run = sonoset("-C", data, "label", "--from", path, "--by", "ann", "--why", "reading", expect=2)
    for text in expected:
        assert text in run.stderr, (text, run.stderr)
    after = (data / "decisions.jsonl").read_bytes() if (data / "decisions.jsonl").exists() else b""
    assert before == after


def in_effect(data, clip, axis):
    rows = sonoset.json("-C", data, "list", "labels", "--by", "clip", "--where", f"clip={clip}", "--where",
                        f"axis={axis}")["rows"]
    return rows[0] if rows else None


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "6")
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
    clips = [row["clip"] for row in sonoset.json("-C", data, "list", "clips")["rows"]]
    before = sonoset.json("-C", data, "status", "--digest")
    assert before["agreement"] == []

    # Every wrong row is named, and nothing is recorded.
    sheet = folder / "labels.csv"
    sheet.write_text(f"clip,axis,value,by\n{clips[0]},diagnosis,healthy,\nnone,diagnosis,healthy,\n"
                     f"{clips[1]},mood,good,\n{clips[1]},diagnosis,fine,\n{clips[1]},diagnosis\n"
                     f"{clips[0]},diagnosis,covid-19,\n")
    refused(data, sheet, "5 rows cannot be used; nothing was recorded", "labels.csv:3: no clip 'none'",
            "labels.csv:4: ", "no axis 'mood'", "labels.csv:5: axis 'diagnosis' has no value 'fine'",
            "labels.csv:6: 2 cells but the header has 4",
            "labels.csv:7: 'diagnosis' is 'covid-19' here, but 'healthy' on line 2")
    for head, why in (("clip,axis,valeu", "did you mean 'value'?"), ("clip,axis", "no column 'value'"),
                      ("clip,axis,value,clip", "column 'clip' is there twice")):
        sheet.write_text(head + "\n")
        refused(data, sheet, f"labels.csv:1: ", why)
    sheet.write_text(f"clip,axis,value\n{clips[0]},diagnosis,healthy\n")
    assert "no evidence" in sonoset("-C", data, "label", "--from", sheet, "--by", "ann", expect=2).stderr
    assert "--from FILE" in sonoset("-C", data, "label", clips[0], "diagnosis", "healthy", "--why", "x", "--dry-run",
                                    expect=2).stderr

    # A dry run shows what would change, and changes nothing.
    sheet.write_text("Clip;Axis;Value;Evidence\n" + "".join(f"{clip};diagnosis;covid-19;PCR\n" for clip in clips) +
                     f"{clips[0]};diagnosis;covid-19;PCR\n")
    options = ("-C", data, "label", "--from", sheet, "--by", "ann")
    dry = sonoset.json(*options, "--dry-run")
    now = {row["clip"]: row["value"] for row in sonoset.json("-C", data, "list", "labels", "--by", "clip", "--where",
                                                              "axis=diagnosis")["rows"]}
    assert [(change["line"], change["clip"], change["before"], change["after"]) for change in dry["changes"]] == [
        (i + 2, clip, now[clip], "covid-19") for i, clip in enumerate(clips)], dry
    assert not (data / "decisions.jsonl").exists() or (data / "decisions.jsonl").read_bytes() == b""
    assert sonoset.json("-C", data, "status", "--digest") == before

    # Recorded once, however often; a split that was balanced by the labels becomes stale.
    sonoset("-C", data, "split", "main", "--folds", "2")
    changed = sum(value != "covid-19" for value in now.values())
    shown = sonoset(*options).stdout
    assert f"6 labels recorded; {changed} values in effect changed" in shown, shown
    assert "stale" in shown, shown
    assert in_effect(data, clips[0], "diagnosis")["curator"] == "covid-19"
    lines = (data / "decisions.jsonl").read_text().splitlines()
    again = sonoset.json(*options)
    assert again == {"dry_run": False, "changes": [], "unchanged": 6}, again
    assert (data / "decisions.jsonl").read_text().splitlines() == lines
    kinds = [json.loads(line)["kind"] for line in lines]
    assert kinds.count("label") == 6 and all(json.loads(line)["why"] == "PCR" for line in lines if '"label"' in line)

    # The catalog is made again from the decisions, and --undo takes back what the file recorded, and only that.
    recorded = sonoset.json("-C", data, "status", "--digest")["catalog_digest"]
    (data / "catalog.sqlite").unlink()
    sonoset("-C", data, "rebuild")
    assert sonoset.json("-C", data, "status", "--digest")["catalog_digest"] == recorded
    sonoset("-C", data, "label", clips[1], "diagnosis", "healthy", "--by", "bob", "--why", "another reading")
    undo = sonoset.json(*options, "--why", "wrong sheet", "--undo", "--dry-run")
    assert len(undo["changes"]) == 6
    sonoset(*options, "--why", "wrong sheet", "--undo")
    assert in_effect(data, clips[0], "diagnosis")["value"] == now[clips[0]]
    assert in_effect(data, clips[1], "diagnosis")["value"] == "healthy"
    assert len(sonoset.json(*options, "--why", "wrong sheet", "--undo")["changes"]) == 0

    # Agreement of annotators: two, by Cohen's kappa; a third makes it Krippendorff's alpha.
    said = {"ann": ["healthy", "healthy", "covid-19", "covid-19", "healthy"],
            "bob": ["healthy", "covid-19", "covid-19", "covid-19", "covid-19"],
            "eve": ["healthy", "healthy", "covid-19"]}

    def annotate(names):
        sheet.write_text("clip,axis,value,by,evidence\n" + "".join(
            f"{clip},diagnosis,{value},{name},read\n" for name in names for clip, value in zip(clips, said[name])))
        sonoset("-C", data, "label", "--from", sheet, "--annotator")

    annotate(["ann", "bob"])
    one, = sonoset.json("-C", data, "status")["agreement"]
    # 3 of 5 agree; by chance 3/5 x 1/5 + 2/5 x 4/5 = 11/25.
    expected = (3 / 5 - 11 / 25) / (1 - 11 / 25)
    assert abs(one.pop("value") - expected) < 1e-12, one
    assert one == {"axis": "diagnosis", "measure": "Cohen's kappa", "annotators": ["ann", "bob"], "clips": 5,
                   "unanimous": 3}, one
    annotate(["eve"])
    one, = sonoset.json("-C", data, "status")["agreement"]
    assert one["measure"] == "Krippendorff's alpha" and one["annotators"] == ["ann", "bob", "eve"], one
    assert "Krippendorff's alpha" in sonoset("-C", data, "status").stdout
    rows = sonoset.json("-C", data, "list", "labels", "--by", "clip", "--where", "unanimous=no")["rows"]
    assert [row["clip"] for row in rows] == [clips[1], clips[4]], rows
    assert rows[0]["annotations"] == "ann: healthy; bob: covid-19; eve: healthy" and rows[0]["annotators"] == 3, rows
    # The last label of an annotator counts.
    said["bob"][1] = "healthy"
    annotate(["bob"])
    assert in_effect(data, clips[1], "diagnosis")["unanimous"] == "yes"
    assert "labels" in sonoset("-C", data, "list", "clips", "--by", "clip", expect=2).stderr
print("files of labels are recorded whole, shown before, and undone; annotators' agreement is counted")
