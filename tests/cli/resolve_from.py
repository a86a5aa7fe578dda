#!/usr/bin/env python3
"""Clips of one screen vote on their sector; `resolve --from` accepts what they propose as a whole file or not at all, and
imports and rebuilds keep it until it is undone. Votes never change frames by themselves."""
import json
import re
import shutil
import sqlite3
import subprocess

import numpy

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
WIDTH, HEIGHT = 480, 360
HEAD = """format: 1
name: m
title: M
taxonomy: lung-ultrasound
sources: [{id: s, title: S, licence: CC0-1.0}]
clips:
"""


def fan(outer=360):
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    right, down = x - 240, y + 30
    radius = numpy.hypot(right, down)
    return (radius >= 80) & (radius <= outer) & (abs(right) <= 0.62 * down)


def screen():
    """Blocks of letters in the corners, and a ruler."""
    letters = numpy.random.default_rng(5)
    drawn = numpy.zeros((HEIGHT, WIDTH))
    for left, top, count in ((12, 10, 9), (380, 10, 7), (12, 335, 11), (390, 335, 6)):
        for i in range(count):
            drawn[top:top + 10, left + 8 * i:left + 8 * i + 6] = 230 * (letters.random((5, 3)) < 0.6).repeat(2, 0).repeat(2, 1)
    drawn[50:321, 462:464] = 230
    for tick in range(11):
        drawn[50 + 27 * tick, 462:470 if tick % 5 else 474] = 230
    return drawn


