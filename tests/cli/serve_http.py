#!/usr/bin/env python3
"""The real server against clients that do not behave: framings that two programs read differently, names that point here
from elsewhere, paths, sizes, slowness, and clients that leave."""
import gzip
import json
import os
import re
import signal
import socket
import threading
import time

import harness
from served import Served

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")


def check_framing(served):
    """Each is refused, and what follows it on the connection is never answered."""
    host = b"Host: " + served.host + b"\r\n"
    hidden = b"GET /api/v1/dataset HTTP/1.1\r\n" + host + b"\r\n"
    chunk = b"0\r\n\r\n"
    post = b"POST /api/v1/health HTTP/1.1\r\n" + host
    get = b"GET /api/v1/health HTTP/1.1\r\n" + host
    cases = {
        "a length beside chunks": post + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk,
        "chunks beside a length": post + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunk,
        "two lengths": post + b"Content-Length: 4\r\nContent-Length: 9\r\n\r\nabcd",
        "two equal lengths": post + b"Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
        "a length with a sign": post + b"Content-Length: +4\r\n\r\nabcd",
        "a negative length": post + b"Content-Length: -4\r\n\r\nabcd",
        "a list of lengths": post + b"Content-Length: 4, 4\r\n\r\nabcd",
        "a hexadecimal length": post + b"Content-Length: 0x4\r\n\r\nabcd",
        "an empty length": post + b"Content-Length:\r\n\r\n",
        "a length with a space before the colon": post + b"Content-Length : 4\r\n\r\nabcd",
        "a huge length": post + b"Content-Length: 99999999999999999999\r\n\r\nabcd",
        "another coding": post + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + chunk,
        "an unknown coding": post + b"Transfer-Encoding: xchunked\r\n\r\n" + chunk,
        "a coding behind a vertical tab": post + b"Transfer-Encoding: \x0bchunked\r\n\r\n" + chunk,
        "no coding": post + b"Transfer-Encoding: identity\r\n\r\n",
        "two codings": post + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunk,
        "chunks in HTTP/1.0": post.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n" + chunk,
        "a body of GET": get + b"Content-Length: 4\r\n\r\nabcd",
        "a chunked body of GET": get + b"Transfer-Encoding: chunked\r\n\r\n" + chunk,
        "no Host": get.replace(host, b"") + b"\r\n",
        "two Hosts": get + host + b"\r\n",
        "another Host": get + b"Host: evil.example\r\n\r\n",
        "a folded line": get + b"X: a\r\n  b\r\n\r\n",
        "a folded line that makes a name": get + b"Content: 4\r\n -Length\r\n\r\nabcd",
        "a folded first line": b"GET /api/v1/health HTTP/1.1\r\n X: a\r\n" + host + b"\r\n",
        "a space before a colon": get + b"X : a\r\n\r\n",
        "a line without a name": get + b": a\r\nX: b\r\n\r\n",
        "a line without a colon": get + b"abc\r\n\r\n",
        "a bare CR": get + b"X: a\rContent-Length: 4\r\n\r\n",
        "a zero byte in a value": get + b"X: a\0b\r\nY: c\r\n\r\n",
        "a zero byte in the last value": get + b"X: a\0b\r\n\r\n",
        "a zero byte in a name": get + b"X\0Y: a\r\n\r\n",
        "a zero byte in the target": get.replace(b"/api/v1/health", b"/api/v1/health\0/x") + b"\r\n",
        "a control character": get + b"X: a\x01\r\n\r\n",
        "bare line feeds": get.replace(b"\r\n", b"\n") + b"\n",
        "one bare line feed": get + b"X: a\nY: b\r\n\r\n",
        "an unknown method": get.replace(b"GET", b"BREW") + b"\r\n",
        "a small method": get.replace(b"GET", b"get") + b"\r\n",
        "TRACE": get.replace(b"GET", b"TRACE") + b"\r\n",
        "an absolute target": get.replace(b" /", b" http://" + served.host + b"/") + b"\r\n",
        "an authority": get.replace(b"GET /api/v1/health", b"CONNECT " + served.host) + b"\r\n",
        "an asterisk": get.replace(b"GET /api/v1/health", b"OPTIONS *") + b"\r\n",
        "two spaces": get.replace(b" /", b"  /") + b"\r\n",
        "a space in the target": get.replace(b"health", b"he alth") + b"\r\n",
        "HTTP/0.9": b"GET /\r\n\r\n",
        "HTTP/2.0": get.replace(b"1.1", b"2.0") + b"\r\n",
        "HTTP/1.2": get.replace(b"1.1", b"1.2") + b"\r\n",
        "a long target": get.replace(b"health", b"health?" + b"a" * 9000) + b"\r\n",
        "a very long target": get.replace(b"health", b"health?" + b"a" * 90000) + b"\r\n",
        "large headers": get + b"X: " + b"a" * 90000 + b"\r\n\r\n",
        "many headers": get + b"X: a\r\n" * 500 + b"\r\n",
        "a size in hexadecimal with 0x": post + b"Origin: http://" + served.host +
                                         b"\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
    }
    for name, request in cases.items():
        answer = served.raw(request + hidden)
        assert b"HTTP/1.1 2" not in answer and b'"clips"' not in answer, (name, answer)
        assert answer == b"" or re.match(rb"HTTP/1\.1 (400|404|405|413|414|431|501|505) ", answer), (name, answer)
        assert not answer.endswith("…".encode()), (name, "the connection stays open", answer)
        # libmicrohttpd sends the head of a refusal of its own twice, and closes.
        assert answer.count(b"HTTP/1.1 ") <= (2 if b"<html>" in answer else 1), (name, answer)
    # Chunks are taken, but nothing after them.
    answer = served.raw(post + b"Origin: http://" + served.host + b"\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n" + hidden)
    assert answer.count(b"HTTP/1.1 ") <= 1 and not answer.endswith("…".encode()), answer
    # What is allowed is not refused: parts of a large head that come one by one, and two requests at once.
    with served.connect() as client:
        client.sendall(get)
        for number in range(40):
            client.sendall(b"X-%d:\t %s \r\n" % (number, b"a" * 500))
            time.sleep(0.005)
        client.sendall(b"\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 200 "), "a large head in pieces"
    answer = served.raw(get + b"\r\n" + hidden)
    assert answer.count(b"HTTP/1.1 200 OK") == 2, answer
    return len(cases)


