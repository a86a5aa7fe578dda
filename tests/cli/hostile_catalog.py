#!/usr/bin/env python3
"""Catalogs and files of decisions that someone damaged or made up: every command that takes a dataset ends by itself,
in time, with an exit code of its own and a message in its own words; it changes nothing outside of the dataset, and
loses no imported file.

--catalogs N --decisions N: how many; --seed N: the first, to repeat one that failed (with --catalogs 1).
"""
import hashlib
import os
import pathlib
import random
import re
import shutil
import sqlite3
import stat
import struct
import subprocess
import sys
import time

import harness

arguments = harness.parse([("catalogs", "25"), ("decisions", "25"), ("seed", "1"), ("keep", "")])
sys.path.insert(0, str(arguments.source / "tests" / "support"))
import mutate  # noqa: E402

SECONDS = 60  # a command, on a machine that does other work; most take a few milliseconds
PROGRAM = str(arguments.bin / "sonoset")
KINDS = ("clips", "frames", "sources", "subjects", "findings", "labels", "links", "splits")
# What only a fault of ours prints.
INTERNAL = re.compile(r"^sonoset: \[json|std::|terminate called|Assertion|basic_string|vector::|bad_alloc|map::at|"
                      r"Sanitizer|runtime error|Segmentation|core dumped|stoi|optional_access|filesystem error", re.M)
NUMBERS = (0, -1, 1, 2**31, -2**31, 2**53 + 1, 2**63 - 1, -2**63, 10**18)
TEXTS = ("", "x", "../../x", "/etc/passwd", "a/b", "..", ".", "\n", "\x1b[2J", "\u202e", "\0", "{", "[]", "null", "{}", "[[[[[[[[", "1/0", "0/1",
         "9223372036854775807/1", "1e999", "-1", "NaN", "done", "curator", "x" * 100_000, "A" * 64, "0" * 64, '{"a":' * 200,
         "2026-01-01", "near-duplicate", "%s%n", "'; DROP TABLE clip; --", "\u00e9" * 300)
BLOBS = (b"", b"\xff\xfe", b"\0" * 32, bytes(range(32)), b"x" * 5000)


def verbs(data, folder, generator):
    """All that take a dataset; those that only read it first. What changes it comes in another order each time."""
    out = iter(range(1000))
    for kind in KINDS:
        yield ("list", kind, "--wide")
        yield ("list", kind, "--format", generator.choice(("csv", "json")), "--limit", "0")
    yield ("list", "clips", "--where", "state=done", "--sort", "frames")
    yield ("list", "labels", "--where", "value=nobody")
    yield ("list", "findings", "--after", "x")
    for name in ("s01-1", "main", "phantom-site-a", "s01", "c01", OBJECTS[0], "absent"):
        yield ("show", name, *generator.choice(((), ("--json",))))
    yield ("status",)
    yield ("status", "--digest", "--json")
    yield ("fsck",)
    yield ("fsck", "--deep", "--json")
    yield ("gc", "--dry-run")
    yield ("check-sources",)
    yield ("split", "main")
    yield ("import", MANIFEST, "--dry-run")
    yield ("export", "csv", folder / f"out{next(out)}", "--licences", "any", "--split", "main")
    yield ("export", "jsonl", folder / f"out{next(out)}", "--licences", "any")
    yield ("export", "index", folder / f"out{next(out)}")
    yield ("report", folder / f"out{next(out)}", "--licences", "any")
    yield ("report", folder / f"out{next(out)}", "--markdown")
    yield ("validate", MANIFEST, "--offline", "--against", data)
    writing = [("import", MANIFEST, "--offline", "--jobs", "1"), ("label", "s02-1", "diagnosis", "healthy", "--why", "w", "--by", "me"),
               ("label", "s01-1", "diagnosis", "--undo", "--why", "w", "--by", "me"), ("link",),
               ("resolve", "too-small", "s01-1", "--why", "w", "--by", "me"),
               ("resolve", "sector-differs", "s01-1", "--accept", "--why", "w", "--by", "me"),
               ("resolve", "--from", ANSWERS, "--accept", "--why", "w", "--by", "me"), ("split", "other", "--folds", "2"),
               ("split", "main", "--remove", "--why", "w", "--by", "me"), ("gc", "--yes"), ("rebuild", "--jobs", "1"),
               ("import", MANIFEST, "--rate", "2", "--jobs", "1"), ("gc", "--yes"), ("fsck",)]
    generator.shuffle(writing)
    yield from writing
    yield ("rebuild", "--jobs", "1")
    yield ("gc", "--yes")
    yield ("init", data)


