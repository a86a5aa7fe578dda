#!/usr/bin/env python3
"""Completion in bash as people use it, and that zsh, fish and man read what the program makes of its options."""
import re
import shutil
import subprocess

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
programs = [name for name in ("sonoset", "sonoset-baseline") if (arguments.bin / name).exists()]

# Loads the script, and completes the last word of a line.
COMPLETE = r"""
source "$1"; shift
compopt() { :; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_sonoset
printf '%s\n' "${COMPREPLY[@]}"
"""


def checked(*words):
    """Runs a checker that this machine may lack; says so."""
    if shutil.which(words[0]) is None:
        print(f"not checked: no {words[0]} here")
        return
    run = subprocess.run(list(map(str, words)), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == 0 and run.stdout == "" and run.stderr == "", f"{words}: {run.stdout}{run.stderr}"


with harness.Folder() as folder:
    data = folder / "data"
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "3")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
    sonoset("-C", data, "split", "main", "--folds", "2")
    (folder / "one file.yaml").write_text("")

    for name in programs:
        for shell, file in (("bash", name), ("zsh", "_" + name), ("fish", name + ".fish")):
            run = subprocess.run([arguments.bin / name, "--generate", "completion", shell], capture_output=True, text=True)
            assert run.returncode == 0 and run.stderr == "", run.stderr
            (folder / file).write_text(run.stdout)
            checked(shell, "-n", folder / file)
        run = subprocess.run([arguments.bin / name, "--generate", "man", folder / "man"], capture_output=True, text=True)
        assert run.returncode == 0 and run.stdout + run.stderr == "", run.stderr

    def complete(*words):
        program = str(arguments.bin / "sonoset")
        run = subprocess.run(["bash", "--norc", "-c", COMPLETE, "bash", folder / "sonoset", program, *map(str, words)],
                             capture_output=True, text=True, cwd=folder, timeout=60)
        assert run.returncode == 0 and run.stderr == "", run.stderr
        return sorted(line for line in run.stdout.split("\n") if line)

    assert complete("im") == ["import"]
    assert complete("-C", "x", "split", "--fo") == ["--folds"]
    assert complete("list", "fi") == ["findings"]
    assert "split" in complete("") and "help" in complete("") and "--version" in complete("")
    assert complete("-C", "da") == ["data"]
    assert complete("help", "che") == ["check-sources"]
    assert complete("list", "clips", "--format", "") == ["csv", "json", "text"]
    assert complete("list", "clips", "--format", "=", "c") == ["csv"]
    assert complete("list", "splits", "--sort", "fo") == ["folds"]
    assert complete("list", "splits", "--where", "fo") == ["folds="]
    assert complete("phantom", "x", "--kind", "o") == ["odd"]
    assert complete("list", "clips", "--limit", "5", "--de") == ["--descending"]
    assert complete("import", "one") == ["one file.yaml"], "files are completed whole"
    ids = sorted(row["clip"] for row in sonoset.json("-C", data, "list", "clips")["rows"])
    assert complete("-C", data, "show", "") == sorted([*ids, "main"])
    assert complete("-C", data, "label", ids[0][:-1]) == [name for name in ids if name.startswith(ids[0][:-1])]
    assert complete("-C", data, "export", "csv", "out", "--split", "m") == ["main"]
    assert complete("nothing", "") == []
    if "sonoset-baseline" in programs:
        assert complete("baseline", "tr") == ["train"]
        assert complete("-C", data, "baseline", "train", "--split", "") == ["main"]
    else:
        assert complete("baseline", "tr") == []

    # Pages: every verb and every option that help shows.
    pages = {page.name: page.read_text() for page in (folder / "man").iterdir()}
    checked("mandoc", "-T", "lint", "-W", "warning", *sorted((folder / "man").iterdir()))
    for page in sorted((folder / "man").iterdir()):
        checked("groff", "-man", "-ww", "-z", page)
    for verb in re.findall(r"^  ([a-z][a-z-]*)  ", sonoset("--help").stdout, re.M):
        if verb == "baseline":
            continue
        page = pages[f"sonoset-{verb}.1"].replace("\\-", "-")
        for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS", "SEE ALSO"):
            assert f".SH {section}\n" in page, (verb, section)
        for option in re.findall(r"^  (?:-., |    )(--[a-z-]+)", sonoset(verb, "--help").stdout, re.M):
            assert option in page, (verb, option)
print("shells and man read what the program makes of its options")
