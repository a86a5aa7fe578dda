#!/usr/bin/python3
"""Every real clip, against ffprobe and ffmpeg: the worker takes the pictures that the rule names, with their times, and
their pixels are those of ffmpeg's own decode.

usage: which_picture.py WORKER CLIPS_DIR [--only TEXT]

The rule (sampling/frame_sampler.h, media/picture_clock.h) is written down here once more, from what
`ffprobe -show_frames` says.
Exit 77: skipped, because the clips or ffmpeg are not there.
"""
import argparse
import concurrent.futures
import fractions
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy

SKIPPED = 77
SUFFIXES = {".mp4", ".mov", ".avi", ".mpeg", ".gif", ".jpg", ".png"}
FLAGS = "bitexact+accurate_rnd+full_chroma_int+bicubic"
SAMPLINGS = [{"rate_hz": "3", "maximum": 30}, {"uniform": 7}, {"every": 9, "maximum": 12}]


def output_of(command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def probe(path):
    """The pictures of the best video stream in the order shown, as (pts, source), and the stream."""
    streams = json.loads(output_of(["ffprobe", "-v", "quiet", "-select_streams", "v", "-show_streams", "-of", "json",
                                    str(path)]))["streams"]
    stream = streams[0]
    assert len(streams) == 1, "the rule for the best stream is not checked here"
    frames = json.loads(output_of(["ffprobe", "-v", "quiet", "-select_streams", str(stream["index"]), "-show_frames",
                                   "-of", "json", str(path)]))["frames"]
    pictures = []
    following = 0
    for frame in frames:
        if "pts" in frame:
            time, source = frame["pts"], "pts"
        elif "best_effort_timestamp" in frame:
            time, source = frame["best_effort_timestamp"], "best-effort"
        else:
            time, source = following, "previous"
        following = time + frame.get("pkt_duration", 0)
        pictures.append((time, source))
    return pictures, stream


def chosen(pictures, sampling, time_base):
    """Picture numbers that the rule takes, window: all."""
    taken = []
    if "uniform" in sampling:
        count = sampling["uniform"]
        taken = sorted({i * len(pictures) // count for i in range(count)})
    elif "every" in sampling:
        taken = list(range(0, len(pictures), sampling["every"]))
    else:
        rate = fractions.Fraction(sampling["rate_hz"])
        start = pictures[0][0]
        number = sample = 0
        while number < len(pictures):
            if (pictures[number][0] - start) * time_base >= sample / rate:
                if not taken or taken[-1] != number:
                    taken.append(number)
                sample += 1
            else:
                number += 1
    maximum = sampling.get("maximum", 0)
    return taken[:maximum] if maximum else taken


def decode(path, stream, sizes, numbers):
    """By pixel format, the bytes of the pictures with these numbers, by ffmpeg, which decodes all of them once; `sizes`:
    the bytes of a picture in each format."""
    wanted = "+".join(f"eq(n,{number})" for number in numbers)
    command = ["ffmpeg", "-v", "quiet", "-noautorotate", "-threads", "1", "-i", str(path)]
    with tempfile.TemporaryDirectory() as folder:
        for pixel_format in sizes:
            command += ["-map", f"0:{stream['index']}", "-vsync", "passthrough", "-vf",
                        f"select='{wanted}',scale=flags={FLAGS}", "-pix_fmt", pixel_format, "-f", "rawvideo",
                        f"{folder}/{pixel_format}"]
        output_of(command)
        pictures = {}
        for pixel_format, size in sizes.items():
            raw = pathlib.Path(folder, pixel_format).read_bytes()
            cut = (raw[i:i + size] for i in range(0, len(raw), size))
            pictures[pixel_format] = dict(zip(numbers, cut, strict=True))
    return pictures


def digest(pixels, width, height, channels):
    return hashlib.sha256(f"{width} {height} {channels}\n".encode() + pixels).hexdigest()


CHROMA_STEPS = {"yuv420p": 2, "yuvj420p": 2, "yuv444p": 1, "yuvj444p": 1}


def chroma_size(stream):
    """The bytes of a plane of chroma; 0 for other layouts."""
    step = CHROMA_STEPS.get(stream["pix_fmt"])
    return -(-stream["width"] // step) * -(-stream["height"] // step) if step else 0


def coloured(stream, numbers, decoded):
    """Those of the pictures that have colour, by the rule of media/colour.h."""
    width, height = stream["width"], stream["height"]
    chroma = chroma_size(stream)
    if chroma:
        native = decoded[stream["pix_fmt"]]

        def has_colour(number):
            planes = numpy.frombuffer(native[number], numpy.uint8)[width * height:].astype(int).reshape(2, chroma)
            return (abs(planes - 128) > 4).any(axis=0).sum() * 10000 > chroma
    else:
        def has_colour(number):
            pixels = numpy.frombuffer(decoded["rgb24"][number], numpy.uint8).astype(int).reshape(-1, 3)
            return (pixels.max(axis=1) - pixels.min(axis=1) > 8).sum() * 10000 > width * height
    return {number for number in numbers if has_colour(number)}


def compare(path, worker, problems):
    pictures, stream = probe(path)
    time_base = fractions.Fraction(stream["time_base"])
    width, height = stream["width"], stream["height"]
    any_taken = sorted({number for sampling in SAMPLINGS for number in chosen(pictures, sampling, time_base)})
    sizes = {"gray": width * height, "rgb24": width * height * 3}
    if chroma_size(stream):
        sizes[stream["pix_fmt"]] = width * height + 2 * chroma_size(stream)
    by_format = decode(path, stream, sizes, any_taken)
    decoded = {1: by_format["gray"], 3: by_format["rgb24"]}
    in_colour = coloured(stream, any_taken, by_format)
    compared = 0
    for sampling in SAMPLINGS:
        taken = chosen(pictures, sampling, time_base)
        auto = 3 if in_colour.intersection(taken) else 1
        # How pixels are converted does not depend on the sampling.
        conversions = (("grey", 1), ("rgb", 3), ("auto", auto)) if sampling is SAMPLINGS[0] else (("auto", auto),)
        for channels, count in conversions:
            recipe = {"sampling": sampling, "channels": channels, "format": "png"}
            result = json.loads(subprocess.run([worker, "clip", "--unsealed", str(path), json.dumps(recipe)],
                                               stdout=subprocess.PIPE, check=False).stdout)
            ours = [(f["picture"], f["pts"], f["time_source"], f["pixels"]) for f in result["frames"]]
            theirs = [(n, *pictures[n], digest(decoded[count][n], width, height, count)) for n in taken]
            compared += len(theirs)
            where = f"{path.name} {sampling} {channels}"
            if fractions.Fraction(result["content"]["time_base"]) != time_base:
                problems.append(f"{where}: time base {result['seen']['time_base']}, ffprobe has {time_base}")
            if result["content"]["pictures"] != len(pictures) or result["content"]["first_pts"] != pictures[0][0]:
                problems.append(f"{where}: {result['seen']['pictures']} pictures from {result['seen']['first_pts']}, "
                                f"ffprobe has {len(pictures)} from {pictures[0][0]}")
            if ours != theirs:
                wrong = next((pair for pair in zip(ours, theirs) if pair[0] != pair[1]), (len(ours), len(theirs)))
                problems.append(f"{where}: {wrong[0]}, expected {wrong[1]}; findings {result['findings']}")
    return compared


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("worker")
    parser.add_argument("clips")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    clips = pathlib.Path(arguments.clips)
    if not clips.is_dir() or not shutil.which("ffmpeg") or not shutil.which("ffprobe"):
        print("skipped: needs the folder of real clips, ffmpeg and ffprobe")
        return SKIPPED
    paths = [p for p in sorted(clips.rglob("*")) if p.suffix.lower() in SUFFIXES and arguments.only in p.name]
    problems = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        compared = sum(pool.map(lambda path: compare(path, arguments.worker, problems), paths))
    print(f"{len(paths)} clips, {compared} frames compared, {len(problems)} problems")
    for problem in sorted(problems):
        print(problem)
    return 1 if problems or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
