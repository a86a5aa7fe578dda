#!/usr/bin/env python3
"""Links below a dataset's folders, and names in its catalog that lead out of it, are refused: nothing outside of the
dataset is read into it, written or removed, and no original is lost."""
import hashlib
import pathlib
import shutil
import sqlite3

import harness
import web

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

VERBS = (("status",), ("list", "clips"), ("list", "frames"), ("show", "s02-1"), ("fsck", "--deep"), ("gc", "--yes"),
         ("split", "again", "--folds", "2"), ("link",))


def replace(catalog, old, new):
    """Replaces a text in all columns of all tables."""
    database = sqlite3.connect(catalog)
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("PRAGMA writable_schema = ON")
    triggers = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall():
        for column in [row[1] for row in database.execute(f"PRAGMA table_info({table})")]:
            database.execute(f'UPDATE OR IGNORE {table} SET "{column}" = ? WHERE "{column}" = ?', (new, old))
    for _, sql in triggers:
        database.execute(sql)
    database.commit()
    database.close()


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "3", "--clips", "2")
    manifest = folder / "clips" / "manifest.yaml"
    good = folder / "good"
    sonoset("init", good)
    sonoset("-C", good, "import", manifest)
    sonoset("-C", good, "split", "main", "--folds", "2")
    outside = folder / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "precious").write_text("precious")
    (outside / "deep" / "precious").write_text("precious")
    before = harness.files_digest(outside)
    originals = harness.files_digest(good / "objects")
    data = folder / "data"

    def fresh():
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(good, data, symlinks=True)

    def unharmed(what):
        assert harness.files_digest(outside) == before, f"{what} changed something outside of the dataset"
        assert harness.files_digest(data / "objects") == originals, f"{what} lost an original"

    # A clip's folder, or one of its frames, is a link.
    fresh()
    shutil.rmtree(data / "frames" / "s01-1")
    (data / "frames" / "s01-1").symlink_to(outside)
    run = sonoset("-C", data, "import", manifest, "--rate", "2", expect=2)
    assert f"'{data}/frames/s01-1' is a symbolic link" in run.stderr, run.stderr
    fresh()
    shutil.rmtree(data / "frames" / "s01-1")
    (data / "frames" / "s01-1").symlink_to(outside)
    run = sonoset("-C", data, "export", "csv", folder / "out", "--licences", "any", expect=2)
    assert f"'{data}/frames/s01-1' is a symbolic link" in run.stderr and not (folder / "out").exists(), run.stderr
    sonoset("-C", data, "fsck", expect=1)
    sonoset("-C", data, "gc", "--yes", expect=None)
    unharmed("a linked folder of frames")
    fresh()
    for words in (("import", manifest), ("fsck", "--deep")):
        sonoset("-C", data, *words)
    frame = next((data / "frames" / "s01-1").glob("*/*"))
    frame.unlink()
    frame.symlink_to(outside / "precious")
    run = sonoset("-C", data, "export", "csv", folder / "out", "--licences", "any", "--link", expect=2)
    assert f"'{frame}' is a symbolic link" in run.stderr and not (folder / "out").exists(), run.stderr
    unharmed("a linked frame")

    # An object, or the folder of some, is a link.
    fresh()
    some = next((data / "objects").iterdir())
    shutil.move(some, outside / "moved")
    moved = harness.files_digest(outside)
    some.symlink_to(outside / "moved")
    sonoset("-C", data, "fsck", expect=1)
    sonoset("-C", data, "gc", "--yes", expect=None)
    sonoset("-C", data, "import", manifest, "--rate", "2", expect=None)
    assert harness.files_digest(outside) == moved
    shutil.rmtree(outside / "moved")

    # A download would write through a link.
    fresh()
    files = folder / "clips"
    with web.BadServer(arguments.source, files, folder / "clips" / "log") as server:
        url = f"{server.root}/ok/manifest.yaml"
        (data / "downloads").mkdir()
        key = hashlib.sha256(url.encode()).hexdigest()[:32]
        (data / "downloads" / (key + ".part")).symlink_to(outside / "precious")
        web.write_manifest(folder / "clips" / "web.yaml", {"w01": {"url": url}}, (("s", ""),))
        run = sonoset("-C", data, "import", folder / "clips" / "web.yaml", "--allow-private", expect=2)
        assert f"'{data}/downloads/{key}.part' is a symbolic link" in run.stderr, run.stderr
        unharmed("a download")

    # Names in the catalog.
    for old, new in (("s01-1", "../../outside"), ("s01-1", str(outside)), ("s01-1", "a/b"), ("s01-1", ""), ("s01-1", ".."),
                     ("phantom", "../../outside/x"), ("main", "../x")):
        fresh()
        replace(data / "catalog.sqlite", old, new)
        for words in (*VERBS, ("import", manifest), ("import", manifest, "--rate", "2"),
                      ("export", "csv", folder / "out", "--licences", "any"),
                      ("report", folder / "card.html", "--force", "--licences", "any"),
                      ("export", "csv", folder / "out2", "--licences", "any", "--split", "main", "--link")):
            run = sonoset("-C", data, *words, expect=None, timeout=60)
            assert run.returncode in (0, 1, 2), (new, words, run)
            unharmed(f"'{new}' for '{old}', {' '.join(map(str, words))}")
            for out in ("out", "out2"):
                assert not (folder / out).exists() or all(".." not in str(path.relative_to(folder)) for path in (folder / out).rglob("*"))
                shutil.rmtree(folder / out, ignore_errors=True)
        assert sorted(path.name for path in folder.iterdir()) == ["clips", "data", "good", "outside"], list(folder.iterdir())
    # fsck names it.
    fresh()
    replace(data / "catalog.sqlite", "s01-1", "../../outside")
    run = sonoset("-C", data, "fsck", expect=1)
    assert "'../../outside' is not an id" in run.stdout, run.stdout

    # Folds have names that become names of files.
    fresh()
    database = sqlite3.connect(data / "catalog.sqlite")
    database.execute("UPDATE split SET fold_names = '../../../outside/x,b'")
    database.commit()
    database.close()
    run = sonoset("-C", data, "export", "csv", folder / "out", "--licences", "any", "--split", "main", expect=2)
    assert "table 'split', row 'main'" in run.stderr and not (folder / "out").exists(), run.stderr
    unharmed("names of folds")
print("links and names lead nowhere outside")
