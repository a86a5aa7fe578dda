#!/usr/bin/env python3
"""Every path option accepts every way to write a path: a bare name, relative, absolute, with '..', with a trailing
slash, and from another folder. The result is the same each time."""
import json
import os
import shutil
import subprocess

import harness

arguments = harness.parse()
program = str(harness.programs(arguments.bin.resolve()) / "sonoset")


def run(cwd, *words, expect=0):
    done = subprocess.run([program, *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL)
    assert expect is None or done.returncode == expect, f"in {cwd}: sonoset {' '.join(map(str, words))}\nexit {done.returncode}\n" \
                                      f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def ways(target, is_folder):
    """(working folder, the target as written there)."""
    home, other = target.parent, target.parent.parent / "other"
    found = [(home, target.name), (home, f"./{target.name}"), (home, str(target)), (home, f"../{home.name}/{target.name}"),
             (other, os.path.relpath(target, other)), (other, f"{home}/../{home.name}//{target.name}")]
    if is_folder:
        found += [(home, target.name + "/"), (other, str(target) + "/")]
        if target.is_dir():
            found += [(target, "."), (target, "./")]
    return found


def same(target, is_folder, words, look, expect=0, fresh=None):
    """Runs `words(path)` for each way to write `target` and checks that `look` returns the same each time."""
    seen = []
    for cwd, path in ways(target, is_folder):
        if fresh:
            fresh()
        out = run(cwd, *words(path), expect=expect)
        seen.append((cwd, path, look(out)))
    for cwd, path, what in seen:
        assert what == seen[0][2], f"in {cwd} as '{path}':\n{what}\ninstead of\n{seen[0][2]}"
    return seen[0][2]


def keys(*names):
    return lambda out: [json.loads(out)[name] for name in names]


def findings(out):
    return [(clip["clip"], clip["looked_at"], clip["object"], [one["code"] for one in clip["findings"]])
            for clip in json.loads(out)["clips"]]


def same_files(out):
    found = findings(out)
    assert any("same-file" in codes for *_, codes in found), found
    return found


with harness.Folder() as top:
    top = top.resolve()
    home, other = top / "home", top / "other"
    home.mkdir()
    other.mkdir()
    manifest = home / "lungs.yaml"
    run(top, "phantom", "made", "--subjects", 2, "--clips", 2, "--seconds", 1.5, "--size", "320x320")
    shutil.copytree(top / "made" / "clips", home / "clips")
    own = (arguments.source / "schema" / "taxonomies" / "lung-ultrasound.yaml").read_text()
    (home / "own.yaml").write_text(own.replace("name: lung-ultrasound", "name: own"))
    text = (top / "made" / "manifest.yaml").read_text()
    assert "\ntaxonomy: lung-ultrasound" in text
    manifest.write_text(text.replace("taxonomy: lung-ultrasound", "taxonomy: own.yaml"))

    # Media files beside the manifest.
    seen = same(manifest, False, lambda path: ("validate", path, "--offline", "--json"), findings)
    assert len(seen) == 2 and all(looked and found for _, looked, found, _ in seen), seen
    assert not any("object-missing" in codes for *_, codes in seen), seen

    data = home / "data"

    def new_dataset():
        shutil.rmtree(data, ignore_errors=True)
        run(home, "init", "data")

    done = same(manifest, False, lambda path: ("-C", data, "import", path, "--offline", "--json"),
                keys("clips", "done", "done_now", "catalog_digest"), fresh=new_dataset)
    assert done[:3] == [2, 2, 2], done

    # The lock is written and found beside the manifest.
    lock = home / "phantom.lock"

    def no_lock():
        lock.unlink(missing_ok=True)

    same(manifest, False, lambda path: ("-C", data, "import", path, "--offline", "--write-lock"),
         lambda _: lock.read_text(), fresh=no_lock)
    same(manifest, False, lambda path: ("check-sources", path, "--json"), keys("addresses", "findings"))

    # Problems in a manifest's own taxonomy name its file.
    (home / "own.yaml").write_text(own.replace("kind: ", "kindd: ", 1))
    shown = same(manifest, False, lambda path: ("validate", path, "--json"),
                 lambda out: [one["key"] for one in json.loads(out)["problems"]], expect=2)
    assert shown, shown
    for cwd, path in ways(manifest, False):
        named = json.loads(run(cwd, "validate", path, "--json", expect=2))["problems"][0]["file"]
        assert (cwd / named).resolve() == home / "own.yaml", (cwd, path, named)
    (home / "own.yaml").write_text(own.replace("name: lung-ultrasound", "name: own"))

    # Mirrors and single clips.
    lone = other / "alone.yaml"
    lone.write_text(text)
    mirror = home / "mirror"
    shutil.copytree(home / "clips", mirror)
    seen = same(mirror, True, lambda path: ("validate", lone, "--mirror", path, "--offline", "--json"), findings)
    assert all(found for _, _, found, _ in seen), seen
    clip = shutil.copy(next((home / "clips").iterdir()), home / "clip.mp4")
    same(home / "clip.mp4", False, lambda path: ("validate", path, "--json"),
         lambda out: [(one["object"], one["frames"]) for one in json.loads(out)["clips"]])

    # The dataset's folder.
    first = json.loads(run(home, "-C", "data", "list", "clips", "--json"))["rows"][0]["clip"]
    same(data, True, lambda path: ("-C", path, "status", "--digest", "--json"), json.loads)
    same(data, True, lambda path: ("-C", path, "list", "frames", "--json"), json.loads)
    shown = same(data, True, lambda path: ("-C", path, "show", first, "--json"), json.loads)
    assert all((data / frame["file"]).is_file() for frame in shown["frames"]), shown["frames"]
    same(data, True, lambda path: ("-C", path, "import", manifest, "--json"), keys("done", "done_now"))
    same(data, True, lambda path: ("-C", path, "label", first, "diagnosis", "healthy", "--why", "x", "--by", "y"), str)
    same(data, True, lambda path: ("-C", path, "fsck", "--json"), json.loads)
    same(data, True, lambda path: ("-C", path, "gc", "--json"), json.loads)
    run(home, "-C", "data", "split", "main", "--folds", 2)
    same(data, True, lambda path: ("-C", path, "show", "main", "--json"), json.loads)
    same(data, True, lambda path: ("validate", home / "clip.mp4", "--against", path, "--json"), same_files, expect=None)

    folds = home / "folds.csv"
    folds.write_text("clip,split\n" + "".join(f"{row['clip']},{fold}\n" for row, fold in zip(
        json.loads(run(home, "-C", "data", "list", "clips", "--json"))["rows"], ("train", "test"))))
    same(folds, False, lambda path: ("-C", data, "split", "theirs", "--from", path, "--replace", "--json"),
         keys("digest", "folds"))
    for cwd, path in ways(data, True)[::3]:
        run(cwd, "-C", path, "rebuild", "--json")

    # Output files, read back.
    out = home / "out"

    def no_out():
        shutil.rmtree(out, ignore_errors=True)

    same(out, True, lambda path: ("-C", data, "export", "csv", path, "--split", "main", "--licences", "any", "--json"),
         lambda _: harness.files_digest(out), fresh=no_out)
    for cwd, path in ways(data, True):
        no_out()
        run(cwd, "-C", path, "export", "csv", out, "--licences", "any")
        assert (out / "frames.csv").is_file()
    index = home / "index.jsonl.gz"
    same(index, False, lambda path: ("-C", data, "export", "index", path), lambda _: index.read_bytes(),
         fresh=lambda: index.unlink(missing_ok=True))
    same(index, False, lambda path: ("validate", home / "clip.mp4", "--against", path, "--json"), same_files, expect=None)
    fresh = home / "fresh"
    same(fresh, True, lambda path: ("init", path), lambda _: (fresh / "catalog.sqlite").is_file(),
         fresh=lambda: shutil.rmtree(fresh, ignore_errors=True))
    made = home / "phantoms"
    same(made, True, lambda path: ("phantom", path, "--subjects", 1, "--clips", 1, "--seconds", 0.2, "--size", "160x128"),
         lambda _: (made / "truth.json").is_file(), fresh=lambda: shutil.rmtree(made, ignore_errors=True))

    # A manifest made from a folder and a spreadsheet.
    sheet, mapping, sums, output = home / "sheet.csv", home / "sheet.mapping.yaml", home / "SUMS", home / "new.yaml"
    names = sorted(path.name for path in (home / "clips").iterdir())
    sheet.write_text("file,person\n" + "".join(f"{name},p{i}\n" for i, name in enumerate(names)))
    mapping.write_text('format: 1\nmanifest: {name: new}\neach: file\nsources: [{id: s, title: S, licence: MIT}]\n'
                       'tables: {t: {key: "{file}", find: "{@file|name}"}}\nclip: {subject: "{person}"}\n')
    digests = harness.files_digest(home / "clips")
    sums.write_text("".join(f"{digest}  clips/{name}\n" for name, digest in sorted(digests.items())))

    def scaffold(*words):
        return ("manifest", "scaffold", *words, "-o", output, "--force")

    def written(_):
        return output.read_text()

    with_sheet = ("--csv", sheet, "--map", mapping)
    expected = same(home / "clips", True, lambda path: scaffold(path, *with_sheet), written)
    assert "path: clips/" in expected and "subject: p1" in expected, expected
    for target, words in ((sheet, lambda path: scaffold(home / "clips", "--csv", path, "--map", mapping)),
                          (mapping, lambda path: scaffold(home / "clips", "--csv", sheet, "--map", path)),
                          (sums, lambda path: scaffold("--sums", path, *with_sheet)),
                          (output, lambda path: ("manifest", "scaffold", home / "clips", *with_sheet, "-o", path, "--force"))):
        assert same(target, False, words, written) == expected, target
    seen = same(output, False, lambda path: ("validate", path, "--json"), findings, expect=None)
    assert all(found for _, _, found, _ in seen), seen
print("paths work however they are written")