def check_origins(served):
    own = b"http://" + served.host
    for host in (b"evil.example", b"evil.example:%d" % served.port, b"localhost", b"localhost:1", b"localhost:%d.evil.example" % served.port,
                 b"user@" + served.host, b"[::1", b"127.0.0.1.evil.example:%d" % served.port, b""):
        status, headers, _ = served.get(b"/api/v1/dataset", host=host or b" ")
        assert status in (400, 421) and "access-control-allow-origin" not in headers, (host, status)
    for host in (served.host, served.host.upper(), b"127.0.0.1:%d" % served.port, b"[::1]:%d" % served.port):
        assert served.get(b"/api/v1/health", host=host)[0] == 200, host
    # There is nothing to POST to yet: 405 says that the request got through.
    def post(*headers):
        return served.get(b"/api/v1/health", b"Content-Length: 0", *headers, method=b"POST")[0]
    for headers in ((), (b"Origin: null",), (b"Origin: http://evil.example",), (b"Origin: http://localhost:1",),
                    (b"Origin: " + own, b"Sec-Fetch-Site: cross-site"), (b"Origin: ftp://" + served.host,),
                    (b"Origin: " + own + b"/",), (b"Origin: " + own + b".evil.example",)):
        assert post(*headers) == 403, headers
    assert post(b"Origin: " + own) == 405
    assert post(b"Authorization: Bearer x") == 401 and post(b"Authorization: Basic eA==") == 403
    assert served.get(b"/api/v1/dataset", b"Sec-Fetch-Site: cross-site", b"Sec-Fetch-Mode: no-cors")[0] == 403
    assert served.get(b"/", b"Sec-Fetch-Site: cross-site", b"Sec-Fetch-Mode: navigate", b"Sec-Fetch-Dest: document")[0] == 200


