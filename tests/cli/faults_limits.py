#!/usr/bin/env python3
"""Reading a file stays within the limits of memory and output, and the worker is sandboxed."""
import pathlib
import time

import harness

arguments = harness.parse([("sealed", "")])
sonoset = harness.Sonoset(arguments.bin)
# Workers built with a sanitizer have no memory limit and are not sandboxed.
plain = (arguments.bin.parent / "tests" / "libfault_shim.so").exists()


def children(pid):
    return pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def status(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, value in (line.split(":", 1) for line in lines)}


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "1", "--clips", "1", "--size", "1920x1440", "--seconds", "1")
    sonoset("init", folder / "data")
    words = ["-C", folder / "data", "import", folder / "clips" / "manifest.yaml"]

    def refused(*options, says):
        summary = sonoset.json(*words, *options, expect=1)
        failure = summary["failures"][0]
        assert failure["code"] == "worker-limit" and says in failure["message"], failure
        assert summary["frames_now"] == 0 and not list((folder / "data" / "frames").iterdir()), "something was imported"

    refused("--all", "--worker-output", "1", says="frames are larger than 1 MB (--worker-output)")
    if plain:
        refused("--worker-memory", "170", says="more memory than --worker-memory allows")
    assert sonoset.json(*words)["done"] == 1, "other limits must read the file again"

    if arguments.sealed == "ON":
        sonoset("init", folder / "stopped")
        shim = harness.fault_shim(arguments.bin)
        count = folder / "count"
        sonoset("init", folder / "counted")
        sonoset("-C", folder / "counted", *words[2:], env=harness.faults(shim, count=count))
        process = sonoset.start("-C", folder / "stopped", *words[2:],
                                env=harness.faults(shim, at=int(count.read_text()) // 2, do="stop"))
        deadline = time.monotonic() + 60
        try:
            # The import is stopped while it commits clips; its workers are idle.
            while status(process.pid)["State"][0] != "T" or not children(process.pid):
                assert process.poll() is None and time.monotonic() < deadline
                time.sleep(0.01)
            for worker in children(process.pid):
                assert status(worker)["Seccomp"] == "2", "a worker that has read a file is not sandboxed"
                assert status(worker)["NoNewPrivs"] == "1"
                limits = pathlib.Path(f"/proc/{worker}/limits").read_text()
                assert [line for line in limits.splitlines() if line.startswith("Max core file size        0 ")], limits
                assert [line for line in limits.splitlines() if line.startswith("Max open files            64 ")], limits
                assert pathlib.Path(f"/proc/{worker}/environ").read_bytes() == b"", "a worker inherits variables"
        finally:
            process.kill()
            process.wait()
print("memory and output are limited" + (", workers sealed" if arguments.sealed == "ON" else ""))
