#!/usr/bin/env python3
"""Checks the pages: links and anchors resolve; verbs, options, scripts, presets and targets exist; columns match the
program; tables are readable; README is short."""
import json
import re
import subprocess

import harness

kMaxReadmeLines = 150
kMaxCell = 120

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
source = arguments.source
pages = {path.relative_to(source).as_posix(): path.read_text() for pattern in
         ("*.md", "lib/*.md", "schema/*.md", "manifests/*.md", "tools/*/*.md", "tests/*/*.md")
         for path in sorted(source.glob(pattern))}


def anchor_of(title):
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def check_links(name, text):
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"https?://", target):
            continue
        path, _, anchor = target.partition("#")
        file = ((source / name).parent / path).resolve() if path else source / name
        assert file.exists(), f"{name}: {target} does not exist"
        if anchor:
            titles = re.findall(r"^#+ (.*)$", file.read_text(), re.M)
            assert anchor in map(anchor_of, titles), f"{name}: no heading for {target}"
    for span in re.findall(r"`((?:lib|tests|tools|schema|manifests|cmake)/[\w./-]+)`", prose):
        if "NAME" not in span and name != "schema/README.md":
            assert (source / span.rstrip(".")).exists(), f"{name}: {span} is not in the repository"


def check_tables(name, text):
    for line in text.splitlines():
        if line.startswith("|"):
            for cell in re.split(r"(?<!\\)\|", line.strip("|")):
                assert len(cell.strip()) <= kMaxCell, f"{name}: a table cell of {len(cell.strip())} characters: {cell}"


def commands_in(text):
    """Indented lines and inline code, split into commands, without comments."""
    text = re.sub(r"\\\n\s*", " ", text)
    lines = re.findall(r"^ {4,}(\S.*)$", text, re.M)
    spans = [" ".join(span.split()) for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", text)]
    for line in lines + spans:
        for command in re.split(r" && ", re.sub(r"\s+#.*", "", line)):
            yield command


def help_of(words, cache={}):
    """The help of a verb, or of a verb of `baseline`; nothing if this build has no baseline."""
    if words not in cache:
        run = sonoset(*words, "--help", expect=None)
        cache[words] = None if "baseline" in words and "baseline" in run.stderr else run.stdout
        assert run.returncode == 0 or cache[words] is None, f"sonoset {' '.join(words)} --help: {run.stderr}"
    return cache[words]


def check_sonoset(name, command):
    words = re.findall(r"'[^']*'|\"[^\"]*\"|\S+", command)[1:]
    if words and words[0] in ("-C", "[-C"):
        words = words[2:]
    if not words or re.fullmatch(r"[A-Z]+|--version|help|…", words[0]):
        return
    verb = [word for word in words[:3] if re.fullmatch(r"[a-z][a-z-]+", word)]
    depth = 2 if words[0] == "manifest" or words[0] == "baseline" and len(words) > 1 and words[1] != "…" else 1
    if words[:2] == ["baseline", "weights"]:
        depth = 2
    if words[:2] == ["baseline", "serve-predict"]:
        return  # hidden
    shown = help_of(tuple(verb[:depth]))
    for option in re.findall(r"(?<!\S)\[?(--[a-z-]+)", command):
        assert shown is None or re.search(rf"{option}\b", shown) or option == "--help", f"{name}: {command}: no {option}"


def check_commands(name, text):
    presets = json.loads((source / "CMakePresets.json").read_text())
    known = {preset["name"] for preset in presets["configurePresets"]}
    targets = " ".join(path.read_text() for folder in ("tests", "lib", "tools", "cmake")
                       for path in (source / folder).rglob("*") if path.name == "CMakeLists.txt" or path.suffix == ".cmake")
    targets += (source / "CMakeLists.txt").read_text()
    for command in commands_in(text):
        if command.startswith("sonoset "):
            check_sonoset(name, command)
        elif script := re.match(r"(\./tools/\w+|tools/[\w-]+|\.ci/run)(?= |$)", command):
            path = source / script.group(1)
            assert path.is_file() or path.is_dir(), f"{name}: {command}"
            for option in re.findall(r" (--[a-z]+)", command):
                assert option in path.read_text(), f"{name}: {command}: {script.group(1)} has no {option}"
        for preset in re.findall(r"--preset (\w+)", command):
            assert preset in known, f"{name}: {command}: no preset {preset}"
    for target in re.findall(r"--target\s([a-z][a-z-]+)", text) + re.findall(r"`(bench-[a-z]+)`", text):
        assert re.search(rf"\b{target}\b", targets) or "${" in targets and target.startswith("bench-"), f"{name}: no target {target}"


def check_readme():
    readme = pages["README.md"]
    assert len(readme.splitlines()) <= kMaxReadmeLines, len(readme.splitlines())
    for verb in re.findall(r"^  ([a-z][a-z-]+)  ", sonoset("--help").stdout, re.M):
        assert re.search(rf"^\| [^|]*`{verb}`", readme, re.M), f"README does not list {verb}"
        if help_of((verb,)) is None:
            continue
        shown = sonoset(verb, "--help").stdout
        assert "xample" in shown, f"{verb} --help has no example"


def first_cells(text):
    return [name for line in text.splitlines() if line.startswith("| `")
            for name in re.findall(r"`([A-Za-z_]+)`", line.split("|")[1])]


def check_columns():
    schema = pages["schema/README.md"]
    for kind in ("clips", "frames"):
        written = first_cells(schema[schema.index(f"### {kind}"):].split("\n### ")[0])
        assert sorted(written) == sorted(sonoset("list", kind, "--columns").stdout.split()), (kind, written)
    others = schema[schema.index("### The other kinds"):]
    for kind in ("sources", "subjects", "findings", "labels", "links", "splits"):
        line = next(line for line in others.splitlines() if line.startswith(f"| `{kind}` |"))
        assert re.findall(r"`([a-z_]+)`", line)[1:] == sonoset("list", kind, "--columns").stdout.split(), kind
    with harness.Folder() as folder:
        sonoset("init", folder / "hearts", "--axis", "view")
        said = sonoset("-C", folder / "hearts", "list", "clips", "--columns").stdout.split()
        assert "view" in said and "diagnosis" not in said, said
        sonoset("phantom", folder / "clips", "--subjects", "4", "--clips", "4")
        sonoset("init", folder / "data")
        sonoset("-C", folder / "data", "import", folder / "clips" / "manifest.yaml")
        sonoset("-C", folder / "data", "split", "main", "--folds", "2")
        sonoset("-C", folder / "data", "export", "csv", folder / "out", "--licences", "any", "--split", "main", "--names",
                "train=0", "test=1", "--size", "64x64")
        header = (folder / "out" / "frames.csv").read_text().splitlines()[0].split(",")
        header = list(dict.fromkeys("label_AXIS" if column.startswith("label_") else column for column in header))
        written = first_cells(schema[schema.index("## export"):schema.index("## index")])
        assert sorted(written) == sorted(header), set(written) ^ set(header)


assert {"README.md", "tools/sonoset/README.md", "tools/sonoset-worker/README.md", "schema/README.md",
        "schema/findings.md", "manifests/README.md", "manifests/mappings.md"} <= pages.keys(), pages.keys()
for name, text in pages.items():
    check_links(name, text)
    check_tables(name, text)
    check_commands(name, text)
check_readme()
check_columns()
print(f"{len(pages)} pages say what is true")
