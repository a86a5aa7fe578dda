#!/usr/bin/env python3
"""The example of nginx in front of the server: TLS, secure cookies, Host and Origin, the client's address, uploads in pieces that
are kept when they are cut, events as they come. And the systemd unit, by systemd-analyze where it is installed."""
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time

import harness
import http_served
from contributor import CHUNK, Contributor, add_people

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")

NAME = "lungs.example"
MOST_EXPOSED = 2.0  # of 10


def check_unit(folder):
    if not shutil.which("systemd-analyze"):
        print("no systemd-analyze: the unit is not looked at")
        return
    text = (arguments.source / "packaging" / "serve" / "sonoset-serve@.service").read_text()
    unit = folder / "sonoset-serve@lungs.service"
    unit.write_text(text.replace("/usr/bin/sonoset", sonoset.program).replace("man:sonoset-serve(1) ", ""))
    run = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert run.returncode == 0 and "sonoset" not in run.stderr, run.stderr
    run = subprocess.run(["systemd-analyze", "security", "--offline=yes", unit], capture_output=True, text=True)
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", run.stdout)
    if not level:
        print("this systemd-analyze does not tell how exposed a unit is")
        return
    assert float(level[1]) <= MOST_EXPOSED, run.stdout
    print("exposure", level[1])


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Nginx:
    """The example, with other ports and a certificate of its own."""

    def __init__(self, folder, program, server_port):
        self.plain, self.port = free_ports(2)
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                        f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-days", "2", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        site = (arguments.source / "packaging" / "serve" / "nginx.conf").read_text()
        site = re.sub(r"(?m)^  listen \[::\].*\n", "", site).replace("listen 80;", f"listen 127.0.0.1:{self.plain};")
        site = site.replace("listen 443 ", f"listen 127.0.0.1:{self.port} ").replace("127.0.0.1:8080", f"127.0.0.1:{server_port}")
        site = re.sub(r"/etc/letsencrypt/\S+/fullchain.pem", str(certificate), site)
        site = re.sub(r"/etc/letsencrypt/\S+/privkey.pem", str(key), site)
        temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(f"{user}daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/errors;\n"
                                           f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n")
        self.context = ssl.create_default_context(cafile=str(certificate))
        self.process = subprocess.Popen([program, "-c", folder / "nginx.conf", "-e", folder / "errors"], stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert self.process.poll() is None and time.monotonic() < until, (self.process.poll(), (folder / "errors").read_text())
                time.sleep(0.05)

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=20)


class Browser:
    """What a client of tests takes for a server: reaches it through nginx under its name, and so over TLS."""

    def __init__(self, nginx):
        self.nginx, self.port = nginx, nginx.port

    def connect(self, timeout=20):
        return self.nginx.context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout), server_hostname=NAME)

    def ask(self, method, path, body=None, headers={}):
        connection = http.client.HTTPSConnection(NAME, timeout=60)
        connection.sock = self.connect(60)
        own = {"Origin": f"https://{NAME}"} if method not in ("GET", "HEAD") else {}
        try:
            connection.request(method, path, body, {**own, **headers})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


