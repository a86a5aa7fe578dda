#!/usr/bin/env python3
"""Compares the text of the programs with strings.txt, where it can be read in one place and changes show in a diff.
--record yes writes the file."""
import difflib
import re
import sys

import harness

arguments = harness.parse([("record", "no")])
listed = arguments.source / "tests" / "cli" / "strings.txt"

TOKEN = re.compile(r'''
    //[^\n]* | /\*.*?\*/ | ^\s*\#[^\n]*           # comments, preprocessor
  | R"(?P<tag>\w*)\((?P<raw>.*?)\)(?P=tag)"       # raw string
  | "(?P<plain>(?:[^"\\\n]|\\.)*)"                # string
  | '(?:[^'\\\n]|\\.)+'                           # character
''', re.S | re.X | re.M)
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|WITH|FROM|WHERE|ORDER BY|JOIN|LEFT JOIN|AND|VALUES)\b|\s*\w+ (INTEGER|TEXT|BLOB)\b")


def strings_of(text):
    """The string literals of C++ source; adjacent ones are joined, as by the compiler."""
    joined, end = "", None
    for found in TOKEN.finditer(text):
        if found["raw"] is None and found["plain"] is None:
            continue
        value = found["raw"]
        if value is None:
            value = re.sub(r'\\([nt"\\])', lambda escape: ESCAPES[escape[1]], found["plain"])
        if end is None or re.sub(r"//[^\n]*", "", text[end:found.start()]).strip():
            if joined:
                yield joined
            joined = ""
        joined += value
        end = found.end()
    if joined:
        yield joined


def is_text(string):
    """Whether a string is text for people: at least two words, and not SQL, a style sheet or markup."""
    return (re.search(r"[A-Za-z{}'…,.:)]\s+[A-Za-z{('\d]", string.strip()) and not SQL.match(string)
            and not re.match(r"\s*[<.:#@*]|[\w-]+=", string))


lines = ["Text of the programs, by file. Made by tests/cli/strings.py --record yes."]
for folder in ("lib", "tools"):
    for path in sorted((arguments.source / folder).rglob("*")):
        if path.suffix not in (".cpp", ".h"):
            continue
        found = [string for string in strings_of(path.read_text()) if is_text(string)]
        if found:
            lines += ["", f"== {path.relative_to(arguments.source)}"]
            lines += ["  " + line for string in found for line in string.strip("\n").split("\n")]
text = "\n".join(line.rstrip() for line in lines) + "\n"
if arguments.record == "yes":
    listed.write_text(text)
elif listed.read_text() != text:
    sys.stdout.writelines(difflib.unified_diff(listed.read_text().splitlines(True), text.splitlines(True), "strings.txt", "sources"))
    sys.exit("strings.txt is out of date: read the changes above, then run "
             "python3 tests/cli/strings.py --bin BIN --source . --record yes")
print(f"{len(lines)} lines of text")
