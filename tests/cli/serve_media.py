#!/usr/bin/env python3
"""Sprites, frames and previews of a dataset: what they show, how they are cached, and what happens with damaged files,
with workers that die, and with many who ask at once."""
import concurrent.futures
import hashlib
import json
import os
import shutil
import subprocess

import harness
import http_served as served

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
if not (arguments.bin / "sonoset-serve").exists():
    print("skipped: this build has no sonoset-serve")
    raise SystemExit(harness.SKIP)
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)


def probe(data, path):
    path.write_bytes(data)
    words = ["ffprobe", "-v", "error", "-count_frames", "-of", "json", "-show_entries",
             "stream=codec_name,pix_fmt,width,height,nb_read_frames", str(path)]
    return json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)["streams"][0]


def problem(answer, status):
    assert answer[0] == status and answer[1]["content-type"] == "application/problem+json", answer[:2]
    return json.loads(answer[2]).get("detail", "")


def check_pictures(server, data, clips, folder):
    """Frames are the stored files; sprites and previews have the pictures that they say."""
    for clip in clips:
        place = f"/api/v1/clips/{clip}"
        frames = sonoset.json("-C", data, "list", "frames", "--where", f"clip={clip}")["rows"]
        for frame in frames[:2]:
            status, headers, body = server.get(f"{place}/frames/{frame['picture']}")
            assert status == 200 and headers["content-type"] == "image/png" and headers["x-content-type-options"] == "nosniff"
            assert body == (data / frame["file"]).read_bytes()
            assert server.get(f"{place}/frames/{frame['picture']}", {"If-None-Match": headers["etag"]})[0] == 304
            status, _, part = server.get(f"{place}/frames/{frame['picture']}", {"Range": "bytes=1-3"})
            assert (status, part) == (206, b"PNG"), status
        layout = server.json(f"{place}/sprite")
        assert layout["count"] == min(24, len(frames)) == len(layout["pictures"]), layout
        assert layout["tile_width"] <= 160 and layout["tile_height"] <= 120 and layout["columns"] <= 6
        assert {one["picture"] for one in layout["pictures"]} <= {int(frame["picture"]) for frame in frames}
        status, headers, sprite = server.get(f"{place}/sprite.jpg")
        assert status == 200 and headers["content-type"] == "image/jpeg" and sprite.startswith(b"\xff\xd8\xff")
        shown = probe(sprite, folder / "sprite.jpg")
        assert shown["width"] == layout["columns"] * layout["tile_width"], (shown, layout)
        assert shown["height"] == layout["rows"] * layout["tile_height"], (shown, layout)
        assert server.get(f"{place}/sprite.jpg", {"If-None-Match": headers["etag"]})[0] == 304
        status, headers, video = server.get(f"{place}/preview.mp4")
        assert status == 200 and headers["content-type"] == "video/mp4" and headers["accept-ranges"] == "bytes", headers
        about = server.json(f"{place}/preview")
        shown = probe(video, folder / "preview.mp4")
        assert (shown["codec_name"], shown["pix_fmt"]) == ("h264", "yuv420p"), shown
        assert int(shown["nb_read_frames"]) == about["count"] == len(about["times_s"]) == len(about["pictures"]), (shown, about["count"])
        assert shown["width"] == about["width"] + about["width"] % 2 and about["width"] <= 960, (shown, about)
        assert shown["height"] == about["height"] + about["height"] % 2, (shown, about)
        assert about["times_s"] == sorted(about["times_s"]) and about["times_s"][0] == 0
        assert {int(frame["picture"]) for frame in frames} <= set(about["pictures"]), "frames are pictures of the video"
        assert video.index(b"moov") < video.index(b"mdat"), "a browser need not read to the end first"
        status, headers, tail = server.get(f"{place}/preview.mp4", {"Range": "bytes=-10"})
        assert status == 206 and tail == video[-10:], status
        assert server.get(f"{place}/preview.mp4", {"Range": f"bytes={len(video)}-"})[0] == 416, "not what is behind it"


def check_refusals(server):
    absent = [server.get(f"/api/v1/clips/{clip}/{what}") for clip in ("none", "%27%3b", "x" * 300)
              for what in ("sprite", "sprite.jpg", "frames/0", "preview", "preview.mp4")]
    assert len({problem(answer, 404) for answer in absent}) == 1, "all the same"
    for number in ("99999", "-1", "x", "0x0", "1e3", "9" * 30):
        problem(server.get(f"/api/v1/clips/s01-1/frames/{number}"), 404)
    assert server.ask("POST", "/api/v1/clips/s01-1/preview.mp4")[0] == 405


