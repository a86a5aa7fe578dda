#!/usr/bin/env python3
"""A manifest may come from anyone: it runs no program without your permission, reaches nothing behind a proxy, is not
redirected away from https, and cannot fill the disk. Each is refused with a finding; other clips are imported."""
import contextlib
import hashlib
import http.server
import os
import pathlib
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time

import harness
import web

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
PRIVATE = ["--allow-private"]

# Starts daemons in sessions of their own, with its streams and without.
YT_DLP = """#!/bin/sh
echo "$1" >> "%s"
[ "$1" = --version ] && { echo 2023.03.04; exit; }
while [ "$1" != -- ]; do [ "$1" = --output ] && out=$2; shift; done
env > "%s"
(setsid sh -c 'setsid sleep 86413 & sleep 86413 > /dev/null 2>&1' &)
case "$2" in *slow*) sleep 60;; esac
cp "%s" "$out" && echo 136
"""


def codes(result):
    return {failure["clip"]: failure["code"] for failure in result["failures"]}


def message(result, clip):
    return next(failure["message"] for failure in result["failures"] if failure["clip"] == clip)


def running(mark):
    found = []
    for file in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if mark in file.read_text(errors="replace"):
                found.append(file.parent.name)
    return found


def wait_for(condition):
    for _ in range(500):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def serve(handler, context=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Proxy(Quiet):
    """Answers each request with a file, and remembers it."""
    seen = []

    def do_GET(self):
        Proxy.seen.append(self.path)
        body = video.read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_CONNECT = do_GET


class Downgrade(Quiet):
    target = ""

    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", Downgrade.target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET


class Elsewhere:
    """Runs sonoset where names and certificates are ours: in a mount namespace with another /etc/hosts and another list
    of authorities. None if this machine does not allow it."""

    def __init__(self, folder):
        self.key, self.ca = folder / "key.pem", folder / "ca.pem"
        self.hosts = folder / "hosts"
        self.hosts.write_text("127.0.0.1 localhost\n127.0.0.1 inside.example.org\n")
        self.unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]

    def works(self):
        if not shutil.which("unshare") or not shutil.which("openssl"):
            return False
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.key, "-out", self.ca],
                       check=True, capture_output=True)
        return self.run(["getent", "hosts", "inside.example.org"]).returncode == 0

    def run(self, words, env=None):
        script = ('mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/ssl/certs/ca-certificates.crt && shift 2 && '
                  'exec "$@"')
        return subprocess.run([*self.unshare, "sh", "-c", script, "sh", self.hosts, self.ca, *map(str, words)],
                              capture_output=True, text=True, env=env)

    def sonoset(self, *words, env=None):
        import json
        run = self.run([sonoset.program, *words, "--json"], env)
        assert run.returncode in (0, 1), run.stderr
        return json.loads(run.stdout)


