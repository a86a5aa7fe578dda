#!/usr/bin/env python3
"""Lists and clips over the API, and the pages that show them in a real browser. Set SHOTS to keep the screenshots in that
folder."""
import json
import os
import sqlite3
import subprocess
import time
import urllib.parse

import harness
import http_served
import visits

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")


def lists(server):
    page = server.json("/api/v1/clips?limit=3&sort=-clip")
    clips = [row["clip"] for row in page["rows"]]
    while page["next"]:
        page = server.json(f"/api/v1/clips?limit=3&sort=-clip&after={page['next']}")
        clips += [row["clip"] for row in page["rows"]]
    assert len(set(clips)) == len(clips) == 8 and clips == sorted(clips, reverse=True), clips
    convex = server.json("/api/v1/clips?probe=convex")["rows"]
    assert convex and all(row["probe"] == "convex" for row in convex), convex
    for kind in ("findings", "sources", "subjects", "labels", "links", "splits"):
        assert "columns" in server.json(f"/api/v1/{kind}"), kind
    rows = server.json("/api/v1/counts?by=probe")["rows"]
    assert sum(row["clips"] for row in rows) == 8, rows
    for query in ("nothing=1", "limit=0", "limit=501", "limit=x", "sort=-nothing", "after=%01", "clip=a&clip=b&sort=;"):
        status, headers, body = server.get(f"/api/v1/clips?{query}")
        assert status in (200, 400) and (status == 200 or "problem" in headers["content-type"]), (query, status, body)
    assert server.get("/api/v1/clips?nothing=1")[0] == 400
    assert server.get("/api/v1/counts?by=clip")[0] == 400
    status, headers, _ = server.get("/api/v1/clips")
    assert server.get("/api/v1/clips", {"If-None-Match": headers["etag"]})[0] == 304
    clip = server.json(f"/api/v1/clips/{clips[0]}")
    assert clip == json.loads(sonoset("-C", data, "show", clips[0], "--json").stdout), clip
    assert server.get("/api/v1/clips/none")[0] == 404


def whole_lists(server):
    """Counts, pages and searches of whole lists agree with the lists."""
    facets = server.json("/api/v1/facets?probe=convex")
    assert facets["clips"] == len(server.json("/api/v1/clips?probe=convex")["rows"]), facets
    for column, values in facets["values"].items():
        for one in values:
            filters = {"probe": "convex", column: one["value"] or ""}
            rows = server.json("/api/v1/clips?" + urllib.parse.urlencode(filters))["rows"]
            assert len(rows) == one["clips"], (filters, one, len(rows))
    assert sum(one["clips"] for one in facets["values"]["probe"]) == 8, "a column's own filter does not count"
    assert facets["splits"] == [{"value": "halves", "clips": 8}], facets
    folds = server.json("/api/v1/facets?split=halves")["values"]["fold"]
    assert [one["value"] for one in folds] == ["0", "1"] and sum(one["clips"] for one in folds) == 8, folds
    assert len(server.json("/api/v1/clips?split=halves&fold=1")["rows"]) == folds[1]["clips"]
    positions = server.json("/api/v1/positions?limit=3&sort=-clip")
    assert positions["clips"] == 8 and len(positions["after"]) == 2, positions
    last = server.json(f"/api/v1/clips?limit=3&sort=-clip&after={positions['after'][1]}")
    assert len(last["rows"]) == 2 and last["next"] is None, last
    assert [row["clip"] for row in server.json("/api/v1/clips?q=SCREEN-0003+phantom")["rows"]] == ["screen-0003"]
    for query in ("fold=1", "split=halves&fold=x", "finding=x&sort=q"):
        assert server.get(f"/api/v1/clips?{query}")[0] == 400, query
    assert server.get("/api/v1/facets?nothing=1")[0] == 400


def while_written(server):
    """Readers do not wait for a writer, and see what it wrote once it is written."""
    before = server.json("/api/v1/facets")
    catalog = sqlite3.connect(data / "catalog.sqlite", isolation_level=None)
    catalog.execute("BEGIN IMMEDIATE")
    catalog.execute("UPDATE clip SET probe = 'other' WHERE name = 'screen-0003'")
    began = time.monotonic()
    assert server.json("/api/v1/facets") == before
    assert not server.json("/api/v1/clips?probe=other")["rows"]
    assert time.monotonic() - began < 1, "they waited"
    catalog.execute("COMMIT")
    assert [row["clip"] for row in server.json("/api/v1/clips?probe=other")["rows"]] == ["screen-0003"]
    assert {"value": "other", "clips": 1} in server.json("/api/v1/facets")["values"]["probe"]
    catalog.execute("UPDATE clip SET notes = 'a Word that is new', probe = 'convex' WHERE name = 'screen-0003'")
    assert [row["clip"] for row in server.json("/api/v1/clips?q=word")["rows"]] == ["screen-0003"]
    catalog.close()


