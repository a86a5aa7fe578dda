"""Checks an export of format `clips` with FFmpeg's programs and without code of sonoset. `problems(folder)` returns what
is wrong; BREAKAGES are ways to break an export, each of which it must notice."""
import csv
import functools
import hashlib
import json
import pathlib
import subprocess

# What FFmpeg's muxers write into every file; it says nothing about the recording.
TAGS = {"DURATION", "ENCODER", "compatible_brands", "encoder", "handler_name", "language", "major_brand",
        "minor_version", "vendor_id"}
VALUES = {"encoder": {"Lavf"}, "handler_name": {"VideoHandler"}, "language": {"und"}}
CONTAINERS = {"copy": ".mkv", "ffv1": ".mkv", "h264": ".mp4"}


def run(*words):
    return subprocess.run(list(map(str, words)), capture_output=True, check=False)


@functools.lru_cache
def probe(file, digest):
    """ffprobe's facts and errors; `digest` is the file's, so that a file is read once."""
    del digest
    out = run("ffprobe", "-v", "error", "-show_streams", "-show_format", "-show_chapters", "-show_frames",
              "-of", "json", file)
    return json.loads(out.stdout or b"{}"), out.stderr.decode()


def tag_problems(tags):
    for name, value in tags.items():
        # 45 CFR 164.514(b)(2)(i): "The following identifiers of the individual ... are removed: (A) Names; ... (C) All
        # elements of dates (except year) ...; (M) Device identifiers and serial numbers"
        if name not in TAGS or (name in VALUES and value not in VALUES[name]):
            yield f"says {name} = {value!r}"


def stream_problems(row, stream):
    # RFC 9043, 1: FFV1 is "a lossless, intra-frame video coding format"
    codecs = {"ffv1": "ffv1", "h264": "h264"}
    if stream.get("codec_name") != row["codec"] or codecs.get(row["method"], row["codec"]) != row["codec"]:
        yield f"codec {stream.get('codec_name')}, not {row['codec']} ({row['method']})"
    for key, column in (("pix_fmt", "pixel_format"), ("width", "width"), ("height", "height"),
                        ("sample_aspect_ratio", "sample_aspect")):
        shown = str(stream.get(key, "1:1"))
        if shown != row[column]:
            yield f"{key} {shown}, not {row[column]}"
    # ITU-T H.264, 6.2: 4:2:0 has chroma "half the width and half the height" of luma
    if row["pixel_format"] == "yuv420p" and row["method"] == "h264":
        if int(row["width"]) % 2 or int(row["height"]) % 2:
            yield "4:2:0 with an odd side"
    # ISO 14496-12, 8.3.2: tkhd's matrix; most training code ignores it, so pictures must be upright as stored
    if any("displaymatrix" in json.dumps(data).lower() for data in stream.get("side_data_list", [])):
        yield "is stored turned"


def frame_problems(row, frames):
    if len(frames) != int(row["pictures"]):
        yield f"{len(frames)} pictures, not {row['pictures']}"
        return
    times = [float(frame["pts_time"]) for frame in frames]
    # RFC 9559, 5.1.3.5.3: Matroska's TimestampScale is 1 ms by default
    if abs(times[0]) > 0.0005:
        yield f"begins at {times[0]} s"
    lasts = float(row["to_s"]) - float(row["from_s"])
    if abs(times[-1] - times[0] - lasts) > 0.0011:
        yield f"lasts {times[-1]} s to its last picture, not {lasts} s"
    if row["method"] == "copy":
        # ITU-T H.264, D.2.7: user_data_unregistered holds any bytes
        for frame in frames:
            if "User Data" in json.dumps(frame.get("side_data_list", "")):
                yield "has messages with text"
                return