# --- what is done to a catalog -------------------------------------------------------------------------------------

def tables(catalog):
    return [row[0] for row in catalog.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]


def odd_value(generator):
    return generator.choice((None, generator.choice(NUMBERS), generator.choice(TEXTS), generator.choice(TEXTS),
                             generator.choice(BLOBS), float("inf"), float("nan"), 1e308, -0.5))


def cells(generator, file):
    """Other values in some rows, as far as SQLite takes them."""
    with_schema(file, generator, lambda catalog: [one_cell(catalog, generator) for _ in range(generator.choice((1, 1, 2, 5)))])


def one_cell(catalog, generator, value=None):
    table = generator.choice(tables(catalog))
    column = generator.choice([row[1] for row in catalog.execute(f"PRAGMA table_info({table})")])
    where = generator.choice(("", "", " WHERE rowid % 2 = 0" if not without_rowid(catalog, table) else ""))
    try:
        catalog.execute(f"UPDATE OR IGNORE {table} SET {column} = ?{where}", (odd_value(generator) if value is None else value,))
    except (sqlite3.Error, OverflowError):
        pass


def without_rowid(catalog, table):
    return "WITHOUT ROWID" in catalog.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]


def with_schema(file, generator, does):
    """Runs SQL, with constraints, strict types and triggers off if the generator says so."""
    catalog = sqlite3.connect(file, isolation_level=None)
    catalog.execute("PRAGMA foreign_keys = OFF")
    catalog.execute("PRAGMA ignore_check_constraints = ON")
    kept = catalog.execute("SELECT type, name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for _, name, _ in kept:
        catalog.execute(f"DROP TRIGGER {name}")
    loose = generator.random() < 0.6
    schema = catalog.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    if loose:  # columns take values of any type; the schema looks as before afterwards
        catalog.execute("PRAGMA writable_schema = ON")
        catalog.execute("UPDATE sqlite_master SET sql = replace(replace(replace(sql, ') STRICT, WITHOUT', ') WITHOUT'), ') STRICT', ')'), ' NOT NULL', '') WHERE type = 'table'")
        catalog.close()
        catalog = sqlite3.connect(file, isolation_level=None)
        catalog.execute("PRAGMA ignore_check_constraints = ON")
    try:
        does(catalog)
    except sqlite3.Error:
        pass
    if loose:
        catalog.execute("PRAGMA writable_schema = ON")
        for name, sql in schema:
            catalog.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
        catalog.close()
        catalog = sqlite3.connect(file, isolation_level=None)
    for _, name, sql in kept:
        try:
            catalog.execute(sql)
        except sqlite3.Error:
            pass
    catalog.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    catalog.close()


def rows(generator, file):
    """Rows gone, copied or of others."""
    def does(catalog):
        for _ in range(generator.choice((1, 2, 4))):
            table = generator.choice(tables(catalog))
            what = generator.randrange(4)
            if what == 0:
                catalog.execute(f"DELETE FROM {table}")
            elif what == 1 and not without_rowid(catalog, table):
                catalog.execute(f"DELETE FROM {table} WHERE rowid % 2 = {generator.randrange(2)}")
            else:
                columns = [row[1] for row in catalog.execute(f"PRAGMA table_info({table})")]
                values = [generator.choice((column, column, "NULL", "'../../x'", "9223372036854775807")) for column in columns]
                catalog.execute(f"INSERT OR IGNORE INTO {table} SELECT {', '.join(values)} FROM {table} LIMIT 3")
    with_schema(file, generator, does)


def names(generator, file):
    """Ids that lead out of the dataset, everywhere."""
    evil = generator.choice(("../../outside", "/outside", "..", "a/../../../outside", "../outside/precious", "frames", "x\0y", "-rf", "S01"))
    def does(catalog):
        for table in tables(catalog):
            for column in ("name", "clip", "manifest", "source", "subject", "path", "id", "first", "second", "reason"):
                if column in [row[1] for row in catalog.execute(f"PRAGMA table_info({table})")]:
                    try:
                        catalog.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} IN ('s01-1', 'main', 'phantom', 's01') OR ?",
                                        (evil, generator.random() < 0.1))
                    except sqlite3.Error:
                        pass
    with_schema(file, generator, does)


