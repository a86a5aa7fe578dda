#!/usr/bin/env python3
"""The pages on the imported POCUS clips, used as visitors, contributors and curators do, wide and narrow, light and dark: what axe
finds, what the console says, requests to elsewhere, and what is wider than the screen. A target, since it takes minutes:
cmake --build --preset dev --target serve-pocus. Screenshots are kept in --shots, and the dataset that it begins
with in --data."""
import os
import pathlib
import subprocess

import harness
import not_lungs
import visits
from contributor import Contributor, add_people
from http_served import Served
from people_client import password_of

arguments = harness.parse([("shots", ""), ("data", "")])
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
shared = harness.shared(arguments.source)
SCREENS = 4


def walk(script, *words):
    # The browser itself reports the status of answers that were meant to refuse.
    found = visits.walk(arguments.source, script, server.port, shots, *words, screens=SCREENS, timeout=1200,
                        console=lambda line: "Failed to load resource" in line)
    print(f"{script}: {len(found['violations'])} views", flush=True)
    return found["seen"]


def make(data):
    """The imported clips, a split, and a small network that was trained with it."""
    sonoset("init", data)
    sonoset("-C", data, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror", shared / "pocus", "--offline",
            "--region", "auto", expect=1)
    sonoset("-C", data, "split", "main", "--folds", 2)
    train = ("-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1")
    print(sonoset(*train, timeout=3000).stdout.splitlines()[-1], flush=True)


with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    shots = pathlib.Path(arguments.shots or folder / "shots")
    made = pathlib.Path(arguments.data or folder / "made")
    if not made.exists():
        make(made)
    data = folder / "pocus"
    subprocess.run(["cp", "-a", "--reflink=auto", made, data], check=True)
    sonoset("phantom", folder / "new", "--subjects", "6", "--clips", "20", "--seconds", "1", "--seed", "5")
    sonoset("phantom", folder / "long", "--subjects", "1", "--clips", "2", "--seconds", "8", "--size", "640x480", "--seed", "3")
    new = sorted((folder / "new" / "clips").iterdir())
    long = max((folder / "long" / "clips").iterdir(), key=lambda path: path.stat().st_size)
    photograph, page = folder / "photograph.png", folder / "page.html"
    next(not_lungs.photographs(shared / "weights"))[1].save(photograph)
    page.write_text("<!doctype html><script>alert(1)</script>")
    clips = sonoset.json("-C", data, "list", "clips", "--where", "state=done", "--limit", 0)["rows"]
    video = next(row for row in clips if row["pictures"] and row["pictures"] > 20 and row["frames"] > 10)
    add_people(sonoset, data, {"ann": "contributor", "ben": "curator"})
    with Served(sonoset.program, data) as server:
        # Visitors see what may be passed on; curators everything.
        shown = server.json("/api/v1/clips?limit=500")["rows"]
        walk("browse", next(row["clip"] for row in shown if row["frames"] > 10))
        for seen in walk("screen", next((shared / "pocus").glob("pocus_videos/**/*.mp4")), photograph, page).values():
            assert seen["lines"] > 0 and seen["shown"][1][1], seen
        walk("contribute", "ann", password_of("ann"), page, long, *new[:SCREENS])
        ann = Contributor(server, "ann")
        made = ann.contribute([ann.upload(clip.read_bytes(), clip.name) for clip in new[SCREENS:]])
        states = [file["state"] for file in ann.files(made["id"])]
        assert states == ["quarantined"] * len(states), states
        walk("review", "ben", password_of("ben"))
        for seen in walk("curation", video["clip"], "ben", password_of("ben")).values():
            assert seen["undone"] and seen["alerts"] == 0, seen
    sonoset("-C", data, "fsck", "--deep")
