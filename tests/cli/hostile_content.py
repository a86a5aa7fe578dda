#!/usr/bin/env python3
"""gc loses no original, whatever the catalog says; content is compared with its digest when it is read; readers beside
a writer see one state of the dataset."""
import csv
import hashlib
import shutil
import sqlite3

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def objects(dataset):
    return {path.name: path for path in (dataset / "objects").glob("*/*")}


def intact(dataset, names):
    """The originals are all there, with their bytes."""
    now = objects(dataset)
    return all(name in now and hashlib.sha256(now[name].read_bytes()).hexdigest() == name for name in names)


def object_of(dataset, clip):
    return next(row["object"] for row in sonoset.json("-C", dataset, "list", "clips")["rows"] if row["clip"] == clip)


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--subjects", "5", "--clips", "5")
    manifest = folder / "clips" / "manifest.yaml"
    good = folder / "good"
    sonoset("init", good)
    sonoset("-C", good, "import", manifest)
    originals = set(objects(good))
    assert len(originals) == 5
    data = folder / "data"

    def fresh(of=good):
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(of, data)

    def without_catalog():
        for part in ("", "-wal", "-shm"):
            (data / f"catalog.sqlite{part}").unlink(missing_ok=True)

    # An empty catalog: it does not know the manifests that are there.
    sonoset("init", folder / "empty")
    fresh()
    without_catalog()
    shutil.copy(folder / "empty" / "catalog.sqlite", data / "catalog.sqlite")
    run = sonoset("-C", data, "gc", "--yes", expect=2)
    assert "nothing was removed: 'manifests/" in run.stderr and "rebuild" in run.stderr, run.stderr
    assert intact(data, originals)
    (data / "decisions.jsonl").unlink(missing_ok=True)
    for lock in (data / "manifests").glob("*.lock"):
        lock.unlink()
    # Without the lock, the manifest's digests and outcomes still name what is needed.
    sonoset("-C", data, "gc", "--yes", expect=None)
    assert intact(data, originals)

    # An old catalog, from before the last two clips were added.
    text = manifest.read_text()
    old = folder / "old"
    entries = text.split("  - id: s0")
    head, clips = entries[0], entries[1:]
    assert len(clips) == 5, clips
    manifest.write_text("  - id: s0".join([head, *clips[:3]]))
    sonoset("init", old)
    sonoset("-C", old, "import", manifest)
    before = (old / "catalog.sqlite").read_bytes()
    manifest.write_text(text)
    sonoset("-C", old, "import", manifest)
    assert set(objects(old)) == originals
    fresh(old)
    without_catalog()
    (data / "catalog.sqlite").write_bytes(before)
    sonoset("-C", data, "gc", "--yes")
    assert intact(data, originals), "an old catalog lost originals"
    damage = sonoset.json("-C", data, "fsck", expect=1)["damage"]
    assert len([item for item in damage if "in use" in item["message"]]) == 2, damage
    sonoset("-C", data, "rebuild")
    sonoset("-C", data, "fsck", "--deep")

    # A damaged one, in its pages and in its rows.
    fresh()
    bytes_ = bytearray((data / "catalog.sqlite").read_bytes())
    for at in range(4096 * 3, len(bytes_), 97):
        bytes_[at] ^= 0x55
    (data / "catalog.sqlite").write_bytes(bytes_)
    sonoset("-C", data, "gc", "--yes", expect=2)
    assert intact(data, originals)
    fresh()
    database = sqlite3.connect(data / "catalog.sqlite")
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("DELETE FROM clip_state WHERE clip LIKE 's01%'")
    database.commit()
    database.close()
    run = sonoset("-C", data, "gc", "--yes", expect=2)
    assert "nothing was removed: the catalog has" in run.stderr, run.stderr
    assert intact(data, originals)

    # Many originals that nothing names: only after a confirmation.
    fresh()
    for path in list((data / "manifests").iterdir()):
        path.unlink()
    stray = [hashlib.sha256(str(i).encode()).hexdigest() for i in range(3)]
    for i, name in enumerate(stray):
        place = data / "objects" / name[:2] / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(str(i))
    # Other files there are none.
    for i in range(20):
        other = data / "objects" / stray[0][:2] / "export" / str(i)
        other.parent.mkdir(exist_ok=True)
        other.write_text("not imported")
    run = sonoset("-C", data, "gc", expect=2)
    assert "3 of 8 imported files would be removed" in run.stderr and "--yes" in run.stderr, run.stderr
    assert set(stray) <= set(objects(data))
    sonoset("-C", data, "gc", "--yes")
    assert set(objects(data)) == originals and intact(data, originals)

    # Another clip's bytes under an object's name: the clip that would be made from it fails, others are made.
    fresh()
    ids = [row["clip"] for row in sonoset.json("-C", good, "list", "clips")["rows"]]
    first, second = (objects(data)[object_of(good, clip)] for clip in ids[:2])
    first.chmod(0o644)
    first.write_bytes(second.read_bytes())
    shutil.rmtree(data / "frames")
    run = sonoset.json("-C", data, "import", manifest, "--rate", "2", expect=1)
    rows = {row["clip"]: row["state"] for row in sonoset.json("-C", data, "list", "clips")["rows"]}
    assert rows.pop(ids[0]) == "failed" and set(rows.values()) == {"done"}, rows
    findings = sonoset.json("-C", data, "list", "findings", "--where", f"id={ids[0]}")["rows"]
    assert any(row["code"] == "digest-mismatch" and first.name in row["message"] for row in findings), findings
    first.unlink()
    sonoset("-C", data, "import", manifest, "--rate", "2")

    # Altered frames are not exported.
    fresh()
    frame = next((data / "frames").glob("*/*/*"))
    frame.chmod(0o644)
    frame.write_bytes(frame.read_bytes()[:-1] + b"x")
    for extra in ((), ("--link",), ("--size", "32x32")):
        run = sonoset("-C", data, "export", "csv", folder / "out", "--licences", "any", *extra, expect=2)
        assert f"'{frame}': checksum mismatch" in run.stderr and not (folder / "out").exists(), run.stderr

    # Beside an import: an export has all clips, or says which are not imported yet; fsck reports none of its files.
    sonoset("phantom", folder / "many", "--subjects", "20", "--clips", "40")
    shutil.rmtree(data)
    sonoset("init", data)
    process = sonoset.start("-C", data, "import", folder / "many" / "manifest.yaml", "--jobs", "1")
    codes, looks, n = set(), 0, 0
    while process.poll() is None:
        n += 1
        run = sonoset("-C", data, "export", "csv", folder / f"out{n}", "--licences", "any", expect=None)
        codes.add(run.returncode)
        exported = run.returncode != 2
        assert ("not imported yet" in run.stdout + run.stderr) == (run.returncode == 1) or run.returncode == 2, run
        if exported:
            with open(folder / f"out{n}" / "frames.csv", newline="") as file:
                clips = {row["clip"] for row in csv.DictReader(file)}
            assert (len(clips) == 40) == (run.returncode == 0), (len(clips), run)
        check = sonoset("-C", data, "fsck", expect=None)
        assert check.returncode == 0 and "foreign" not in check.stdout, check.stdout
        looks += 1
        shutil.rmtree(folder / f"out{n}", ignore_errors=True)
    assert process.wait() == 0 and looks > 0 and codes & {1, 2}, (process.returncode, looks, codes)
    # Beside gc: an export is whole.
    sonoset("-C", data, "import", folder / "many" / "manifest.yaml", "--rate", "2")
    process = sonoset.start("-C", data, "gc")
    run = sonoset("-C", data, "export", "csv", folder / "out", "--licences", "any")
    sonoset("-C", data, "fsck")
    assert process.wait() == 0
print(f"no original was lost; {looks} looks beside an import were right")