def schema(generator, file):
    catalog = sqlite3.connect(file, isolation_level=None)
    table = generator.choice(tables(catalog))
    for sql in generator.choice((
            [f"DROP TABLE {table}"], ["CREATE TABLE more (x)"], [f"ALTER TABLE {table} ADD COLUMN more"],
            ["PRAGMA foreign_keys = OFF", f"ALTER TABLE {table} RENAME TO hidden", f"CREATE VIEW {table} AS SELECT * FROM hidden"],
            [f"CREATE TRIGGER evil AFTER INSERT ON {table} BEGIN DELETE FROM object; END"],
            ["CREATE TRIGGER evil AFTER UPDATE ON clip_state BEGIN SELECT load_extension('x'); END"],
            ["CREATE VIEW evil AS SELECT 1"], [f"CREATE INDEX evil ON {table} (1)"],
            ["PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET sql = 'CREATE TABLE {table} (x)' WHERE name = '{table}'"],
            ["PRAGMA writable_schema = ON", "UPDATE sqlite_master SET rootpage = 1"],
            ["PRAGMA writable_schema = ON", "UPDATE sqlite_master SET rootpage = rootpage + 1"],
            ["PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET rootpage = 2 WHERE name = '{table}'"],
            ["PRAGMA writable_schema = ON", "DELETE FROM sqlite_master WHERE type = 'index'"],
            ["PRAGMA user_version = 999999"], ["PRAGMA user_version = -1"], ["PRAGMA user_version = 3"], ["PRAGMA application_id = 1"],
            ["PRAGMA journal_mode = DELETE"], ["PRAGMA journal_mode = DELETE", "PRAGMA page_size = 65536", "VACUUM"],
            ["PRAGMA journal_mode = DELETE", "PRAGMA page_size = 512", "VACUUM"], ["PRAGMA auto_vacuum = FULL", "VACUUM"])):
        try:
            catalog.execute(sql)
        except sqlite3.Error:
            pass
    catalog.close()


def pages(generator, file):
    """Pages that changed places, point to themselves, or are of a later state."""
    content = bytearray(file.read_bytes())
    size = struct.unpack(">H", content[16:18])[0] or 1
    size = 65536 if size == 1 else size
    count = len(content) // size
    for _ in range(generator.choice((1, 2, 5))):
        a, b = generator.randrange(count), generator.randrange(count)
        what = generator.randrange(4)
        if what == 0:
            content[a * size:(a + 1) * size], content[b * size:(b + 1) * size] = content[b * size:(b + 1) * size], content[a * size:(a + 1) * size]
        elif what == 1:
            content[a * size:(a + 1) * size] = content[b * size:(b + 1) * size]
        elif what == 2:
            at = a * size + generator.randrange(12)  # the head of a page of a tree: kind, cells, right child
            content[at] = generator.choice((0, 2, 5, 10, 13, 255))
        else:
            at = a * size + 8
            content[at:at + 4] = struct.pack(">I", generator.choice((a + 1, 1, 0, count, 2**31)))
    file.write_bytes(content)


def header(generator, file):
    content = bytearray(file.read_bytes())
    for _ in range(generator.choice((1, 3))):
        at = generator.randrange(100)
        content[at] = generator.choice((0, 1, 2, 127, 255, content[at] ^ 1))
    file.write_bytes(content)


def damage(generator, file):
    content = file.read_bytes()
    file.write_bytes(mutate.mutated(generator.random(), content, generator.choice((content, os.urandom(0), b"x" * 4096)) or content))


def ends(generator, file):
    content = file.read_bytes()
    file.write_bytes(generator.choice((b"", b"\0" * 4096, b"SQLite format 3\0", content[:generator.randrange(len(content))],
                                       content + content, content[:4096], b"x" * 100, content + b"\0" * 10_000_000)))


def beside(generator, file):
    """A log, its index or a journal that does not belong to the catalog."""
    name = generator.choice(("-wal", "-shm", "-journal", "-wal"))
    page = file.read_bytes()[:4096]
    wal = struct.pack(">8I", 0x377f0682, 3007000, 4096, 0, 1, 2, 0, 0) + (struct.pack(">6I", 1, 1, 1, 2, 0, 0) + page) * 3
    content = generator.choice((b"", b"x" * 5000, wal, bytes(32768), bytes.fromhex("d9d505f920a163d7") + bytes(600) + page,
                                generator.randbytes(10_000)))
    pathlib.Path(str(file) + name).write_bytes(content)


CATALOGS = (cells, cells, cells, cells, rows, rows, names, names, schema, schema, pages, header, damage, damage, ends, beside)


