#!/usr/bin/env python3
"""What cmake --install puts into a prefix works from there, with nothing but PATH, and does not know where it was built."""
import os
import pathlib
import shutil
import subprocess

import harness

arguments = harness.parse()
build = arguments.bin.resolve().parent
if not (build / "cmake_install.cmake").exists() or not (build / "share" / "sonoset" / "stamp").exists():
    print(f"skipped: the pages of this build were not made (cmake --build {build})")
    raise SystemExit(harness.SKIP)

EXPECTED = """
bin/sonoset bin/sonoset-worker
share/man/man1/sonoset.1.gz share/man/man1/sonoset-import.1.gz share/man/man1/sonoset-worker.1.gz
share/bash-completion/completions/sonoset
share/zsh/vendor-completions/_sonoset
share/fish/vendor_completions.d/sonoset.fish
share/sonoset/schema/manifest.schema.json share/sonoset/schema/taxonomies/lung-ultrasound.yaml
share/sonoset/schema/migrations/0001_initial.sql share/sonoset/manifests/pocus-2021.yaml
share/doc/sonoset/LICENSE share/doc/sonoset/README.md share/doc/sonoset/CHANGELOG.md share/doc/sonoset/copyright
""".split()

with harness.Folder() as folder:
    prefix = folder / "prefix"
    # Without debug information, as packages are: it has the folder of the build.
    subprocess.run(["cmake", "--install", build, "--prefix", prefix, "--strip"], check=True, capture_output=True)
    there = {str(path.relative_to(prefix)) for path in prefix.rglob("*") if path.is_file()}
    for name in EXPECTED:
        assert name in there, f"{name} is not among {sorted(there)}"
    for name in sorted(there):
        found = [place for place in (arguments.source, build) if str(place).encode() in (prefix / name).read_bytes()]
        assert not found, f"{name} names {found}"

    # By PATH, through a link from elsewhere, and nothing of the build in reach.
    (folder / "links").mkdir()
    (folder / "links" / "sonoset").symlink_to(prefix / "bin" / "sonoset")
    path = f"{folder / 'links'}:/usr/bin:/bin"
    program = shutil.which("sonoset", path=path)
    assert program and pathlib.Path(program).is_symlink(), program
    environment = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8"}
    if "ASAN_OPTIONS" in os.environ:
        environment["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
    run = subprocess.run(["sonoset", "demo", "demo"], cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert (folder / "demo" / "training" / "frames.csv").exists()
    run = subprocess.run(["sonoset", "--version", "--verbose"], cwd=folder, env=environment, capture_output=True, text=True)
    assert "FFmpeg: " in run.stdout, run.stdout
print("what is installed works from where it is")