def pages(server):
    frames = server.json("/api/v1/clips/screen-0003")["frames"]
    found = visits.walk(arguments.source, "browse", server.port, folder / "shots", "screen-0003")
    for seen in found["seen"].values():
        assert seen["all"] == 8 and 0 < seen["convex"] < 8 and seen["shared"] == seen["convex"], seen
        assert seen["searched"].startswith("screen-0003") and seen["last"] == ["8", "8"] and seen["first"] == "1", seen
        assert seen["scrubbed"] and seen["drawn"] > 0, seen
        assert "phantom-screens" in seen["facts"] and "Sector" in seen["facts"], seen["facts"]
        assert all(frame["pixels"] in seen["facts"] for frame in frames), seen["facts"]
        assert "48" in seen["numbers"], seen["numbers"]
        for known in ("Labels by source", "Folds", "halves", "Open findings, and what to do next"):
            assert known in seen["overview"], seen["overview"]


def visitor(hidden):
    """Without an account: nothing of clips that may not be passed on, not even their ids, in any page of any order."""
    with http_served.Served(sonoset.program, data, env=environment) as server:
        assert not server.json("/api/v1/session")["sees_all"]
        for sort in ("", "&sort=-clip", "&sort=-frames"):
            seen, after, said = [], "", ""
            for _ in range(20):
                status, _, body = server.get(f"/api/v1/clips?limit=2{sort}{after}")
                page, said = json.loads(body), said + body.decode()
                seen += [row["clip"] for row in page["rows"]]
                if not page["next"]:
                    break
                after = f"&after={page['next']}"
            assert len(seen) == len(set(seen)) == 8 - len(hidden) and not hidden & set(seen), (sort, seen)
            assert not any(clip in said for clip in hidden), (sort, said)
        for clip in seen:
            assert not any(other in json.dumps(server.json(f"/api/v1/clips/{clip}")) for other in hidden), clip
        for clip in hidden:
            for what in ("", "/sprite", "/sprite.jpg", "/preview", "/frames/0"):
                assert server.get(f"/api/v1/clips/{clip}{what}")[0] == 404, (clip, what)
        assert sum(row["clips"] for row in server.json("/api/v1/counts")["rows"]) == 8 - len(hidden)
        facets = server.json("/api/v1/facets")
        assert facets["clips"] == 8 - len(hidden) and "finding" not in facets["values"], facets
        assert server.json("/api/v1/positions?limit=1")["clips"] == 8 - len(hidden)
        assert not hidden & {row["clip"] for row in server.json("/api/v1/clips?q=screen")["rows"]}
        assert server.get("/api/v1/clips?finding=truncated")[0] == 400
        assert "findings_by_code" not in server.json("/api/v1/dataset")
        assert server.get("/api/v1/findings")[0] in (401, 403)


with harness.Folder() as folder:
    data = folder / "lungs"
    sonoset("phantom", folder / "screens", "--kind", "screens", "--clips", 8, "--subjects", 4, "--seconds", 2, "--seed", 5)
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "screens" / "manifest.yaml", "--region", "auto")
    sonoset("-C", data, "split", "halves", "--folds", 2)
    environment = dict(os.environ, XDG_STATE_HOME=str(folder / "state"), XDG_CACHE_HOME=str(folder / "cache"))
    with http_served.Served(sonoset.program, data, env=environment) as server:
        lists(server)
        whole_lists(server)
        pages(server)
        while_written(server)
    hidden = {"screen-0001", "screen-0004", "screen-0008"}
    manifest = folder / "screens" / "manifest.yaml"
    text = manifest.read_text()
    for clip in hidden:
        assert f"- id: {clip}\n" in text, text
        text = text.replace(f"- id: {clip}\n", f"- id: {clip}\n    licence: CC-BY-ND-4.0\n")
    manifest.write_text(text)
    sonoset("-C", data, "import", manifest, "--region", "auto")
    subprocess.run([sonoset.program, "-C", data, "serve", "user", "add", "ann", "--role", "admin", "--password-stdin"],
                   input="ann's long password\n", text=True, check=True, capture_output=True, env=environment)
    visitor(hidden)
