#!/usr/bin/env python3
"""Files that are not what they seem: several recordings in one, cut off, without times. Each gives the pictures that it
has, and says what is odd about it; what cannot be used is refused for the true reason."""
import json
import pathlib
import subprocess

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

CLIP = ("-c:v", "mpeg2video", "-bf", "2", "-b:v", "600k")
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "veryfast")


def ffmpeg(*words):
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, words)], check=True, stdin=subprocess.DEVNULL)


def record(path, *codec, seconds=2, source="testsrc2"):
    """A recording of 25 pictures a second."""
    ffmpeg("-f", "lavfi", "-i", f"{source}=size=160x128:rate=25:duration={seconds}", *codec, path)
    return path.read_bytes()


def manifest(folder, names):
    """An entry for each file; its id is the file's name with '-' for what ids do not have."""
    lines = ["format: 1", "name: odd", "title: Odd files", "taxonomy: lung-ultrasound",
             "sources: [{id: here, title: Here, licence: CC0-1.0}]", "clips:"]
    for name in names:
        lines += [f"  - {{id: {clip_id(name)}, source: here, path: '{name}', subject: s-{clip_id(name)}, probe: convex}}"]
    path = folder / "odd.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def clip_id(name):
    return name.lower().replace(".", "-").replace("_", "-")


def imported(folder, data, *options, expect=None):
    """What an import of all files makes of each: its pixels' digests, and its findings by code."""
    names = sorted(path.name for path in folder.iterdir() if path.suffix != ".yaml")
    if not data.exists():
        sonoset("init", data)
    sonoset("-C", data, "import", manifest(folder, names), "--offline", *options, expect=expect)
    found = {}
    for name in names:
        rows = sonoset.json("-C", data, "list", "frames", "--where", f"clip={clip_id(name)}", "--limit", 0)["rows"]
        findings = sonoset.json("-C", data, "list", "findings", "--where", f"id={clip_id(name)}")["rows"]
        found[name] = ([row["pixels"] for row in rows], {row["code"]: row["message"] for row in findings})
    return found


def check_restarts(folder):
    """Recordings one behind the other: all pictures of both, in their order, for any number of workers."""
    clips = folder / "restarts"
    clips.mkdir()
    for name, codec in (("x.mpg", CLIP), ("x.ts", H264), ("x.mkv", H264)):
        first, second = (record(clips / name.replace("x", which), *codec, source=source)
                         for which, source in (("a", "testsrc2"), ("b", "testsrc")))
        (clips / name.replace("x", "both")).write_bytes(first + second)
    ffmpeg("-i", clips / "a.mkv", "-c", "copy", "-bsf:v", "setts=pts=0:dts=0", clips / "timeless.mkv")
    found = imported(clips, folder / "one", "--all", "--jobs", 1, expect=0)
    for extension in ("mpg", "ts", "mkv"):
        pixels, findings = found[f"both.{extension}"]
        assert pixels == found[f"a.{extension}"][0] + found[f"b.{extension}"][0], (extension, len(pixels))
        assert findings["times-restart"] == "times start again at picture 50", findings
        assert "times-restart" not in found[f"a.{extension}"][1]
    imported(clips, folder / "four", "--all", "--jobs", 4, expect=0)
    assert sonoset.digest(folder / "one") == sonoset.digest(folder / "four")
    found = imported(clips, folder / "rate", expect=0)
    for extension in ("mpg", "ts", "mkv"):
        assert len(found[f"both.{extension}"][0]) == 12, found
    assert len(found["timeless.mkv"][0]) == 6, "pictures without times are counted at their rate"
    assert "times-missing" in found["timeless.mkv"][1]
    validated = sonoset.json("validate", clips / "both.mpg", expect=1)["clips"][0]
    assert "times-restart" in {finding["code"] for finding in validated["findings"]}


