#!/usr/bin/env python3
"""`baseline weights`: nothing comes unasked, only what has the digest is kept, and every refusal says what to do next."""
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
        assert "leave --offline out" in run.stderr and server.root in run.stderr, run.stderr
        run = weights("check", "made", expect=2)
        assert "sonoset baseline weights fetch made" in run.stderr, run.stderr
        assert not server.requests(), "asked before it was told to"
        assert not kept.exists()

        assert "was downloaded" in weights("fetch", "made", "--allow-private").stdout
        assert (kept / "made.tflite").read_bytes() == CONTENT
        asked = len(server.requests())
        assert "was there" in weights("fetch", "made", "--allow-private").stdout
        assert len(server.requests()) == asked, "asked for what was there"

        # Damaged where it is kept: said, and replaced on demand.
        (kept / "made.tflite").chmod(0o644)
        (kept / "made.tflite").write_bytes(CONTENT[:-1] + b"x")
        assert json.loads(weights("list", "--json").stdout)["weights"][0]["here"] == "damaged"
        assert "replaces it" in weights("check", "made", expect=2).stderr
        mirror = folder / "mirror"
        mirror.mkdir()
        (mirror / "other-name").write_bytes(CONTENT)
        assert "came from a mirror" in weights("fetch", "made", "--offline", "--mirror", mirror).stdout
        assert (kept / "made.tflite").read_bytes() == CONTENT

        # What the address serves is another file than the registry says.
        (kept / "made.tflite").unlink()
        registry(book, server.root + "/ok/made.tflite", CONTENT[::-1])
        run = weights("fetch", "made", "--allow-private", expect=2)
        assert "SHA-256" in run.stderr or "digest" in run.stderr, run.stderr
        assert not (kept / "made.tflite").exists()

    # Whole by its digest, and yet no network.
    (mirror / "made").write_bytes(CONTENT)
    registry(book, "https://example.org/made")
    weights("fetch", "made", "--offline", "--mirror", mirror)
    assert "damaged or of another format" in weights("check", "made", expect=2).stderr
    run = weights("check", folder / "nowhere", expect=2)
    assert "nowhere" in run.stderr, run.stderr

    # A registry's problems are all said, with their lines.
    registry(book, "ftp://x", backbone="vgg61", licence="GPL", bytes=-1, sha256=12)
    run = weights("list", expect=2)
    for line, word in ((4, "did you mean 'vgg16'"), (6, "licence"), (7, "url"), (8, "sha256"), (9, "bytes")):
        assert any(f"weights.yaml:{line}:" in text and word in text for text in run.stderr.splitlines()), run.stderr
    assert "list; fetch and names" in sonoset("baseline", "weights", expect=2).stderr
    run = sonoset("baseline", "weights", "fetch", "mobilnet", "--weights-dir", kept, expect=2)
    assert "there are: mobilenet-v2" in run.stderr, run.stderr

print("weights are fetched when asked, by digest; refusals say what is next")
