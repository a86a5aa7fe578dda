#!/usr/bin/env python3
"""fsck reports every missing, altered and foreign file and every broken row; gc and import repair what they can."""
import os
import sqlite3

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def damage(dataset, *words):
    found = sonoset.json("-C", dataset, "fsck", *words, expect=None)["damage"]
    return sorted((item["kind"], item["what"]) for item in found)


def overwrite(path, content):
    path.chmod(0o644)
    path.write_bytes(content)


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "3", "--clips", "6")
    manifest = folder / "clips" / "manifest.yaml"
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    digest = sonoset.digest(data)
    assert damage(data, "--deep") == []

    frames = sorted(data.glob("frames/*/*/*.png"))
    objects = sorted(data.glob("objects/*/*"))
    assert not os.access(frames[0], os.W_OK) or os.geteuid() == 0
    assert frames[0].stat().st_mode & 0o222 == 0 and objects[0].stat().st_mode & 0o222 == 0, "read-only"
    name = lambda path: str(path.relative_to(data))

    frames[0].unlink()
    content = bytearray(frames[1].read_bytes())
    content[len(content) // 2] ^= 1
    overwrite(frames[1], bytes(content))
    overwrite(frames[2], b"short")
    (data / "frames" / "stray.png").write_bytes(b"x")
    (data / "objects" / "ab").mkdir(exist_ok=True)
    (data / "objects" / "ab" / "stray").write_bytes(b"x")
    shallow = [("altered", name(frames[2])), ("foreign", "frames/stray.png"), ("foreign", "objects/ab/stray"),
               ("missing", name(frames[0]))]
    assert damage(data) == sorted(shallow), damage(data)
    assert damage(data, "--deep") == sorted(shallow + [("altered", name(frames[1]))])

    files = lambda: (harness.files_digest(data / "frames"), harness.files_digest(data / "objects"))
    before = files()
    sonoset("-C", data, "gc", "--dry-run")
    assert files() == before, "--dry-run removed something"
    sonoset("-C", data, "gc")
    sonoset("-C", data, "import", manifest)
    assert damage(data, "--deep") == []
    assert sonoset.digest(data) == digest, "the repaired dataset differs"

    objects[0].unlink()
    assert damage(data) == [("missing", name(objects[0]))]
    sonoset("-C", data, "import", manifest)
    assert damage(data, "--deep") == [] and sonoset.digest(data) == digest

    # Recipes and frames that cannot be read cost their clips; all others are still compared.
    rows = {row["clip"]: row for row in sonoset.json("-C", data, "list", "clips")["rows"]}
    clips = sorted(rows)
    assert len(clips) == 6
    kept = (data / "catalog.sqlite").read_bytes()
    connection = sqlite3.connect(data / "catalog.sqlite")
    recipes = dict(connection.execute("SELECT name, hex(recipe) FROM clip"))
    bad = sorted({recipes[clips[0]], recipes[clips[1]]})
    for recipe, text in zip(bad, ("", '{"format": 77}')):
        connection.execute("UPDATE recipe SET canonical = ? WHERE hex(digest) = ?", (text, recipe))
    connection.commit()
    connection.close()
    lost = next(frame for frame in sorted(data.glob("frames/*/*/*.png"), reverse=True)
                if recipes[frame.parts[-3]] not in bad)
    moved = lost.read_bytes()
    lost.unlink()
    found = sonoset.json("-C", data, "fsck", expect=1)["damage"]
    concerned = {clip for clip in clips if recipes[clip] in bad}
    told = {clip for clip in clips for item in found if f"the files of clip '{clip}' were not compared" in item["message"]}
    assert told == concerned, (told, concerned, found)
    assert [(item["kind"], item["what"]) for item in found if item["kind"] != "broken-row"] == [("missing", name(lost))], found
    sonoset("-C", data, "gc", expect=2)
    assert len(list(data.glob("frames/*/*/*.png"))) == len(frames) - 1, "gc removed frames whose row cannot be read"
    (data / "catalog.sqlite").write_bytes(kept)
    lost.write_bytes(moved)
    assert damage(data) == []

    # A broken row.
    connection = sqlite3.connect(data / "catalog.sqlite")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM object WHERE digest = (SELECT min(digest) FROM object)")
    connection.commit()
    connection.close()
    assert any(kind == "broken-row" for kind, _ in damage(data)), damage(data)

    # A broken page.
    with open(data / "catalog.sqlite", "r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    run = sonoset("-C", data, "fsck", expect=None)
    assert run.returncode in (1, 2) and (run.stdout + run.stderr).strip(), "a broken page was not reported"
print("all damage was reported and repaired where possible")
