#!/usr/bin/env python3
"""validate reports what is wrong with clips, with file and line, and writes nothing."""
import functools
import gzip
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import urllib.parse

import harness
import jsonschema
import yaml

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin.resolve())
SCHEMA = json.loads((arguments.source / "tests" / "cli" / "sarif-2.1.0.schema.json").read_text())
HEAD = """format: 1
name: sent
title: Clips that are sent
taxonomy: lung-ultrasound
sources:
  - id: ward
    title: "Ward 3, Gen\u00e8ve"
    licence: CC-BY-4.0
clips:
"""


def video(path, look, *more, seconds=2):
    """Writes a clip of an ffmpeg source filter."""
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", look, "-t", str(seconds), *more,
                    "-pix_fmt", "yuv420p", str(path)], check=True)


def codes(document):
    return {clip["clip"]: [finding["code"] for finding in clip["findings"]] for clip in document["clips"]}


def sarif(*words, expect):
    """The SARIF document, checked against the standard's rules and ours."""
    document = json.loads(sonoset("validate", *words, "--format", "sarif", expect=expect).stdout)
    jsonschema.Draft7Validator(SCHEMA).validate(document)
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] and rule["defaultConfiguration"]["level"] == result["level"]
        assert rule["help"]["text"] in result["message"]["text"], "a result without the next step"
    prints = [result["partialFingerprints"]["sonosetFinding/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints), "two results share a fingerprint"
    return document


def place(result):
    physical = result["locations"][0]["physicalLocation"]
    return urllib.parse.unquote(physical["artifactLocation"]["uri"]), physical.get("region")


def schema_can_fail():
    good = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [
        {"message": {"text": "x"}, "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": "a%20b.yaml"}, "region": {"startLine": 1}}}]}]}]}
    validator = jsonschema.Draft7Validator(SCHEMA)
    validator.validate(good)
    for old, new in (('"2.1.0"', '"2.0.0"'), ('"name"', '"nome"'), ('"startLine": 1', '"startLine": 0'),
                     ('"message"', '"massage"'), ("a%20b", "a b"), ('{"startLine": 1}', '{"startColumn": 1}')):
        bad = json.loads(json.dumps(good).replace(old, new))
        assert bad != good and not validator.is_valid(bad), (old, new)


def entry(name, path, more="    subject: p1\n"):
    return f"  - id: {name}\n    source: ward\n    path: {path}\n{more}"


