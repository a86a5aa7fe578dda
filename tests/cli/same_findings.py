#!/usr/bin/env python3
"""An import makes the same findings with the same messages as validate; a dismissed finding stays dismissed, but only
for the clips it concerned."""
import harness
from recordings import H264, ffmpeg

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
HEAD = """format: 1
name: m
title: M
taxonomy: lung-ultrasound
sources: [{id: s, title: S, licence: CC0-1.0}, {id: none, title: None}]
clips:
"""


def entry(name, path, more=""):
    return f"  - {{id: {name}, source: s, path: {path}, probe: convex, subject: p-{name}{more}}}\n"


def findings_of(document):
    return sorted((clip["clip"], one["code"], one["message"]) for clip in document["clips"] for one in clip["findings"])


def in_dataset(data, *where):
    rows = sonoset.json("-C", data, "list", "findings", "--limit", 0, *where)["rows"]
    return sorted((row["id"], row["code"], row["message"]) for row in rows)


with harness.Folder() as folder:
    sonoset("phantom", folder / "made", "--subjects", 2, "--clips", 2, "--seconds", 3, "--size", "320x240")
    one, other = sorted((folder / "made" / "clips").iterdir())[:2]
    first, second = f"one{one.suffix}", f"other{other.suffix}"
    one.rename(folder / first)
    other.rename(folder / second)
    ffmpeg("-i", folder / first, *H264, "-crf", 22, folder / "again.mp4")
    ffmpeg("-i", folder / first, "-c:v", "ffv1", folder / "exact.mkv")
    ffmpeg("-f", "lavfi", "-i", "color=black:size=320x240:rate=10:duration=2", *H264, folder / "black.mp4")
    ffmpeg("-i", folder / second, "-vf", "loop=30:1,trim=end_frame=30", *H264, folder / "still.mp4")
    ffmpeg("-i", folder / second, "-vf", "scale=96:80,negate", *H264, "-frames:v", 2, folder / "small.mp4")
    tie = (", labels: [{axis: diagnosis, value: healthy, by: a, role: annotator},"
           " {axis: diagnosis, value: covid-19, by: b, role: annotator}]")
    manifest = folder / "m.yaml"
    text = (HEAD + entry("a", first, ", labels: {diagnosis: healthy}") + entry("again", "again.mp4") + entry("black", "black.mp4")
            + entry("copy", first, ", labels: {diagnosis: covid-19}") + entry("exact", "exact.mkv")
            + entry("other", second, tie) + entry("small", "small.mp4") + entry("still", "still.mp4")
            + "  - {id: nobody, source: none, path: gone.mp4, probe: convex}\n")
    manifest.write_text(text)

    said = findings_of(sonoset.json("validate", manifest, "--offline", expect=1))
    codes = {(clip, code) for clip, code, _ in said}
    for wanted in (("copy", "duplicate"), ("exact", "duplicate"), ("again", "near-duplicate"), ("black", "near-black"),
                   ("still", "frozen"), ("small", "too-small"), ("small", "too-few-frames"), ("other", "label-tie"),
                   ("a", "label-conflict"), ("copy", "label-conflict"), ("nobody", "object-missing"),
                   ("nobody", "licence-unknown"), ("nobody", "unknown-subject"), ("a", "digest-unnamed")):
        assert wanted in codes, (wanted, said)
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", manifest, "--offline", expect=1)
    assert in_dataset(data) == said, (in_dataset(data), said)
    links = {(row["kind"], row["first"], row["second"]) for row in sonoset.json("-C", data, "list", "links")["rows"]}
    assert ("object", "a", "copy") in links and ("pixels", "a", "exact") in links, links
    assert ("near-duplicate", "a", "again") in links, links

    # A decision resolves a tie.
    sonoset("-C", data, "label", "other", "diagnosis", "healthy", "--by", "c", "--why", "seen")
    assert not in_dataset(data, "--where", "code=label-tie")

    # Two of three look-alikes in different folds are a possible leak until dismissed.
    folds = folder / "folds.csv"
    folds.write_text("clip,fold\na,0\ncopy,0\nexact,0\nagain,1\nother,1\nstill,1\nsmall,1\n")
    split = sonoset.json("-C", data, "split", "t", "--from", folds, expect=None)["leaks"]
    assert split["near_duplicates"] == 1 and split["possible_leak_clips"] >= 4, split
    sonoset("-C", data, "resolve", "near-duplicate", "again", "--by", "c", "--why", "another person")
    after = sonoset.json("-C", data, "split", "u", "--from", folds, expect=None)["leaks"]
    assert after["near_duplicates"] == 0, after
    digest = sonoset.digest(data)
    sonoset("-C", data, "link")
    assert sonoset.digest(data) == digest, "the dismissal must be kept"
    sonoset("-C", data, "resolve", "--undo", "near-duplicate", "again", "--by", "c", "--why", "not so sure")
    assert sonoset.json("-C", data, "split", "v", "--from", folds, expect=None)["leaks"]["near_duplicates"] == 1
    sonoset("-C", data, "resolve", "near-duplicate", "again", "--by", "c", "--why", "sure now")

    # A dismissal about 'a' does not cover a third look-alike.
    ffmpeg("-i", folder / first, *H264, "-crf", 20, folder / "third.mp4")
    manifest.write_text(text + entry("aa", "third.mp4"))
    sonoset("-C", data, "import", manifest, "--offline", expect=1)
    open_now = in_dataset(data, "--where", "code=near-duplicate", "--where", "resolved_by=")
    assert [clip for clip, *_ in open_now if clip in ("aa", "again")], open_now
    print("import and validate agree; a dismissal covers only the clips it names")
