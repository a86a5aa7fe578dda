#!/usr/bin/env python3
"""Truncated files are detected in every container; --allow-truncated uses their intact pictures."""

import harness
from recordings import CLIP, H264, imported, record

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


# Findings for a file that lacks its last 40%, and for one that lacks 50 bytes; None: cannot be detected.
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
    """A truncated file is detected and, with --allow-truncated, gives its intact pictures."""
    clips, whole = folder / "cut", folder / "whole"
    for path in (clips, whole):
        path.mkdir()
    for name, (codec, _, _) in CUT.items():
        data = record(whole / name, *codec, seconds=1)
        for much, size in (("most", len(data) * 6 // 10), ("tail", len(data) - 50)):
            while name.endswith("ts") and size % (192 if name == "x.m2ts" else 188) < 8:
                size -= 9
            (clips / f"{much}-{name}").write_bytes(data[:size])
    right = imported(sonoset, whole, folder / "whole-data", "--all", expect=0)
    found = imported(sonoset, clips, folder / "cut-data", "--all", expect=1)
    allowed = imported(sonoset, clips, folder / "allowed-data", "--all", "--allow-truncated", expect=1)
    for name, (_, most, tail) in CUT.items():
        assert not right[name][1].keys() & {"truncated", "end-missing", "duration-differs"}, (name, right[name][1])
        for much, code in (("most", most), ("tail", tail)):
            pixels, findings = found[f"{much}-{name}"]
            assert code in findings, (much, name, findings)
            assert len(pixels) == (0 if code == "truncated" else len(right[name][0])), (much, name, len(pixels))
            pixels, findings = allowed[f"{much}-{name}"]
            if len(right[name][0]) == 1 or f"{much}-{name}" == "most-x.mp4":
                assert not pixels and "truncated" in findings, (much, name, "no intact pictures here")
                continue
            assert findings.keys() & {"truncated-used", "end-missing"}, (much, name, findings)
            left = iter(right[name][0])
            assert pixels and all(pixel in left for pixel in pixels), (much, name, "other pictures, or another order")
            assert much == "most" or len(pixels) >= len(right[name][0]) - 3, (name, len(pixels))


with harness.Folder() as place:
    check_cut(place)
print("truncated files are detected and give their intact pictures")