def film(path, inside, seed):
    random = numpy.random.default_rng(seed)
    speckle = lambda side: random.normal(0, 1, (HEIGHT // side, WIDTH // side)).repeat(side, 0).repeat(side, 1)
    still = speckle(4)
    pictures = [numpy.where(inside, numpy.clip(90 + 25 * still + 25 * speckle(3), 30, 210), screen()) for _ in range(12)]
    subprocess.run(["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", "10",
                    "-i", "-", "-c:v", "ffv1", path], input=numpy.array(pictures, numpy.uint8).tobytes(), check=True)


def entry(clip, more=""):
    return f"  - {{id: {clip}, source: s, path: {clip}.mkv, probe: convex, subject: p-{clip}{more}}}\n"


def votes(data, *where):
    return sonoset.json("-C", data, "list", "findings", "--where", "code=sector-differs", *where)["rows"]


def frames(data):
    """By clip: size, and digests of pixels."""
    catalog = sqlite3.connect(f"file:{data / 'catalog.sqlite'}?mode=ro", uri=True)
    rows = catalog.execute("SELECT n.clip, f.width, f.height, hex(f.pixels) FROM frame f JOIN clip_state n ON n.frame_set ="
                           " f.frame_set ORDER BY n.clip, f.picture").fetchall()
    return {clip: [row[1:] for row in rows if row[0] == clip] for clip in {row[0] for row in rows}}


def read(path):
    return path.read_bytes() if path.exists() else b""


with harness.Folder() as folder:
    for number, clip in enumerate(("a1", "a2", "a3", "a4")):
        film(folder / f"{clip}.mkv", fan(), number)
    film(folder / "odd1.mkv", fan(200), 8)
    film(folder / "odd2.mkv", fan(230), 9)
    clips = ("a1", "a2", "a3", "a4", "odd1", "odd2")
    manifest, some = folder / "m.yaml", folder / "some.yaml"
    manifest.write_text(HEAD + "".join(map(entry, clips)))
    some.write_text(HEAD + "".join(map(entry, ("a4", "odd1", "a1"))))

    def imported(data, *options, file=manifest):
        return sonoset("-C", data, "import", file, "--region", "auto", *options).stdout

    # The same findings whatever the number of workers and the order of imports; they come and go with the clips.
    data, other = folder / "data", folder / "other"
    sonoset("init", data)
    imported(data, "-j", "3")
    sonoset("init", other)
    imported(other, "-j", "1", file=some)
    assert votes(other) == [], "three clips cannot outvote one"
    imported(other, "-j", "1")
    assert sonoset.digest(other) == sonoset.digest(data)
    found = votes(data)
    assert [row["id"] for row in found] == ["odd1", "odd2"], found
    assert re.match(r"4 of [56] other clips with this screen have the sector convex, \d+ x \d+ at \d+,\d+; found here: ", found[0]["message"])
    imported(other, "--allow-removals", file=some)
    assert votes(other) == []
    original = frames(data)
    right = original["a1"][0][:2]
    assert original["odd1"][0][1] < right[1] - 100, original["odd1"][0]
    start = folder / "start"
    shutil.copytree(data, start)

    # Each row that cannot be used is named, and nothing is recorded.
    sheet = folder / "sheet.csv"
    author = ("--by", "ann", "--why", "looked at each")

    def refused(text, *expected, options=author):
        sheet.write_bytes(text if isinstance(text, bytes) else text.encode())
        before = read(data / "decisions.jsonl")
        run = sonoset("-C", data, "resolve", "--from", sheet, *options, expect=2)
        for one in expected:
            assert one in run.stderr, (one, run.stderr)
        assert read(data / "decisions.jsonl") == before and frames(data) == original

    refused("code,id,answer\nsector-differs,odd1,accept\nsector-differs,a1,accept\nsector-differs,none,dismiss\n"
            "sector-not-found,odd1,accept\n", "3 rows cannot be used; nothing was recorded", "sheet.csv:3: no finding",
            "sheet.csv:4: no finding 'sector-differs' about 'none'", "sheet.csv:5: 'sector-not-found' proposes nothing")
    refused("code,id,answer\nsector-differ,odd1,accept\nsector-differs,odd1,yes\nsector-differs,odd1\n"
            "sector-differs,odd1,accept\nsector-differs,odd1,dismiss\n,odd1,accept\n", "unknown code 'sector-differ'",
            "did you mean 'sector-differs'?", "sheet.csv:3: unknown answer 'yes'", "sheet.csv:4: 2 cells",
            "sheet.csv:6: 'dismiss' here, but 'accept' on line 5", "sheet.csv:7: no code")
    refused("code,id,answer,by\nsector-differs,odd1,accept,\x1b[2J\n", "sheet.csv:2:28: control character")
    refused("code,id,answer\nsector-differs,odd1,accept\n", "no reason", options=("--by", "ann"))
    refused("code,id\nsector-differs,odd1\n", "no column 'answer'", "--accept")
    refused("code,id,anser\n", "did you mean 'answer'?")
    refused("code,answer\n", "no column 'id'")
    refused("code,id,answer,ID\n", "column 'id' is there twice")
    refused("code,id,answer,message\nsector-differs,odd1,accept,4 of 4 clips\n", "is not what it was")
    for wild in (b"", b"\xff\xfe\x00", b"\0" * 100, b'code,id,answer\n"', b"code,id,answer\n" + b"x," * 2000, b"," * 5000 + b"\n"):
        refused(wild, "sonoset: ")
    for words in (("odd1", "--accept", "--undo"), ("odd1", "--accept", "--json"), ("a1", "--accept")):
        sonoset("-C", data, "resolve", "sector-differs", *words, *author, expect=2)

    # A catalog whose finding says something else than its sectors do is not believed.
    forged = folder / "forged"
    shutil.copytree(start, forged)
    catalog = sqlite3.connect(forged / "catalog.sqlite")
    catalog.execute("UPDATE finding SET message = 'the sector is 1 x 1 at 0,0' WHERE code = 'sector-differs'")
    catalog.commit()
    catalog.close()
    run = sonoset("-C", forged, "resolve", "sector-differs", "odd1", "--accept", *author, expect=2)
    assert "run 'sonoset link'" in run.stderr, run.stderr

    # The list of findings is the file. Rows without an answer are skipped.
    listed = sonoset("-C", data, "list", "findings", "--format", "csv").stdout
    sheet.write_text(listed)
    options = ("-C", data, "resolve", "--from", sheet, *author)
    sonoset("-C", data, "resolve", "--from", sheet, *author, expect=2)
    sheet.write_text(sonoset("-C", data, "list", "findings", "--where", "code=sector-differs", "--format", "csv").stdout)
    dry = sonoset.json(*options, "--accept", "--dry-run")
    assert [(change["line"], change["id"], change["answer"], change["findings"]) for change in dry["changes"]] == [
        (2, "odd1", "accept", 1), (3, "odd2", "accept", 1)], dry
    box = dry["changes"][0]["region"]
    assert (box["width"], box["height"]) == right, (box, right)
    assert not read(data / "decisions.jsonl") and [row["resolved_by"] for row in votes(data)] == [None, None]

    # Accepted: findings are resolved, the next import crops these clips again and no other, and it stays so.
    shown = sonoset(*options, "--accept").stdout
    assert "2 findings resolved" in shown and "2 regions accepted" in shown, shown
    assert f"sonoset -C {data} import m.yaml --region auto" in shown, shown
    assert frames(data) == original, "frames changed without an import"
    assert sonoset.json(*options, "--accept")["unchanged"] == 2
    assert "region" in sonoset("-C", data, "import", manifest, "--region", "auto", "--dry-run").stdout
    assert "2 clips" in imported(data)
    cropped = frames(data)
    assert all(cropped[clip] == original[clip] for clip in clips[:4])
    assert cropped["odd1"][0][:2] == right and cropped["odd2"][0][:2] == right
    assert [row["resolved_by"] for row in votes(data)] == ["ann", "ann"]
    accepted = sonoset.json("-C", data, "show", "odd1")
    assert accepted["entry"]["region"] == box and accepted["entry"]["region_accepted"] and accepted["sector"], accepted
    assert not [finding for finding in accepted["findings"] if finding["code"] == "region-doubtful"]
    digest = sonoset.digest(data)
    assert "(0 new)" in imported(data) and sonoset.digest(data) == digest
    (data / "catalog.sqlite").unlink()
    sonoset("-C", data, "rebuild")
    assert sonoset.digest(data) == digest and frames(data) == cropped
    sonoset("-C", data, "gc", "--yes")  # frames before
    sonoset("-C", data, "fsck", "--deep")
    fresh = folder / "fresh"
    sonoset("init", fresh)
    shutil.copy(data / "decisions.jsonl", fresh / "decisions.jsonl")
    imported(fresh)
    assert sonoset.digest(fresh) == digest
    assert "as a person accepted" in (sonoset("-C", data, "overview", folder / "o.html") and (folder / "o.html").read_text())

    # What a manifest says wins, and comes and goes.
    written = folder / "written.yaml"
    written.write_text(HEAD + "".join(entry(clip, ", region: {x: 40, y: 50, width: 200, height: 150}" if clip == "odd1" else "")
                                      for clip in clips))
    imported(data, file=written)
    assert frames(data)["odd1"][0][:2] == (200, 150) and [row["id"] for row in votes(data)] == ["odd2"]
    imported(data)
    assert frames(data) == cropped and sonoset.digest(data) == digest

    # Undone by the same file, or one by one; redone.
    undone = sonoset(*options, "--accept", "--undo").stdout
    assert "2 findings reopened" in undone and "2 regions taken back" in undone, undone
    assert sonoset.json(*options, "--accept", "--undo")["unchanged"] == 2
    imported(data)
    assert frames(data) == original and [row["resolved_by"] for row in votes(data)] == [None, None]
    again = sonoset("-C", data, "resolve", "sector-differs", "odd1", "--redo", *author).stdout
    assert "import m.yaml --region auto" in again, again
    imported(data)
    assert frames(data)["odd1"] == cropped["odd1"] and frames(data)["odd2"] == original["odd2"]
    sonoset("-C", data, "resolve", "sector-differs", "odd1", "--undo", *author)

    # One may be accepted and another dismissed, each for its own reason; a clip's own wish for a sector is the same.
    sheet.write_text("ID;code;answer;reason;by\nodd1;sector-differs;accept;as the others;bob\n"
                     "odd2;sector-differs;dismiss;less depth;\nodd2;sector-differs;dismiss;less depth;\n")
    assert "1 region accepted" in sonoset("-C", data, "resolve", "--from", sheet, "--by", "ann").stdout
    imported(data)
    assert [row["resolved_by"] for row in votes(data)] == ["bob", "ann"]
    assert [row["resolution"] for row in votes(data)] == ["as the others", "less depth"]
    assert frames(data)["odd1"] == cropped["odd1"] and frames(data)["odd2"] == original["odd2"]
    last = json.loads((data / "decisions.jsonl").read_text().splitlines()[-2])
    assert last["what"] == {"about": "clip", "id": "odd1", "code": "sector-differs", "region": box}, last
    auto = folder / "auto.yaml"
    auto.write_text(HEAD + "".join(entry(clip, ", region: auto") for clip in clips))
    sonoset("-C", data, "import", auto)
    assert frames(data)["odd1"] == cropped["odd1"] and frames(data)["a1"] == original["a1"]
    assert [row["resolved_by"] for row in votes(data)] == ["bob", "ann"]

    # Pictures that the accepted region does not fit fail, and say what to do.
    shutil.rmtree(fresh)
    sonoset("init", fresh)
    (fresh / "decisions.jsonl").write_text((data / "decisions.jsonl").read_text().splitlines()[-2].replace(
        f'"width":{box["width"]}', '"width":5000') + "\n")
    run = sonoset("-C", fresh, "import", manifest, "--region", "auto", expect=1)
    assert "region-outside" in run.stdout and "--undo" in run.stdout, run.stdout
print("clips vote on sectors; accepted proposals are kept, undone and rebuilt")
