#!/usr/bin/env python3
"""Files that people send are looked at by workers and a model, and not kept: good ones, others, hostile ones, many at
once, without a model, and when a program dies."""
import concurrent.futures
import json
import os
import pathlib
import shutil
import struct
import tempfile
import time
import zlib

import harness
import http_served as served
import openapi_served
import visits

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
if not (arguments.bin / "sonoset-serve").exists():
    print("skipped: this build has no sonoset-serve")
    raise SystemExit(harness.SKIP)
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def board():
    return png(256, 256, b"".join(b"\0" + bytes(255 * ((x // 16 + y // 16) % 2) for x in range(256)) for y in range(256)))


def send(server, body, name="clip.mp4", expect=202):
    status, headers, text = server.ask("POST", "/api/v1/screen?name=" + name, body)
    assert status == expect, (status, text[:500])
    said = json.loads(text)
    if status == 202:
        assert headers["location"] == "/api/v1/screen/" + said["key"], headers
    return said


def result(server, key, seconds=120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        said = server.json(f"/api/v1/screen/{key}")
        if said["state"] in ("done", "failed"):
            return said
        time.sleep(0.05)
    raise AssertionError(f"{said} after {seconds} s")


def screened(server, body, **options):
    return result(server, send(server, body, **options)["key"])


def children(pid, name):
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split() if entry.name.isdigit() else None
            if fields and int(fields[1]) == pid and fields[0] != "Z" and name in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except (OSError, IndexError):
            continue
    return found


HOSTILE = {
    "nothing": b"",
    "text": b"hello\n" * 100,
    "svg.png": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "page.mp4": b"<!doctype html><script>alert(1)</script>",
    "playlist.mp4": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "zip": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(16) + zlib.compress(bytes(10_000_000)),
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + zlib.compress(bytes(10_000_000)),
    "pixels": png(60000, 60000, bytes(1000)),
    "packed": png(8000, 8000, bytes(8001 * 8000)),
    "half": board()[:200],
    "mp4": b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + b"\xff" * 5000,
}


def check_hostile(server, folder):
    for name, body in HOSTILE.items():
        status, headers, text = server.ask("POST", f"/api/v1/screen?name={name}", body)
        if not body:
            assert status == 400, (name, status)
            continue
        assert status == 202, (name, status)
        said = result(server, json.loads(text)["key"])
        refused = said["state"] == "failed" or said["verdict"]["state"] == "refused"
        assert refused and "root:" not in json.dumps(said), (name, said)
        if said["state"] == "failed":
            assert said["why"] and str(folder) not in said["why"] and "verdict" not in said, (name, said)
            assert server.get(f"/api/v1/screen/{said['key']}/frames/0")[0] == 404
            assert server.get(f"/api/v1/screen/{said['key']}/heat/0")[0] == 404


def check_names(server, clip):
    """A name is text that comes back, and nothing else."""
    name = "%3Cscript%3E%E2%98%83..%2F..%2Fetc%2Fpasswd"
    assert screened(server, clip, name=name)["name"] == "<script>☃../../etc/passwd"
    send(server, clip, name="x" * 201, expect=400)
    for bad in ("%00", "%0a", "%ff"):
        assert server.ask("POST", "/api/v1/screen?name=" + bad, clip)[0] == 400
    for key in ("0" * 32, "..%2f..", "x"):
        for what in ("", "/events", "/frames/0", "/heat/0"):
            assert server.get(f"/api/v1/screen/{key}{what}")[0] in (400, 404), key
    status, _, _ = server.ask("POST", "/api/v1/screen", clip, {"Origin": "http://evil.example"})
    assert status == 403, "another site's page"
    status, _, _ = server.ask("POST", "/api/v1/screen", b"", {"Content-Length": str(600 << 20), "Expect": "100-continue"})
    assert status == 413, status


def check_good(server, clip):
    started = time.monotonic()
    key = send(server, clip, name="my%20clip.mp4")["key"]
    events = server.get(f"/api/v1/screen/{key}/events")
    took = time.monotonic() - started
    assert events[1]["content-type"] == "text/event-stream" and events[2].endswith(b'"state":"done"}\n\n'), events
    said = server.json(f"/api/v1/screen/{key}")
    verdict = said["verdict"]
    assert said["state"] == "done" and said["name"] == "my clip.mp4" and "not a medical device" in said["notice"]
    assert verdict["state"] == "answered" and abs(sum(verdict["probabilities"].values()) - 1) < 1e-4, verdict
    assert {"entropy", "mutual_information", "ood_score", "certainty"} <= verdict.keys(), verdict
    times = [frame["time_s"] for frame in said["frames"]]
    assert len(times) > 3 and times == sorted(times) and all("probabilities" in frame for frame in said["frames"])
    region, picture = said["region"], said["picture"]
    assert 0 < region["width"] <= picture["width"] and "geometry" in said["sector"], said
    for number in range(len(times)):
        status, headers, jpeg = server.get(f"/api/v1/screen/{key}/frames/{number}")
        assert status == 200 and headers["content-type"] == "image/jpeg" and jpeg.startswith(b"\xff\xd8\xff")
        assert headers["cache-control"] == "no-store", "browsers keep nothing either"
        status, headers, heat = server.get(f"/api/v1/screen/{key}/heat/{number}")
        assert status == 200 and headers["content-type"] == "image/png" and heat.startswith(b"\x89PNG"), status
        assert struct.unpack(">II", heat[16:24]) == (region["width"], region["height"])
    assert server.get(f"/api/v1/screen/{key}/frames/{len(times)}")[0] == 404
    return took


def check_many(server, clips):
    """Ten at once are all served; more than the queue holds are told to come back."""
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda number: screened(server, clips[number % len(clips)]), range(10)))
    assert all(answer["state"] == "done" for answer in answers), answers
    with concurrent.futures.ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(lambda _: server.ask("POST", "/api/v1/screen", clips[0]), range(60)))
    states = [status for status, _, _ in answers]
    assert set(states) <= {202, 503} and 503 in states and states.count(202) >= 20, states
    assert all(headers["retry-after"] for status, headers, _ in answers if status == 503)
    for status, _, text in answers:
        if status == 202:
            assert result(server, json.loads(text)["key"])["state"] == "done"


def check_page(server, clip):
    """The page in a real browser. Set SHOTS to keep its screenshots in that folder."""
    (folder / "board.png").write_bytes(board())
    (folder / "page.html").write_bytes(HOSTILE["page.mp4"])
    found = visits.walk(arguments.source, "screen", server.port, folder / "shots", clip, folder / "board.png", folder / "page.html")
    for seen in found["seen"].values():
        assert seen["lines"] > 1 and "not a medical device" in seen["notice"], seen
        assert all(drawn for _, drawn in seen["shown"]) and "heat map" in seen["shown"][1][0], seen


def check_deaths(server, clip):
    """The program that predicts is started again; a client that leaves in the middle of its file leaves nothing."""
    pid = server.process.pid
    (first,) = children(pid, "serve-predict")
    os.kill(first, 9)
    assert screened(server, clip)["state"] == "done"
    (second,) = children(pid, "serve-predict")
    assert second != first
    import socket
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(f"POST /api/v1/screen HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: http://127.0.0.1:"
                           f"{server.port}\r\nContent-Length: 100000\r\n\r\n".encode() + b"x" * 50000)
    time.sleep(0.5)
    assert screened(server, clip)["state"] == "done", "their places are free again"
    assert children(pid, "sonoset-worker") == []


def check_without(folder, data, empty, clip):
    """Without a model, without the program that predicts, and with a worker that dies."""
    with served.Served(sonoset.program, empty) as server:
        about = server.json("/api/v1/screen")
        if (arguments.bin / "sonoset-baseline").exists():
            assert not about["available"] and "no trained model" in about["why"] and "baseline train" in about["next"], about
        assert "GET /api/v1/screen says" in send(server, clip, expect=503)["detail"]
    programs = folder / "programs"
    programs.mkdir()
    for name in ("sonoset-serve", "sonoset-worker"):
        shutil.copy(arguments.bin / name, programs)
    with served.Served(programs / "sonoset-serve", data) as server:
        about = server.json("/api/v1/screen")
        assert not about["available"] and "sonoset-baseline" in about["why"] and "install" in about["next"], about
        send(server, clip, expect=503)
        assert server.json("/api/v1/health")["state"] == "ok"
    if not (arguments.bin / "sonoset-baseline").exists():
        return
    shutil.copy(arguments.bin / "sonoset-baseline", programs)
    (programs / "sonoset-worker").unlink()
    shutil.copy(arguments.source / "tests" / "support" / "hostile_worker.py", programs / "sonoset-worker")
    (programs / "sonoset-worker").chmod(0o755)
    with served.Served(programs / "sonoset-serve", data) as server:
        said = screened(server, clip)
        assert said["state"] == "failed" and "the worker" in said["why"], said
        assert said["findings"][0]["code"] == "worker-crashed", said
    with served.Served(sonoset.program, data, "--model", str(folder)) as server:
        said = screened(server, clip)
        assert said["state"] == "failed" and "its log says why" in said["why"] and str(folder) not in said["why"], said
        server.stop()
        assert "cannot be loaded" in server.errors, server.errors


with harness.Folder() as folder:
    data, empty = folder / "data", folder / "empty"
    sonoset("phantom", folder / "phantoms", "--subjects", "8", "--clips", "16", "--seconds", "2", "--size", "320x240")
    sonoset("init", data)
    sonoset("init", empty)
    sonoset("-C", data, "import", folder / "phantoms" / "manifest.yaml")
    clips = [path.read_bytes() for path in sorted((folder / "phantoms" / "clips").glob("*.mp4"))]
    temporary = folder / "tmp"
    temporary.mkdir()
    took = None
    if (arguments.bin / "sonoset-baseline").exists():
        sonoset("-C", data, "split", "main", "--folds", "2")
        trained = sonoset.json("-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1")
        before = harness.files_digest(data)
        document = openapi_served.Document(json.loads((arguments.source / "lib" / "serve" / "api" / "openapi.json").read_text()))
        with openapi_served.Documented(document, sonoset.program, data, "--quiet", env=harness.environment(TMPDIR=str(temporary))) as server:
            about = server.json("/api/v1/screen")
            assert about["available"] and about["model"]["run"] == trained["run"], about
            assert about["model"]["classes"] and about["model"]["figures"]["video"]["accuracy"], about
            check_good(server, clips[0])
            took = check_good(server, clips[1])
            said = screened(server, board(), name="board.png")
            assert said["verdict"]["state"] == "refused" and "unlike the pictures" in said["verdict"]["why"], said
            check_hostile(server, folder)
            check_names(server, clips[0])
            check_many(server, clips)
            check_page(server, sorted((folder / "phantoms" / "clips").glob("*.mp4"))[0])
            check_deaths(server, clips[0])
            pid = server.process.pid
        assert server.errors == "", server.errors
        assert list(temporary.iterdir()) == [], "nothing is kept"
        after = harness.files_digest(data)
        changed = {name for name in before if not name.startswith("catalog") and before[name] != after.get(name)}
        assert changed == set(), changed
        assert set(before) | {name for name in after if name.startswith("catalog")} == set(after), "nothing is kept"
    check_without(folder, data, empty, clips[0])
print("files are screened and forgotten" + (f"; a clip of two seconds took {took:.2f} s" if took else ""))
