#!/usr/bin/env python3
"""A manifest may come from anyone: a short one cannot fill the memory, and files beside it that are huge, unreadable or no
files at all cost only their clip."""
import os
import pathlib
import shutil
import socket
import subprocess
import time

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
HEAD = "format: 1\nname: m\ntitle: M\nsources:\n  - id: s\n    title: S\n    licence: CC-BY-4.0\n"
TEXT = "x" * 65_000
MAX_MB = 900  # sanitizers excluded; without the limits some of these take several GB
MAX_SECONDS = 60


def clips(count, more=""):
    return "".join(f"- {{id: c{i}, path: a.mp4{more}}}\n" for i in range(count))


def documents():
    """(name, manifest, part of the problem)"""
    yield "notes", f"{HEAD}    terms: &t {TEXT}\ndefaults: {{source: s}}\nclips:\n{clips(20_000, ', notes: *t')}", "after expanding"
    yield "lists", (f"{HEAD}    terms: &t {TEXT}\ndefaults: {{source: s}}\nx: &x [{'*t,' * 200}]\n"
                    f"y: &y [{'*x,' * 200}]\nclips: [*y, *y]\n"), "after expanding"
    yield "keys", f"{HEAD}    terms: &t {TEXT}\ndefaults: {{source: s}}\nclips:\n{clips(20_000, ', ? *t : 1')}", "after expanding"
    yield "defaults", (f"{HEAD}    terms: &t {TEXT}\ndefaults: {{source: s, attributes: {{a: *t, b: *t, c: *t}}}}\n"
                       f"clips:\n{clips(20_000)}"), "bytes in all clips"
    many = ", ".join(f"a{i}: *t" for i in range(250))
    yield "large-defaults", (f"{HEAD}    terms: &t {TEXT}\ndefaults: {{source: s, attributes: {{{many}}}}}\n"
                             f"clips:\n{clips(50_000)}"), "bytes in one clip"
    yield "evidence", (f"{HEAD}    terms: &t {TEXT}\ndefaults: {{source: s, labels: [{{axis: diagnosis, value: healthy, "
                       f"by: a, evidence: *t}}]}}\nclips:\n{clips(20_000)}"), "bytes in all clips"
    yield "labels", f"{HEAD}taxonomy: big.yaml\ndefaults: {{source: s}}\nclips:\n{clips(5_000, ', labels: {a: no}')}", "axis 'a' has no value"


def taxonomy():
    values = "".join(f"  - {{id: {'v' * 50}{i}, definition: x}}\n" for i in range(20_000))
    return f"format: 1\nname: big\ntitle: Big\naxes:\n- id: a\n  definition: x\n  kind: nominal\n  values:\n{values}"


def measured(words):
    """Exit code, output, and the most memory in MB."""
    begin = time.monotonic()
    process = subprocess.Popen([sonoset.program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    assert seconds < MAX_SECONDS, (words, seconds)
    return os.waitstatus_to_exitcode(status), text, usage.ru_maxrss // 1024


def bombs(folder):
    data = folder / "data"
    sonoset("init", data)
    (folder / "big.yaml").write_text(taxonomy())
    for name, text, says in documents():
        manifest = folder / f"{name}.yaml"
        manifest.write_text(text)
        for words in (("validate", manifest, "--offline"), ("-C", data, "import", manifest, "--offline")):
            code, out, megabytes = measured(words)
            assert code == 2 and says in out, (name, words, code, out[:3000])
            assert megabytes < MAX_MB, (name, words, megabytes)
            assert len(out) < 5_000_000, (name, words, len(out))
    sonoset("-C", data, "fsck")


def files(folder):
    """Each clip has a finding, the good one is imported, and nothing large was copied."""
    place = folder / "files"
    place.mkdir()
    video = next(path for path in sorted((folder / "clips").rglob("*")) if path.suffix == ".mp4")
    shutil.copy(video, place / "good.mp4")
    with open(place / "sparse.mp4", "wb") as file:
        file.truncate(10 << 30)
    with open(place / "growing.mp4", "wb") as file:
        file.truncate((2 << 30) + 1)
    os.mkfifo(place / "pipe.mp4")
    with socket.socket(socket.AF_UNIX) as one:
        # A long path does not fit into an address.
        here = os.getcwd()
        os.chdir(place)
        one.bind("socket.mp4")
        os.chdir(here)
    (place / "folder.mp4").mkdir()
    (place / "denied.mp4").write_bytes(b"x")
    (place / "denied.mp4").chmod(0)
    (place / "loop.mp4").symlink_to("loop.mp4")
    names = ["sparse", "growing", "pipe", "socket", "folder", "good"] + ([] if os.geteuid() == 0 else ["denied"])
    manifest = place / "m.yaml"
    manifest.write_text(HEAD + "defaults: {source: s}\nclips:\n" +
                        "".join(f"- {{id: {name}, path: {name}.mp4}}\n" for name in names))
    expected = {name: "object-missing" for name in names if name != "good"}
    expected.update(sparse="file-too-large", growing="file-too-large")
    data = folder / "with-files"
    sonoset("init", data)
    begin = time.monotonic()
    result = sonoset.json("-C", data, "import", manifest, "--offline", expect=1)
    assert {failure["clip"]: failure["code"] for failure in result["failures"]} == expected, result
    assert result["done"] == 1 and time.monotonic() - begin < 20
    used = sum(path.stat().st_blocks * 512 for path in data.rglob("*") if path.is_file())
    assert used < 50 << 20, used
    text = sonoset("-C", data, "import", manifest, "--offline", expect=1).stdout
    assert "raise --max-size if you trust the file" in text and "sparse: 'sparse.mp4' " in text, text
    checked = sonoset.json("validate", manifest, "--offline", expect=1)
    found = {clip["clip"]: clip["findings"][0]["code"] for clip in checked["clips"] if clip["clip"] != "good"}
    assert found == expected, found
    # A limit above lets it through to the worker, which says what it is.
    (place / "sparse.mp4").unlink()
    with open(place / "sparse.mp4", "wb") as file:
        file.truncate(3_000_000)
    for limit, code in (("2", "file-too-large"), ("4", "not-media")):
        failures = sonoset.json("-C", data, "import", manifest, "--offline", "--max-size", limit, expect=1)["failures"]
        assert {f["clip"]: f["code"] for f in failures}["sparse"] == code, failures


def taxonomies(folder):
    """Problems of a taxonomy name its file as one would open it."""
    place = folder / "place" / "inner"
    place.mkdir(parents=True)
    (place / "m.yaml").write_text(HEAD + "taxonomy: t/own.yaml\nclips:\n- {id: a, source: s, path: a.mp4}\n")
    (place / "t").mkdir()
    (place / "t" / "own.yaml").write_text("format: 1\nname: own\naxes: [{id: d}]\n")
    for here, name in ((folder, "place/inner/"), (folder / "place", "inner/"), (place, ""), (place, f"{place}/")):
        for words in (("validate",), ("check-sources",), ("-C", folder / "data", "import")):
            run = subprocess.run([sonoset.program, *map(str, words), name + "m.yaml"], capture_output=True, text=True,
                                 cwd=here)
            assert run.returncode == 2, run
            assert f"\n{name}t/own.yaml:3:8: axes[0]: 'values'" in "\n" + run.stdout + run.stderr, (here, name, run)


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "2", "--clips", "6")
    bombs(folder)
    taxonomies(folder)
    files(folder)
print("bombs and odd files cost only their clip")
