#!/usr/bin/env python3
"""Checks every #include in lib/ and tools/ against the tables in lib/README.md.

- A layer includes only itself and the layers in its row; a third-party library is included only in its own layer and in
  those that its row allows.
- A sub-folder of a layer includes only itself and the sub-folders in its row.
- Files do not include each other in cycles; a source and its header count as one file.
- A source in lib/ has the name of the header that declares its contents.
"""
import collections
import pathlib
import re
import sys

# Headers of the third-party libraries in the table. fmt, nlohmann and cxxopts have rules of their own.
HEADERS = {
    "OpenSSL": r"openssl/",
    "utf8proc": r"utf8proc\.h",
    "FFmpeg": r"libav|libsw",
    "libjpeg-turbo": r"turbojpeg\.h",
    "libspng": r"spng\.h",
    "DCMTK": r"dcmtk/",
    "OpenCV": r"opencv2/",
    "Tesseract": r"tesseract/",
    "SQLiteCpp": r"SQLiteCpp/|sqlite3\.h",
    "libyaml": r"yaml\.h",
    "RE2": r"re2/",
    "libcurl": r"curl/",
    "FAISS": r"faiss/",
    "libarchive": r"archive",
    "zlib": r"zlib\.h",
    "LibTorch": r"torch/|ATen/",
    "FlatBuffers": r"flatbuffers/",
    "libmicrohttpd": r"microhttpd",
    "libsodium": r"sodium",
}
IN_SOURCES_ONLY = r"nlohmann/(?!json_fwd)|fmt/"
IN_TOOLS_ONLY = r"cxxopts"
NOTHING = ("–", "-", "")


def cells_of(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def names_in(cell):
    return [] if cell in NOTHING else [name.strip().strip("`") for name in cell.split(",")]


def layer_table(text):
    """{layer: (libraries, layers it may include)}, from rows of four cells, the first `layer`."""
    rows = {}
    for line in text.splitlines():
        cells = cells_of(line)
        if len(cells) == 4 and re.fullmatch(r"`[a-z]+`", cells[0]):
            rows[cells[0].strip("`")] = (names_in(cells[2]), names_in(cells[3]))
    return rows


def folder_table(text):
    """{"layer/folder": folders of the same layer it may include}, from rows of three cells, the first `layer/folder`."""
    rows = {}
    for line in text.splitlines():
        cells = cells_of(line)
        if len(cells) == 3 and re.fullmatch(r"`[a-z]+/[a-z]*`", cells[0]):
            rows[cells[0].strip("`")] = names_in(cells[2])
    return rows


def includes_of(path):
    """(line, "<" or quote, header) of each #include."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1), match.group(2)


def folder_of(path):
    """The sub-folder of a file as in the table: "curate/import", or "curate/" for the layer's own folder."""
    return f"{path.parts[0]}/{path.parts[1] if len(path.parts) > 2 else ''}"


def cycles(edges):
    """Groups of nodes that reach each other (Tarjan 1972, without recursion), sorted."""
    index, low, on_stack, stack, found = {}, {}, set(), [], []
    for root in sorted(edges):
        if root in index:
            continue
        work = [(root, iter(sorted(edges[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(sorted(edges.get(other, ())))))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = []
                    while not group or group[-1] != node:
                        group.append(stack.pop())
                        on_stack.discard(group[-1])
                    if len(group) > 1:
                        found.append(sorted(group))
    return sorted(found)


def layer_problems(root, layers, folders):
    owner = {library: name for name, (libraries, _) in layers.items() for library in libraries}
    lib = root / "lib"
    for path in sorted([*root.glob("lib/**/*.h"), *root.glob("lib/**/*.cpp"), *root.glob("tools/**/*.cpp"),
                        *root.glob("tools/**/*.h")]):
        inside = path.relative_to(lib) if path.is_relative_to(lib) else None
        layer = inside.parts[0] if inside else None
        for number, how, header in includes_of(path):
            where = f"{path.relative_to(root)}:{number}"
            used = header.split("/")[0]
            if how == '"' and layer and used in layers:
                if used != layer and used not in layers[layer][1]:
                    yield f"{where}: {layer} must not include {used}"
                elif used == layer and (lib / header).exists() and folder_of(inside) in folders:
                    from_folder, to_folder = folder_of(inside), folder_of(pathlib.Path(header))
                    allowed = [f"{layer}/{name if name != '.' else ''}" for name in folders[from_folder]]
                    if to_folder != from_folder and to_folder not in allowed:
                        yield f"{where}: {from_folder} must not include {to_folder}"
            if how == "<":
                for library, pattern in HEADERS.items():
                    holders = [owner.get(library)]
                    # at::Tensor may be used in layers on top of networks, cv::Mat in layers on top of vision.
                    if library in ("LibTorch", "OpenCV"):
                        holders += [name for name, (libraries, _) in layers.items() if library in libraries]
                    if re.match(pattern, header) and layer not in holders:
                        yield f"{where}: {library} belongs to {owner.get(library, 'no layer')}"
                if layer and path.suffix == ".h" and re.match(IN_SOURCES_ONLY, header):
                    yield f"{where}: {header} may be used in a .cpp only"
                if layer and re.match(IN_TOOLS_ONLY, header):
                    yield f"{where}: {header} may be used in tools/ only"


def file_problems(root):
    lib = root / "lib"
    edges = collections.defaultdict(set)
    for path in [*lib.glob("**/*.h"), *lib.glob("**/*.cpp")]:
        name = str(path.relative_to(lib).with_suffix(""))
        edges[name]
        for _, how, header in includes_of(path):
            target = str(pathlib.Path(header).with_suffix(""))
            if how == '"' and target != name and (lib / header).exists():
                edges[name].add(target)
        if path.suffix == ".cpp" and not path.with_suffix(".h").exists():
            yield f"lib/{path.relative_to(lib)}: has no header of the same name"
    for group in cycles(edges):
        yield f"these include each other: {', '.join(group)}"


def problems(root):
    text = (root / "lib" / "README.md").read_text()
    layers, folders = layer_table(text), folder_table(text)
    present = {p.name for p in (root / "lib").iterdir() if p.is_dir()}
    for name in sorted(present - set(layers)):
        yield f"lib/{name} is not in the table of lib/README.md"
    for name in sorted(set(layers) - present):
        yield f"the table of lib/README.md has {name}, lib/ does not"
    deep = {f"{p.parent.parent.name}/{p.parent.name}" for p in (root / "lib").glob("*/*/*") if p.suffix in (".h", ".cpp")}
    for name in sorted(deep - set(folders)):
        yield f"lib/{name} is not in the table of sub-folders of lib/README.md"
    for name in sorted(n for n in folders if not n.endswith("/") and n not in deep):
        yield f"the table of sub-folders of lib/README.md has {name}, lib/ does not"
    yield from layer_problems(root, layers, folders)
    yield from file_problems(root)


def self_check():
    """Checks that violations are found."""
    assert layer_table("| `a` | x | OpenSSL | – |\n| `b` | y | – | a |\n") == {"a": (["OpenSSL"], []), "b": ([], ["a"])}
    assert folder_table("| `a/b` | x | ., c |\n| `a/` | y | – |\n") == {"a/b": [".", "c"], "a/": []}
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]
    assert cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


if __name__ == "__main__":
    self_check()
    found = list(problems(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "all includes match the tables")
    sys.exit(1 if found else 0)
