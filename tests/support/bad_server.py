#!/usr/bin/env python3
"""A web server on 127.0.0.1 that misbehaves in many ways. Prints its port, then serves until its standard input ends.

    bad_server.py [FOLDER] [LOG]

The first part of a path selects the behaviour: /ok/NAME … (see ANSWERS). NAME is a file in FOLDER, or `N.bin` for N
bytes that are the same each time. LOG gets one JSON line per request: path, Range, conditions, and body bytes sent.
"""
import email.utils
import gzip
import hashlib
import http.server
import json
import pathlib
import re
import sys
import threading
import time
import urllib.parse

FOLDER = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else None
LOG = open(sys.argv[2], "a") if len(sys.argv) > 2 else None
HTML = b"<!DOCTYPE html>\n<html><head><title>Please log in</title></head><body>" + b"x" * 5000 + b"</body></html>"
lock = threading.Lock()
counts = {}


def content(name, version=0):
    if FOLDER and (FOLDER / name).is_file():
        return (FOLDER / name).read_bytes()
    match = re.fullmatch(r"(\d+)\.bin", name)
    if not match:
        return None
    size, block = int(match.group(1)), hashlib.sha256(f"{name} {version}".encode()).digest()
    return (block * (size // 32 + 1))[:size]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def note(self, sent):
        if not LOG:
            return
        with lock:
            LOG.write(json.dumps({"method": self.command, "path": self.path, "range": self.headers.get("Range"),
                                  "if_range": self.headers.get("If-Range"), "sent": sent,
                                  "conditional": bool(self.headers.get("If-None-Match")
                                                      or self.headers.get("If-Modified-Since"))}) + "\n")
            LOG.flush()

    def times(self):
        """How often this path was requested, including this time."""
        with lock:
            counts[self.path] = counts.get(self.path, 0) + 1
            return counts[self.path]

    def answer(self, status, fields=(), body=b"", length=None, cut=None, pause=0.0, step=1024):
        part = b"" if self.command == "HEAD" else body if cut is None else body[:cut]
        if not pause:
            # Logged first, so that the line is there when the client has the answer.
            self.note(len(part))
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        if not any(name == "Transfer-Encoding" for name, _ in fields) and status not in (204, 304):
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if cut is not None:
            self.close_connection = True
        if not pause:
            self.wfile.write(part)
            return
        sent = 0
        try:
            while sent + step < len(part):
                self.wfile.write(part[sent:sent + step])
                sent += step
                time.sleep(pause)
            last, sent = part[sent:], len(part)
        except OSError:
            last = b""
        self.note(sent)
        self.wfile.write(last)

    def file(self, body, etag=None, ranges=True, check_range=True, modified=None, **how):
        """A file as a correct server sends it: ranges, conditions, validators."""
        fields = [("Content-Type", "video/mp4")]
        if etag:
            fields.append(("ETag", etag))
        if modified:
            fields.append(("Last-Modified", email.utils.formatdate(modified, usegmt=True)))
        if etag and self.headers.get("If-None-Match") == etag:
            return self.answer(304, fields)
        if modified and not etag and self.headers.get("If-Modified-Since") == fields[-1][1]:
            return self.answer(304, fields)
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        validator = self.headers.get("If-Range")
        if validator and check_range and validator not in (etag, dict(fields).get("Last-Modified")):
            wanted = None
        if not wanted or not ranges:
            return self.answer(200, fields, body, **how)
        first = int(wanted.group(1))
        last = min(int(wanted.group(2) or len(body) - 1), len(body) - 1)
        if first >= len(body):
            return self.answer(416, fields + [("Content-Range", f"bytes */{len(body)}")])
        fields.append(("Content-Range", f"bytes {first}-{last}/{len(body)}"))
        return self.answer(206, fields, body[first:last + 1], **how)

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        _, kind, *rest = urllib.parse.unquote(self.path.split("?")[0]).split("/")
        name = "/".join(rest)
        action = ANSWERS.get(kind)
        if action is None:
            return self.answer(404, body=b"not here")
        body = content(name)
        if body is None:
            body = b""
            if kind in ("ok", "bare", "page"):
                return self.answer(404, body=b"not here")
        return action(self, name, body)


def tag(body):
    return '"' + hashlib.sha256(body).hexdigest()[:16] + '"'


def cut(self, name, body):
    """Sends a third each time, then closes the connection; supports resuming."""
    self.file(body, tag(body), cut=len(body) // 3 + 1)


def changed(self, name, body):
    """Another file from the second request on; respects If-Range."""
    if self.times() == 1:
        return self.file(body, tag(body), cut=len(body) // 2)
    other = content(name, 1)
    self.file(other, tag(other))


def changed_badly(self, name, body):
    """The same, but ignores If-Range: the part is of the other file, as only its ETag shows."""
    times = self.times()
    if times == 1:
        return self.file(body, tag(body), cut=len(body) // 2)
    other = content(name, 1)
    self.file(other, tag(other), check_range=False)


def changed_silently(self, name, body):
    """The same, without any validator."""
    if self.times() == 1:
        return self.file(body, tag(body), cut=len(body) // 2)
    self.file(content(name, 1), check_range=False)


def range_416(self, name, body):
    """Truncates once, then rejects all ranges."""
    if self.times() == 1:
        return self.file(body, tag(body), cut=len(body) // 2)
    if self.headers.get("Range"):
        return self.answer(416, [("Content-Range", "bytes */7")])
    self.file(body, tag(body))


def gzip_bomb(self, name, body):
    packed = gzip.compress(bytes(200 << 20), 9)
    self.answer(200, [("Content-Encoding", "gzip")], packed)


def chunked_cut(self, name, body):
    self.send_response(200)
    self.send_header("Transfer-Encoding", "chunked")
    self.end_headers()
    self.close_connection = True
    self.note(len(body) // 2)
    self.wfile.write(b"%x\r\n" % len(body) + body[:len(body) // 2])


def raw(self, text):
    """Sends what may not be HTTP."""
    self.close_connection = True
    self.note(0)
    self.wfile.write(text)


def endless(self, name, body):
    """Redirects with a body as large as one may be."""
    self.answer(302, [("Location", self.path + "x")], bytes(1 << 20))


def soon(seconds):
    return email.utils.formatdate(time.time() + seconds, usegmt=True)


ANSWERS = {
    "ok": lambda s, n, b: s.file(b, tag(b)),
    "dated": lambda s, n, b: s.file(b, modified=1_500_000_000),
    "bare": lambda s, n, b: s.file(b, ranges=False),
    "slow": lambda s, n, b: s.file(b, tag(b), pause=0.02),
    "paced": lambda s, n, b: s.file(b, tag(b), pause=0.01, step=1 << 16),
    "crawl": lambda s, n, b: s.file(b, tag(b), pause=0.4),
    "cut": cut,
    "cut_no_range": lambda s, n, b: s.file(b, ranges=False, cut=len(b) // 2),
    "chunked_cut": chunked_cut,
    "long": lambda s, n, b: s.file(b, tag(b), ranges=False, length=len(b) + 1000, cut=len(b)),
    "changed": changed,
    "changed_badly": changed_badly,
    "changed_silently": changed_silently,
    "416": range_416,
    "404": lambda s, n, b: s.answer(404, body=HTML),
    "410": lambda s, n, b: s.answer(410),
    "403": lambda s, n, b: s.answer(403, body=HTML),
    "500": lambda s, n, b: s.answer(500, body=HTML),
    "204": lambda s, n, b: s.answer(204),
    "empty": lambda s, n, b: s.answer(200, body=b""),
    "html": lambda s, n, b: s.answer(200, [("Content-Type", "video/mp4")], HTML),
    "429": lambda s, n, b: s.answer(429, [("Retry-After", "1")]) if s.times() == 1 else s.file(b, tag(b)),
    "429_date": lambda s, n, b: s.answer(429, [("Retry-After", soon(2))]) if s.times() == 1 else s.file(b, tag(b)),
    "429_long": lambda s, n, b: s.answer(429, [("Retry-After", "86400")]),
    "503": lambda s, n, b: s.answer(503) if s.times() == 1 else s.file(b, tag(b)),
    "loop": lambda s, n, b: s.answer(302, [("Location", "/loop2/" + n)]),
    "loop2": lambda s, n, b: s.answer(302, [("Location", "/loop/" + n)]),
    "deeper": lambda s, n, b: s.answer(302, [("Location", s.path + "x")]),
    "to_file": lambda s, n, b: s.answer(302, [("Location", "file:///etc/passwd")]),
    "to_ftp": lambda s, n, b: s.answer(302, [("Location", "ftp://127.0.0.1/a")]),
    "to_user": lambda s, n, b: s.answer(302, [("Location", f"http://me:secret@{s.headers['Host']}/ok/{n}")]),
    "to_loopback": lambda s, n, b: s.answer(302, [("Location", f"http://{s.headers['Host']}/ok/{n}")]),
    "moved": lambda s, n, b: s.answer(301, [("Location", f"/ok/{n}?token=secret")]),
    "found": lambda s, n, b: s.answer(302, [("Location", "/ok/" + n)]),
    "endless": endless,
    "many_headers": lambda s, n, b: s.answer(200, [(f"X-{i}", "x" * 60) for i in range(2000)], b),
    "long_header": lambda s, n, b: s.answer(200, [("X", "x" * 200_000)], b),
    "long_location": lambda s, n, b: s.answer(302, [("Location", "/ok/" + "x" * 200_000)]),
    "many_in_redirect": lambda s, n, b: s.answer(302, [("Location", "/ok/" + n)] + [("X", "x" * 60)] * 2000),
    "long_status": lambda s, n, b: raw(s, b"HTTP/1.1 200 " + b"x" * 200_000 + b"\r\n\r\n"),
    "not_http": lambda s, n, b: raw(s, b"SSH-2.0-x\r\n"),
    "bad_location": lambda s, n, b: s.answer(302, [("Location", "http://a b:99999999/")]),
    "gzip_bomb": gzip_bomb,
    "gzip": lambda s, n, b: s.answer(200, [("Content-Encoding", "gzip")], gzip.compress(b)),
    "no_head": lambda s, n, b: s.answer(405) if s.command == "HEAD" else s.file(b, tag(b)),
    "no_head_no_range": lambda s, n, b: s.answer(405) if s.command == "HEAD" else s.file(b, tag(b), ranges=False),
    "page": lambda s, n, b: s.answer(200, [("Content-Type", "text/html")], HTML),
    "digest": lambda s, n, b: s.answer(200, [("Repr-Digest", "sha-256=:" + "A" * 43 + "=:")], b),
    "head_429": lambda s, n, b: s.answer(429),
}


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
