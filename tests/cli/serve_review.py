#!/usr/bin/env python3
"""Contributed files on the review page in a real browser: a curator corrects and accepts one, rejects one with a reason, and the
contributor's receipt says so. Set SHOTS to keep the screenshots in that folder."""
import os

import harness
import visits
from contributor import Contributor, add_people
from http_served import Served
from people_client import password_of

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")

with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    data = folder / "lungs"
    sonoset("phantom", folder / "clips", "--subjects", "1", "--clips", "1", "--seconds", "1")
    sonoset("phantom", folder / "new", "--subjects", "2", "--clips", "4", "--seconds", "1", "--seed", "8")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
    add_people(sonoset, data, {"ann": "contributor", "ben": "curator"})
    with Served(sonoset.program, data) as server:
        ann = Contributor(server, "ann")
        clips = sorted((folder / "new" / "clips").iterdir())[:4]
        made = ann.contribute([ann.upload(clip.read_bytes(), f"<b>{clip.name}") for clip in clips],
                              metadata={"subject": "p1", "comment": "<img src=x onerror=alert(1)>"})
        files = ann.files(made["id"])
        assert [file["state"] for file in files] == ["quarantined"] * 4, files
        found = visits.walk(arguments.source, "review", server.port, folder / "shots", "ben", password_of("ben"))
        for seen in found["seen"].values():
            assert seen["alerts"] == 0 and "reason" in seen["without_reason"] and seen["playing"], seen
        files = ann.files(made["id"])
        assert [file["state"] for file in files] == ["accepted", "rejected"] * 2, files
        assert files[1]["reason"] == "not a <lung>", files[1]
        clip = sonoset.json("-C", data, "show", files[0]["clip"])
        assert clip["entry"]["manifest"] == "contributions" and clip["frames"], clip["entry"]
        assert any(label["value"] == "healthy" for label in clip["labels"]), clip["labels"]
    sonoset("-C", data, "fsck", "--deep")