# What each container says of a file that lacks its last 40%, and of one that lacks 50 bytes; None: it cannot tell.
CUT = {
    "x.mp4": (H264, "truncated", "truncated"),
    "faststart.mp4": ((*H264, "-movflags", "+faststart"), "truncated", "truncated"),
    "fragments.mp4": ((*H264, "-movflags", "frag_keyframe+empty_moov", "-g", "10"), "truncated", "end-missing"),
    "x.mkv": (H264, "truncated", "truncated"),
    "live.mkv": ((*H264, "-live", "1"), "truncated", "truncated"),
    "x.avi": (("-c:v", "mpeg4"), "truncated", "end-missing"),
    "x.wmv": (("-c:v", "wmv2"), "truncated", "end-missing"),
    "x.flv": (("-c:v", "flv1"), "truncated", "truncated"),
    "x.ogv": (("-c:v", "libtheora"), "truncated", "truncated"),
    "x.mpg": (CLIP, "truncated", "truncated"),
    "x.ts": (H264, "truncated", "truncated"),
    "x.m2ts": ((*H264, "-mpegts_m2ts_mode", "1"), "truncated", "truncated"),
    "x.gif": (("-c:v", "gif"), "truncated", "truncated"),
    "x.png": (("-frames:v", "1"), "truncated", "truncated"),
    "x.jpg": (("-frames:v", "1"), "truncated", "truncated"),
    "x.bmp": (("-frames:v", "1"), "truncated", "truncated"),
    "x.webp": (("-frames:v", "1"), "truncated", "truncated"),
}


def check_cut(folder):
    """A file that was cut off is noticed, and with --allow-truncated gives the pictures that are whole."""
    clips, whole = folder / "cut", folder / "whole"
    for path in (clips, whole):
        path.mkdir()
    for name, (codec, _, _) in CUT.items():
        data = record(whole / name, *codec, seconds=1)
        for much, size in (("most", len(data) * 6 // 10), ("tail", len(data) - 50)):
            while name.endswith("ts") and size % (192 if name == "x.m2ts" else 188) < 8:
                size -= 9
            (clips / f"{much}-{name}").write_bytes(data[:size])
    right = imported(whole, folder / "whole-data", "--all", expect=0)
    found = imported(clips, folder / "cut-data", "--all", expect=1)
    allowed = imported(clips, folder / "allowed-data", "--all", "--allow-truncated", expect=1)
    for name, (_, most, tail) in CUT.items():
        assert not right[name][1].keys() & {"truncated", "end-missing", "duration-differs"}, (name, right[name][1])
        for much, code in (("most", most), ("tail", tail)):
            pixels, findings = found[f"{much}-{name}"]
            assert code in findings, (much, name, findings)
            assert len(pixels) == (0 if code == "truncated" else len(right[name][0])), (much, name, len(pixels))
            pixels, findings = allowed[f"{much}-{name}"]
            if len(right[name][0]) == 1 or f"{much}-{name}" == "most-x.mp4":
                assert not pixels and "truncated" in findings, (much, name, "a still is whole or not; nor is an index")
                continue
            assert findings.keys() & {"truncated-used", "end-missing"}, (much, name, findings)
            left = iter(right[name][0])
            assert pixels and all(pixel in left for pixel in pixels), (much, name, "others, or in another order")
            assert much == "most" or len(pixels) >= len(right[name][0]) - 3, (name, len(pixels))


def check_claims(folder):
    """A header that claims another duration than the pictures have: clusters were lost, and the sizes corrected."""
    clips = folder / "claims"
    clips.mkdir()
    data = bytearray(record(clips / "right.mkv", *H264, seconds=3))
    at = data.index(b"\x44\x89\x88")  # Duration, eight bytes: a double
    import struct
    data[at + 3:at + 11] = struct.pack(">d", struct.unpack(">d", data[at + 3:at + 11])[0] * 3)
    (clips / "claims.mkv").write_bytes(data)
    found = imported(clips, folder / "claims-data", expect=0)
    assert found["claims.mkv"][1]["duration-differs"] == "the container claims 9.00 s, and its pictures last 3.00 s"
    assert "duration-differs" not in found["right.mkv"][1]


with harness.Folder() as place:
    check_restarts(place)
    check_cut(place)
    check_claims(place)
print("odd files give what they have, and say so")
