#!/usr/bin/env python3
"""Every odd phantom comes in with its true frames, orientation and times; every broken one ends in its own finding."""
import json

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

with harness.Folder() as folder:
    for kind in ("odd", "broken"):
        sonoset("phantom", folder / kind, "--kind", kind)
        sonoset("init", folder / f"{kind}-data")

    truth = json.loads((folder / "odd" / "truth.json").read_text())
    summary = sonoset.json("-C", folder / "odd-data", "import", folder / "odd" / "manifest.yaml", "--all")
    assert summary["done"] == summary["clips"] == len(truth["clips"]), summary
    print(len(truth["clips"]), "odd clips are in")

    truth = json.loads((folder / "broken" / "truth.json").read_text())
    sonoset("-C", folder / "broken-data", "import", folder / "broken" / "manifest.yaml", expect=1)
    for clip in truth["clips"]:
        rows = sonoset.json("-C", folder / "broken-data", "list", "findings", "--where", f"id={clip['id']}")["rows"]
        codes = {row["code"] for row in rows}
        assert clip["finding"] in codes, (clip, codes)
    print(len(truth["clips"]), "broken clips ended in their findings")
