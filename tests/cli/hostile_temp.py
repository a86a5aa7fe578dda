#!/usr/bin/env python3
"""Temporary folders in places where others may write: nothing that another user made or swapped is written to, taken over
or removed; what a kill left is removed by the next run; a TMPDIR that does not exist is named."""
import os
import pathlib
import shutil
import signal
import stat
import subprocess
import threading
import time

import harness
import web

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
ROOT = os.geteuid() == 0
NOBODY = 65534


def state(folder):
    """Digests of files and targets of links below a folder."""
    return (harness.files_digest(folder),
            {str(path): os.readlink(path) for path in folder.rglob("*") if path.is_symlink()})


def shared_place(folder, name):
    """A folder where everybody may write and rename, with another user's."""
    place = folder / name
    place.mkdir()
    place.chmod(0o777)
    if ROOT:
        os.chown(place, NOBODY, NOBODY)
    return place


def give_away(path):
    if ROOT:
        for one in [path, *path.rglob("*")]:
            os.lchown(one, NOBODY, NOBODY)


def prepared(folder, make, name):
    """What another user put under names that were predictable, or are like those of temporary folders."""
    outside = folder / f"outside-{name}"
    outside.mkdir()
    (outside / "precious").write_text("precious")
    for partial in (".out.partial", ".out.partial-abcdef", ".out.partial-000000"):
        place = shared_place(folder, f"{name}{partial}")
        if partial.endswith("0"):
            (place / partial).symlink_to(outside)
        else:
            (place / partial).mkdir()
            (place / partial / "theirs").write_text("theirs")
            (place / partial / "export").symlink_to(outside)
            (place / partial / "made").symlink_to(outside)
            give_away(place / partial)
        before = state(place), state(outside)
        # One's own folder with such a name is what a killed run left.
        mine = not ROOT and (place / partial).is_dir() and not (place / partial).is_symlink() and partial != ".out.partial"
        make(place / "out")
        assert (place / "out").is_dir() and not (place / "out").is_symlink()
        shutil.rmtree(place / "out")
        assert (state(place) == before[0]) != mine, (name, partial)
        assert state(outside) == before[1]


class Swapper:
    """As fast as it can, takes away temporary folders and puts links to another folder there."""

    def __init__(self, place, outside):
        self.place, self.outside, self.swaps, self.stop = place, outside, 0, False
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.stop:
            for path in self.place.glob(".out.partial*"):
                try:
                    if path.is_symlink():
                        continue
                    path.rename(self.place / f"taken-{self.swaps}")
                    path.symlink_to(self.outside)
                    self.swaps += 1
                except OSError:
                    pass

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop = True
        self.thread.join()


def swapped(folder, words, name):
    outside = folder / f"swapped-outside-{name}"
    outside.mkdir()
    place = shared_place(folder, f"swapped-{name}")
    done = swaps = 0
    for _ in range(5):
        with Swapper(place, outside) as swapper:
            run = sonoset(*words, place / "out", *(["--licences", "any"] if name == "export" else []), expect=None)
        assert run.returncode in (0, 2) and "Traceback" not in run.stderr, run.stderr
        assert not list(outside.rglob("*")), "wrote through a link"
        if run.returncode == 0:
            done += 1
            shutil.rmtree(place / "out")
        swaps += swapper.swaps
        for path in place.iterdir():
            path.unlink() if path.is_symlink() else shutil.rmtree(path)
    print(f"{name}: {swaps} swaps in 5 runs, {done} of which succeeded")
    assert swaps > 0


def killed(folder):
    """A killed validate leaves its downloads; the next one removes them. SIGTERM, SIGINT and SIGHUP leave nothing."""
    temporary = folder / "tmp"
    temporary.mkdir()
    env = harness.environment(TMPDIR=str(temporary))
    manifest = folder / "web.yaml"
    web.write_manifest(manifest, {f"c{i}": {"url": f"{server.root}/slow/{900_000 + i}.bin"} for i in range(4)})
    words = ("validate", manifest, "--allow-private")
    for end in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL):
        process = sonoset.start(*words, env=env)
        for _ in range(500):
            if list(temporary.rglob("*.part")):
                break
            time.sleep(0.02)
        folders = list(temporary.iterdir())
        assert len(folders) == 1 and stat.S_IMODE(folders[0].stat().st_mode) == 0o700, folders
        # Another run beside it leaves it alone.
        sonoset("validate", folder / "clips" / "manifest.yaml", expect=None, env=env)
        web.write_manifest(folder / "gone.yaml", {"c": {"url": f"{server.root}/404/a.vid"}})
        sonoset("validate", folder / "gone.yaml", "--allow-private", expect=1, env=env)
        assert list(temporary.iterdir()) == folders
        process.send_signal(end)
        process.wait(30)
        assert bool(list(temporary.iterdir())) == (end == signal.SIGKILL), (end, list(temporary.rglob("*")))
    theirs = temporary / ".sonoset-downloads-abcdef"
    theirs.mkdir()
    (theirs / "theirs").write_text("theirs")
    give_away(theirs)
    link = temporary / ".sonoset-downloads-000000"
    link.symlink_to(folder / "clips")
    sonoset("validate", folder / "gone.yaml", "--allow-private", expect=1, env=env)
    assert sorted(temporary.iterdir()) == sorted([link] + ([theirs] if ROOT else []))
    assert (folder / "clips" / "manifest.yaml").exists()


def missing(folder):
    env = harness.environment(TMPDIR=str(folder / "nowhere"))
    run = sonoset("validate", folder / "gone.yaml", "--allow-private", expect=2, env=env)
    assert run.stderr == (f"sonoset: the folder for temporary files, '{folder / 'nowhere'}', does not exist; set TMPDIR to a "
                          "folder that does\n"), run.stderr
    sonoset("validate", folder / "clips" / "manifest.yaml", expect=None, env=env)


with harness.Folder() as folder:
    folder.chmod(0o755)
    sonoset("phantom", folder / "clips", "--subjects", "2", "--clips", "4")
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
    prepared(folder, lambda out: sonoset("-C", data, "export", "csv", out, "--licences", "any"), "export")
    prepared(folder, lambda out: sonoset("phantom", out, "--subjects", "1", "--clips", "1"), "phantom")
    swapped(folder, ("-C", data, "export", "csv"), "export")
    swapped(folder, ("phantom", "--subjects", "2", "--clips", "4"), "phantom")
    with web.BadServer(arguments.source, folder, folder / "log") as server:
        killed(folder)
        missing(folder)
print("temporary folders: as expected")
