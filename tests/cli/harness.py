"""Shared by the command-line tests: run sonoset, compare datasets, set up folders and faults."""
import argparse
import atexit
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIP = 77  # ctest's SKIP_RETURN_CODE


def parse(extra=()):
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder with sonoset and sonoset-worker")
    parser.add_argument("--source", type=lambda text: pathlib.Path(text).resolve(), required=True,
                        help="the project folder")
    for name, default in extra:
        parser.add_argument("--" + name, default=default)
    arguments = parser.parse_args()
    find_seal(arguments.bin)
    return arguments


sealed = True  # workers of this build


def find_seal(folder):
    """Sets `sealed`: builds with sanitizers and for coverage have no seccomp."""
    global sealed
    if not (folder / "sonoset-worker").exists():
        return  # a test of sources only
    text = subprocess.run([folder / "sonoset-worker", "--version", "--verbose"], capture_output=True, text=True).stdout
    sealed = "seccomp: no" not in text


def programs(folder):
    """The folder with sonoset; if its workers are not sealed, one with a script that adds --unsealed."""
    if sealed:
        return folder
    place = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-unsealed-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    os.chmod(place, 0o755)
    (place / "sonoset").write_text(f"""#!/bin/sh
verb="$1 $2"
[ "$1" = -C ] && verb="$3 $4"
case "$verb" in
  "import "*|"validate "*|"rebuild "*|"demo "*|"overview "*|"baseline predict"|"export clips") set -- "$@" --unsealed ;;
  "export "*) case "$*" in *"--view whole"*) set -- "$@" --unsealed ;; esac ;;
esac
exec '{folder}/sonoset' "$@"
""")
    (place / "sonoset").chmod(0o755)
    return place


def shared(source):
    """The folder with real clips: $SONOSET_SHARED or beside the project. Skips the test if it is absent."""
    folder = pathlib.Path(os.environ.get("SONOSET_SHARED", source.parent / "shared")).resolve()
    if not (folder / "pocus").is_dir():
        print(f"skipped: no real clips ({folder} is absent; set SONOSET_SHARED to use another folder)")
        sys.exit(SKIP)
    return folder


def needs(folder, program):
    """Skips the test if this build has no such program."""
    if not (folder / program).exists():
        print(f"skipped: this build has no {program}")
        sys.exit(SKIP)


class Sonoset:
    """Runs sonoset as users do."""

    def __init__(self, folder):
        self.program = str(programs(folder) / "sonoset")

    def __call__(self, *words, expect=0, timeout=600, env=None):
        run = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, timeout=timeout,
                             stdin=subprocess.DEVNULL, env=env)
        shown = f"sonoset {' '.join(map(str, words))}\nexit {run.returncode}\n{run.stdout[-3000:]}\n{run.stderr[-3000:]}"
        if expect is not None:
            assert run.returncode == expect, shown
        assert "\033" not in run.stdout + run.stderr, "colours or progress bars without a terminal: " + shown
        return run

    def json(self, *words, **options):
        return json.loads(self(*words, "--json", **options).stdout)

    def start(self, *words, env=None, stderr=subprocess.DEVNULL):
        return subprocess.Popen([self.program, *map(str, words)], stdout=subprocess.DEVNULL, stderr=stderr,
                                stdin=subprocess.DEVNULL, env=env, text=True)

    def digest(self, dataset):
        return self.json("-C", dataset, "status", "--digest")["catalog_digest"]


def environment(**changes):
    """The environment of this process, with changes."""
    return {**os.environ, **changes}


class Folder:
    """A temporary folder, removed at the end; kept and printed if the test fails and KEEP is set."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-test-"))
        return self.path

    def __exit__(self, kind, *_):
        if kind and os.environ.get("KEEP"):
            print("kept", self.path)
        else:
            shutil.rmtree(self.path, ignore_errors=True)


def files_digest(folder):
    """{relative path: SHA-256} of every file in a folder tree."""
    import hashlib
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def outcome(sonoset, dataset, folder, split=("main", "--folds", "3")):
    """What must be equal between datasets: catalog digest, frame files, exported files."""
    sonoset("-C", dataset, "split", *split)
    out = folder / f"export-{dataset.name}"
    sonoset("-C", dataset, "export", "csv", out, "--split", split[0], "--licences", "any")
    result = (sonoset.digest(dataset), files_digest(dataset / "frames"), files_digest(out))
    shutil.rmtree(out)
    return result


def fault_shim(folder):
    """The library of tests/support/fault_shim.cpp. Skips the test if this build has none."""
    shim = folder.parent / "tests" / "libfault_shim.so"
    if not shim.exists():
        print("skipped: this build has no fault shim (sanitizers must be loaded first)")
        sys.exit(SKIP)
    return shim


def faults(shim, **settings):
    """Environment that loads the shim into a program: faults(shim, at=3, do="kill")."""
    words = {f"FAULT_{name.upper()}": str(value) for name, value in settings.items()}
    return {**os.environ, "LD_PRELOAD": str(shim), "FAULT_PROGRAM": "sonoset", **words}
