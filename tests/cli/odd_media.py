#!/usr/bin/env python3
"""Unusual files: several recordings in one, missing timestamps, wrong header values, odd shapes. Each gives the
pictures it has, with findings about what is unusual."""
import struct
import zlib

import harness
from recordings import CLIP, H264, ffmpeg, imported, manifest, record

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def check_restarts(folder):
    """Concatenated recordings give all pictures of both in order, for any number of workers."""
    clips = folder / "restarts"
    clips.mkdir()
    for name, codec in (("x.mpg", CLIP), ("x.ts", H264), ("x.mkv", H264)):
        first, second = (record(clips / name.replace("x", which), *codec, source=source)
                         for which, source in (("a", "testsrc2"), ("b", "testsrc")))
        (clips / name.replace("x", "both")).write_bytes(first + second)
    for extension, codec in (("mp4", "libx264"), ("flv", "flv1"), ("wmv", "wmv2"), ("gif", "gif"), ("avi", "mpeg4")):
        first = record(clips / f"a.{extension}", "-c:v", codec, seconds=1)
        (clips / f"behind.{extension}").write_bytes(first + first)
    ffmpeg("-i", clips / "a.mkv", "-c", "copy", "-bsf:v", "setts=pts=0:dts=0", clips / "timeless.mkv")
    found = imported(sonoset, clips, folder / "one", "--all", "--jobs", 1, expect=0)
    for extension in ("mpg", "ts", "mkv"):
        pixels, findings = found[f"both.{extension}"]
        assert pixels == found[f"a.{extension}"][0] + found[f"b.{extension}"][0], (extension, len(pixels))
        assert findings["times-restart"] == "timestamps restart at picture 50", findings
        assert "times-restart" not in found[f"a.{extension}"][1]
    for extension in ("mp4", "flv", "wmv", "gif", "avi"):
        size = (clips / f"a.{extension}").stat().st_size
        assert found[f"behind.{extension}"][1]["file-behind"] == f"another file starts at byte {size}", found
        assert "file-behind" not in found[f"a.{extension}"][1], found
    imported(sonoset, clips, folder / "four", "--all", "--jobs", 4, expect=0)
    assert sonoset.digest(folder / "one") == sonoset.digest(folder / "four")
    found = imported(sonoset, clips, folder / "rate", expect=0)
    for extension in ("mpg", "ts", "mkv"):
        assert len(found[f"both.{extension}"][0]) == 12, found
    assert len(found["timeless.mkv"][0]) == 6, "pictures without timestamps must be spaced by their rate"
    assert "times-missing" in found["timeless.mkv"][1]
    validated = sonoset.json("validate", clips / "both.mpg", expect=1)["clips"][0]
    assert "times-restart" in {finding["code"] for finding in validated["findings"]}


def check_claims(folder):
    """A header whose duration differs from the pictures': clusters are missing, sizes adjusted."""
    clips = folder / "claims"
    clips.mkdir()
    data = bytearray(record(clips / "right.mkv", *H264, seconds=3))
    at = data.index(b"\x44\x89\x88")  # Duration, eight bytes: a double
    data[at + 3:at + 11] = struct.pack(">d", struct.unpack(">d", data[at + 3:at + 11])[0] * 3)
    (clips / "claims.mkv").write_bytes(data)
    found = imported(sonoset, clips, folder / "claims-data", expect=0)
    assert found["claims.mkv"][1]["duration-differs"] == "duration is 9.00 s in the container, but 3.00 s in the pictures"
    assert "duration-differs" not in found["right.mkv"][1]