def check_paths(served):
    for path in (b"/../etc/passwd", b"/%2e%2e/etc/passwd", b"/assets/../../etc/passwd", b"/assets/..%2f..%2fetc/passwd",
                 b"/assets/%2e%2e/%2e%2e/x", b"/assets/x%00/app.js", b"/assets/x/..\\app.js", b"/assets/%5c/app.js",
                 b"/%", b"/%zz", b"/%ff", b"/%c0%ae%c0%ae/", b"/%0d%0aX:%20y", b"/%e2%80%ae", b"/?a=%00", b"/#x"):
        status, headers, body = served.get(path)
        assert status == 400 and b"root:" not in body and "x" not in headers, (path, status, body)
    for path in (b"//", b"/api", b"/api/v1/", b"/api//v1/health", b"/assets", b"/assets/", b"/assets/x/app.js", b"/index.html", b"/API/v1/health"):
        status, headers, body = served.get(path)
        assert status == 404 and headers["content-type"] == "application/problem+json", (path, status)
        assert json.loads(body)["title"] == "Not Found"
    status, headers, _ = served.get(b"/api/v1/health", b"Origin: http://" + served.host, b"Content-Length: 0", method=b"DELETE")
    assert status == 405 and headers["allow"] == "GET, HEAD, OPTIONS", headers
    status, headers, body = served.get(b"/api/v1/health", method=b"OPTIONS")
    assert (status, headers["allow"], body) == (204, "GET, HEAD, OPTIONS", b"")
    status, headers, body = served.get(b"/api/v1/health", method=b"HEAD")
    assert (status, body) == (200, b"") and int(headers["content-length"]) > 0


def check_assets(served, path, page):
    """A page names all that it loads, so that the browser fetches it at once; packed it is under 100 kB."""
    links = set(re.findall(rb'(?:href|src)="(/assets/[0-9a-f]+/[a-z_.]+)"', page))
    assert len(links) >= 3 and b"{{" not in page, page
    size = len(page)
    for link in links:
        status, headers, text = served.get(link)
        assert status == 200 and "immutable" in headers["cache-control"], headers
        status, packed, zipped = served.get(link, b"Accept-Encoding: br, gzip")
        assert packed["content-encoding"] == "gzip" and gzip.decompress(zipped) == text and packed["etag"] != headers["etag"]
        assert "content-encoding" not in served.get(link, b"Accept-Encoding: gzip;q=0")[1]
        size += len(zipped)
        folder = link.rsplit(b"/", 1)[0]
        imported = {folder + b"/" + name for name in re.findall(rb'^(?:import|export|\}).* from "\./([^"]+)"', text, re.MULTILINE)}
        assert imported <= links, (path, link, imported - links)
    assert size < 100_000, (path, size)


