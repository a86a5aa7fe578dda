#!/usr/bin/env python3
"""A dataset may come from anyone: where one of its names is a link or of another kind, or it belongs to another user,
every command refuses to open it, and changes nothing around it."""
import os
import pathlib
import shutil
import subprocess

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

FOLDERS = ("work", "objects", "frames", "downloads", "manifests")
FILES = ("catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm", "catalog.sqlite-journal", "decisions.jsonl", "work/lock")


def commands(dataset, folder):
    """One of each that opens a dataset."""
    manifest = folder / "clips" / "manifest.yaml"
    yield ("status",)
    yield ("list", "clips")
    yield ("show", "main")
    yield ("export", "csv", folder / "out", "--licences", "any")
    yield ("report", folder / "card.html")
    yield ("import", manifest)
    yield ("label", "s01-1", "diagnosis", "healthy", "--why", "x", "--by", "me")
    yield ("link",)
    yield ("split", "main", "--folds", "2")
    yield ("gc",)
    yield ("fsck",)
    yield ("rebuild",)


def state(folder):
    """What is below a folder: digests of files, targets of links."""
    links = {str(path): os.readlink(path) for path in folder.rglob("*") if path.is_symlink()}
    return harness.files_digest(folder), links


def swap(dataset, name, outside):
    """Moves what has a dataset's name outside, and leaves a link to it."""
    original = dataset / name
    target = outside / name.replace("/", "-")
    if original.exists():
        shutil.move(original, target)
    elif name in FOLDERS:
        target.mkdir()
        (target / "theirs").write_text("theirs")
    else:
        target.write_text("theirs")
    original.symlink_to(target)


def refused(dataset, folder, says):
    for words in commands(dataset, folder):
        before = state(folder)
        run = sonoset("-C", dataset, *words, expect=2)
        assert says in run.stderr and "Traceback" not in run.stderr, (words, says, run.stderr)
        assert state(folder) == before, f"{words} changed {set(before[0].items()) ^ set(state(folder)[0].items())}"


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "2", "--clips", "2")
    sonoset("init", folder / "good")
    sonoset("-C", folder / "good", "import", folder / "clips" / "manifest.yaml")
    (folder / "outside").mkdir()
    (folder / "outside" / "precious").write_text("precious")
    dataset = folder / "data"
    for name in FOLDERS + FILES:
        shutil.copytree(folder / "good", dataset)
        swap(dataset, name, folder / "outside")
        refused(dataset, folder, f"'{dataset}/{name}' is a symbolic link")
        shutil.rmtree(dataset)
        target = folder / "outside" / name.replace("/", "-")
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        # A link to nothing would be a way to make files elsewhere.
        shutil.copytree(folder / "good", dataset)
        original = dataset / name
        shutil.rmtree(original) if original.is_dir() else original.unlink(missing_ok=True)
        original.symlink_to(folder / "outside" / "new")
        refused(dataset, folder, f"'{dataset}/{name}' is a symbolic link")
        original.unlink()
        os.mkfifo(original)
        for words in commands(dataset, folder):
            run = sonoset("-C", dataset, *words, expect=2, timeout=20)
            assert f"'{original}' is not a" in run.stderr, (words, run.stderr)
        shutil.rmtree(dataset)
    assert sorted(os.listdir(folder / "outside")) == ["precious"]

    # Another user's: refused until it is trusted, and again when it is not any more.
    if os.geteuid() == 0:
        shutil.copytree(folder / "good", dataset)
        os.chown(dataset, 65534, 65534)
        config = harness.environment(XDG_CONFIG_HOME=str(folder / "config"))
        run = sonoset("-C", dataset, "status", expect=2, env=config)
        assert "belongs to another user (id 65534)" in run.stderr and f"sonoset trust {dataset}" in run.stderr, run.stderr
        refused(dataset, folder, "belongs to another user")
        sonoset("trust", dataset, env=config)
        sonoset("-C", dataset, "status", env=config)
        assert sonoset("trust", env=config).stdout.split() == [str(dataset)]
        sonoset("trust", "--remove", dataset, env=config)
        sonoset("-C", dataset, "status", expect=2, env=config)
    else:
        print("not root: another user's dataset was not tried")
print("links, wrong kinds and other owners are refused")