def png(colour_type, rows, chunks=()):
    """An 8-bit PNG with `chunks` before its pixels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    samples = {0: 1, 2: 3, 3: 1, 6: 4}[colour_type]
    head = struct.pack(">IIBBBBB", len(rows[0]) // samples, len(rows), 8, colour_type, 0, 0, 0)
    return b"".join([b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), *(chunk(*one) for one in chunks),
                     chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))), chunk(b"IEND", b"")])


def check_stills(folder):
    """EXIF rotates PNG like JPEG; a grey palette keeps its levels."""
    clips = folder / "stills"
    clips.mkdir()
    rows = [bytes((x * 3 + y * 7) % 256 for x in range(256)) for y in range(140)]
    turned = [bytes(rows[len(rows) - 1 - y][x] for y in range(len(rows))) for x in range(256)]
    exif = b"MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    palette = bytes(level for level in range(256) for _ in range(3))
    (clips / "plain.png").write_bytes(png(0, rows))
    (clips / "turned.png").write_bytes(png(0, turned))
    (clips / "exif.png").write_bytes(png(0, rows, [(b"eXIf", exif)]))
    (clips / "palette.png").write_bytes(png(3, rows, [(b"PLTE", palette)]))
    ffmpeg("-i", clips / "palette.png", "-c:v", "rawvideo", "-pix_fmt", "pal8", clips / "palette.avi")
    clear = [b"".join(bytes([value, value, value, 255]) for value in row) for row in rows]
    (clips / "opaque.png").write_bytes(png(6, clear))
    (clips / "alpha.png").write_bytes(png(6, [*clear[:-1], clear[-1][:-1] + b"\xfe"]))
    ffmpeg("-i", clips / "plain.png", "-c:v", "ffv1", "-pix_fmt", "gray", "-color_range", "tv", clips / "flagged.mkv")
    found = imported(sonoset, clips, folder / "stills-data", expect=0)
    for same in ("palette.png", "palette.avi", "flagged.mkv"):
        assert found[same][0] == found["plain.png"][0], same
    assert found["exif.png"][0] == found["turned.png"][0] != found["plain.png"][0]
    assert "alpha-dropped" in found["alpha.png"][1] and "alpha-dropped" not in found["opaque.png"][1], found
    assert "range-ignored" in found["flagged.mkv"][1], found


def check_shape(folder):
    """Other streams, fields and non-square pixels are reported and listed."""
    clips = folder / "shape"
    clips.mkdir()
    record(clips / "plain.mkv", *H264)
    twice = ("-i", clips / "plain.mkv") * 2
    ffmpeg(*twice, "-map", "0", "-map", "1", "-c", "copy", clips / "two.mkv")
    record(clips / "fields.mpg", *CLIP, "-flags", "+ildct+ilme", "-top", "1")
    record(clips / "wide.mkv", *H264, "-vf", "setsar=4/3")
    found = imported(sonoset, clips, folder / "shape-data", expect=0)
    shapes = {"stream-unused", "interlaced", "pixels-not-square", "alpha-dropped"}
    assert not found["plain.mkv"][1].keys() & shapes, found
    assert found["two.mkv"][1]["stream-unused"] == "video stream 0 is used; the file also has video stream 1", found
    assert found["fields.mpg"][1]["interlaced"].endswith("(field order tt)"), found
    assert found["wide.mkv"][1]["pixels-not-square"] == "sample aspect ratio 4:3", found
    rows = sonoset.json("-C", folder / "shape-data", "list", "clips")["rows"]
    shape = {row["clip"]: (row["sample_aspect"], row["field_order"]) for row in rows}
    assert shape == {"plain-mkv": ("1:1", "progressive"), "two-mkv": ("1:1", "progressive"),
                     "fields-mpg": ("1:1", "tt"), "wide-mkv": ("4:3", "progressive")}, shape
    path = manifest(clips, ["two.mkv"])
    path.write_text(path.read_text().replace("path:", "stream: 1, path:"))
    validated = sonoset.json("validate", path, expect=None)["clips"][0]
    assert "stream-unused" not in {finding["code"] for finding in validated["findings"]}, validated


with harness.Folder() as place:
    check_restarts(place)
    check_claims(place)
    check_stills(place)
    check_shape(place)
print("unusual files give their pictures and findings")
