#!/usr/bin/env python3
"""The pages of contributions in a real browser: files are uploaded, one is cut and goes on, one is refused, the receipt
shows it, they are withdrawn. Set SHOTS to keep the screenshots in that folder."""
import os

import harness
import visits
from contributor import add_people
from served import Served

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)

PIECE = 8 << 20

with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    data = folder / "lungs"
    sonoset("phantom", folder / "new", "--subjects", "2", "--clips", "2", "--seconds", "1")
    sonoset("phantom", folder / "long", "--subjects", "1", "--clips", "2", "--seconds", "8", "--size", "640x480", "--seed", "3")
    clips = sorted((folder / "new" / "clips").iterdir())
    long = max((folder / "long" / "clips").iterdir(), key=lambda path: path.stat().st_size)
    assert long.stat().st_size > PIECE
    refused = folder / "page <b>.html"
    refused.write_text("<!doctype html><script>alert(1)</script>")
    sonoset("init", data)
    add_people(sonoset, data, {"ann": "contributor"})
    served = Served(sonoset.program, data)
    try:
        # The browser itself reports the connection that was cut, and that the server may not know so yet.
        seen = visits.walk(arguments.source, "contribute", served.port, folder / "shots", "ann", "ann's long password", refused, long,
                           *clips, console=lambda line: "ERR_FAILED" in line or "423 (Locked)" in line, timeout=400)
    finally:
        served.stop()
    # Two files begin at 0; the one that was cut goes on.
    offsets = seen["seen"]["wide"]["offsets"]
    assert offsets.count("0") == 2 and str(PIECE) in offsets, offsets
    for what in ("wide", "narrow"):
        page = seen["seen"][what]
        states = dict(item.split("\n", 1) for item in page["results"])
        assert page["needs_consent"] and "Refused: the content is a web page (HTML)" in states["page <b>.html"], page
        good = [state for name, state in states.items() if name != "page <b>.html"]
        assert all(state.strip().startswith("In quarantine") for state in good), states
        assert sum("Withdrawn" in item for item in page["withdrawn"]) == len(good), page
print(f"{len(seen['violations'])} pages, no violation")
