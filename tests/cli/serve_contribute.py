#!/usr/bin/env python3
"""Contributions to the real server: uploads that are cut, resumed and lied about; files of all containers and hostile
ones; receipts; what curators accept, with its provenance; restarts. serve_killed.py kills the server."""
import concurrent.futures
import json
import os
import re
import time
import zlib

import harness
import http_served as served
from contributor import CHUNK, TUS, Contributor, add_people, metadata

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)

SCRIPT = "<script>alert(1)</script>"
DONE = ("quarantined", "refused")


def check_roles(server):
    for method, path in (("GET", "/api/v1/uploads"), ("POST", "/api/v1/uploads"), ("PATCH", "/api/v1/uploads/x"),
                         ("POST", "/api/v1/contributions"), ("GET", "/api/v1/contributions")):
        status, _, body = server.ask(method, path, b"{}" if method != "GET" else None, {**CHUNK, "Upload-Offset": "0"})
        assert status == 401, (method, path, status, body)
    status, headers, _ = server.ask("OPTIONS", "/api/v1/uploads")
    assert status == 204 and headers["tus-version"] == "1.0.0" and "creation" in headers["tus-extension"], headers
    assert int(headers["tus-max-size"]) > 10**9
    about = server.json("/api/v1/contribute")
    assert about["consent"]["version"] == 1 and "covid-19" in [one["id"] for one in about["axis"]["values"]], about


def check_heads(ann):
    """Heads that are wrong, and offsets that are lies."""
    for changes, status in (({"Tus-Resumable": None}, 412), ({"Tus-Resumable": "0.2.2"}, 412), ({"Upload-Length": None}, 400),
                            ({"Upload-Length": "-1"}, 400), ({"Upload-Length": "0"}, 400), ({"Upload-Length": "1e3"}, 400),
                            ({"Upload-Length": "9" * 30}, 400), ({"Upload-Length": str(10**12)}, 413),
                            ({"Upload-Length": None, "Upload-Defer-Length": "1"}, 400), ({"Upload-Metadata": None}, 400),
                            ({"Upload-Metadata": "filename ***"}, 400), ({"Upload-Metadata": metadata("x" * 256)}, 400),
                            ({"Upload-Metadata": "filename"}, 400), ({"Upload-Metadata": "filename YQ==,filename Yg=="}, 400),
                            ({"Upload-Metadata": "a " + "QUFB" * 2000}, 400)):
        ann.begin(10, expect=status, headers=changes)
    place = ann.begin(10)
    for offset, piece, headers, status in (
            (0, b"x" * 11, {}, 413), (1, b"x", {}, 409), (10, b"x", {}, 409), ("", b"x", {}, 400), ("-1", b"x", {}, 400),
            ("0x0", b"x", {}, 400), (0, b"x", {"Content-Type": "application/octet-stream"}, 415),
            (0, b"x", {"Tus-Resumable": "2.0.0"}, 412), (2**62, b"x", {}, 400), (10**17, b"x", {}, 409)):
        ann.patch(place, offset, piece, status, headers)
    ann.patch(place, 0, b"01234")
    ann.patch(place, 0, b"01234", 409)
    chunked = {"Transfer-Encoding": "chunked"}
    status, _, _ = ann("PATCH", place, b"a\r\n0123456789\r\n0\r\n\r\n", {**CHUNK, **chunked, "Upload-Offset": "5"})
    assert status == 413 and ann.offset(place) == 5, "a body that is longer than announced"
    ann.contribute([place.rsplit("/", 1)[1]], expect=409)
    ann("DELETE", place, None, TUS, expect=204)
    ann("HEAD", place, None, TUS, expect=404)
    for other in ("..%2f..%2fpeople.db", "%2e%2e", "a%00b", "x" * 500):
        assert ann("HEAD", "/api/v1/uploads/" + other, None, TUS)[0] in (400, 404)


def raw_patch(ann, place, offset, size, piece):
    """A connection on which a PATCH of `size` bytes has begun."""
    head = [f"PATCH {place} HTTP/1.1", f"Host: 127.0.0.1:{ann.server.port}", f"Origin: http://127.0.0.1:{ann.server.port}",
            f"Upload-Offset: {offset}", f"Content-Length: {size}", *(f"{k}: {v}" for k, v in {**CHUNK, **ann.headers}.items())]
    client = ann.server.connect()
    client.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + piece)
    return client


