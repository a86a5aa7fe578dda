#!/usr/bin/env python3
"""The web service while people upload and others hold connections; clients and server share the machine.

usage: serve_uploads.py --bin BIN [--clips 100000] [--rate 200] [--seconds 10] [--data DATA] [--mb-per-s 125]

Measures browsing at a held rate (`hey`) alone, beside 50 uploads that together send as much as a gigabit a second brings (0: as
fast as they can), beside 500 idle and 100 slow connections; then the memory of a server that takes an upload of 2 GB.
"""
import argparse
import contextlib
import http.client
import os
import pathlib
import re
import socket
import sys
import tempfile
import threading
import time

import serve_data
from held_rate import held

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import http_served  # noqa: E402
from contributor import CHUNK, TUS, Contributor  # noqa: E402
from people_client import add_user  # noqa: E402

kLimitMs = 200
kLimitMb = 200
kPeople, kUploads = 10, 50
kIdle, kSlow = 500, 100
kUploadBytes = 40_000_000
kLargeBytes = 2_000_000_000
kPiece = bytes(1 << 20)
kTargets = {"browse page": "/browse", "a list": "/api/v1/clips?limit=60", "health": "/api/v1/health"}
parser = argparse.ArgumentParser()
parser.add_argument("--bin", type=lambda text: pathlib.Path(text).resolve(), required=True)
parser.add_argument("--clips", type=int, default=100_000)
parser.add_argument("--rate", type=int, default=200)
parser.add_argument("--seconds", type=int, default=10)
parser.add_argument("--data", type=pathlib.Path, help="a dataset that serve_data made")
parser.add_argument("--mb-per-s", type=float, default=125)
arguments = parser.parse_args()
late = []


def browse(server, beside):
    for name, path in kTargets.items():
        median, worst, rate, bad = held(f"http://127.0.0.1:{server.port}{path}", arguments.rate, arguments.seconds)
        print(f"{name:12} {beside:40} median {median:6.1f} ms, p99 {worst:6.1f} ms, {rate:.0f} a second{f', {bad} errors' if bad else ''}",
              flush=True)
        if worst > kLimitMs or bad:
            late.append(f"{name} {beside}")


def send(person, place, size, mb_per_s=0):
    """One PATCH with the whole file."""
    connection = http.client.HTTPConnection("127.0.0.1", person.server.port, timeout=600)
    connection.putrequest("PATCH", place)
    for name, value in {**person.headers, **CHUNK, "Upload-Offset": "0", "Content-Length": str(size),
                        "Origin": f"http://127.0.0.1:{person.server.port}"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    began = time.monotonic()
    for sent in range(0, size, len(kPiece)):
        if mb_per_s:
            time.sleep(max(0, began + sent / 1e6 / mb_per_s - time.monotonic()))
        connection.send(memoryview(kPiece)[:min(len(kPiece), size - sent)])
    status = connection.getresponse().status
    connection.close()
    assert status == 204, status


class Uploads:
    """People who upload again and again until the end of the block."""

    def __init__(self, people):
        self.people, self.ended, self.done, self.failures = people, False, 0, []
        self.threads = [threading.Thread(target=self.work, args=(people[number % len(people)],)) for number in range(kUploads)]

    def work(self, person):
        try:
            while not self.ended:
                place = person.begin(kUploadBytes)
                send(person, place, kUploadBytes, arguments.mb_per_s / kUploads)
                person("DELETE", place, None, TUS, expect=204)
                self.done += 1
        except Exception as error:
            self.failures.append(error)

    def __enter__(self):
        self.began = time.monotonic()
        for thread in self.threads:
            thread.start()
        time.sleep(2)
        return self

    def __exit__(self, *_):
        self.ended = True
        for thread in self.threads:
            thread.join()
        spent = time.monotonic() - self.began
        print(f"{self.done} uploads of {kUploadBytes / 1e6:.0f} MB meanwhile, {self.done * kUploadBytes / spent / 1e6:.0f} MB/s; {len(self.failures)} failed")
        if self.failures:
            late.append(f"uploads failed: {self.failures[0]!r}")


@contextlib.contextmanager
def held_connections(port):
    """Some that send nothing, some that send a byte of their head a second."""
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(kIdle)]
        slow = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(kSlow)]
        ended = threading.Event()

        def drip():
            for byte in b"GET /browse HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 10_000:
                for connection in slow:
                    with contextlib.suppress(OSError):
                        connection.send(bytes([byte]))
                if ended.wait(1):
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        yield len(idle), len(slow)
        ended.set()
        thread.join()


def resident_mb(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1000


with tempfile.TemporaryDirectory(prefix="sonoset-bench-") as made:
    data = arguments.data or serve_data.make(arguments.bin, pathlib.Path(made), arguments.clips)[0]
    environment = dict(os.environ, XDG_CACHE_HOME=f"{made}/cache", XDG_STATE_HOME=f"{made}/state")
    names = [f"person{number}" for number in range(kPeople)]
    for name in names:
        add_user(arguments.bin / "sonoset", data, name, "contributor", environment)
    server = http_served.Served(arguments.bin / "sonoset-serve", data, env=environment)
    people = [Contributor(server, name) for name in names]
    browse(server, "alone")
    with Uploads(people):
        browse(server, f"beside {kUploads} uploads")
    with held_connections(server.port) as (idle, slow):
        browse(server, f"beside {idle} idle, {slow} slow connections")
    assert server.stop() == 0, server.errors

    server = http_served.Served(arguments.bin / "sonoset-serve", data, env=environment)
    people[0].server = server
    before, began = resident_mb(server), time.monotonic()
    send(people[0], people[0].begin(kLargeBytes), kLargeBytes)
    spent, after = time.monotonic() - began, resident_mb(server)
    print(f"an upload of {kLargeBytes / 1e9:.0f} GB: {spent:.0f} s, {kLargeBytes / spent / 1e6:.0f} MB/s; at most {after:.0f} MB resident, {before:.0f} MB before")
    if after > kLimitMb:
        late.append("memory")
    assert server.stop() == 0, server.errors
    sys.exit(f"beyond the limits: {', '.join(late)}" if late else 0)