def wait_for(what, seconds=20):
    until = time.monotonic() + seconds
    while not (got := what()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return got


def check_names(browser, nginx):
    assert browser.ask("GET", "/api/v1/health")[0] == 200
    status, headers, _ = browser.ask("GET", "/api/v1/health", headers={"Host": "evil.example"})
    assert status == 421, status
    assert browser.ask("POST", "/api/v1/session", b"{}", {"Origin": "https://evil.example"})[0] == 403
    with socket.create_connection(("127.0.0.1", nginx.plain)) as plain:
        plain.sendall(f"GET /browse HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        head = plain.recv(4096).decode()
    assert " 301 " in head and f"https://{NAME}/browse" in head, head
    status, headers, page = browser.ask("GET", "/")
    assert status == 200 and "max-age" in headers["strict-transport-security"] and "default-src" in headers["content-security-policy"]


def check_cookie(browser):
    _, headers, body = browser.ask("POST", "/api/v1/session", json.dumps({"name": "ann", "password": "ann's long password"}).encode(),
                                   {"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.9"})
    cookie = headers["set-cookie"]
    assert "Secure" in cookie and "HttpOnly" in cookie and cookie.startswith("__Host-"), cookie
    sessions = json.loads(browser.ask("GET", "/api/v1/sessions", headers={"Cookie": cookie.split(";")[0]})[2])["sessions"]
    assert {one["address"] for one in sessions} == {"127.0.0.1"}, ("the address that a client made up is not taken", sessions)


def check_uploads(ann, state):
    """What arrived before the client left is kept; then it goes on in pieces."""
    content = bytes(range(256)) * 20_000
    place = ann.begin(len(content))
    head = [f"PATCH {place} HTTP/1.1", f"Host: {NAME}", f"Origin: https://{NAME}", "Upload-Offset: 0", f"Content-Length: {len(content)}",
            *(f"{name}: {value}" for name, value in {**CHUNK, **ann.headers}.items())]
    with ann.server.connect() as client:
        client.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + content[:2_000_000])
        file = state / "uploads" / place.rsplit("/", 1)[1]
        # Without a buffer of nginx in between, the file grows while the request still runs.
        wait_for(lambda: file.stat().st_size > 1_500_000)
    wait_for(lambda: ann.patch(place, len(content) + 1, b"x", None)[0] == 409)
    there = ann.offset(place)
    assert 1_500_000 < there <= 2_000_000, there
    for start in range(there, len(content), 1_000_000):
        ann.patch(place, start, content[start:start + 1_000_000])
    assert file.read_bytes() == content
    ann("DELETE", place, None, CHUNK, expect=204)


def check_ranges(ann, clip):
    path = f"/api/v1/clips/{clip}/preview.mp4"
    whole = ann("GET", path, expect=200)[2]
    assert ann("GET", path, None, {"Range": "bytes=10-19"}, expect=206)[2] == whole[10:20]
    _, headers, _ = ann("GET", "/api/v1/dataset", expect=200)
    ann("GET", "/api/v1/dataset", None, {"If-None-Match": headers["etag"]}, expect=304)


def check_events(ann, media):
    """Events come while the stream is open, not when it ends. Without a model, there is nothing to follow."""
    if not (arguments.bin / "sonoset-baseline").exists() or not json.loads(ann.server.ask("GET", "/api/v1/screen")[2])["available"]:
        return False
    made = ann("POST", "/api/v1/screen?name=a.mp4", media, expect=202)[2]
    with ann.server.connect() as client:
        client.sendall(f"GET /api/v1/screen/{made['key']}/events HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        got = b""
        until = time.monotonic() + 60
        while b'"done"' not in got and b'"failed"' not in got:
            assert time.monotonic() < until, got
            got += client.recv(65536)
    assert got.count(b"event: state") >= 1, got
    return True


with harness.Folder() as folder:
    check_unit(folder)
    nginx_program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if not nginx_program or not shutil.which("openssl"):
        print("skipped: nginx or openssl is not installed; apt-get install nginx-light openssl")
        raise SystemExit(harness.SKIP)
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    data = folder / "lungs"
    sonoset("phantom", folder / "known", "--subjects", "6", "--clips", "8", "--seconds", "1")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "known" / "manifest.yaml", "--offline")
    add_people(sonoset, data, {"ann": "curator"})
    state = next((folder / "state" / "sonoset" / "serve").iterdir())
    if (arguments.bin / "sonoset-baseline").exists() and harness.sealed:
        sonoset("-C", data, "split", "main", "--folds", "2")
        sonoset("-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1")
    server = http_served.Served(sonoset.program, data, "--host", NAME, "--behind-tls", "--trust-proxy")
    nginx = Nginx(folder, nginx_program, server.port)
    try:
        browser = Browser(nginx)
        check_names(browser, nginx)
        check_cookie(browser)
        ann = Contributor(browser, "ann")
        check_uploads(ann, state)
        clip = sonoset.json("-C", data, "list", "clips")["rows"][0]["clip"]
        if harness.sealed:
            check_ranges(ann, clip)
        events = check_events(ann, min((folder / "known" / "clips").iterdir()).read_bytes())
    finally:
        nginx.stop()
        code = server.stop()
        server.process.kill()
    assert code == 0, server.errors
print("the site answers through nginx" + ("" if events else "; no model, so events were not followed"))