def yt_dlp(folder):
    """It runs only with --allow-yt-dlp, which is not remembered; it gets no secrets and leaves nothing running."""
    ran, environment = folder / "ran", folder / "environment"
    (folder / "path").mkdir()
    program = folder / "path" / "yt-dlp"
    program.write_text(YT_DLP % (ran, environment, video))
    program.chmod(0o755)
    env = harness.environment(PATH=f"{folder / 'path'}:relative:{os.environ['PATH']}", SECRET_TOKEN="secret",
                              LD_PRELOAD="", PYTHONPATH="/tmp")
    manifest, data = folder / "tube.yaml", folder / "tube"
    clips = {"a": {"url": f"{server.root}/watch?v=1", "source": "tube"}, "good": {"url": f"{server.root}/ok/a.vid"}}
    web.write_manifest(manifest, clips, (("s", ""), ("tube", "yt-dlp")))
    sonoset("init", data)
    for words in (("validate", manifest), ("check-sources", manifest), ("-C", data, "import", manifest),
                  ("-C", data, "check-sources"), ("-C", data, "import", manifest, "--retry")):
        sonoset(*words, *(PRIVATE if "--retry" in words or "check" not in words else []), "--json", expect=None, env=env)
        assert not ran.exists(), f"{words} ran yt-dlp"
    result = sonoset.json("-C", data, "import", manifest, *PRIVATE, expect=1, env=env)
    assert codes(result) == {"a": "yt-dlp-not-allowed"} and result["done"] == 1, result
    text = sonoset("-C", data, "import", manifest, *PRIVATE, expect=1, env=env).stdout
    assert "add --allow-yt-dlp if you trust the manifest" in text, text
    checked = sonoset.json("validate", manifest, *PRIVATE, expect=1, env=env)
    assert [f["code"] for f in checked["clips"][0]["findings"] if f["severity"] == "error"] == ["yt-dlp-not-allowed"]

    sonoset("-C", data, "import", manifest, *PRIVATE, "--allow-yt-dlp", env=env)
    assert ran.exists()
    given = environment.read_text()
    assert "secret" not in given and "HOME=" not in given and "PYTHONPATH" not in given, given
    assert ":relative" not in given, "a relative part of PATH depends on the current folder"
    assert not running("86413"), "its daemons still run"
    # The permission is for one run.
    ran.unlink()
    clips["b"] = {"url": f"{server.root}/watch?v=slow", "source": "tube"}
    web.write_manifest(manifest, clips, (("s", ""), ("tube", "yt-dlp")))
    assert codes(sonoset.json("-C", data, "import", manifest, *PRIVATE, expect=1, env=env)) == {"b": "yt-dlp-not-allowed"}
    assert not ran.exists()
    # Its processes end with sonoset, however that ends.
    for end in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
        process = sonoset.start("-C", data, "import", manifest, *PRIVATE, "--allow-yt-dlp", "--retry", env=env)
        wait_for(lambda: len(running("86413")) >= 3)
        process.send_signal(end)
        process.wait()
        wait_for(lambda: not running("86413") and not running("v=slow"))


def proxies(folder, elsewhere):
    """Neither a proxy's own address nor private hosts behind it can be reached through the proxy."""
    port = serve(Proxy)
    proxy = f"http://127.0.0.1:{port}"
    clips = {"proxy": {"url": f"http://inside.example.org:{port}/a"}, "behind": {"url": "http://inside.example.org/a"},
             "unknown": {"url": "http://intranet.invalid/a"}, "literal": {"url": f"{proxy}/a"}}
    manifest = folder / "proxy.yaml"
    web.write_manifest(manifest, clips)
    for number, no_proxy in enumerate(("", "example.org", "127.0.0.0/8,.invalid")):
        env = harness.environment(http_proxy=proxy, no_proxy=no_proxy, NO_PROXY=no_proxy)
        data = folder / f"proxied-{number}"
        sonoset("init", data)
        found = codes(elsewhere.sonoset("-C", data, "import", manifest, env=env))
        unknown = "fetch-failed" if "invalid" in no_proxy else "address-refused"
        assert found == {**dict.fromkeys(clips, "address-refused"), "unknown": unknown}, (no_proxy, found)
        elsewhere.sonoset("check-sources", manifest, env=env)
        assert Proxy.seen == [], Proxy.seen
        assert not list(data.glob("objects/*/*"))
    env = harness.environment(http_proxy=proxy, no_proxy="", NO_PROXY="")
    result = elsewhere.sonoset("-C", data, "import", manifest, *PRIVATE, env=env)
    assert result["done"] == len(clips) and f"http://intranet.invalid/a" in Proxy.seen, (result, Proxy.seen)


