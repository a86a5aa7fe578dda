#!/usr/bin/env python3
"""`export clips`: videos that FFmpeg decodes to the pictures of the clips, at their times, and that say nothing else."""
import fractions
import hashlib
import json
import shutil
import subprocess

import numpy
import yaml

import harness
from export_checks import check_breakages, clips

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
# Odd phantoms that differ from others only in what an import reads.
SAME = {"empty-edit-mp4", "program-stream-mpg", "rotated-180-mov", "rotated-270-mp4", "rotated-90-mirrored-mp4",
        "several-streams-0"}
SCALE = "scale=flags=bitexact+accurate_rnd+full_chroma_int+bicubic"


def decoded(file, row, *filters, stream="0:v:0"):
    """The pictures that FFmpeg decodes, as arrays of grey or RGB rows. Not turned by itself, which it would do before
    the conversion to RGB."""
    channels = 1 if row["pixel_format"] == "gray" else 3
    width, height = int(row["width"]) - int(row["padded_right"]), int(row["height"]) - int(row["padded_bottom"])
    chain = [SCALE, "format=" + ("gray" if channels == 1 else "rgb24"), *filters]
    run = subprocess.run(["ffmpeg", "-v", "error", "-threads", "1", "-noautorotate", "-i", file, "-map", stream, "-an", "-fps_mode",
                          "passthrough", "-vf", ",".join(chain), "-f", "rawvideo", "-"], capture_output=True, check=True)
    return numpy.frombuffer(run.stdout, numpy.uint8).reshape(-1, height, width, channels)


def digest(picture):
    """As model::Frame::pixels."""
    height, width, channels = picture.shape
    return hashlib.sha256(f"{width} {height} {channels}\n".encode() + picture.tobytes()).hexdigest()


def number_in(picture, counter):
    """Reads the counter that phantoms show: most significant first, bright is 1."""
    bits = 0
    for index in range(counter["rows"] * counter["columns"]):
        x = counter["x"] + counter["block"] * (index % counter["columns"])
        y = counter["y"] + counter["block"] * (index // counter["columns"])
        bits = bits * 2 + (picture[y + 2:y + counter["block"] - 2, x + 2:x + counter["block"] - 2].mean() > 127)
    return int(bits)


def make_colour_clip(path):
    """Colour, turned, with everything that a hospital's file may say."""
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=98x74:rate=10:duration=1", "-f", "lavfi",
                    "-i", "sine=duration=1", "-metadata", "title=A. Patient", "-metadata", "location=+47.3+008.5/",
                    "-metadata", "creation_time=2020-04-01T10:00:00Z", "-metadata:s:v", "rotate=90", "-c:v", "libx264",
                    "-pix_fmt", "yuv420p", "-c:a", "aac", path.with_stem("straight")], check=True)
    subprocess.run(["ffmpeg", "-v", "error", "-i", path.with_stem("straight"), "-c", "copy", "-metadata:s:v", "rotate=90",
                    "-movflags", "use_metadata_tags", path], check=True)


def region(x, y, width, height):
    return {"x": x, "y": y, "width": width, "height": height}


def prepare(folder):
    """A manifest of the odd phantoms, parts of some, and a clip in colour."""
    sonoset("phantom", folder / "odd", "--kind", "odd")
    file = folder / "odd" / "manifest.yaml"
    manifest = yaml.safe_load(file.read_text())
    by_id = {clip["id"]: clip for clip in manifest["clips"]}
    manifest["clips"] = [clip for clip in manifest["clips"] if clip["id"] not in SAME]
    parts = {"window-at-key-pictures": ("b-pictures-closed-mp4", {"window": {"first": 12, "end": 24}}),
             "window-between": ("b-pictures-closed-mp4", {"window": {"first": 5, "end": 20}}),
             "window-and-region": ("long-group-mp4", {"window": {"from": 1, "to": 2.2}, "region": region(17, 3, 121, 75)}),
             "region-of-jpegs": ("motion-jpeg-avi", {"region": region(1, 1, 100, 41)}),
             "region-of-turned": ("rotated-90-mp4", {"region": region(11, 2, 131, 77)})}
    for name, (clip, changes) in parts.items():
        manifest["clips"].append({**by_id[clip], "id": name, **changes})
    make_colour_clip(folder / "odd" / "clips" / "colour.mov")
    manifest["clips"].append({"id": "colour-turned", "source": "phantom-site-a", "path": "clips/colour.mov",
                              "subject": "odd", "region": region(1, 3, 71, 93)})
    for clip in manifest["clips"]:
        chosen = clip["id"] in ("colour-turned", "window-and-region", "odd-size-mp4", "window-at-key-pictures")
        clip["probe"] = "convex" if chosen else "linear"
    file.write_text(yaml.safe_dump(manifest, sort_keys=False))
    return manifest, json.loads((folder / "odd" / "truth.json").read_text())


def check_pictures(out, row, frames, truth, counter):
    """FFmpeg decodes exactly the pictures of the dataset's frames: all were imported."""
    pictures = decoded(out / row["path"], row)
    if row["method"] != "h264":
        assert [digest(picture) for picture in pictures] == [frame["pixels"] for frame in frames], row["clip"]
    if truth and row["clip"] in truth:
        for frame, picture in zip(frames, pictures):
            assert number_in(picture[..., 0], counter) == truth[row["clip"]]["first_number"] + frame["picture"], row
    return pictures


