#!/usr/bin/env python3
"""Import from a misbehaving server: each clip is done or has the right finding, no wrong file is kept, private
addresses are refused unless allowed; sources can use yt-dlp; check-sources reports the state of URLs and downloads
nothing."""
import hashlib
import json
import os
import shutil

import harness
import web

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
FETCH = ["--allow-private", "--allow-yt-dlp", "--downloads", "64", "--per-host", "64", "--max-size", "50"]
GOOD = ["ok", "cut", "429", "429_date", "503", "416", "found", "moved", "gzip", "dated", "bare"]
BAD = {"404": "source-gone", "410": "source-gone", "403": "source-refuses", "500": "fetch-failed", "loop": "fetch-failed",
       "deeper": "fetch-failed", "to_file": "fetch-failed", "to_ftp": "fetch-failed", "to_user": "fetch-failed",
       "429_long": "fetch-failed", "html": "html-page", "empty": "empty-file", "204": "empty-file",
       "cut_no_range": "short-file", "long": "short-file", "gzip_bomb": "fetch-limit"}

FAKE = """#!/bin/sh
PATH=/usr/bin:/bin
[ "$1" = --version ] && { echo 2023.03.04; exit; }
while [ "$1" != -- ]; do [ "$1" = --output ] && out=$2; shift; done
cp "%s" "$out" && echo 136
"""


def fake_yt_dlp(folder, video):
    folder.mkdir()
    (folder / "yt-dlp").write_text(FAKE % video)
    (folder / "yt-dlp").chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def name_of(kind):
    return "c-" + kind.replace("_", "-")


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "2", "--clips", "2")
    video = next(path for path in sorted(folder.glob("clips/**/*")) if path.suffix in (".mp4", ".avi", ".mov", ".mkv"))
    files = folder / "files"
    files.mkdir()
    shutil.copy(video, files / "a.vid")
    (files / "other.vid").write_bytes(b"\0" * 1000)
    digest = hashlib.sha256(video.read_bytes()).hexdigest()
    with web.BadServer(arguments.source, files, folder / "log") as server:
        url = lambda kind, name="a.vid": f"{server.root}/{kind}/{name}"
        clips = {name_of(kind): {"url": url(kind)} for kind in [*GOOD, *BAD]}
        clips["c-ok"]["sha256"] = digest
        clips["c-twice"] = {"url": url("ok")}  # two clips of one URL
        clips["c-other"] = {"url": url("ok", "other.vid"), "sha256": "0" * 64}
        clips["c-tube"] = {"url": f"{server.root}/watch?v=1;touch+x", "source": "tube"}
        manifest = folder / "web.yaml"
        web.write_manifest(manifest, clips, (("s", ""), ("tube", "yt-dlp")))

        # No request is sent without permission.
        sonoset("init", folder / "refused")
        refused = sonoset.json("-C", folder / "refused", "import", manifest, expect=1)
        assert {failure["code"] for failure in refused["failures"] if failure["clip"] != "c-tube"} == {"address-refused"}
        assert {failure["clip"]: failure["code"] for failure in refused["failures"]}["c-tube"] == "yt-dlp-not-allowed"
        assert server.requests() == []
        offline = sonoset.json("-C", folder / "refused", "import", manifest, "--offline", expect=1)
        assert {failure["code"] for failure in offline["failures"]} == {"object-missing"}, offline

        data = folder / "data"
        sonoset("init", data)
        missing = sonoset.json("-C", data, "import", manifest, *FETCH, expect=1)
        codes = {failure["clip"]: failure["code"] for failure in missing["failures"]}
        assert codes.pop("c-tube") == "yt-dlp-missing", codes
        assert codes.pop("c-other") == "digest-mismatch", codes
        assert codes == {name_of(kind): code for kind, code in BAD.items()}, codes
        assert not any("secret" in failure["message"] for failure in missing["failures"])
        objects = [path.name for path in data.glob("objects/*/*")]
        assert objects == [digest], objects
        assert sum(request["path"] == "/ok/a.vid" and request["sent"] > 0 for request in server.requests()) <= 4, \
            "one download per URL, and three that redirect to it"
        assert not list(data.glob("downloads/*.part")), "a wrong file was kept"
        sonoset("-C", data, "fsck", "--deep")

        os.environ["PATH"] = fake_yt_dlp(folder / "path", video)
        server.forget()
        again = sonoset.json("-C", data, "import", manifest, *FETCH, expect=1)
        assert again["done_now"] == 1, again
        asked = {request["path"].split("/")[1] for request in server.requests()}
        assert not asked & set(GOOD) - {"ok"}, "finished clips must not be requested"
        assert all(request["sent"] == 0 for request in server.requests() if request["path"] == "/ok/other.vid"), \
            "known wrong files must be requested with their validator"
        shown = sonoset.json("-C", data, "show", "c-tube")
        assert shown["fetched"] == {"by": "yt-dlp 2023.03.04", "format": "136"}, shown["fetched"]
        assert sonoset.json("-C", data, "show", "c-ok")["fetched"]["by"] == "http"
        lock = [json.loads(line) for line in (data / "manifests" / "web.lock").read_text().splitlines()[1:]]
        assert [entry["by"] for entry in lock if "by" in entry] == ["yt-dlp 2023.03.04, format 136"], lock

        # check-sources on the dataset, after one file changed.
        with open(files / "a.vid", "ab") as file:
            file.write(b"more")
        checked = {"k-" + kind.replace("_", "-"): {"url": url(kind), "sha256": digest}
                   for kind in ("404", "403", "moved", "page", "no_head", "digest", "loop", "to_file")}
        web.write_manifest(folder / "check.yaml", checked)
        (folder / "check.yaml").write_text((folder / "check.yaml").read_text().replace("name: web", "name: check"))
        server.forget()
        found = sonoset.json("check-sources", folder / "check.yaml", "--allow-private", expect=1)
        assert found["addresses"] == len(checked)
        assert {item["clips"][0]: item["code"] for item in found["findings"]} == {
            "k-404": "source-gone", "k-403": "source-refuses", "k-moved": "source-moved", "k-page": "html-page",
            "k-digest": "source-changed", "k-loop": "fetch-failed", "k-to-file": "fetch-failed"}, found
        assert not any("secret" in json.dumps(item) for item in found["findings"])
        assert all(item["next"] and item["message"] for item in found["findings"])
        assert server.sent() < video.stat().st_size, "a file was downloaded"
        found = sonoset.json("-C", data, "check-sources", "--allow-private", "--per-host", "8", expect=1)["findings"]
        changed = {item["url"] for item in found if item["code"] == "source-changed"}
        assert {url("ok"), url("dated"), url("bare")} <= changed, found
        table = sonoset("-C", data, "check-sources", "--allow-private", "--per-host", "8", expect=1).stdout
        assert "source-changed" in table and "bytes, was" in table
    # gc: a begun download of a clip that a manifest no longer has.
    stale = data / "downloads" / ("0" * 32 + ".part")
    stale.write_bytes(b"x")
    sonoset("-C", data, "fsck")
    assert stale.name in sonoset("-C", data, "gc", "--dry-run").stdout and stale.exists()
    sonoset("-C", data, "gc")
    assert not stale.exists() and list(data.glob("downloads/*.json"))
print(f"{len(GOOD)} URLs that succeed in the end, {len(BAD)} that do not: each as expected")