def check_at_once(server, cache, clip):
    """Many who ask for one preview get it, and it is made once."""
    before = set(os.listdir(cache))
    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda _: server.get(f"/api/v1/clips/{clip}/preview.mp4"), range(24)))
    good = [body for status, _, body in answers if status == 200]
    busy = [headers for status, headers, _ in answers if status == 503]
    assert len(good) + len(busy) == 24 and len(good) >= 6 and len(set(good)) == 1, [answer[0] for answer in answers]
    assert all(headers["retry-after"] == "2" for headers in busy)
    assert len(set(os.listdir(cache)) - before) == 1


def check_damage(server, data, clip, other):
    """A frame or file that differs from its digest is not shown."""
    row = sonoset.json("-C", data, "list", "frames", "--where", f"clip={clip}")["rows"][1]
    file = data / row["file"]
    good = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    for what in (f"frames/{row['picture']}", "sprite.jpg"):
        said = problem(server.get(f"/api/v1/clips/{clip}/{what}"), 500)
        assert "fsck" in said and str(data) not in said, said
    file.unlink()
    file.symlink_to("/etc/passwd")
    assert b"root:" not in server.get(f"/api/v1/clips/{clip}/frames/{row['picture']}")[2]
    file.unlink()
    file.write_bytes(good)
    assert server.get(f"/api/v1/clips/{clip}/sprite.jpg")[0] == 200, "a failure is not kept"
    name = next(clip["object"] for clip in sonoset.json("-C", data, "list", "clips")["rows"] if clip["clip"] == other)
    stored = data / "objects" / name[:2] / name
    stored.chmod(0o644)
    stored.write_bytes(b"x" + stored.read_bytes()[1:])
    assert "fsck" in problem(server.get(f"/api/v1/clips/{other}/preview.mp4"), 500)


def check_dying_workers(folder, data, clip):
    """A worker that dies, and one that cannot start, are problems of this request only."""
    programs = folder / "programs"
    programs.mkdir()
    shutil.copy(arguments.bin / "sonoset-serve", programs)
    worker = programs / "sonoset-worker"
    for script, status in (("#!/bin/sh\nexit 3\n", 500), (None, 500), ("hostile", 422)):
        worker.unlink(missing_ok=True)
        if script == "hostile":
            shutil.copy(arguments.source / "tests" / "support" / "hostile_worker.py", worker)
        elif script:
            worker.write_text(script)
        if script:
            worker.chmod(0o755)
        env = harness.environment(XDG_CACHE_HOME=str(folder / "other"))
        with served.Served(programs / "sonoset-serve", data, env=env) as server:
            said = problem(server.get(f"/api/v1/clips/{clip}/preview.mp4"), status)
            assert str(folder) not in said, said
            if script == "hostile":
                assert "the worker" in said, said
            assert server.get(f"/api/v1/clips/{clip}/sprite.jpg")[0] == 200
        assert len(os.listdir(folder / "other" / "sonoset" / "serve")) == 1, "only the sprite is kept"


with harness.Folder() as folder:
    data = folder / "data"
    sonoset("phantom", folder / "phantoms", "--subjects", "8", "--clips", "16", "--seconds", "2", "--size", "320x240")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "phantoms" / "manifest.yaml")
    before = harness.files_digest(data)
    clips = [row["clip"] for row in sonoset.json("-C", data, "list", "clips")["rows"]]
    env = harness.environment(XDG_CACHE_HOME=str(folder / "cache"))
    with served.Served(sonoset.program, data, "--quiet", env=env) as server:
        check_pictures(server, data, clips[1:], folder)
        check_refusals(server)
        check_at_once(server, folder / "cache" / "sonoset" / "serve", clips[0])
        after = harness.files_digest(data)
        assert {name for name in before if not name.startswith("catalog") and before[name] != after.get(name)} == set()
    assert server.errors == "", server.errors
    kept = harness.files_digest(folder / "cache")
    assert all(len(name.rsplit("/", 1)[-1]) == 64 for name in kept), kept
    shutil.rmtree(folder / "cache")
    with served.Served(sonoset.program, data, "--quiet", env=env) as server:
        check_damage(server, data, clips[0], clips[1])
    check_dying_workers(folder, data, clips[2])
print(f"pictures of {len(clips)} clips are shown, made once, and refused where they are damaged")
