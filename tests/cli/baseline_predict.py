#!/usr/bin/env python3
"""`baseline predict` with the small network on phantoms: predictions, refusals, findings, heat maps, and errors that say
what to do next."""
import json
import os
import re
import struct
import subprocess
import time
import zlib

import yaml

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def png(path, width, height, level):
    """A grey picture of `level(x, y)`."""
    rows = b"".join(b"\0" + bytes(level(x, y) for x in range(width)) for y in range(height))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def probe(file):
    words = ["ffprobe", "-v", "error", "-count_frames", "-of", "json", "-show_entries",
             "stream=codec_name,width,height,nb_read_frames,avg_frame_rate", str(file)]
    return json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)["streams"][0]


with harness.Folder() as folder:
    data = folder / "data"
    sonoset("phantom", folder / "phantoms", "--subjects", "8", "--clips", "16", "--seconds", "1", "--size", "160x120")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "phantoms" / "manifest.yaml")
    entries = yaml.safe_load((folder / "phantoms" / "manifest.yaml").read_text())["clips"]
    clips = [folder / "phantoms" / entry["path"] for entry in entries if "region" not in entry]
    assert len(clips) > 2, entries

    run = sonoset("-C", data, "baseline", "predict", clips[0], expect=2)
    assert "no trained model" in run.stderr and "baseline train" in run.stderr, run.stderr

    sonoset("-C", data, "split", "main", "--folds", "2")
    trained = sonoset.json("-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1")

    said = sonoset.json("-C", data, "baseline", "predict", *clips)
    assert said["model"]["network"] == "small" and said["model"]["models"] == 2, said["model"]
    assert [row["file"] for row in said["files"]] == [str(clip) for clip in clips], "answers in the order asked"
    answered = [row for row in said["files"] if row["state"] == "answered"]
    assert len(answered) > len(clips) / 2, f"{len(answered)} of {len(clips)} clips that it was trained on"
    for row in answered:
        assert row["findings"] == [] or row["findings"][0]["severity"] != "error", row
        for one in [row, *(frame for frame in row["frames"] if frame["state"] == "answered")]:
            assert abs(sum(one["probabilities"].values()) - 1) < 1e-4, one
            assert one["probabilities"][one["predicted"]] == max(one["probabilities"].values()), one
            assert all(one["lowest"][name] <= p <= one["highest"][name] for name, p in one["probabilities"].items()), one
            assert 0 <= one["mutual_information"] <= one["entropy"] + 1e-6, one
            assert one["certainty"] in ("confident", "uncertain", "models disagree"), one
        assert [frame["picture"] for frame in row["frames"]] == sorted(frame["picture"] for frame in row["frames"])
    # The same by name and by folder, a file at a time.
    for model in (trained["run"], trained["folder"], trained["folder"] + "/model"):
        again = sonoset.json("-C", data, "baseline", "predict", clips[1], "--model", model)
        assert again["files"][0] == said["files"][1], (again, said["files"][1])

    # The default model is the run that finished last according to its run.json, not the newest file.
    later = sonoset.json("-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1",
                         "--seed", "7")
    assert later["run"] != trained["run"]
    for run, year in ((trained["run"], 2100), (later["run"], 2001)):
        file = data / "baseline" / run / "model" / "model.json"
        os.utime(file, (time.mktime((year, 1, 1, 0, 0, 0, 0, 0, 0)),) * 2)
    chosen = sonoset.json("-C", data, "baseline", "predict", clips[0])["model"]["folder"]
    assert later["run"] in chosen, (chosen, later["run"])
    assert sonoset.json("-C", data, "baseline", "labels", "--dry-run", expect=None)["run"] == later["run"]
    record = json.loads((data / "baseline" / later["run"] / "run.json").read_text())
    assert record["format"] == 1 and re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record["ended"]), record
    assert "weights" not in record, "the small network has none"

    # A clip with its region, as the import cut it: the same frames, the same answer.
    entry = next(entry for entry in entries if "region" in entry and not entry["path"].endswith(".png"))
    region = ",".join(str(entry["region"][key]) for key in ("x", "y", "width", "height"))
    cut = sonoset.json("-C", data, "baseline", "predict", folder / "phantoms" / entry["path"], "--region", region)
    frames = sonoset.json("-C", data, "list", "frames", "--where", f"clip={entry['id']}")["rows"]
    stills = sonoset.json("-C", data, "baseline", "predict", *(data / frame["file"] for frame in frames))
    for one, still in zip(cut["files"][0]["frames"], stills["files"], strict=True):
        assert one["ood_score"] == still["ood_score"], (one, still)
        assert one.get("probabilities") == still["frames"][0].get("probabilities"), (one, still)
    assert "--region takes" in sonoset("baseline", "predict", clips[0], "--region", "1,2,3", "--model",
                                       trained["folder"], expect=2).stderr

    # A picture that is not ultrasound, and files that are not pictures.
    png(folder / "board.png", 256, 256, lambda x, y: 255 * ((x // 16 + y // 16) % 2))
    (folder / "note.mp4").write_text("no video\n")
    run = sonoset("-C", data, "baseline", "predict", folder / "board.png", folder / "note.mp4", folder / "nowhere.mp4",
                  clips[0], "--json", "--overlay", folder / "heat", expect=1)
    board, note, nowhere, good = json.loads(run.stdout)["files"]
    assert board["state"] == "refused" and board["ood_score"] > 1 and "(Lung ultrasound)" in board["why"], board
    assert not {"predicted", "probabilities", "overlay"} & board.keys(), board
    assert note["state"] == "failed" and note["findings"][0]["code"] == "not-media", note
    assert nowhere["state"] == "failed" and nowhere["findings"][0]["next"], nowhere
    assert good["state"] == "answered", good
    # One heat map per frame of answered files only, with the size of the frame.
    stills = sorted(path.name for path in (folder / "heat").glob("*.png"))
    assert stills == [f"{clips[0].stem}-heat-{frame['picture']:06}.png" for frame in good["frames"]], stills
    video = probe(good["overlay"]["video"])
    assert video["codec_name"] == "h264" and int(video["nb_read_frames"]) == len(stills), video
    still = probe(folder / "heat" / stills[0])
    assert (video["width"], video["height"]) == (still["width"] & ~1, still["height"] & ~1), (video, still)
    rate = [int(part) for part in video["avg_frame_rate"].split("/")]
    assert abs(rate[0] / rate[1] - 3) < 0.2, video
    assert {path.name for path in (folder / "heat").iterdir()} == {*stills, f"{clips[0].stem}-heat.mp4"}, "nothing else"

    # A heat map never replaces an input; the other files are still processed.
    given = folder / "given"
    given.mkdir()
    one, taken, long = (given / name for name in ("a.mp4", "a-heat.mp4", "b" * 200 + ".mp4"))
    for file in (one, taken, long):
        file.write_bytes(clips[0].read_bytes())
    run = sonoset("-C", data, "baseline", "predict", one, long, "--json", "--overlay", given, expect=0)
    assert one.read_bytes() == long.read_bytes() == clips[0].read_bytes(), "clips stay"
    assert json.loads(run.stdout)["files"][1]["overlay"]["video"] == str(given / ("b" * 100 + "-heat.mp4")), run.stdout
    taken.write_bytes(clips[0].read_bytes())
    run = sonoset("-C", data, "baseline", "predict", one, taken, "--json", "--overlay", given, expect=1)
    rows = json.loads(run.stdout)["files"]
    assert rows[0]["predicted"] == good["predicted"] and "overlay" not in rows[0], rows[0]
    assert [row["severity"] for row in rows[0]["findings"]].count("error") == 1, rows[0]
    assert "a-heat.mp4" in rows[0]["findings"][-1]["message"], rows[0]
    assert rows[1]["overlay"]["video"] == str(given / "a-heat-heat.mp4"), rows[1]
    assert taken.read_bytes() == clips[0].read_bytes(), "clips stay"

    text = sonoset("-C", data, "baseline", "predict", folder / "board.png", clips[0], "--frames").stdout
    assert "unlike the pictures this model was trained on (Lung ultrasound)" in text and "across models" in text, text
    assert "picture 0" in text, text

    # A truncated model.
    models = folder / "models"
    models.mkdir()
    for file in (data / "baseline" / trained["run"] / "model").iterdir():
        (models / file.name).write_bytes(file.read_bytes())
    (models / "fold-1.safetensors").write_bytes((models / "fold-1.safetensors").read_bytes()[:5000])
    run = sonoset("-C", data, "baseline", "predict", clips[0], "--model", models, expect=2)
    assert "fold-1.safetensors" in run.stderr, run.stderr
    run = sonoset("-C", data, "baseline", "predict", clips[0], "--model", folder / "phantoms", expect=2)
    assert "no model.json" in run.stderr, run.stderr
print("predictions, refusals, findings and heat maps are correct")
