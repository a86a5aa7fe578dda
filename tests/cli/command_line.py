#!/usr/bin/env python3
"""Verbs, options, help, colours and levels of the command line, as people type them."""
import re

import harness
import terminal

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
has_baseline = (arguments.bin / "sonoset-baseline").exists()


def refused(*words, says):
    run = sonoset(*words, expect=2)
    assert run.stdout == "", run.stdout
    assert run.stderr == f"sonoset: {says}\n", run.stderr


with harness.Folder() as folder:
    data = folder / "data"
    sonoset("init", data)

    # Slips of the pen.
    refused("improt", says="unknown command 'improt'; did you mean 'import'?")
    refused("xyzzy", says="unknown command 'xyzzy'; see 'sonoset --help'")
    refused("../import", says="unknown command '../import'; did you mean 'import'?")
    refused("--verison", says="unknown option '--verison'; did you mean '--version'?")
    refused("-x", says="unknown option '-x'; see 'sonoset --help'")
    refused("-C", says="option '-C' needs the folder of a dataset; see 'sonoset --help'")
    refused("split", "main", "--foldz", "3", says="unknown option '--foldz'; did you mean '--folds'?")
    refused("split", "main", "--xyzzy", says="unknown option '--xyzzy'; see 'sonoset split --help'")
    refused("split", "main", "-z", says="unknown option '-z'; see 'sonoset split --help'")
    refused("split", "main", "--folds", says="option '--folds' needs a value; see 'sonoset split --help'")
    refused("split", "main", "--folds", "--json", says="option '--folds' needs a value; see 'sonoset split --help'")
    refused("split", "main", "--folds", "x", says="'x' is not a number (--folds)")
    refused("split", "main", "-k", "99999999999", says="'99999999999' is out of range (--folds)")
    refused("split", "main", "--json=yes", says="option '--json' takes no value; see 'sonoset split --help'")
    refused("split", "main", "other", says="unexpected argument 'other'; see 'sonoset split --help'")
    refused("list", says="missing argument KIND; see 'sonoset list --help'")
    for words in (["list", "clip"], ["list", "clip", "--columns"]):
        assert "cannot list 'clip'; did you mean 'clips'? (one of: clips, " in sonoset(*words, expect=2).stderr
    for words in (["--where", "sate=failed"], ["--sort", "sate"]):
        assert "'sate'; did you mean 'state'? (one of: " in sonoset("-C", data, "list", "clips", *words, expect=2).stderr

    # Help: one text, three ways to it; no line is wider than the terminal.
    overview = sonoset("--help").stdout
    assert sonoset("help").stdout == sonoset("-h").stdout == overview
    assert sonoset(expect=2).stdout == overview
    verbs = re.findall(r"^  ([a-z][a-z-]*)  ", overview, re.M)
    assert {"import", "split", "check-sources", "baseline"} <= set(verbs), verbs
    for verb in verbs:
        if verb == "baseline" and not has_baseline:
            continue
        text = sonoset(verb, "--help").stdout
        assert text == sonoset("help", verb).stdout == sonoset(verb, "-h").stdout, verb
        assert text.startswith("Usage: sonoset "), text
        assert "\nExample" in text and "\nCommon options:" in text or verb == "baseline", text
        text, examples = text.split("\nExample")
        assert all(terminal.width(line) <= 80 for line in text.splitlines()), text
        for columns in (50, 100, 200):
            shown, code = terminal.run([sonoset.program, verb, "--help"], columns=columns)
            shown = terminal.plain(shown).split("\nExample")[0]
            limit = min(columns, 100)
            assert code == 0 and all(terminal.width(line) <= limit for line in shown.splitlines()), shown
    if has_baseline:
        assert sonoset("help", "baseline", "train").stdout == sonoset("baseline", "train", "--help").stdout
        refused("baseline", "trian", says="unknown command 'trian'; did you mean 'train'?")
    else:
        assert "install the package sonoset-baseline" in sonoset("baseline", "train", expect=2).stderr
    listing = sonoset("help", "list").stdout
    assert listing.index("\nArguments:\n  KIND ") < listing.index("\nOptions:\n") < listing.index("\nCommon options:\n")
    refused("help", "improt", says="unknown command 'improt'; did you mean 'import'?")

    # Versions.
    assert re.fullmatch(r"sonoset \d+\.\d+\.\d+\n", sonoset("--version").stdout)
    for words in (["--version", "--verbose"], ["-v", "--version"]):
        said = sonoset(*words).stdout
        assert said.startswith(sonoset("--version").stdout), said
        for name in ("compiler", "build type", "SQLite", "libcurl", "OpenSSL", "libyaml", "RE2", "fmt", "FFmpeg"):
            assert re.search(rf"^{name}: \S", said, re.M), (name, said)
        assert re.search(r"^seccomp: (yes|no)$", said, re.M), said

    # --quiet: errors stay; --verbose: progress in logs, and the time.
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "3")
    manifest = folder / "clips" / "manifest.yaml"
    run = sonoset("-C", data, "import", manifest, "--verbose")
    assert re.search(r"^3/3 clips ", run.stderr, re.M), run.stderr
    assert re.search(r"^sonoset: exit status 0 after \d", run.stderr, re.M), run.stderr
    assert sonoset("-C", data, "import", manifest).stderr == ""
    page = ["-C", data, "list", "clips", "--limit", "1"]
    assert sonoset(*page).stderr.startswith("more rows: --after "), sonoset(*page).stderr
    assert sonoset(*page, "--quiet").stderr == sonoset("-q", *page).stderr == ""
    assert sonoset(*page, "--quiet").stdout == sonoset(*page).stdout
    assert sonoset("-q", "-C", data, "split", "main", "--folds", "1", expect=2).stderr.startswith("sonoset: --folds")

    # Progress and colours are for terminals.
    again = [sonoset.program, "-C", data, "list", "clips"]
    shown, _ = terminal.run(again)
    assert shown.startswith("\033[1mclip "), shown
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\033" not in terminal.run(again, env=env)[0]
    assert "\033" in terminal.run(again, env={"NO_COLOR": ""})[0]
    (folder / "clip.mp4").write_bytes(b"nothing")
    shown, _ = terminal.run([sonoset.program, "validate", folder / "clip.mp4"])
    assert "  \033[1;31merror\033[0m " in shown, shown
    shown, code = terminal.run([sonoset.program, "improt"])
    assert code == 2 and shown == "\033[1;31msonoset:\033[0m unknown command 'improt'; did you mean 'import'?\n", shown
    sonoset("init", folder / "other")
    shown, _ = terminal.run([sonoset.program, "-C", folder / "other", "import", manifest], env={"NO_COLOR": "1"})
    assert "[####" in shown and "3/3 clips" in shown, shown
    sonoset("init", folder / "third")
    shown, _ = terminal.run([sonoset.program, "--quiet", "-C", folder / "third", "import", manifest])
    assert "[##" not in shown and "\r" not in shown, shown
print("the command line answers as people expect")
