#!/usr/bin/env python3
"""Compares every #include below lib/ and tools/ with the table of layers in CONTRIBUTING.md, so that it cannot drift.

A layer includes only itself and the layers that its row names; a third-party library appears only in its own layer.
"""
import pathlib
import re
import sys

# Which headers belong to which third-party library of the table. fmt, spdlog, nlohmann and cxxopts have their own rule.
HEADERS = {
    "OpenSSL": r"openssl/",
    "FFmpeg": r"libav|libsw",
    "libjpeg-turbo": r"turbojpeg\.h",
    "libspng": r"spng\.h",
    "DCMTK": r"dcmtk/",
    "OpenCV": r"opencv2/",
    "Tesseract": r"tesseract/",
    "SQLiteCpp": r"SQLiteCpp/|sqlite3\.h",
    "yaml-cpp": r"yaml-cpp/",
    "RE2": r"re2/",
    "libcurl": r"curl/",
    "FAISS": r"faiss/",
    "libarchive": r"archive",
    "zlib": r"zlib\.h",
    "LibTorch": r"torch/|ATen/",
    "FlatBuffers": r"flatbuffers/",
    "libsodium": r"sodium",
}
IN_SOURCES_ONLY = r"nlohmann/|fmt/|spdlog/"
IN_TOOLS_ONLY = r"cxxopts"


def table(text):
    """{layer: (libraries, layers it may include)} from the rows of CONTRIBUTING.md."""
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and re.fullmatch(r"`[a-z]+`", cells[0]):
            words = lambda cell: [] if cell in ("–", "-") else [w.strip() for w in cell.split(",")]
            rows[cells[0].strip("`")] = (words(cells[2]), words(cells[3]))
    return rows


def problems(root):
    layers = table((root / "CONTRIBUTING.md").read_text())
    folders = sorted(p.name for p in (root / "lib").iterdir() if p.is_dir())
    for name in folders:
        if name not in layers:
            yield f"lib/{name} is not in CONTRIBUTING.md's table"
    for name in layers:
        if name not in folders:
            yield f"CONTRIBUTING.md's table has {name}, lib/ does not"
    owners = {}
    for name, (libraries, _) in layers.items():
        for library in libraries:
            owners.setdefault(library, []).append(name)
    for path in sorted([*root.glob("lib/**/*.h"), *root.glob("lib/**/*.cpp"), *root.glob("tools/**/*.cpp")]):
        relative = path.relative_to(root)
        layer = relative.parts[1] if relative.parts[0] == "lib" else None
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not match:
                continue
            where, header = f"{relative}:{number}", match.group(2)
            if match.group(1) == '"' and layer and header.split("/")[0] in layers:
                used = header.split("/")[0]
                if used != layer and used not in layers[layer][1]:
                    yield f"{where}: {layer} must not include {used}"
            if match.group(1) == "<":
                for library, pattern in HEADERS.items():
                    if re.match(pattern, header) and layer not in owners.get(library, []):
                        yield f"{where}: {library} belongs to {' and '.join(owners.get(library, ['no layer']))}"
                if layer and path.suffix == ".h" and re.match(IN_SOURCES_ONLY, header):
                    yield f"{where}: {header} may be used in a .cpp only"
                if layer and re.match(IN_TOOLS_ONLY, header):
                    yield f"{where}: {header} may be used in tools/ only"


def self_check():
    """The checker must be able to fail."""
    rows = table("| `a` | x | OpenSSL | – |\n| `b` | y | – | a |\n")
    assert rows == {"a": (["OpenSSL"], []), "b": ([], ["a"])}, rows


self_check()
found = list(problems(pathlib.Path(sys.argv[1])))
print("\n".join(found) or "every include is where the table says")
sys.exit(1 if found else 0)