# --- what is done to decisions -------------------------------------------------------------------------------------

def words(generator, lines):
    line = bytearray(generator.choice(lines))
    old = generator.choice((b"label", b"resolve", b"undo", b"split", b"curator", b"s01-1", b"main", b"clips", b"folds", b"diagnosis",
                            b'"what":{', b"2", b'"', b":", b",", b"healthy", b"with", b"code", b"seed", b"by"))
    new = generator.choice([text.encode() for text in TEXTS if len(text) < 1000] + [str(n).encode() for n in NUMBERS]
                           + [b"null", b"[]", b"{}", b"true", b"1e400", b'"x"', b"[" * 1000])
    lines.append(bytes(line.replace(old, new, generator.choice((1, -1)))))


def deep(generator, lines):
    lines.append(b"[" * generator.choice((100, 100_000)))
    lines.append(b'{"kind":"undo","what":' * generator.choice((3, 7, 50, 5000)))
    inner = generator.choice(lines)
    for _ in range(generator.choice((1, 2, 6, 12))):
        inner = b'{"at":"","kind":"undo","what":' + inner + b',"who":"x","why":"y"}'
    lines.append(inner)


def huge(generator, lines):
    lines.append(b'{"kind":"' + b"x" * generator.choice((10_000, 1_000_000)) + b'"}')
    lines.extend([generator.choice(lines)] * generator.choice((10, 2000)))


def types(generator, lines):
    import json
    value = json.loads(generator.choice(ORIGINAL))
    path = value
    for _ in range(generator.randrange(4)):
        inner = [item for item in (path.values() if isinstance(path, dict) else path) if isinstance(item, (dict, list)) and item]
        if not inner:
            break
        path = generator.choice(inner)
    key = generator.choice(list(path)) if isinstance(path, dict) else generator.randrange(len(path))
    path[key] = generator.choice((None, True, [], {}, "", -1, 2**63, 2**64, -2**63, 1.5, "x", ["x"], {"a": 1}, [[]], "../../x", 1000))
    lines.append(json.dumps(value).encode())


def shuffled(generator, lines):
    generator.shuffle(lines)
    del lines[generator.randrange(len(lines) + 1):]
    lines.extend(lines[:2])


def encoded(generator, lines):
    lines[:] = [line.decode().encode(generator.choice(("utf-16", "utf-16-le", "latin-1", "utf-8-sig", "utf-32")), "replace") for line in ORIGINAL]


DECISIONS = (words, words, words, types, types, types, deep, huge, shuffled, encoded)


def decisions(generator, file):
    lines = list(ORIGINAL)
    for _ in range(generator.choice((1, 2, 4))):
        generator.choice(DECISIONS)(generator, lines)
        lines = lines or list(ORIGINAL)
    content = generator.choice((b"\n", b"\n", b"\n", b"\r\n", b"\n\n", b"\0\n")).join(lines) + generator.choice((b"\n", b"", b"\0"))
    if generator.random() < 0.3:
        content = mutate.mutated(generator.random(), content or b"x", b"\n".join(ORIGINAL))
    file.write_bytes(content[:4_000_000])


# --- what must hold ------------------------------------------------------------------------------------------------

def snapshot(folder, without):
    """Everything in a folder tree but what is below `without`: kind, mode, time, size, content."""
    seen = {}
    for path in sorted(folder.rglob("*")):
        if any(path == part or part in path.parents for part in without):
            continue
        status = path.lstat()
        content = b""
        if stat.S_ISREG(status.st_mode):
            content = hashlib.sha256(path.read_bytes()).digest()
        elif stat.S_ISLNK(status.st_mode):
            content = os.readlink(path)
        seen[str(path)] = (status.st_mode, status.st_mtime_ns if content else 0, status.st_size if content else 0, content)
    return seen


def objects(data):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (data / "objects").rglob("*") if path.is_file()}


class Failed(Exception):
    pass


def run(words, data):
    start = time.monotonic()
    try:
        done = subprocess.run([PROGRAM, "-C", str(data), *map(str, words)], capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=SECONDS, cwd=folder / "around", env=ENVIRONMENT)
    except subprocess.TimeoutExpired:
        raise Failed(f"{words}: longer than {SECONDS} s")
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode not in (0, 1, 2):
        raise Failed(f"{words}: exit code {done.returncode}: {said[-800:]}")
    if INTERNAL.search(said):
        raise Failed(f"{words}: {INTERNAL.search(said)[0]}: {said[-800:]}")
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", said):
        raise Failed(f"{words}: control characters: {said[-800:]!r}")
    if done.returncode == 2 and not done.stderr.strip():
        raise Failed(f"{words}: no word why")
    slowest.append((time.monotonic() - start, words))


