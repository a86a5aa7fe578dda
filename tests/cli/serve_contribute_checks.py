#!/usr/bin/env python3
"""What the check of a contribution sees besides media: text that identifies a person is named to contributor and curator,
and never repeated. A file that cannot be imported leaves no entry in the manifest."""
import json
import os
import re

import harness
from contributor import Contributor, add_people
from http_served import Served

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)


def check_text(ann, cleo, folder, data):
    truth = json.loads((folder / "screens" / "truth.json").read_text())["clips"][0]
    planted = [drawn["text"] for drawn in truth["drawn"] if drawn.get("identifies") and drawn["cap_px"] >= 12]
    [path] = (folder / "screens" / "clips").glob(truth["id"] + ".*")
    made = ann.contribute([ann.upload(path.read_bytes(), path.name)])
    [file] = ann.files(made["id"])
    [finding] = [one for one in file["findings"] if one["code"] == "identifying-text"]
    assert file["state"] == "quarantined" and re.search(r" at \d+,\d+ \(\d+ x \d+ pixels\)", finding["message"]), file
    [seen] = cleo.files(made["id"])
    assert seen["facts"]["text_read"] is True and finding in seen["findings"], seen
    assert not any(text in json.dumps([file, seen]) for text in planted), (planted, seen)
    cleo.decide(made["id"], file["id"], "accept")
    [file] = ann.files(made["id"], ("accepted",))
    clip = sonoset.json("-C", data, "show", file["clip"])
    assert clip["recipe"]["what"]["text"] == 2 and "identifying-text" in [one["code"] for one in clip["findings"]], clip


def check_failed_import(ann, cleo, folder, data, state):
    """A file that changed on the disk after its check."""
    manifest = data / "manifests" / "contributions.yaml"
    before, digest = manifest.read_text(), sonoset.digest(data)
    path = min((folder / "new" / "clips").iterdir())
    made = ann.contribute([ann.upload(path.read_bytes(), path.name)])
    [file] = ann.files(made["id"], ("quarantined",))
    stored = state / "uploads" / file["id"]
    good = stored.read_bytes()
    for bad in (good[:-1] + bytes([good[-1] ^ 1]), good[:100], b""):
        stored.write_bytes(bad)
        said = cleo.decide(made["id"], file["id"], "accept", expect=422)
        assert "cannot be imported" in said["detail"], said
        [now] = cleo.files(made["id"])
        assert (now["state"], now["clip"], now["reason"]) == ("quarantined", "", said["detail"]), now
        assert manifest.read_text() == before and sonoset.digest(data) == digest
    stored.write_bytes(good)
    cleo.decide(made["id"], file["id"], "accept")
    assert file["id"] in manifest.read_text()
    sonoset("-C", data, "fsck", "--deep")


with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    data = folder / "lungs"
    sonoset("phantom", folder / "screens", "--kind", "screens", "--clips", "1", "--subjects", "1", "--seconds", "1", "--seed", "21")
    sonoset("phantom", folder / "new", "--clips", "2", "--subjects", "2", "--seconds", "1")
    sonoset("init", data)
    add_people(sonoset, data, {"ann": "contributor", "cleo": "curator"})
    state = next((folder / "state" / "sonoset" / "serve").iterdir())
    with Served(sonoset.program, data) as server:
        ann, cleo = Contributor(server, "ann"), Contributor(server, "cleo")
        check_text(ann, cleo, folder, data)
        check_failed_import(ann, cleo, folder, data, state)
print("text is found, and files that cannot be imported leave nothing behind")
