#!/usr/bin/env python3
"""Writes the dataset card of 10,000 clips and opens it in a browser: time, size, and whether it is still readable.

usage: bench_report.py --bin BIN --source SOURCE [--clips 10000]

The clips are copies of phantoms in the catalog, each with a subject, a source and a file of its own, and linked frames.
"""
import argparse
import csv
import io
import json
import os
import pathlib
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

kMaxBytes = 5_000_000
kMaxOpenMs = 2000

parser = argparse.ArgumentParser()
parser.add_argument("--bin", type=pathlib.Path, required=True)
parser.add_argument("--source", type=lambda text: pathlib.Path(text).resolve(), required=True)
parser.add_argument("--clips", type=int, default=10_000)
arguments = parser.parse_args()
folder = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-bench-"))
data = folder / "data"
random.seed(0)


def sonoset(*words):
    done = subprocess.run([str(arguments.bin / "sonoset"), *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def rows_of(catalog, table, where="1"):
    """Rows as dictionaries, without generated columns."""
    columns = [row[1] for row in catalog.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0]
    return [dict(zip(columns, row)) for row in catalog.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {where}")]


def insert(catalog, table, rows):
    columns = list(rows[0])
    catalog.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})",
                        [tuple(row[column] for column in columns) for row in rows])


def multiply(catalog):
    """Copies the phantoms' rows until there are enough clips; returns {copy: original}."""
    clips = rows_of(catalog, "clip")
    by_clip = {table: {row["clip"]: [] for row in rows_of(catalog, "clip_state")} for table in
               ("clip_state", "label", "label_in_effect", "frame_set", "frame")}
    for table in ("clip_state", "label", "label_in_effect", "frame_set"):
        for row in rows_of(catalog, table):
            by_clip[table][row["clip"]].append(row)
    clip_of_set = {row["id"]: row["clip"] for row in rows_of(catalog, "frame_set")}
    for row in rows_of(catalog, "frame"):
        by_clip["frame"][clip_of_set[row["frame_set"]]].append(row)
    source = rows_of(catalog, "source")[0]
    insert(catalog, "source", [{**source, "name": f"site-{i}", "title": f"Site {i}"} for i in range(200)])
    made, new = {}, {table: [] for table in ("clip", "subject", "object", *by_clip)}
    number = 1_000_000
    for i in range(arguments.clips - len(clips)):
        old = clips[i % len(clips)]
        name, number = f"copy-{i:06}", number + 1
        made[name] = old["name"]
        thing, subject = random.randbytes(32), f"copy-{i // 4}"
        new["object"].append({"digest": thing, "size_bytes": random.randrange(10 ** 5, 10 ** 8)})
        if i % 4 == 0:
            new["subject"].append({"manifest": old["manifest"], "name": subject})
        new["clip"].append({**old, "name": name, "subject": subject, "patient_case": "", "object": thing, "sha256": thing,
                            "source": f"site-{i // 4 % 200}", "path": f"{name}.mp4"})
        state = by_clip["clip_state"][old["name"]][0]
        new["clip_state"].append({**state, "clip": name, "frame_set": number, "width": random.choice((320, 640, 800, i % 900)),
                                  "duration_ms": random.randrange(500, 30_000)})
        new["label"] += [{**row, "clip": name, "id": None} for row in by_clip["label"][old["name"]]]
        new["label_in_effect"] += [{**row, "clip": name} for row in by_clip["label_in_effect"][old["name"]]]
        new["frame_set"].append({**by_clip["frame_set"][old["name"]][0], "id": number, "clip": name, "object": thing})
        new["frame"] += [{**row, "frame_set": number, "pixels": random.randbytes(32), "hash": random.getrandbits(63)}
                         for row in by_clip["frame"][old["name"]]]
    for table in ("subject", "object", "clip", "frame_set", "frame", "clip_state", "label", "label_in_effect"):
        insert(catalog, table, new[table])
    return made


try:
    sonoset("phantom", folder / "clips", "--subjects", 12, "--clips", 24, "--seconds", 1, "--size", "320x240")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
    files = {(row["clip"], row["picture"]): row["file"] for row in
             csv.DictReader(io.StringIO(sonoset("-C", data, "list", "frames", "--limit", 0, "--format", "csv")))}
    catalog = sqlite3.connect(data / "catalog.sqlite")
    catalog.execute("PRAGMA foreign_keys = OFF")
    made = multiply(catalog)
    catalog.commit()
    catalog.close()
    for row in csv.DictReader(io.StringIO(sonoset("-C", data, "list", "frames", "--limit", 0, "--format", "csv"))):
        if row["clip"] in made:
            (data / row["file"]).parent.mkdir(parents=True, exist_ok=True)
            os.link(data / files[made[row["clip"]], row["picture"]], data / row["file"])
    sonoset("-C", data, "link")
    sonoset("-C", data, "split", "main")
    sonoset("-C", data, "status")
    page = folder / "report.html"
    started = time.perf_counter()
    sonoset("-C", data, "report", page)
    taken = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    seen = json.loads(subprocess.run(["node", arguments.source / "tests" / "web" / "open_page.mjs", page, folder / "shots", "--quick"],
                                     capture_output=True, text=True, check=True).stdout)
    size = page.stat().st_size
    print(f"{arguments.clips} clips: written in {taken:.1f} s, {size / 1e6:.2f} MB (at most {kMaxBytes / 1e6:.0f}), opened in "
          f"{seen['ms']:.0f} ms (at most {kMaxOpenMs}); {seen['pictures']} pictures; largest process {memory:.0f} MB")
    assert f"{arguments.clips}" in seen["text"] and not seen["requests"] and not seen["console"] and not seen["broken_pictures"]
    if arguments.clips <= 10_000:
        sys.exit(0 if size < kMaxBytes and seen["ms"] < kMaxOpenMs else "above the limit")
finally:
    shutil.rmtree(folder, ignore_errors=True)