def check(seed, kind):
    """One damaged dataset through all commands."""
    generator = random.Random(f"{kind} {seed}")
    data = folder / "data"
    shutil.copytree(START, data)
    what = "decisions" if kind == "decisions" else None
    if kind == "decisions":
        decisions(generator, data / "decisions.jsonl")
        if generator.random() < 0.3:
            (data / "catalog.sqlite").unlink()
    else:
        does = generator.choice(CATALOGS)
        what = does.__name__
        does(generator, data / "catalog.sqlite")
    out = folder / "out"
    out.mkdir()
    failures = []
    for words in verbs(data, out, generator):
        try:
            run(words, data)
            if (now := objects(data)) != before_objects and any(now.get(name) != digest for name, digest in before_objects.items()):
                raise Failed(f"{words}: lost originals")
            if (around := snapshot(folder, (data, out, home))) != before:
                raise Failed(f"{words}: changed {sorted(set(before.items()) ^ set(around.items()))[:4]}")
        except Failed as failure:
            failures.append(f"{kind} {seed} ({what}): {failure}")
            if "lost" in str(failure) or "changed" in str(failure):
                break
    if failures and arguments.keep:
        shutil.copytree(START, pathlib.Path(arguments.keep) / f"{kind}-{seed}", dirs_exist_ok=True)
    shutil.rmtree(data)
    shutil.rmtree(out)
    return failures


with harness.Folder() as folder:
    sonoset = harness.Sonoset(arguments.bin)
    START, MANIFEST = folder / "start", folder / "clips" / "manifest.yaml"
    # What sonoset remembers of datasets it opened.
    home = folder / "home"
    ENVIRONMENT = harness.environment(HOME=str(home), **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "CACHE", "DATA")})
    home.mkdir()
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "3", "--seconds", "1", "--size", "128x96")
    sonoset("init", START)
    ANSWERS = folder / "answers.csv"
    ANSWERS.write_text("code,id\nsector-differs,s01-1\nsector-differs,s03-1\n")
    sonoset("-C", START, "import", MANIFEST, "--region", "auto")
    sonoset("-C", START, "label", "s01-1", "diagnosis", "viral-pneumonia", "--why", "seen", "--by", "me")
    sonoset("-C", START, "label", "s01-1", "diagnosis", "healthy", "--why", "seen", "--by", "me")
    sonoset("-C", START, "label", "s01-1", "diagnosis", "--undo", "--why", "no", "--by", "me")
    sonoset("-C", START, "resolve", "too-small", "s02-1", "--why", "seen", "--by", "me")
    with open(START / "decisions.jsonl", "a") as file:
        file.write('{"at":"2026-01-01T00:00:00Z","kind":"resolve","what":{"about":"clip","code":"sector-differs","id":"s03-1",'
                   '"region":{"height":64,"width":64,"x":8,"y":8}},"who":"me","why":"seen"}\n')
    sonoset("-C", START, "split", "main", "--folds", "2")
    for name in ("outside", "around", "frames", "objects"):
        (folder / name).mkdir()
        (folder / name / "precious").write_text("precious")
    ORIGINAL = (START / "decisions.jsonl").read_bytes().splitlines()
    before_objects = objects(START)
    OBJECTS = sorted(before_objects)
    assert len(OBJECTS) == 3 and len(ORIGINAL) == 6, (OBJECTS, ORIGINAL)
    before = snapshot(folder, (home,))
    slowest = []
    failures = []
    first = int(arguments.seed)
    for kind, count in (("catalogs", int(arguments.catalogs)), ("decisions", int(arguments.decisions))):
        for seed in range(first, first + count):
            for failure in check(seed, kind):
                print(failure, flush=True)
                failures.append(failure)
    slowest.sort(key=lambda one: one[0])
    if not slowest:
        sys.exit("nothing was run")
    print(f"{arguments.catalogs} catalogs and {arguments.decisions} files of decisions from seed {first}, "
          f"{len(slowest)} commands, the slowest {slowest[-1][0]:.1f} s {slowest[-1][1]}")
    if os.environ.get("SLOW"):
        print("\n".join(f"{seconds:.2f} {words}" for seconds, words in slowest[-40:]))
    assert not failures, f"{len(failures)} failures; repeat one with --seed N --catalogs 1 --decisions 1"