def check_pages(served, name):
    status, headers, page = served.get(b"/")
    assert status == 200 and headers["content-type"] == "text/html; charset=utf-8", headers
    assert "unsafe" not in headers["content-security-policy"] and "frame-ancestors 'none'" in headers["content-security-policy"]
    for header, value in (("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("cache-control", "no-cache"),
                          ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin")):
        assert headers[header] == value, (header, headers)
    assert served.get(b"/", b"If-None-Match: " + headers["etag"].encode())[0] == 304
    for path in (b"/", b"/browse", b"/clip", b"/splits", b"/screen", b"/contribute", b"/receipt", b"/review", b"/login", b"/account"):
        check_assets(served, path, served.get(path)[2])
    status, headers, body = served.get(b"/api/v1/dataset")
    shown = json.loads(body)
    assert (status, shown["name"], shown["clips"]) == (200, name, 0), shown
    assert headers["cache-control"] == "private, no-cache" and served.get(b"/api/v1/dataset", b"If-None-Match: " + headers["etag"].encode())[0] == 304


def check_bodies(served):
    """Bodies that nobody wants do not reach memory, and their senders are told."""
    own = b"Origin: http://" + served.host
    status, _, _ = served.get(b"/api/v1/health", own, b"Content-Length: 100000", method=b"POST", body=b"x" * 100000)
    assert status == 405, status
    answer = served.raw(b"POST /api/v1/health HTTP/1.1\r\nHost: " + served.host + b"\r\n" + own +
                        b"\r\nContent-Length: 4000000000\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 405 ") and not answer.endswith("…".encode()), answer
    answer = served.raw(b"POST /api/v1/health HTTP/1.1\r\nHost: " + served.host + b"\r\n" + own +
                        b"\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 405 "), answer


def check_slow(served):
    """Silent and half-open connections do not keep others waiting; clients that leave do no harm."""
    idle = [served.connect() for _ in range(300)]
    for client in idle[:100]:
        client.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: ")
    slow = [served.connect() for _ in range(50)]
    for client in slow:
        client.sendall(b"POST /api/v1/health HTTP/1.1\r\nHost: " + served.host + b"\r\nOrigin: http://" + served.host +
                       b"\r\nContent-Length: 1000\r\n\r\nx")
    took = []
    for _ in range(100):
        start = time.monotonic()
        assert served.get(b"/api/v1/dataset")[0] == 200
        took.append(time.monotonic() - start)
    assert sorted(took)[90] < 0.5, sorted(took)
    for client in slow + idle:
        client.close()  # in the middle of a head or a body
    assert served.get(b"/api/v1/health")[0] == 200
    answers = []
    threads = [threading.Thread(target=lambda: answers.extend(served.get(b"/api/v1/dataset")[0] for _ in range(20)))
               for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 320, answers


def check_refusals(data):
    def refused(*options, says):
        run = sonoset("-C", data, "serve", *options, expect=2)
        assert says in run.stderr and run.stdout == "", run.stderr
    for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:80"):
        refused("--listen", address, says="cannot listen on '" + address)
    refused("--listen", "0.0.0.0:0", says="no accounts")
    for address in ("8080", "localhost", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:x", "example.com:80", ":80"):
        refused("--listen", address, says="use an address and a port")
    refused("--listen", "127.0.0.1:0", "--host", "lungs.example", says="cannot answer as 'lungs.example'")
    refused("--host", "a/b", says="--host 'a/b' is not the name of a host")
    refused("--listen", "127.0.0.1:0", "x", says="unexpected argument 'x'")
    sonoset("-C", data / "absent", "serve", "--listen", "127.0.0.1:0", expect=2)


with harness.Folder() as folder:
    data = folder / "lungs"
    sonoset("init", data)
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    check_refusals(data)
    sonoset("-C", data, "serve", "user", "add", "ann", "--role", "admin", "--invite")
    served = Served(sonoset.program, data, "--host", "lungs.example", "--quiet")
    try:
        framings = check_framing(served)
        check_origins(served)
        check_paths(served)
        check_pages(served, "lungs")
        check_bodies(served)
        check_slow(served)
        assert served.get(b"/api/v1/health", host=b"lungs.example")[0] == 200
        assert served.get(b"/api/v1/health", host=b"LUNGS.example:443")[0] == 200
        with socket.create_connection(("127.0.0.1", served.port)):
            started = time.monotonic()
            code, out, err = served.stop()
        assert (code, out, err) == (0, "", ""), (code, out, err)
        assert time.monotonic() - started < 5, "an idle connection delays the end"
    finally:
        served.process.kill()

    served = Served(sonoset.program, data, "--verbose")
    try:
        assert served.get(b"/api/v1/health?x=%1b")[0] == 400
        assert served.get(b"/api/v1/health?x=1")[0] == 200
        code, _, err = served.stop(signal.SIGINT)
        assert code == 0 and "127.0.0.1 GET /api/v1/health?x=1 200\n" in err and "\033" not in err, err
    finally:
        served.process.kill()
print(f"{framings} framings are refused, and the server stays up")
