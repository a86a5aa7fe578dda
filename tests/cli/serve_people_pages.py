#!/usr/bin/env python3
"""The pages of accounts in a real browser: people log in, make tokens, invite and are invited. Set SHOTS to keep the
screenshots in that folder."""
import os
import subprocess

import harness
import visits
from served import Served

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")

with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    data = folder / "lungs"
    sonoset("init", data)
    subprocess.run([sonoset.program, "-C", data, "serve", "user", "add", "ann", "--role", "admin", "--password-stdin"],
                   input="ann's long password\n", text=True, check=True, capture_output=True)
    served = Served(sonoset.program, data)
    try:
        # The browser itself reports that a password was wrong.
        seen = visits.walk(arguments.source, "people", served.port, folder / "shots", "ann", "ann's long password",
                           console=lambda line: line.startswith("/api/v1/session ") and "401 (Unauthorized)" in line)
    finally:
        served.stop()
    assert seen["admin_parts_hidden"]
print(f"{len(seen['violations'])} pages, no violation")
