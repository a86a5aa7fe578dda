#!/usr/bin/env python3
"""`baseline weights`: only `fetch` downloads, only files with the registry's digest are kept, and every error says what
to do next."""
import hashlib
import json
import os

import harness
import web

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
CONTENT = os.urandom(300_000)


def registry(path, url, content=CONTENT, **changes):
    keys = {"name": "made", "backbone": "mobilenet-v2", "file": "tflite", "licence": "Apache-2.0", "url": url,
            "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), **changes}
    path.write_text("format: 1\nweights:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in keys.items()) + "\n")


with harness.Folder() as folder:
    kept = folder / "kept"
    (folder / "web").mkdir()
    (folder / "web" / "made.tflite").write_bytes(CONTENT)
    book = folder / "weights.yaml"
    words = ["--registry", book, "--weights-dir", kept]

    def weights(*more, **options):
        return sonoset("baseline", "weights", *more, *words, **options)

    with web.BadServer(arguments.source, folder / "web", folder / "log") as server:
        registry(book, server.root + "/ok/made.tflite")
        listed = json.loads(weights("list", "--json").stdout)["weights"]
        assert [(row["name"], row["here"]) for row in listed] == [("made", "no")], listed
        run = weights("fetch", "made", "--offline", expect=2)
        assert "without --offline" in run.stderr and server.root in run.stderr, run.stderr
        run = weights("check", "made", expect=2)
        assert "sonoset baseline weights fetch made" in run.stderr, run.stderr
        assert not server.requests(), "a request without being asked for one"
        assert not kept.exists()

        assert "made downloaded" in weights("fetch", "made", "--allow-private").stdout
        assert (kept / "made.tflite").read_bytes() == CONTENT
        asked = len(server.requests())
        assert "is already there" in weights("fetch", "made", "--allow-private").stdout
        assert len(server.requests()) == asked, "a request for a file that is there"

        # A damaged file is reported, and replaced on demand.
        (kept / "made.tflite").chmod(0o644)
        (kept / "made.tflite").write_bytes(CONTENT[:-1] + b"x")
        assert json.loads(weights("list", "--json").stdout)["weights"][0]["here"] == "damaged"
        assert "to replace it" in weights("check", "made", expect=2).stderr
        mirror = folder / "mirror"
        mirror.mkdir()
        (mirror / "other-name").write_bytes(CONTENT)
        assert "copied from a mirror" in weights("fetch", "made", "--offline", "--mirror", mirror).stdout
        assert (kept / "made.tflite").read_bytes() == CONTENT

        # The URL serves another file than the registry's.
        (kept / "made.tflite").unlink()
        registry(book, server.root + "/ok/made.tflite", CONTENT[::-1])
        run = weights("fetch", "made", "--allow-private", expect=2)
        assert "SHA-256" in run.stderr or "digest" in run.stderr, run.stderr
        assert not (kept / "made.tflite").exists()

    # The digest is right, but the file is not a network.
    (mirror / "made").write_bytes(CONTENT)
    registry(book, "https://example.org/made")
    weights("fetch", "made", "--offline", "--mirror", mirror)
    assert "damaged or of another format" in weights("check", "made", expect=2).stderr
    run = weights("check", folder / "nowhere", expect=2)
    assert "nowhere" in run.stderr, run.stderr

    # All problems of a registry are reported with their lines.
    registry(book, "ftp://x", backbone="vgg61", licence="GPL", bytes=-1, sha256=12)
    run = weights("list", expect=2)
    for line, word in ((4, "did you mean 'vgg16'"), (6, "licence"), (7, "url"), (8, "sha256"), (9, "bytes")):
        assert any(f"weights.yaml:{line}:" in text and word in text for text in run.stderr.splitlines()), run.stderr
    assert "expected 'list', 'fetch NAME…'" in sonoset("baseline", "weights", expect=2).stderr
    run = sonoset("baseline", "weights", "fetch", "mobilnet", "--weights-dir", kept, expect=2)
    assert "known weights: mobilenet-v2" in run.stderr, run.stderr

print("weights are fetched on request, by digest; errors say what to do next")
