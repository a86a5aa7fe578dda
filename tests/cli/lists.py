#!/usr/bin/env python3
"""Lists, status and splits on terminals of several widths: no line is wider, and ids are whole."""
import re

import harness
import terminal

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
KINDS = ("clips", "frames", "sources", "subjects", "findings", "labels", "links", "splits")
# Columns whose cells are never cut: the first of them, or all, are on every terminal.
IDS = {"clips": ["clip"], "frames": ["clip"], "sources": ["source"], "subjects": ["subject"], "findings": ["id", "code"],
       "labels": ["clip", "axis", "value"], "links": ["first", "second"], "splits": ["split"]}
LONG = "a-clip-with-the-longest-id-that-there-can-be-" + "x" * 19


def lines_at(columns, *words):
    shown, code = terminal.run([sonoset.program, *words], columns=columns)
    assert code == 0, shown
    lines = terminal.plain(shown).splitlines()
    for line in lines:
        assert terminal.width(line) <= columns, f"{words} at {columns} columns: {terminal.width(line)}: {line}"
    return lines


with harness.Folder() as folder:
    data = folder / "data"
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "5")
    manifest = folder / "clips" / "manifest.yaml"
    text = manifest.read_text()
    # One id as long as ids may be, one title that is long and wide.
    first = re.search(r"^  - id: (\S+)$", text[text.index("\nclips:"):], re.M).group(1)
    text = re.sub(rf"\b{first}$", LONG, text, flags=re.M)
    text = re.sub(r"^( +title:).*$", r"\1 肺エコー " + "a title that is long " * 9, text, count=1, flags=re.M)
    manifest.write_text(text)
    assert len(LONG) == 64 and LONG in text
    sonoset("init", data)
    sonoset("-C", data, "import", manifest)
    sonoset("-C", data, "split", "main", "--folds", "2")

    for kind in KINDS:
        rows = sonoset.json("-C", data, "list", kind)["rows"]
        assert rows or kind in ("findings", "links"), kind
        shown_before = 0
        for columns in (80, 120, 200):
            lines = lines_at(columns, "-C", data, "list", kind)
            shown = "\n".join(lines)
            for row in rows:
                for column in IDS[kind]:
                    assert row[column] in shown, f"{kind} at {columns}: {row[column]} is not whole:\n{shown}"
            head = lines[0].split()
            assert len(head) >= shown_before or head[0] != lines_at(80, "-C", data, "list", kind)[0].split()[0], head
            shown_before = len(head)
            note = re.search(r"^(\d+) of (\d+) columns shown; --wide shows all, --columns lists them$", shown, re.M)
            every = sonoset("-C", data, "list", kind, "--columns").stdout.split()
            if note:
                assert int(note[1]) == len(head) and int(note[2]) == len(every), note[0]
        wide, _ = terminal.run([sonoset.program, "-C", data, "list", kind, "--wide"], env={"NO_COLOR": "1"})
        if rows:
            assert wide.splitlines()[0].split() == every, wide
        assert "columns shown" not in wide

    # The column that is sorted by is there, numbers are at the right.
    lines = lines_at(160, "-C", data, "list", "clips", "--sort", "height")
    assert "height" in lines[0].split(), lines
    at = lines[0].index(" frames") + len(" frames")
    assert all(line[at - 1].isdigit() for line in lines[1:3]), lines
    # Elsewhere all columns, however wide, and nothing on stderr.
    run = sonoset("-C", data, "list", "clips")
    assert "width" in run.stdout.splitlines()[0] and run.stderr == "", run.stderr
    assert lines_at(80, "-C", data, "list", "clips", "--quiet")[-1].find("columns shown") < 0

    for columns in (80, 120):
        lines_at(columns, "-C", data, "status")
        lines_at(columns, "-C", data, "split", "main")
print("lists fit the terminal, and ids are whole")
