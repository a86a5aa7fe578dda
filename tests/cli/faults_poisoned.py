#!/usr/bin/env python3
"""A file that crashes or hangs its worker is tried three times, one that cannot be read once; then it is skipped.

The workers here are scripts beside a copy of sonoset: they record each start, and crash, hang or answer wrongly.
"""
import shutil

import harness

arguments = harness.parse()

with harness.Folder() as folder:
    good = harness.Sonoset(arguments.bin)
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    shutil.copy(arguments.bin / "sonoset", bin_folder)
    bad = harness.Sonoset(bin_folder)
    started = folder / "started"

    def worker(does):
        script = bin_folder / "sonoset-worker"
        script.write_text("#!/bin/sh\nprintf '\\0\\0\\0\\020{\"kind\":\"ready\"}' >&3\n"
                          f"head -c 8 <&3 >/dev/null\necho x >>{started}\n{does}\n")
        script.chmod(0o755)
        started.write_text("")

    def readings():
        return started.read_text().count("x")

    def run(sonoset, data, *words, failed):
        summary = sonoset.json("-C", data, "import", manifest, "--jobs", "1", *words, expect=1 if failed else 0)
        codes = [failure["code"] for failure in summary["failures"]]
        assert codes == failed, (codes, failed)
        return summary

    good("phantom", folder / "clips", "--kind", "dataset", "--subjects", "1", "--clips", "1")
    manifest = folder / "clips" / "manifest.yaml"
    # Without digests, so that a changed file is another object, not a mismatch.
    manifest.write_text("".join(line for line in manifest.open() if "sha256" not in line))
    file = next(path for path in (folder / "clips").rglob("*") if path.is_file() and path.suffix not in (".yaml", ".json"))
    whole = folder / "whole"
    good("init", whole)
    run(good, whole, failed=[])

    # Crashes: three tries, then none until --retry.
    data = folder / "data"
    good("init", data)
    worker("kill -SEGV $$")
    for skipped in (0, 0, 0, 1, 1):
        summary = run(bad, data, failed=["worker-crashed"])
        assert summary["skipped"] == skipped, summary
        digest = summary["catalog_digest"]
    assert readings() == 3, readings()
    assert bad.digest(data) == digest, "the number of tries must not be in the digest"
    finding = good.json("-C", data, "list", "findings", "--where", "code=worker-crashed")["rows"][0]
    assert "signal 11" in finding["message"] and "--retry" in finding["next"], finding
    text = bad("-C", data, "import", manifest, expect=1).stdout
    assert "(1 in an earlier run, not tried again)" in text and "--retry" in text, text
    run(bad, data, "--retry", failed=["worker-crashed"])
    assert readings() == 4, readings()

    # With a working worker the clip is imported, and nothing of the failures stays.
    run(good, data, failed=["worker-crashed"])
    assert run(good, data, "--retry", failed=[])["done_now"] == 1
    assert good.digest(data) == good.digest(whole)

    # Other limits, another recipe or another file: the clip is read again.
    shutil.rmtree(data)
    good("init", data)
    worker("exec sleep 60")
    for words in ([], [], [], [], ["--rate", "2"]):
        run(bad, data, "--worker-time", "1", *words, failed=["worker-limit"])
    assert readings() == 4, readings()
    run(bad, data, "--worker-time", "2", failed=["worker-limit"])
    assert readings() == 5, readings()
    with open(file, "ab") as end:
        end.write(b"\0" * 8)
    run(bad, data, "--worker-time", "2", failed=["worker-limit"])
    assert readings() == 6, readings()

    # A certain failure is not read twice; a removed file is missing, a restored one is read.
    content = file.read_bytes()
    file.write_bytes(b"<html>Not found</html>")
    shutil.rmtree(data)
    good("init", data)
    run(good, data, failed=["not-media"])
    worker("kill -SEGV $$")
    assert run(bad, data, failed=["not-media"])["skipped"] == 1
    assert readings() == 0, "a worker was started needlessly"
    file.unlink()
    assert run(good, data, failed=["object-missing"])["skipped"] == 0
    file.write_bytes(b"<html>Not found</html>")
    run(good, data, failed=["not-media"])
    file.write_bytes(content)
    assert run(good, data, failed=[])["done"] == 1

    # A clip fails if the worker's answer does not match its output.
    shutil.rmtree(data)
    good("init", data)
    worker("exec 1>&3; printf '\\0\\0\\0\\2{}'")
    run(bad, data, failed=["worker-crashed"])
print("three tries for crashes and hangs, one for unreadable files")
