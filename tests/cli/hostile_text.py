#!/usr/bin/env python3
"""What others wrote reaches the terminal as text: control characters, bytes that are not UTF-8 and hidden characters of
manifests, file names, catalogs, decisions, servers and workers are escaped wherever something is printed. JSON keeps
the values."""
import http.server
import json
import os
import re
import shutil
import sqlite3
import subprocess
import threading

import harness
import terminal

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

EVIL = "\x1b[2J\x1b]0;owned\x07\r\x7f\x9b31m\u202e\u2066\u2069\u200e\u061c\u2028\u200b\U000e0041\nsonoset: done"
ESCAPED = (r"\x1b[2J\x1b]0;owned\x07\x0d\x7f\u009b31m\u202e\u2066\u2069\u200e\u061c\u2028\u200b\U000e0041\x0asonoset: "
           "done")
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
                    "\ud800-\udfff\U000e0000-\U000e007f]")


def raw(*words, expect=None, env=None, program=None):
    """What a command prints, as it is; what is not UTF-8 becomes a surrogate."""
    run = subprocess.run([program or sonoset.program, *(os.fsencode(word) for word in map(str, words))],
                         capture_output=True, stdin=subprocess.DEVNULL, timeout=120, env=env, cwd=folder)
    out, err = (text.decode("utf-8", "surrogateescape") for text in (run.stdout, run.stderr))
    assert run.returncode in ((0, 1, 2) if expect is None else (expect,)), (words, run.returncode, out, err)
    return out, err


def clean(*words, says=None, **options):
    """The same, asserting that nothing reaches the terminal, and no name makes a line of its own."""
    out, err = raw(*words, **options)
    for text in (out, err):
        assert not HIDDEN.search(text), (words, text)
        assert "csv" in words or not re.search(r"^sonoset: done", text, re.M), (words, text)  # a cell may have lines
    assert says is None or says in out + err, (words, says, out, err)
    return out


# One place writes to stdout and stderr.
WRITES = re.compile(r"std::(cout|cerr|clog|puts|printf|fputs)\b|\b(f|d|v)?printf\(|\bf?puts\(|\bputchar\(|\bperror\(|fmt::print"
                    r"|fwrite\([^)]*\bstd(out|err)\b|\bwrite\((1|2|STD(OUT|ERR)_FILENO)\b")
SINKS = {"tools/command/say.cpp", "tools/sonoset-worker/say.cpp"}
for part in ("lib", "tools"):
    for path in sorted((arguments.source / part).rglob("*.[ch]*")):
        name = str(path.relative_to(arguments.source))
        for number, line in enumerate(path.read_text().splitlines(), 1):
            literal = re.search(r'std::fputs\("[^"]*",?$', line)
            assert name in SINKS or literal or not WRITES.search(line.split("//")[0]), f"{name}:{number}: prints by itself"
assert WRITES.search('std::cerr << x') and WRITES.search('fmt::print("a")') and WRITES.search("fputs(x, stderr)")