def wait_for(what, seconds=30):
    until = time.monotonic() + seconds
    while not (got := what()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return got


def check_cut(ann, ben, content):
    """What arrived before a connection was cut is there; only one may send at a time; others do not see it."""
    place = ann.begin(len(content))
    half = len(content) // 2
    with raw_patch(ann, place, 0, len(content), content[:half]):
        wait_for(lambda: ann.offset(place))
        ann.patch(place, 0, b"x", 423)
        ann("DELETE", place, None, TUS, expect=423)
    wait_for(lambda: ann.patch(place, len(content) + 1, b"x", None)[0] == 409)  # and not 423 any more
    there = ann.offset(place)
    assert 0 < there <= half, (there, half)
    for method in ("HEAD", "PATCH", "DELETE"):
        assert ben(method, place, b"" if method == "PATCH" else None, {**CHUNK, "Upload-Offset": str(there)})[0] == 404
    ben.contribute([place.rsplit("/", 1)[1]], expect=404)
    ann.patch(place, there, content[there:])
    return place.rsplit("/", 1)[1]


def hostile_files(good):
    return {
        "page.html": b"<!doctype html><script>alert(1)</script>",
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "archive.zip": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(16) + zlib.compress(bytes(1_000_000)),
        "list.m3u8": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "polyglot.mp4": b"<html><script>alert(1)</script></html>" + good,
        "broken.mp4": b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + b"\xff" * 5000,
    }


def check_many(ann, clips, cut):
    """Twenty files of all containers at once, one of which was cut; hostile ones among them are refused with a reason."""
    hostile = hostile_files(next(iter(clips.values())))
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        uploads = list(pool.map(lambda item: ann.upload(item[1], item[0], 50_000), [*clips.items(), *hostile.items()]))
    made = ann.contribute([cut, *uploads], metadata={"subject": "p1", "comment": SCRIPT, "source": SCRIPT},
                          each={uploads[0]: {"label": "covid-19", "subject": "p2"}})
    files = ann.files(made["id"], DONE)
    states = {file["name"]: (file["state"], file["reason"]) for file in files}
    for name in hostile:
        state, reason = states[name]
        assert state == "refused" and reason and "/" not in reason.replace("I/O", ""), (name, states[name])
    for name in clips:
        assert states[name][0] == "quarantined" or "same" in states[name][1], (name, states[name])
    assert files[0]["state"] == "quarantined", files[0]
    return made, files


def check_texts(ann, content):
    """Names, labels and licences are text, or refused; nothing of them is a path."""
    upload = ann.upload(content, "../../../etc/passwd\u202e" + SCRIPT)
    listed = [one for one in ann("GET", "/api/v1/uploads", expect=200)[2]["uploads"] if one["id"] == upload]
    assert listed[0]["name"] == "../../../etc/passwd\\u202e" + SCRIPT and listed[0]["offset"] == len(content), listed
    for changes, says in (({"metadata": {"label": "nonsense"}}, "nonsense"), ({"licence": "CC-BY"}, "did you mean"),
                          ({"licence": SCRIPT}, "licence"), ({"consent": 0}, "consent"), ({"consent": True}, "consent"),
                          ({"metadata": {"subject": "x" * 65}}, "longer"), ({"metadata": {"probe": SCRIPT}}, "probe"),
                          ({"metadata": {"page": "javascript:alert(1)"}}, "page"), ({"metadata": {"source": "a\u202eb"}}, "character"),
                          ({"metadata": {"name": "x"}}, "unknown field"), ({"metadata": []}, "object"), ({"each": {"x": {}}}, "each"),
                          ({"uploads": []}, "uploads"), ({"uploads": [upload, upload]}, "once"), ({"uploads": [1]}, "uploads"),
                          ({"more": 1}, "unknown field"), ({"metadata": {"comment": "a\nb: c\n- d\0"}}, "character")):
        said = ann.contribute(**{"uploads": [upload], **changes}, expect=400)
        assert says in said["detail"], (changes, said)
    ann("DELETE", "/api/v1/uploads/" + upload, None, TUS, expect=204)


def check_receipts(server, ann, content):
    """Whoever has the code sees the state and withdraws, without an account."""
    made = ann.contribute([ann.upload(content, "withdrawn.mp4")])
    path = "/api/v1/receipts/" + made["receipt"]
    assert made["receipt_page"] == "/receipt#" + made["receipt"] and len(made["receipt"]) == 43
    shown = server.json(path)
    assert set(shown) == {"created", "licence", "files"} and shown["files"][0]["name"] == "withdrawn.mp4", shown
    ann.files(made["id"], DONE)
    gone = [server.get("/api/v1/receipts/" + code) for code in ("A" * 43, "x", made["id"], made["receipt"][:-1], made["receipt"] + "A")]
    assert {(status, body) for status, _, body in gone} == {(404, gone[0][2])}, gone
    assert server.ask("POST", path + "/withdraw", b"", {"Origin": "http://evil.example"})[0] == 403
    status, _, body = server.ask("POST", path + "/withdraw", b"")
    assert status == 200 and json.loads(body)["files"][0]["state"] == "withdrawn", body
    return made


def check_decisions(server, ann, ben, cleo, made, files, data, clips):
    """Only curators decide; what they accept is in the dataset, with its provenance and the same bytes."""
    good = [file for file in files if file["state"] == "quarantined"]
    first = good[1]
    for person in (ann, ben):
        person.decide(made["id"], first["id"], "accept", expect=403)
    ben("GET", f"/api/v1/contributions/{made['id']}", expect=404)
    queue = cleo("GET", "/api/v1/contributions?state=quarantined", expect=200)[2]["contributions"]
    assert [one["id"] for one in queue] == [made["id"]] and queue[0]["person"] == "ann", queue
    status, headers, again = cleo("GET", "/api/v1/contributions?state=quarantined")
    assert cleo("GET", "/api/v1/contributions?state=quarantined", None, {"If-None-Match": headers["etag"]})[0] == 304
    place = f"/api/v1/contributions/{made['id']}/files/{first['id']}"
    assert ann("GET", place + "/preview.mp4")[0] == 403 and server.get(place + "/preview.mp4")[0] == 401
    status, headers, video = cleo("GET", place + "/preview.mp4")
    assert status == 200 and headers["content-type"] == "video/mp4" and video[4:8] == b"ftyp", (status, headers)
    assert cleo("GET", place + "/preview", expect=200)[2]["count"] > 1
    cleo.decide(made["id"], first["id"], "accept", {"label": "nonsense"}, expect=400)
    cleo.decide(made["id"], "x", "accept", expect=404)
    cleo.decide(made["id"], first["id"], "reject", {}, expect=400)
    said = cleo.decide(made["id"], first["id"], "accept", {"label": "bacterial-pneumonia"})
    file = next(one for one in said["files"] if one["id"] == first["id"])
    assert file["state"] == "accepted" and not file["kept"] and file["decided_by"] == "cleo", file
    cleo.decide(made["id"], first["id"], "accept", expect=409)
    clip = sonoset.json("-C", data, "show", file["clip"])
    text = json.dumps(clip)
    for word in ("ann", "cleo", "CC-BY-4.0", "version 1", made["id"], SCRIPT.replace('"', '\\"'), file["sha256"]):
        assert word in text, (word, text)
    assert server.get(f"/api/v1/clips/{file['clip']}")[0] in (200, 404)
    rejected = cleo.decide(made["id"], good[2]["id"], "reject", {"reason": SCRIPT})
    file = next(one for one in rejected["files"] if one["id"] == good[2]["id"])
    assert file["state"] == "rejected" and file["reason"] == SCRIPT and file["removed_after"], file
    # The same file again is refused, whether it is in the dataset or in quarantine.
    again = ben.contribute([ben.upload(clips[first["name"]], "again.mp4"), ben.upload(clips[good[3]["name"]], "also.mp4")])
    assert [one["state"] for one in ben.files(again["id"], DONE)] == ["refused"] * 2
    server.ask("POST", f"/api/v1/receipts/{made['receipt']}/withdraw", b"")
    after = {one["name"]: one for one in server.json("/api/v1/receipts/" + made["receipt"])["files"]}
    assert after[first["name"]]["state"] == "accepted" and after[first["name"]]["withdrawal_wanted"]
    assert after[good[3]["name"]]["state"] == "withdrawn"
    wanted = cleo("GET", "/api/v1/contributions?state=withdrawal-wanted", expect=200)[2]["contributions"]
    assert [one["id"] for one in wanted] == [made["id"]]
    sonoset("-C", data, "fsck", "--deep")


def stored(state):
    return sorted(path.name for path in (state / "uploads").iterdir())


def check_restart(serve, ann, content, state):
    """Uploads, the queue and receipts survive a restart, sessions too."""
    place = ann.begin(len(content), "restart.mp4")
    ann.patch(place, 0, content[:1000])
    made = ann.contribute([ann.upload(content[:-7] + b"changed", f"queue{i}.mp4") for i in range(1)])
    ann.server.stop()
    assert oct((state / "uploads" / place.rsplit("/", 1)[1]).stat().st_mode)[-3:] == "600"
    assert (state / "uploads").stat().st_mode & 0o77 == 0 and (state / "contributions.db").stat().st_mode & 0o77 == 0
    (state / "uploads" / "left-by-a-kill").write_bytes(b"x")
    ann.server = serve()
    assert ann.offset(place) == 1000 and "left-by-a-kill" not in stored(state)
    ann.files(made["id"], DONE)
    ann.patch(place, 1000, content[1000:])
    ann("DELETE", place, None, TUS, expect=204)
    return ann.server


def check_rebuild(serve_in, folder, content):
    """The first clip of a dataset with a taxonomy of its own, or none yet; the dataset alone has all that it needs."""
    for own in (False, True):
        data = folder / f"first-{own}"
        sonoset("init", data)
        if own:
            (folder / "own.yaml").write_text((arguments.source / "schema" / "taxonomies" / "lung-ultrasound.yaml").read_text()
                                             .replace("name: lung-ultrasound", "name: own").replace("healthy", "well"))
            known = folder / "known" / "manifest.yaml"
            text = re.sub(r"(?m)^taxonomy: .*\n", "", known.read_text()).replace("healthy", "well").replace("\nname:", "\ntaxonomy: own.yaml\nname:", 1)
            (folder / "known" / "own.yaml").write_text((folder / "own.yaml").read_text())
            (folder / "known" / "with-own.yaml").write_text(text)
            sonoset("-C", data, "import", folder / "known" / "with-own.yaml", "--offline")
        add_people(sonoset, data, {"ann": "contributor", "cleo": "curator"})
        with serve_in(data) as server:
            ann, cleo = Contributor(server, "ann"), Contributor(server, "cleo")
            label = "well" if own else "healthy"
            made = ann.contribute([ann.upload(content, "Meier_Hans_1950-01-02.mp4")], metadata={"label": label})
            [file] = ann.files(made["id"], DONE)
            assert file["state"] == "quarantined" and any(one["code"] == "identifying-file-name" for one in file["findings"]), file
            cleo.decide(made["id"], file["id"], "accept")
            [file] = ann.files(made["id"], ("accepted",))
        assert "Meier" not in (data / "manifests" / "contributions.yaml").read_text()
        before = sonoset.digest(data)
        sonoset("-C", data, "rebuild")
        assert sonoset.digest(data) == before
        assert label in json.dumps(sonoset.json("-C", data, "show", file["clip"]))
        sonoset("-C", data, "fsck", "--deep")


def read_clips(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "clips").rglob("*")) if path.is_file()}


