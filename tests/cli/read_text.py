#!/usr/bin/env python3
"""`import --read-text` finds planted names and ids; only `show` prints them.

The text is not in findings, exports, reports, decisions or logs; the findings keep clips out of exports for
redistribution until they are resolved. Without --read-text nothing is read, and the recipe stays as it was.
"""
import json

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
    assert document["recipe"]["what"]["text"] == 1

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
