#!/usr/bin/env python3
"""`crop`: a clip gets another region or window at once, whatever its manifest says; undo, redo, rebuild, and what is refused."""
import json

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def shown(data, clip):
    return sonoset.json("-C", data, "show", clip)


def refused(data, *words, says):
    before = (data / "decisions.jsonl").read_bytes()
    run = sonoset("-C", data, "crop", *words, expect=2)
    assert says in run.stderr, (says, run.stderr)
    assert (data / "decisions.jsonl").read_bytes() == before, words


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "2", "--clips", "4", "--seconds", "4", "--size", "160x120")
    manifest = folder / "clips" / "manifest.yaml"
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest, "--rate", "5")
    clip = sonoset.json("-C", data, "list", "clips")["rows"][0]["clip"]
    others = [row for row in sonoset.json("-C", data, "list", "clips")["rows"] if row["clip"] != clip]
    before, digest = shown(data, clip), sonoset.json("-C", data, "status", "--digest")["catalog_digest"]
    why = ("--why", "seen", "--by", "ann")

    # The frames are made again at once, with the sampling of the import, from the dataset's own copies alone.
    (folder / "clips").rename(folder / "away")
    made = sonoset("-C", data, "crop", clip, "region", "16,8,100,90", *why).stdout
    assert f"clip {clip}: {len(before['frames'])} frames made again" in made, made
    cropped = shown(data, clip)
    assert cropped["entry"]["region"] == {"x": 16, "y": 8, "width": 100, "height": 90}, cropped["entry"]
    assert "region_accepted" not in cropped["entry"]
    assert cropped["recipe"]["what"]["region"] == [16, 8, 100, 90]
    assert cropped["recipe"]["what"]["sampling"] == before["recipe"]["what"]["sampling"]
    assert len(cropped["frames"]) == len(before["frames"]) and cropped["recipe"] != before["recipe"]
    assert [row for row in sonoset.json("-C", data, "list", "clips")["rows"] if row["clip"] != clip] == others
    made = sonoset("-C", data, "crop", clip, "window", "1,2.5", *why).stdout
    trimmed = shown(data, clip)
    assert trimmed["entry"]["window"] == {"from": "1", "to": "5/2"} and len(trimmed["frames"]) == 8, trimmed["frames"]
    sonoset("-C", data, "crop", clip, "window", "3,", "--pictures", *why)
    assert shown(data, clip)["entry"]["window"] == {"first": 3}
    sonoset("-C", data, "crop", clip, "window", "all", *why)
    assert "window" not in shown(data, clip)["entry"]
    sonoset("-C", data, "crop", clip, "window", "--undo", *why)
    assert shown(data, clip)["entry"]["window"] == {"first": 3}
    sonoset("-C", data, "fsck")

    # Later imports and a rebuild keep it.
    (folder / "away").rename(folder / "clips")
    now = sonoset.json("-C", data, "status", "--digest")["catalog_digest"]
    again = sonoset.json("-C", data, "import", manifest, "--rate", "5")
    assert again["changes"] == [] and again["done_now"] == 0, again
    assert sonoset.json("-C", data, "status", "--digest")["catalog_digest"] == now
    sonoset("-C", data, "rebuild")
    assert sonoset.json("-C", data, "status", "--digest")["catalog_digest"] == now

    # A split that had the clip's frames balanced is stale, and says so.
    sonoset("-C", data, "split", "main", "--folds", "2")
    stale = sonoset("-C", data, "crop", clip, "window", ",2", "--pictures", *why).stdout
    assert "2 frames made again" in stale or "1 frame made again" in stale, stale

    for words, says in (
            (("none", "region", "0,0,10,10", *why), "no clip 'none'"),
            ((clip, "region", "100,0,100,10", *why), "160 x 120"),
            ((clip, "region", "0,0,0,10", *why), "160 x 120"),
            ((clip, "region", "0,0,10", *why), "is not X,Y,WIDTH,HEIGHT"),
            (("--why", "x", "--by", "y", clip, "region", "--", "-1,0,10,10"), "is not X,Y,WIDTH,HEIGHT"),
            ((clip, "region", "99999999999999999999,0,1,1", *why), "is not X,Y,WIDTH,HEIGHT"),
            ((clip, "region", "16,8,100,90", *why), "has this region already"),
            ((clip, "window", "2,1", *why), "ends before it begins"),
            ((clip, "window", "x,1", *why), "is not FROM,TO in seconds"),
            ((clip, "window", "1.5,3", "--pictures", *why), "is not FIRST,END in pictures"),
            ((clip, "window", ",", *why), "is not FROM,TO"),
            ((clip, "side", "1,2", *why), "is not region or window"),
            ((clip, "region", "0,0,10,10", "--pictures", *why), "--pictures is for a window"),
            ((clip, "region", "0,0,10,10", "--undo", *why), "take no VALUE"),
            ((clip, "region", "0,0,10,10"), "missing option --why"),
            ((clip, "region", *why), "missing argument VALUE"),
            ((others[0]["clip"], "region", "--undo", *why), "no region to undo")):
        refused(data, *words, says=says)

    # A window without pictures leaves the clip without frames and says how to get them back; undo does.
    failed = sonoset("-C", data, "crop", clip, "window", "100,200", *why, expect=1).stdout
    assert "--undo" in failed, failed
    sonoset("-C", data, "crop", clip, "window", "--undo", *why)
    for _ in range(3):
        sonoset("-C", data, "crop", clip, "window", "--undo", *why)
    sonoset("-C", data, "crop", clip, "region", "--undo", *why)
    refused(data, clip, "region", "--undo", *why, says="no region to undo")
    assert shown(data, clip)["entry"] == before["entry"] and shown(data, clip)["frames"] == before["frames"]
    sonoset("-C", data, "crop", clip, "region", "--redo", *why)
    assert shown(data, clip)["frames"] == cropped["frames"]

    # Lines that nobody could have written are named and change nothing.
    line = json.loads((data / "decisions.jsonl").read_text().splitlines()[0])
    assert line["kind"] == "region", line
    wrong = []
    for what in ({"clip": clip}, {"clip": "../x", "region": line["what"]["region"]}, {"clip": clip, "region": [1, 2, 3, 4]},
                 {"clip": clip, "region": {"x": 0, "y": 0, "width": 1 << 40, "height": 1}},
                 {"clip": clip, "region": {"x": -1, "y": 0, "width": 5, "height": 1}}):
        wrong.append({**line, "what": what})
    for window in ({"from": 1}, {"from": "1", "end": 3}, {"first": 5, "end": 2}, {"to": "-1"}, {"until": "1"}, []):
        wrong.append({**line, "kind": "window", "what": {"clip": clip, "window": window}})
    state = shown(data, clip)["entry"]
    with (data / "decisions.jsonl").open("a") as file:
        file.write("".join(json.dumps(one) + "\n" for one in wrong))
    run = sonoset.json("-C", data, "import", manifest, "--rate", "5", expect=1)
    assert len(run["wrong_decisions"]) == len(wrong), run["wrong_decisions"]
    assert shown(data, clip)["entry"] == state