def check_original(original, clip, out, row, frames):
    """FFmpeg decodes the original, cropped, to the same pixels."""
    crop = ["crop={width}:{height}:{x}:{y}".format(**clip["region"])] if "region" in clip else []
    turn = {"colour-turned": ["transpose=cclock"], "region-of-turned": ["transpose=clock"]}.get(clip["id"], [])
    all_pictures = decoded(original, row, *turn, *crop, stream=f"0:{clip['stream']}" if "stream" in clip else "0:v:0")
    chosen = all_pictures[[frame["picture"] for frame in frames]]
    found = decoded(out / row["path"], row)
    assert chosen.shape == found.shape and (chosen == found).all(), row["clip"]


with harness.Folder() as folder:
    manifest, truth = prepare(folder)
    in_truth = {clip["id"]: clip for clip in truth["clips"]}
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "odd" / "manifest.yaml", "--all")
    frames = {}
    for frame in sonoset.json("-C", data, "list", "frames", "--limit", "0")["rows"]:
        frames.setdefault(frame["clip"], []).append(frame)
    common = ["--licences", "any", "--jobs", "2"]
    summary = sonoset.json("-C", data, "export", "clips", folder / "out", *common)
    assert summary["clips"] == len(manifest["clips"]) == sum(summary["videos"].values()) and not summary["left_out"]
    found = clips.problems(folder / "out")
    assert not found, found
    rows = {row["clip"]: row for row in clips.rows_of(folder / "out")}
    methods = {clip: row["method"] for clip, row in rows.items()}
    copied = {"late-start-mkv", "b-pictures-closed-mp4", "long-group-mp4", "odd-size-mp4", "window-at-key-pictures"}
    encoded = {"edit-list-mov", "window-between", "window-and-region", "rotated-90-mp4", "mirrored-mp4", "alpha-webm",
               "motion-jpeg-avi", "colour-turned"}
    assert {methods[clip] for clip in copied} == {"copy"} and {methods[clip] for clip in encoded} == {"ffv1"}, methods
    for clip in manifest["clips"]:
        row = rows[clip["id"]]
        mine = frames[row["clip"]]
        check_pictures(folder / "out", row, mine, in_truth, truth["counter"]) if row["method"] == "ffv1" else None
        assert (int(row["pictures"]), int(row["first_picture"])) == (len(mine), mine[0]["picture"]), row
        assert fractions.Fraction(row["from_s"]) == fractions.Fraction(mine[0]["time_s"]), row
        assert row["object"] and row["licence"] == "CC-BY-4.0" and row["attribution"] == "Phantom site A", row
    for clip in ("colour-turned", "window-and-region", "region-of-jpegs", "region-of-turned", "odd-size-mkv",
                 "window-between", "ten-bit-mp4"):
        source = next(one for one in manifest["clips"] if one["id"] == clip)
        check_original(folder / "odd" / source["path"], source, folder / "out", rows[clip], frames[clip])

    # Nothing of the file around the pictures is left.
    everything = b"".join((folder / "out" / row["path"]).read_bytes() for row in rows.values())
    for text in (b"A. Patient", b"47.3", b"2020", b"x264"):
        assert text not in everything, text

    # The same bytes, whatever the number of workers.
    few = [*common, "--where", "probe=convex"]
    sonoset("-C", data, "export", "clips", folder / "few", *few)
    sonoset("-C", data, "export", "clips", folder / "again", *few, "--jobs", "1")
    assert harness.files_digest(folder / "again") == harness.files_digest(folder / "few"), "not the same bytes"
    assert {row["clip"]: row["sha256"] for row in clips.rows_of(folder / "few")}.items() <= {
        clip: row["sha256"] for clip, row in rows.items()}.items()

    # H.264 of the same pictures, close to them; odd sides are padded.
    sonoset("-C", data, "export", "clips", folder / "h264", *few, "--codec", "h264", "--encode-all")
    found = clips.problems(folder / "h264")
    assert not found, found
    for row in clips.rows_of(folder / "h264"):
        assert row["method"] == "h264" and int(row["padded_right"]) == int(rows[row["clip"]]["width"]) % 2, row
        exact = {**rows[row["clip"]], "padded_right": 0, "padded_bottom": 0}
        exact["pixel_format"] = "bgr0" if row["clip"] == "colour-turned" else "gray"
        shown = {**row, "pixel_format": exact["pixel_format"]}
        crop = f"crop={exact['width']}:{exact['height']}:0:0"
        lossy = decoded(folder / "h264" / row["path"], shown, crop).astype(int)
        change = lossy - decoded(folder / "out" / exact["path"], exact)
        # 4:2:0 blurs the edges of testsrc2's colours; a wrong matrix or range would shift whole channels.
        assert abs(change).mean() < (8 if row["clip"] == "colour-turned" else 2.5), (row["clip"], abs(change).mean())
        assert (abs(change.mean(axis=(0, 1, 2))) < 2).all(), (row["clip"], change.mean(axis=(0, 1, 2)))

    # The checker notices broken exports.
    check_breakages(clips.BREAKAGES, folder / "few", clips.problems)

    # Damage and wrong options.
    for words, says in ((["--codec", "vp9"], "--codec must be ffv1 or h264"), (["--link"], "--link does not apply"),
                        (["--size", "32x32"], "--size does not apply")):
        run = sonoset("-C", data, "export", "clips", folder / "no", *words, expect=2)
        assert says in run.stderr and not (folder / "no").exists(), run.stderr
    sonoset("-C", data, "split", "frames", "--folds", "2", "--by", "frame")
    run = sonoset("-C", data, "export", "clips", folder / "no", "--split", "frames", *common, expect=2)
    assert "divides clips into frames" in run.stderr, run.stderr
    shutil.rmtree(data / "objects")
    run = sonoset("-C", data, "export", "clips", folder / "no", *few, expect=2)
    assert "objects" in run.stderr or "missing" in run.stderr, run.stderr
    assert not (folder / "no").exists()
print("videos show the clips' pictures and nothing else")