schema_can_fail()
with harness.Folder() as folder:
    os.chdir(folder)
    sonoset("phantom", folder / "phantoms", "--subjects", "4", "--clips", "6")
    manifest = folder / "phantoms" / "manifest.yaml"
    dataset = folder / "data"
    sonoset("init", dataset)
    sonoset("-C", dataset, "import", manifest)
    sonoset("-C", dataset, "export", "index", folder / "index.jsonl.gz")
    before = harness.files_digest(folder)

    # Good clips: exit 0, also against a dataset that has them under the same ids.
    for more in ([], ["--deep"], ["--against", dataset], ["--against", folder / "index.jsonl.gz"]):
        document = sonoset.json("validate", manifest, *more)
        assert all(not found for found in codes(document).values()), (more, document)
        assert document["without_findings"] == 6 and all(clip["frames"] > 1 for clip in document["clips"]), document
    assert sarif(manifest, expect=0)["runs"][0]["results"] == []
    assert sonoset("validate", manifest).stdout == "6 clips checked, 6 without findings; 0 errors, 0 warnings, 0 notes\n"

    # The result does not depend on the number of workers.
    assert sonoset("validate", manifest, "--jobs", "1", "--json").stdout == \
        sonoset("validate", manifest, "--jobs", "4", "--json").stdout

    # Frames are those of the import: validate finds them in the dataset's index.
    rows = [json.loads(line) for line in gzip.open(folder / "index.jsonl.gz", "rt")]
    assert rows[0] == {"format": "sonoset-index", "version": 1, "hash": "phash-dct", "clips": 6}, rows[0]
    listed = sonoset.json("-C", dataset, "list", "frames", "--limit", "0")["rows"]
    for row in rows[1:]:
        assert row["pixels"] == [frame["pixels"] for frame in listed if frame["clip"] == row["clip"]]
        assert row["hashes"] == [frame["hash"] for frame in listed if frame["clip"] == row["clip"]]
    again = folder / "again.jsonl.gz"
    sonoset("-C", dataset, "export", "index", again)
    assert again.read_bytes() == (folder / "index.jsonl.gz").read_bytes(), "the same dataset must give the same index"
    sonoset("-C", dataset, "export", "index", again, expect=2)
    again.unlink()

    # The same files under other ids are reported, against dataset and index.
    text = manifest.read_text()
    other = folder / "phantoms" / "other.yaml"
    other.write_text(re.sub(r"  - id: (?!phantom-site|License)", "  - id: my-", text.replace("name: phantom", "name: other")))
    before = harness.files_digest(folder)
    for where in (dataset, folder / "index.jsonl.gz"):
        document = sonoset.json("validate", other, "--against", where, expect=1)
        assert all(found == ["duplicate"] for found in codes(document).values()), document
        # Other frames of the same files are still duplicates.
        document = sonoset.json("validate", other, "--against", where, "--rate", "2", expect=1)
        assert all(found == ["duplicate"] for found in codes(document).values()), document
    # Both in one submission: the later one is reported.
    both = codes(sonoset.json("validate", manifest, other, expect=1))
    assert [len(found) for found in both.values()] == [0] * 6 + [1] * 6, both

    # Each problem is reported at the line of its clip.
    clips = folder / "sent é 1"
    clips.mkdir()
    (clips / "whole.mp4").write_bytes(min((folder / "phantoms" / "clips").glob("*.mp4")).read_bytes())
    video(clips / "black.mp4", "color=black:s=256x192:r=25")
    video(clips / "frozen.mp4", "testsrc2=s=256x192:r=25:d=0.04,loop=loop=-1:size=1:start=0")
    video(clips / "small.mp4", "testsrc2=s=96x96:r=25")
    video(clips / "short.mp4", "smptebars=s=256x192:r=25", seconds=0.2)
    video(clips / "master.mkv", "testsrc2=s=256x192:r=25", "-c:v", "ffv1")
    (clips / "cut.mp4").write_bytes((clips / "small.mp4").read_bytes()[:-2000])
    recoded = clips / "recoded.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", str(clips / "master.mkv"), "-crf", "12",
                    "-pix_fmt", "yuv420p", str(recoded)], check=True)
    ties = ("    subject: p1\n    labels:\n      - {axis: diagnosis, value: healthy, by: a, role: annotator}\n"
            "      - {axis: diagnosis, value: covid-19, by: b, role: annotator}\n")
    entries = {
        "whole": (entry("whole", "whole.mp4", ""), ["digest-unnamed", "unknown-subject"]),
        "black": (entry("black", "black.mp4"), ["near-black", "digest-unnamed"]),
        "frozen": (entry("frozen", "frozen.mp4"), ["frozen", "digest-unnamed"]),
        "small": (entry("small", "small.mp4"), ["too-small", "digest-unnamed"]),
        "short": (entry("short", "short.mp4"), ["too-few-frames", "digest-unnamed"]),
        "cut": (entry("cut", "cut.mp4"), ["truncated", "digest-unnamed"]),
        "absent": (entry("absent", "absent.mp4"), ["object-missing"]),
        "wrong": (entry("wrong", "black.mp4", "    subject: p1\n    sha256: \"" + "0" * 64 + "\"\n"),
                  ["digest-mismatch"]),
        "outside": (entry("outside", "master.mkv", "    subject: p1\n    region: {x: 0, y: 0, width: 999, height: 9}\n"),
                    ["region-outside", "digest-unnamed"]),
        "master": (entry("master", "master.mkv", ties), ["label-tie", "digest-unnamed"]),
        "copy": (entry("copy", "master.mkv"), ["duplicate", "digest-unnamed"]),
        "recoded": (entry("recoded", "recoded.mp4"), None),
        "says-a": (entry("says-a", "frozen.mp4", "    subject: p1\n    window: {first: 0, end: 9}\n"
                         "    labels: {diagnosis: healthy}\n"), None),
        "says-b": (entry("says-b", "frozen.mp4", "    subject: p1\n    window: {first: 9, end: 18}\n"
                         "    labels: {diagnosis: covid-19}\n"), None),
    }
    sent = clips / "clips 1.yaml"
    sent.write_text(HEAD + "".join(text for text, _ in entries.values()))
    lines = sent.read_text().splitlines()
    before = harness.files_digest(folder)
    document = sonoset.json("validate", sent, expect=1)
    found = codes(document)
    near = found.pop("recoded")
    assert "near-duplicate" in near, near
    assert "label-conflict" in found.pop("says-a") and "label-conflict" in found.pop("says-b")
    for name, (_, expected) in entries.items():
        if expected is not None:
            assert found[name] == expected, (name, found[name])
    for clip in document["clips"]:
        assert lines[clip["line"] - 1] == f"  - id: {clip['clip']}", clip
        assert all(finding["next"] and finding["message"] for finding in clip["findings"])
    counts = {severity: sum(finding["severity"] == severity for clip in document["clips"] for finding in clip["findings"])
              for severity in ("error", "warning", "note")}
    assert counts == {"error": document["errors"], "warning": document["warnings"], "note": document["notes"]}, counts

    # Text output: grouped by clip, with the next step.
    shown = sonoset("validate", sent, expect=1).stdout
    block = shown[shown.index(": black\n"):].split("\n\n")[0].splitlines()
    assert re.fullmatch(r"  warning near-black: .* grey level of \d+\.\d of 255", block[1]), block
    assert block[2].startswith("    next: look at it"), block

    # SARIF: the same findings at the line and column of their clip, under a path that is a URI.
    results = sarif(sent, expect=1)["runs"][0]["results"]
    assert len(results) == sum(counts.values())
    for result in results:
        uri, region = place(result)
        assert uri == "sent é 1/clips 1.yaml", uri
        line = lines[region["startLine"] - 1]
        name = re.fullmatch(r"  - id: (.*)", line).group(1)
        assert f"Clip '{name}'" in result["message"]["text"], result
        assert region["startColumn"] == line.index("id") + 1, region
    prints = {result["partialFingerprints"]["sonosetFinding/v1"] for result in results}
    sent.write_text("# one more line\n" + sent.read_text())
    moved = sarif(sent, expect=1)["runs"][0]["results"]
    assert {result["partialFingerprints"]["sonosetFinding/v1"] for result in moved} == prints, "depend on lines"
    assert place(moved[0])[1]["startLine"] == place(results[0])[1]["startLine"] + 1

    # Files without a manifest.
    before = harness.files_digest(folder)
    document = sonoset.json("validate", clips / "master.mkv", clips / "black.mp4", expect=1)
    assert list(codes(document).values()) == [[], ["near-black"]], document
    uri, region = place(sarif(clips / "black.mp4", expect=1)["runs"][0]["results"][0])
    assert (uri, region) == ("sent é 1/black.mp4", None)
    assert "No such file" in sonoset("validate", clips / "nowhere.mp4", expect=2).stderr

    # Damage after the last frame is found with --deep.
    long = folder / "long.mp4"
    video(long, "testsrc2=s=256x192:r=25", "-bf", "0", seconds=14)
    data = bytearray(long.read_bytes())
    start, end = data.index(b"mdat"), data.index(b"moov")
    at = start + (end - start) * 9 // 10
    data[at:at + 500] = b"\xff" * 500
    long.write_bytes(data)
    assert codes(sonoset.json("validate", long)) == {str(long): []}
    assert codes(sonoset.json("validate", long, "--deep", expect=1)) == {str(long): ["undecodable-pictures"]}
    long.unlink()

    # Without --offline, missing files are downloaded temporarily.
    class Served(http.server.SimpleHTTPRequestHandler):
        asked = []

        def do_GET(self):
            Served.asked.append(self.path)
            super().do_GET()

        def log_message(self, *_):
            pass

    scratch = folder / "scratch"
    scratch.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Served, directory=str(clips)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    online = folder / "online.yaml"
    rest = "    window: {{to: {}}}\n    subject: p1\n    sha256: \"" + \
        hashlib.sha256((clips / "master.mkv").read_bytes()).hexdigest() + "\"\n"
    online.write_text(HEAD + "".join(f"  - id: {name}\n    source: ward\n    url: {address}/{file}\n{rest.format(to)}"
                                     for name, file, to in (("a", "master.mkv", 1), ("b", "master.mkv", 2),
                                                            ("gone", "gone.mkv", 2), ("other", "small.mp4", 2))))
    os.environ["TMPDIR"] = str(scratch)
    found = codes(sonoset.json("validate", online, "--allow-private", expect=1))
    assert found["a"] == [] and found["b"] == ["duplicate"], found
    assert found["gone"] == ["source-gone"] and found["other"] == ["digest-mismatch"], found
    assert Served.asked.count("/master.mkv") == 1, "two clips of one URL need one download"
    assert not any(scratch.iterdir()), "files were left behind"
    asked = len(Served.asked)
    found = codes(sonoset.json("validate", online, "--offline", expect=1))
    assert all(found == ["object-missing"] for found in found.values()) and len(Served.asked) == asked, found
    found = codes(sonoset.json("validate", online, expect=1))
    assert all(found == ["address-refused"] for found in found.values()) and len(Served.asked) == asked, found
    server.shutdown()
    scratch.rmdir()
    online.unlink()

    # Notes alone exit with 0.
    fine = clips / "fine.yaml"
    fine.write_text(HEAD + entry("master", "master.mkv", ""))
    assert codes(sonoset.json("validate", fine)) == {"master": ["digest-unnamed", "unknown-subject"]}
    fine.unlink()

    # A manifest with problems: all are reported with lines, the rest is checked; exit 2.
    bad = folder / "bad.yaml"
    bad.write_text(HEAD + entry("Not An Id", "../../x.mp4") + entry("b", "b.mp4", "    colour: red\n"))
    shown = sonoset("validate", bad, manifest, expect=2).stdout
    assert "bad.yaml:10:" in shown and "colour" in shown and "6 clips checked" in shown, shown
    document = sonoset.json("validate", bad, manifest, expect=2)
    assert len(document["problems"]) == 3 and len(document["clips"]) == 6, document
    results = sarif(bad, expect=2)["runs"][0]["results"]
    assert [place(result)[1]["startLine"] for result in results] == [p["line"] for p in document["problems"]]
    assert all(result["ruleId"] == "manifest-problem" and place(result)[0] == "bad.yaml" for result in results)

    # Columns are counted in UTF-16 units, as the standard requires.
    before_it = '  - {notes: "\u00e9\U0001f600", id: '
    bad.write_text(HEAD + before_it + "Not An Id, source: ward, path: b.mp4}\n")
    results = sarif(bad, expect=2)["runs"][0]["results"]
    assert [place(result)[1] for result in results] == [
        {"startLine": 10, "startColumn": len(before_it.encode("utf-16-le")) // 2 + 1}], results

    # The workflow for contributors runs unchanged.
    workflow = yaml.safe_load((arguments.source / "manifests" / "ci-example.yml").read_text())["jobs"]["validate"]
    step = next(step for step in workflow["steps"] if step.get("name") == "Validate")
    (folder / "sonoset/build/quickstart").mkdir(parents=True)
    (folder / "sonoset/build/quickstart/bin").symlink_to(harness.programs(arguments.bin.resolve()))
    ran = subprocess.run(["sh", "-e", "-c", step["run"]], env={**os.environ, **workflow["env"], "MANIFESTS": manifest})
    assert ran.returncode == 0 and json.loads((folder / "sonoset.sarif").read_text())["runs"][0]["results"] == []
    upload = next(step for step in workflow["steps"] if "upload-sarif" in step.get("uses", ""))
    assert upload["with"]["sarif_file"] == "sonoset.sarif" and upload["if"] == "always()"
    (folder / "sonoset.sarif").unlink()
    shutil.rmtree(folder / "sonoset")

    # A malformed index.
    hostile = folder / "hostile.jsonl.gz"
    hostile.write_bytes(gzip.compress(b'{"format":"sonoset-index","version":1,"hash":"phash-dct","clips":1}\n{}\n'))
    assert "hostile.jsonl.gz:2: not an object" in sonoset("validate", manifest, "--against", hostile, expect=2).stderr
    hostile.unlink()

    assert "--format must be text, json or sarif" in sonoset("validate", manifest, "--format", "xml", expect=2).stderr
    bad.unlink()
    assert harness.files_digest(folder) == before, "validate wrote files"
print("validate reports problems with their place and writes nothing")