with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    data = folder / "lungs"
    sonoset("phantom", folder / "known", "--subjects", "2", "--clips", "4", "--seconds", "1")
    sonoset("phantom", folder / "new", "--subjects", "6", "--clips", "20", "--seconds", "1", "--seed", "5")
    sonoset("phantom", folder / "long", "--subjects", "1", "--clips", "1", "--seconds", "8", "--size", "640x480", "--seed", "3")
    sonoset("phantom", folder / "more", "--subjects", "4", "--clips", "4", "--seconds", "1", "--seed", "9")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "known" / "manifest.yaml", "--offline")
    add_people(sonoset, data, {"ann": "contributor", "ben": "contributor", "cleo": "curator"})
    state = next((folder / "state" / "sonoset" / "serve").iterdir())

    def serve():
        return served.Served(sonoset.program, data, "--verbose")

    server = serve()
    try:
        check_roles(server)
        ann, ben, cleo = (Contributor(server, name) for name in ("ann", "ben", "cleo"))
        check_heads(ann)
        clips = read_clips(folder / "new")
        name, content = clips.popitem()
        check_texts(ann, content)
        cut = check_cut(ann, ben, max(read_clips(folder / "long").values(), key=len))
        made, files = check_many(ann, clips, cut)
        receipt = check_receipts(server, ann, read_clips(folder / "more")[sorted(read_clips(folder / "more"))[0]])
        check_decisions(server, ann, ben, cleo, made, files, data, clips)
        server = check_restart(serve, ann, content, state)
        for code in (made["receipt"], receipt["receipt"]):
            assert code not in ann.server.errors
        code = server.stop()
        assert code == 0, server.errors
        check_rebuild(lambda where: served.Served(sonoset.program, where), folder, content)
    finally:
        server.process.kill()
print("contributions are checked, decided on and withdrawn")