def downgrade(folder, elsewhere):
    """A redirect from https to http is followed only to a file whose digest is known."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(elsewhere.ca, elsewhere.key)
    root = f"https://127.0.0.1:{serve(Downgrade, context)}"
    Downgrade.target = f"{server.root}/ok/a.vid"
    manifest, data = folder / "downgrade.yaml", folder / "downgrade"
    web.write_manifest(manifest, {"plain": {"url": f"{root}/1"}, "named": {"url": f"{root}/2", "sha256": digest},
                                  "wrong": {"url": f"{root}/3", "sha256": "0" * 64}})
    sonoset("init", data)
    result = elsewhere.sonoset("-C", data, "import", manifest, *PRIVATE)
    assert codes(result) == {"plain": "fetch-failed", "wrong": "digest-mismatch"} and result["done"] == 1, result
    assert "redirects from https to http; add sha256" in message(result, "plain"), result
    checked = elsewhere.sonoset("check-sources", manifest, *PRIVATE)
    assert [(f["clips"], f["code"]) for f in checked["findings"]] == [(["plain"], "fetch-failed")], checked


def headers(folder):
    """What is wrong with an answer is said in words."""
    wrong = {"many-headers": "the headers of the answer are too long", "not-http": "the answer is not HTTP",
             "long-header": "the headers of the answer are too long", "bad-location": "a redirect is not a valid URL",
             "long-location": "the headers of the answer are too long", "long-status": "the headers of the answer are too long",
             "many-in-redirect": "the headers of the answer are too long"}
    manifest, data = folder / "headers.yaml", folder / "headers"
    web.write_manifest(manifest, {name: {"url": f"{server.root}/{name.replace('-', '_')}/a.vid"} for name in wrong})
    sonoset("init", data)
    result = sonoset.json("-C", data, "import", manifest, *PRIVATE, "--downloads", "16", "--per-host", "16", expect=1)
    assert set(codes(result).values()) == {"fetch-failed"}, result
    for name, says in wrong.items():
        assert message(result, name).endswith(says), (name, message(result, name))
    found = sonoset.json("check-sources", manifest, *PRIVATE, expect=1)["findings"]
    assert len(found) == len(wrong) and all("memory" not in one["message"] for one in found), found


def whole_run(folder):
    """All downloads of a run have limits; what is here already is used, and a later run continues."""
    manifest, data = folder / "run.yaml", folder / "run"
    clips = {f"c{i}": {"url": f"{server.root}/ok/{600_000 + i}.bin"} for i in range(12)}
    web.write_manifest(manifest, {"good": {"url": f"{server.root}/ok/a.vid"}, **clips})
    sonoset("init", data)
    one = [*PRIVATE, "--downloads", "1", "--per-host", "1"]
    result = sonoset.json("-C", data, "import", manifest, *one, "--max-total-size", "3", expect=1)
    limited = [clip for clip, code in codes(result).items() if code == "fetch-limit"]
    assert len(limited) == 9, result
    assert "the downloads of this run exceed 3000000 bytes in all" in message(result, limited[0])
    assert server.sent() < 5_000_000
    server.forget()
    assert sonoset.json("-C", data, "import", manifest, *one, expect=1)["done"] == 1
    assert 4_000_000 < server.sent() < 6_000_000, "only what was left out is downloaded"
    checked = sonoset.json("validate", manifest, *one, "--max-total-size", "3", expect=1)
    assert sum(any(f["code"] == "fetch-limit" for f in clip["findings"]) for clip in checked["clips"]) == 9
    # Redirects count too.
    web.write_manifest(manifest, {f"r{i}": {"url": f"{server.root}/endless/{i}"} for i in range(9)})
    server.forget()
    sonoset.json("-C", data, "import", manifest, *one, "--max-total-size", "3", "--allow-removals", expect=1)
    assert server.sent() < 30_000_000, server.sent()
    # A server that sends a byte now and then.
    web.write_manifest(manifest, {f"s{i}": {"url": f"{server.root}/crawl/{900_000 + i}.bin"} for i in range(6)})
    begin = time.monotonic()
    result = sonoset.json("-C", data, "import", manifest, *one, "--total-timeout", "3", "--allow-removals", expect=1)
    assert time.monotonic() - begin < 10 and set(codes(result).values()) == {"fetch-limit"}, result
    assert "the downloads of this run take longer than 3 s" in message(result, "s0"), result


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "2", "--clips", "2")
    video = next(path for path in sorted(folder.glob("clips/**/*")) if path.suffix in (".mp4", ".avi", ".mov", ".mkv"))
    digest = hashlib.sha256(video.read_bytes()).hexdigest()
    (folder / "files").mkdir()
    shutil.copy(video, folder / "files" / "a.vid")
    with web.BadServer(arguments.source, folder / "files", folder / "log") as server:
        yt_dlp(folder)
        headers(folder)
        whole_run(folder)
        elsewhere = Elsewhere(folder)
        if elsewhere.works():
            proxies(folder, elsewhere)
            downgrade(folder, elsewhere)
        else:
            print("proxies and https were not tried: this machine has no mount namespaces or no openssl")
print("programs, proxies and redirects: as expected")