def file_problems(folder, row):
    file = folder / row["path"]
    if not file.is_file():
        yield "is missing"
        return
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != row["sha256"] or len(data) != int(row["bytes"]):
        yield "differs from its digest or size"
    if file.suffix != CONTAINERS.get(row["method"]):
        yield f"is no {CONTAINERS.get(row['method'])} for method {row['method']}"
    facts, errors = probe(file, hashlib.sha256(data).hexdigest())
    if errors:
        yield f"cannot be decoded: {errors.splitlines()[0]}"
    streams = facts.get("streams", [])
    if len(streams) != 1 or streams[0].get("codec_type") != "video" or facts.get("chapters"):
        yield f"has {[stream.get('codec_type') for stream in streams]} and {len(facts.get('chapters', []))} chapters"
        return
    yield from tag_problems(facts["format"].get("tags", {}))
    yield from tag_problems(streams[0].get("tags", {}))
    yield from stream_problems(row, streams[0])
    yield from frame_problems(row, facts.get("frames", []))


def rows_of(folder):
    with open(pathlib.Path(folder) / "clips.csv", newline="") as text:
        return list(csv.DictReader(text))


def problems(folder):
    folder = pathlib.Path(folder)
    rows = rows_of(folder)
    found = [f"{row['clip']}: {problem}" for row in rows for problem in file_problems(folder, row)]
    listed = sorted(row["path"] for row in rows)
    present = sorted(str(path.relative_to(folder)) for path in (folder / "videos").iterdir())
    if listed != present:
        found.append(f"listed and present files differ: {sorted(set(listed) ^ set(present))}")
    if [row["clip"] for row in rows] != sorted({row["clip"] for row in rows}):
        found.append("clips are not sorted, or there twice")
    if len(rows) != json.loads((folder / "dataset.json").read_text())["counts"]["clips"]:
        found.append("dataset.json counts other clips")
    return found


def edited(column, value, method=None):
    """Changes a cell of the first row (with this method)."""
    def change(folder):
        rows = rows_of(folder)
        row = next(row for row in rows if method in (None, row["method"]))
        row[column] = value(row[column]) if callable(value) else value
        write(folder, rows)
    return change


def write(folder, rows):
    with open(pathlib.Path(folder) / "clips.csv", "w", newline="") as text:
        table = csv.DictWriter(text, rows[0], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def rewrapped(*options, method="ffv1"):
    """Writes the first video with this method again by FFmpeg, and its digest and size into the table."""
    def change(folder):
        folder = pathlib.Path(folder)
        rows = rows_of(folder)
        row = next(row for row in rows if row["method"] == method)
        file = folder / row["path"]
        other = file.with_stem("other")
        done = run("ffmpeg", "-v", "error", "-i", file, "-bitexact", *options, other)
        assert done.returncode == 0, done.stderr
        other.replace(file)
        row["sha256"], row["bytes"] = hashlib.sha256(file.read_bytes()).hexdigest(), str(file.stat().st_size)
        write(folder, rows)
    return change


def cut(folder):
    file = pathlib.Path(folder) / rows_of(folder)[0]["path"]
    file.write_bytes(file.read_bytes()[:-200])


BREAKAGES = {
    "a title": rewrapped("-c", "copy", "-metadata", "title=A. Patient"),
    "a date": rewrapped("-c", "copy", "-metadata", "creation_time=2020-04-01T10:00:00Z"),
    "sound": rewrapped("-f", "lavfi", "-i", "sine=duration=1", "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a",
                       "flac"),
    "another codec": rewrapped("-c:v", "huffyuv"),
    "half the pictures": rewrapped("-c:v", "ffv1", "-vf", "select=lt(n\\,3)"),
    "another start": rewrapped("-c", "copy", "-output_ts_offset", "2"),
    "another speed": rewrapped(
        "-c:v", "ffv1", "-vf", "setpts=2*PTS", "-fps_mode", "passthrough"),
    "another pixel format": rewrapped("-c:v", "ffv1", "-pix_fmt", "yuv444p"),
    "a digest": edited("sha256", "0" * 64),
    "a cut file": cut,
    "a wrong method": edited("method", "h264", method="ffv1"),
    "a clip twice": lambda folder: write(folder, rows_of(folder) + rows_of(folder)[:1]),
    "a file that is not listed": lambda folder: write(folder, rows_of(folder)[1:]),
}
