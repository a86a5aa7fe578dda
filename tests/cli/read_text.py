#!/usr/bin/env python3
"""`import --read-text` finds planted names and ids; only `show` prints them.

The text is not in findings, exports, reports, decisions or logs; the findings keep clips out of exports for
redistribution until they are resolved. Without --read-text nothing is read, and the recipe stays as it was; status,
reports and exports say so, and whole pictures whose text was not read are not exported for redistribution. Metadata of
files are looked at in the same way.
"""
import csv
import json
import shutil
import subprocess

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

with harness.Folder() as folder:
    sonoset("phantom", folder / "screens", "--kind", "screens", "--clips", 2, "--subjects", 2, "--seconds", 1, "--seed", 21)
    manifest = folder / "screens" / "manifest.yaml"
    data = folder / "data"
    sonoset("init", data)
    run = sonoset("-C", data, "import", manifest, "--read-text", "--uniform", 2)
    truth = json.loads((folder / "screens" / "truth.json").read_text())["clips"][0]
    planted = [drawn["text"] for drawn in truth["drawn"] if drawn.get("identifies") and drawn["cap_px"] >= 12]
    assert planted
    shown = sonoset("-C", data, "show", truth["id"]).stdout
    read = [text for text in planted if text in shown]
    assert len(read) * 2 > len(planted), (planted, shown)
    document = json.loads(sonoset("-C", data, "show", truth["id"], "--json").stdout)
    findings = {finding["code"]: finding["message"] for finding in document["findings"]}
    assert "identifying-text" in findings, findings
    assert document["recipe"]["what"]["text"] == 2

    # Nowhere else.
    said = run.stdout + run.stderr + json.dumps(document["findings"])
    for kind in ("findings", "clips"):
        said += sonoset("-C", data, "list", kind, "--json").stdout
    sonoset("-C", data, "report", folder / "report.html")
    sonoset("-C", data, "export", "coco", folder / "coco", "--licences", "any")
    for file in [folder / "report.html", *sorted((folder / "coco").rglob("*")), *sorted(data.rglob("*.json*"))]:
        if file.is_file():
            said += file.read_bytes().decode("utf-8", "replace")
    for text in read:
        assert text not in said, text

    plain = folder / "plain"
    sonoset("init", plain)
    sonoset("-C", plain, "import", manifest, "--uniform", 2)
    document = json.loads(sonoset("-C", plain, "show", truth["id"], "--json").stdout)
    assert "texts" not in document and "text" not in document["recipe"]["what"]

    # What was not looked for is never said to be absent.
    for place, state in ((data, "yes"), (plain, "no")):
        assert {row["text_read"] for row in sonoset.json("-C", place, "list", "clips")["rows"]} == {state}
        counts = json.loads(sonoset("-C", place, "status", "--json").stdout)
        assert counts["text_read"] == {"yes": 0, "partly": 0, "no": 0, state: 2}, counts
    unread = "Text in the pictures, such as names or dates, was not looked for."
    wide = "Text in the pictures, such as names or dates, was looked for in 2 clips."
    assert unread in sonoset("-C", plain, "status").stdout and wide in sonoset("-C", data, "status").stdout
    sonoset("-C", plain, "report", folder / "plain.html")
    assert unread in (folder / "plain.html").read_text() and wide in (folder / "report.html").read_text()
    for place, name, sentence in ((plain, "hf-plain", unread), (data, "hf-data", wide)):
        sonoset("-C", place, "export", "csv", folder / name, "--licences", "any", "--croissant")
        notes = json.loads((folder / name / "dataset.json").read_text())["looked_for"]
        assert notes["text"]["no"] == (2 if place == plain else 0), notes
        rai = json.loads((folder / name / "croissant.json").read_text())["rai:personalSensitiveInformation"]
        assert sentence in rai, rai
        with open(folder / name / "frames.csv", newline="") as text:
            assert {row["text_read"] for row in csv.DictReader(text)} == {"no" if place == plain else "yes"}

    # Whole pictures show what is around a crop.
    for place in (plain, data):
        run = sonoset("-C", place, "export", "csv", folder / "whole", "--view", "whole", "--licences", "redistributable",
                      expect=2)
        reason = "text in its whole pictures not read" if place == plain else "speaks against redistribution"
        assert reason in run.stderr and not (folder / "whole").exists(), run.stderr
    for clip in json.loads((folder / "screens" / "truth.json").read_text())["clips"]:
        sonoset("-C", data, "resolve", "identifying-text", clip["id"], "--why", "a phantom", "--by", "ann")
    sonoset("-C", data, "export", "csv", folder / "whole", "--view", "whole", "--licences", "redistributable")

    # Metadata of a file, which FFmpeg reads.
    if shutil.which("ffmpeg"):
        tagged = folder / "tagged"
        shutil.copytree(folder / "screens", tagged)
        secret = {"title": "NOVAK^INGRID", "comment": "MRN 5146181", "location": "+52.5200+013.4050/",
                  "creation_time": "2020-03-12T10:00:00Z"}
        options = [word for name, value in secret.items() for word in ("-metadata", f"{name}={value}")]
        old = folder / "screens" / truth["path"]
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", old, "-c", "copy", *options, tagged / truth["path"]], check=True)
        text = (tagged / "manifest.yaml").read_text()
        (tagged / "manifest.yaml").write_text("\n".join(line for line in text.splitlines() if "sha256:" not in line) + "\n")
        sonoset("init", folder / "tags")
        run = sonoset("-C", folder / "tags", "import", tagged / "manifest.yaml", "--uniform", 2, expect=None)
        document = json.loads(sonoset("-C", folder / "tags", "show", truth["id"], "--json").stdout)
        shown = {tag["name"]: tag for tag in document["metadata"]["tags"]}
        for name, value in secret.items():
            assert shown[name]["value"].startswith(value[:10]), shown
        assert shown["creation_time"]["identifies"] == [] and shown["location"]["identifies"] == ["location"], shown
        codes = {finding["code"] for finding in document["findings"]}
        assert {"identifying-metadata", "creation-time"} <= codes, codes
        sonoset("-C", folder / "tags", "report", folder / "tags.html")
        sonoset("-C", folder / "tags", "export", "jsonl", folder / "tags-out", "--licences", "any")
        said = run.stdout + run.stderr + json.dumps(document["findings"])
        for file in [folder / "tags.html", *sorted((folder / "tags-out").rglob("*.json*"))]:
            said += file.read_text()
        for value in ("NOVAK", "5146181", "+52.52"):
            assert value not in said, value
        left_out = sonoset("-C", folder / "tags", "export", "csv", folder / "tags-open", "--licences", "redistributable",
                           expect=None)
        assert "an open finding speaks against redistribution" in left_out.stdout + left_out.stderr
print("what was read is shown only by show")
