"""What benchmarks with the clips in ../shared have in common."""
import argparse
import os
import pathlib
import sys


def parse():
    """The arguments --bin, --source and --runs, and the folder of the clips and the peers. Exits where it is absent."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=lambda text: pathlib.Path(text).resolve(), required=True)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    shared = pathlib.Path(os.environ.get("SONOSET_SHARED", arguments.source.parent / "shared")).resolve()
    if not (shared / "pocus").is_dir():
        sys.exit(f"no clips: {shared} is absent (set SONOSET_SHARED to use another folder)")
    return arguments, shared
