#!/usr/bin/env python3
"""Latency of the web service at a held rate, on a dataset of many clips; client and server share the machine.

usage: serve_load.py --bin BIN [--clips 100000] [--rate 200] [--seconds 10] [--data DATA]

Uses `hey` (Debian's package), whose workers each hold a part of the rate. Prints the median and the 99th percentile of each
address, and those of pages that only change a filter, so that nothing kept answers them. Then it opens and scrolls the grid.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import held_rate
import serve_data

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import served  # noqa: E402

kLimitMs = 50
kUsableMs = 500  # until the first page can be used
kFrameMs = 50    # of 99% of frames
kTargets = {
    "browse page": "/browse",
    "first page of the list": "/api/v1/clips?limit=60",
    "a page deep inside": "/api/v1/clips?limit=60&after=t:clip-070000",
    "by frames, a label": "/api/v1/clips?limit=60&diagnosis=covid&sort=-frames",
    "search, few clips": "/api/v1/clips?limit=60&q=clip-04711",
    "search, many clips": "/api/v1/clips?limit=60&q=doctor+linear",
    "an open finding, few clips": "/api/v1/clips?limit=60&finding=truncated",
    "a fold": "/api/v1/clips?limit=60&split=five&fold=3",
    "facets": "/api/v1/facets",
    "positions": "/api/v1/positions?limit=60",
    "dataset": "/api/v1/dataset",
    "counts": "/api/v1/counts?by=source",
    "clip page": "/clip?id=clip-050000",
    "a clip": "/api/v1/clips/clip-050000",
}
parser = argparse.ArgumentParser()
parser.add_argument("--bin", type=lambda text: pathlib.Path(text).resolve(), required=True)
parser.add_argument("--clips", type=int, default=100_000)
parser.add_argument("--rate", type=int, default=200)
parser.add_argument("--seconds", type=int, default=10)
parser.add_argument("--data", type=pathlib.Path, help="a dataset that serve_data made")
arguments = parser.parse_args()


def once(url):
    began = time.monotonic()
    with urllib.request.urlopen(url) as answer:
        answer.read()
    return (time.monotonic() - began) * 1000


def grid(address):
    """What of the grid of clips is too slow, in Chromium."""
    script = pathlib.Path(__file__).resolve().parent / "serve_grid.mjs"
    run = subprocess.run(["node", script, address], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    usable, frames = statistics.median(found["usable_ms"]), found["frames_ms"]
    print(f"first page of {found['clips']} usable after {usable} ms (median of {found['usable_ms']}); "
          f"{frames['count']} frames of scrolling: median {frames['median']} ms, p99 {frames['p99']} ms, most {frames['most']} ms")
    return [*(["the first page"] if usable > kUsableMs else []), *(["scrolling"] if frames["p99"] > kFrameMs else [])]


with tempfile.TemporaryDirectory(prefix="sonoset-bench-") as made:
    data = arguments.data or serve_data.make(arguments.bin, pathlib.Path(made), arguments.clips)[0]
    server = served.Served(arguments.bin / "sonoset-serve", data, env=dict(os.environ, XDG_CACHE_HOME=f"{made}/cache"))
    late = []
    print(f"{'':28} {'first':>9} {'median':>9} {'p99':>9}  a second")
    for name, path in kTargets.items():
        url = f"http://127.0.0.1:{server.port}{path}"
        first = once(url)
        median, worst, rate, bad = held_rate.held(url, arguments.rate, arguments.seconds)
        print(f"{name:28} {first:6.1f} ms {median:6.1f} ms {worst:6.1f} ms  {rate:.0f}{f', {bad} errors' if bad else ''}", flush=True)
        if worst > kLimitMs or bad:
            late.append(name)
    late += grid(f"http://127.0.0.1:{server.port}")
    code, _, errors = server.stop()
    sys.exit(f"too slow: {', '.join(late)}" if late else code)
