#!/usr/bin/env python3
"""The pages of accounts in a real browser: people log in, make tokens, invite and are invited. Set SHOTS to keep the
screenshots in that folder."""
import json
import os
import pathlib
import subprocess

import harness
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
        shots = pathlib.Path(os.environ.get("SHOTS", folder / "shots"))
        run = subprocess.run(["node", arguments.source / "tests" / "web" / "people.mjs", f"http://127.0.0.1:{served.port}", shots, "ann",
                              "ann's long password"], capture_output=True, text=True, timeout=300)
        assert "ERR_MODULE_NOT_FOUND" not in run.stderr, "no Node modules; run ./tools/test, or 'npm ci' in tests/web"
        assert run.returncode == 0, run.stderr
        seen = json.loads(run.stdout)
    finally:
        served.stop()
    assert not seen["requests"] and not seen["errors"], seen
    # The browser itself reports that a password was wrong.
    assert all(line.startswith("/api/v1/session ") and "401 (Unauthorized)" in line for line in seen["console"]), seen["console"]
    assert not any(seen["violations"].values()), seen["violations"]
    assert all(width <= 0 for width in seen["overflow"].values()), seen["overflow"]
    assert seen["admin_parts_hidden"]
print(f"{len(seen['violations'])} pages, no violation")
