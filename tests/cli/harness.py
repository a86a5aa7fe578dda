"""What the tests of the command line share: run a program, look at what it said, make phantom data sets once."""
import argparse
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
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="where sonoset and sonoset-worker are")
    parser.add_argument("--source", type=lambda text: pathlib.Path(text).resolve(), required=True,
                        help="the project's folder")
    for name, default in extra:
        parser.add_argument("--" + name, default=default)
    return parser.parse_args()


def shared(source):
    """The folder with real clips: beside the project, or where SONOSET_SHARED says. Skips the test without it."""
    folder = pathlib.Path(os.environ.get("SONOSET_SHARED", source.parent / "shared")).resolve()
    if not (folder / "pocus").is_dir():
        print(f"skipped: no real clips ({folder} is absent; SONOSET_SHARED may name another folder)")
        sys.exit(SKIP)
    return folder


class Sonoset:
    """The program, as people run it."""

    def __init__(self, folder):
        self.program = str(folder / "sonoset")

    def __call__(self, *words, expect=0, timeout=600, env=None):
        run = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, timeout=timeout,
                             stdin=subprocess.DEVNULL, env=env)
        shown = f"sonoset {' '.join(map(str, words))}\nexit {run.returncode}\n{run.stdout[-3000:]}\n{run.stderr[-3000:]}"
        if expect is not None:
            assert run.returncode == expect, shown
        assert "\033" not in run.stdout + run.stderr, "no colours or bars without a terminal: " + shown
        return run

    def json(self, *words, **options):
        return json.loads(self(*words, "--json", **options).stdout)

    def start(self, *words, env=None, stderr=subprocess.DEVNULL):
        return subprocess.Popen([self.program, *map(str, words)], stdout=subprocess.DEVNULL, stderr=stderr,
                                stdin=subprocess.DEVNULL, env=env, text=True)

    def digest(self, dataset):
        return self.json("-C", dataset, "status", "--digest")["catalog_digest"]


def environment(**changes):
    """This process's, with changes."""
    return {**os.environ, **changes}


class Folder:
    """A temporary folder, removed at the end; kept and named where the test fails and KEEP is set."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-test-"))
        return self.path

    def __exit__(self, kind, *_):
        if kind and os.environ.get("KEEP"):
            print("kept", self.path)
        else:
            shutil.rmtree(self.path, ignore_errors=True)


def files_digest(folder):
    """{relative path: SHA-256} of every file below a folder."""
    import hashlib
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def outcome(sonoset, dataset, folder, split=("main", "--folds", "3")):
    """All that must be equal: the catalog's digest, the frames' files, the export's files."""
    sonoset("-C", dataset, "split", *split)
    out = folder / f"export-{dataset.name}"
    sonoset("-C", dataset, "export", "csv", out, "--split", split[0], "--licences", "any")
    result = (sonoset.digest(dataset), files_digest(dataset / "frames"), files_digest(out))
    shutil.rmtree(out)
    return result


def fault_shim(folder):
    """The library of tests/support/fault_shim.cpp; skips the test in a build that has none."""
    shim = folder.parent / "tests" / "libfault_shim.so"
    if not shim.exists():
        print("skipped: this build has no fault shim (sanitizers want to be loaded first)")
        sys.exit(SKIP)
    return shim


def faults(shim, **settings):
    """The environment of a program that the shim is loaded into: faults(shim, at=3, do="kill")."""
    words = {f"FAULT_{name.upper()}": str(value) for name, value in settings.items()}
    return {**os.environ, "LD_PRELOAD": str(shim), "FAULT_PROGRAM": "sonoset", **words}