with harness.Folder() as folder:
    # Names on the command line, in messages of errors.
    for words in (("-C", EVIL, "status"), (EVIL,), ("lst" + EVIL,), ("--" + EVIL,), ("list", EVIL), ("list", "--" + EVIL),
                  ("validate", EVIL), ("validate", EVIL + ".yaml"), ("import", EVIL + ".yaml"), ("help", EVIL),
                  ("check-sources", "--manifest", EVIL), ("manifest", "scaffold", folder / EVIL),
                  ("list", "clips", "--limit", EVIL), ("phantom", "--kind", EVIL), ("phantom", folder / "made", "--size", EVIL),
                  ("trust", EVIL), ("rebuild", "--manifest", EVIL)):
        clean(*words)
    clean("-C", EVIL, "status", says=ESCAPED, expect=2)
    clean("validate", os.fsdecode(b"\xff\x1b.mp4"), says=r"\xff\x1b.mp4")
    clean("init", folder / EVIL, expect=0, says=ESCAPED)
    clean("-C", folder / EVIL, "status", expect=0)
    clean("-C", folder / EVIL, "list", "frames", "--after", EVIL)

    sonoset("phantom", folder / "clips", "--subjects", "2", "--clips", "2", "--seconds", "1", "--size", "128x96")
    manifest = folder / "clips" / "manifest.yaml"
    data = folder / "data"
    sonoset("init", data)

    # Manifests may have hidden characters, and any in file names.
    bidi = "a\u202eb\u2066c"
    text = manifest.read_text()
    turned = folder / "clips" / f"turned\x1b[31m\n{bidi}.yaml"
    turned.write_text(text.replace("title: ", f"title: {bidi}", 1) + f'  - {{id: gone, path: "{bidi}.mp4", source: phantom-site-a, notes: "{bidi}"}}\n')
    wrong = folder / "clips" / f"wrong{EVIL.replace('/', '')}.yaml"
    wrong.write_text(text + f'  - {{id: far, url: "https://127.0.0.1/{bidi}", source: "{bidi}", probe: "{bidi}"}}\n')
    clean("import", wrong, "--offline", expect=2)
    clean("validate", turned, "--offline")
    clean("validate", turned, "--offline", "--json")
    clean("validate", turned, "--offline", "--format", "sarif")
    clean("-C", data, "import", turned, "--dry-run")
    clean("-C", data, "import", turned, "--offline", expect=1)
    os.mkdir(folder / "media")
    shutil.copy(next((folder / "clips" / "clips").iterdir()), folder / "media" / f"x{bidi}.mp4")
    (folder / "media" / "odd\x1b[2J\n.txt").write_text("x")
    os.mkdir(os.fsencode(folder / "media") + b"/\xff\x9b")
    (folder / "media" / "c\x1b[2J.mp4").write_text("x")
    clean("manifest", "scaffold", folder / "media", "--licence", "MIT", "--source", bidi)
    clean("manifest", "scaffold", folder / "media", "--licence", "MIT", "--json")
    clean("validate", folder / "media" / "c\x1b[2J.mp4", folder / "media" / f"x{bidi}.mp4")

    # Servers.
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            answers = {"/reason": b"HTTP/1.1 404 No\x1b[2J\xe2\x80\xae\r\nX: \x1b[31m\r\n\r\n",
                       "/location": b"HTTP/1.1 302 Found\r\nLocation: gopher://\x1b[2J\x9b\xe2\x80\xae/\r\n\r\n",
                       "/scheme": b"HTTP/1.1 302 Found\r\nLocation: \x1b]0;x\x07://h/\r\n\r\n",
                       "/moved": b"HTTP/1.1 301 Moved\r\nLocation: /\x1b[2J\xe2\x80\xae\r\n\r\n",
                       "/type": b"HTTP/1.1 200 OK\r\nContent-Type: \x1b[2J\r\nETag: \"\x1b[2J\"\r\nContent-Length: 3\r\n\r\nabc",
                       "/status": b"\x1b[2J 200 OK\r\n\r\n",
                       "/encoding": b"HTTP/1.1 200 OK\r\nContent-Encoding: \x1b[2J\r\nContent-Length: 3\r\n\r\nabc"}
            self.wfile.write(answers.get(self.path, answers["/reason"]))
            self.close_connection = True

        do_HEAD = do_GET

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_address[1]}"
    served = folder / "served.yaml"
    served.write_text("format: 1\nname: served\nsources: [{id: s, title: S, licence: MIT}]\ndefaults: {source: s}\nclips:\n" +
                      "".join(f"  - {{id: {name}, url: '{place}/{name}', subject: p1}}\n" for name in
                              ("reason", "location", "scheme", "moved", "type", "status", "encoding")))
    options = ("--allow-private", "--tries", "1") if "--tries" in sonoset("help", "import").stdout else ("--allow-private",)
    clean("-C", data, "import", served, *options, expect=1)
    clean("-C", data, "import", served, *options, "--json", expect=1)
    clean("check-sources", "--manifest", served, *options)
    clean("check-sources", "--manifest", served, *options, "--json")
    clean("validate", served, *options)
    server.shutdown()

    # Rows of a catalog: every text that its constraints allow. And files that nobody knows.
    for words in (("label", "s01-1", "diagnosis", "healthy", "--why", bidi, "--by", bidi), ("split", "main", "--folds", "2")):
        clean("-C", data, *words, expect=0)
    clean("-C", data, "label", "s01-1", "diagnosis", "healthy", "--why", EVIL, "--by", "me", says="--why: control character", expect=2)
    clean("-C", data, "label", "s01-1", "diagnosis", "healthy", "--why", "x", "--by", EVIL, says="--by: control character", expect=2)
    said = json.loads((data / "decisions.jsonl").read_text().splitlines()[0])
    assert said["who"] == said["why"] == bidi, said
    assert not HIDDEN.search((data / "decisions.jsonl").read_text())
    kinds = re.sub(r"^Lists |\.$", "", next(line for line in sonoset("help", "list").stdout.splitlines()
                                             if line.startswith("Lists "))).split(", ")
    assert "clips" in kinds and len(kinds) > 5, kinds

    def verbs():
        for kind in kinds:
            for form in ("text", "csv", "json"):
                yield ("list", kind, "--format", form)
            yield ("list", kind, "--where", f"{EVIL}=x")
            yield ("list", kind, "--sort", EVIL)
        yield from (("status",), ("status", "--json"), ("show", "s01-1"), ("show", "s01-1", "--json"), ("show", "main"),
                    ("show", "phantom-site-a"), ("fsck",), ("fsck", "--json"), ("fsck", "--deep"), ("gc", "--dry-run"),
                    ("gc", "--dry-run", "--json"), ("split", "main"), ("split", "main", "--json"),
                    ("export", "csv", folder / "out", "--licences", "any"), ("check-sources",),
                    ("report", folder / "card.html", "--force"), ("check-sources", "--json"), ("link",), ("label", "s01-1", "diagnosis", "healthy", "--undo", "--why", "x", "--by", "me"),
                    ("resolve", "unknown-subject", "gone", "--why", "x", "--by", "me"),
                    ("import", manifest, "--dry-run"), ("import", manifest, "--allow-removals"), ("rebuild",))

    for place in ("", "objects", "frames", "downloads", "manifests"):
        os.makedirs(data / place, exist_ok=True)
        (data / place / f"foreign{EVIL.replace('/', '')}").write_text("x")
    os.mkdir(os.fsencode(data / "frames") + b"/\xff\x1b[2J")
    for words in verbs():
        clean("-C", data, *words)
    clean("-C", data, "fsck", says=r"foreign\x1b[2J")
    tables = {"source": None, "clip": None, "finding": None, "label": None, "link": None, "decision": None,
              "frame_set": None, "manifest": None}
    hit = 0
    start = folder / "start"
    shutil.copytree(data, start)
    catalog = sqlite3.connect(start / "catalog.sqlite")
    columns = [(table, row[1]) for table in tables
               for row in catalog.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"]
    catalog.close()
    assert len(columns) > 20, columns
    for table, column in columns:
        shutil.rmtree(data)
        shutil.copytree(start, data)
        catalog = sqlite3.connect(data / "catalog.sqlite")
        catalog.execute("PRAGMA foreign_keys = OFF")
        catalog.execute("PRAGMA ignore_check_constraints = ON")
        try:
            catalog.execute(f"UPDATE {table} SET {column} = {column} || ?", (EVIL,))
            catalog.commit()
            hit += 1
        except sqlite3.Error:  # a constraint of uniqueness, a function of ours
            continue
        finally:
            catalog.close()
        for words in (("list", "clips"), ("list", "findings", "--format", "csv"), ("list", "labels", "--format", "json"),
                      ("status",), ("show", "s01-1"), ("fsck",), ("export", "csv", folder / "out", "--licences", "any"),
                      ("check-sources",), ("gc", "--dry-run")):
            clean("-C", data, *words)
            shutil.rmtree(folder / "out", ignore_errors=True)
    assert hit > 10, hit

    # JSON keeps the value; text and CSV show it escaped, and a terminal gets no more than the program's own colours.
    shutil.rmtree(data)
    shutil.copytree(start, data)
    out = clean("-C", data, "list", "decisions" if "decisions" in kinds else "labels", "--json", expect=0)
    assert bidi in [value for row in json.loads(out)["rows"] for value in row.values()], out
    assert r"a\u202eb\u2066c" in clean("-C", data, "list", "labels", "--wide", expect=0)
    assert r"a\u202eb\u2066c" in raw("-C", data, "list", "labels", "--format", "csv", expect=0)[0]
    shown, _ = terminal.run([sonoset.program, "-C", data, "list", "labels", "--wide"])
    assert "\033[1m" in shown and not HIDDEN.search(terminal.plain(shown)), shown

    # A line of decisions that is none, and a worker's last words.
    with open(data / "decisions.jsonl", "a") as file:
        file.write(f'{{"kind": "{bidi}\x7f\x9b", "who": "", "at": "", "why": "", "what": {{}}}}\n\x1b[2J{bidi}\n')
    for words in (("import", manifest), ("fsck",), ("rebuild",), ("link",)):
        clean("-C", data, *words)
    beside = folder / "bin"
    beside.mkdir()
    shutil.copy(arguments.bin / "sonoset", beside)
    worker = beside / "sonoset-worker"
    worker.write_text("#!/bin/sh\nprintf '\\033[2J\\n'\nprintf '\\033[2J\\n' >&2\nexit 3\n")
    worker.chmod(0o755)
    sonoset("init", folder / "fresh")
    clean("-C", folder / "fresh", "import", manifest, program=str(beside / "sonoset"))
    clean("--version", "--verbose", program=str(beside / "sonoset"))
print(f"nothing of others' texts reaches the terminal; {hit} columns of the catalog")
