#!/usr/bin/env python3
"""If sonoset reports no leaks, there are none; if it reports leaks, its numbers are right.

Random datasets of overlapping recordings, cut and repackaged without decoding, with subjects, cases, URLs or none of
these. The truth is known from how they were made: which recording a file comes from and which of its pictures it
contains, according to FFmpeg. From sonoset, only the exported table and the split report are read.
"""
import collections
import csv
import itertools
import random
import shutil
import subprocess

import harness

KEY = 10  # pictures from one key picture to the next
PICTURES = 60
CODECS = {"h264": ("-c:v", "libx264", "-preset", "veryfast", "-g", KEY, "-keyint_min", KEY, "-sc_threshold", 0, "-bf", 2),
          "h264 in order": ("-c:v", "libx264", "-preset", "veryfast", "-g", KEY, "-keyint_min", KEY, "-sc_threshold", 0,
                            "-bf", 0), "mpeg4": ("-c:v", "mpeg4", "-q:v", 3, "-g", KEY), "mpeg2": ("-c:v", "mpeg2video", "-q:v", 3, "-g", KEY),
          "mjpeg": ("-c:v", "mjpeg", "-q:v", 3)}
CONTAINERS = {"h264": ("mp4", "mkv", "ts"), "h264 in order": ("mp4", "mkv", "avi", "ts"), "mpeg4": ("mp4", "mkv", "avi"), "mpeg2": ("mkv", "ts", "mp4"),
              "mjpeg": ("mkv", "avi", "mp4")}

arguments = harness.parse([("datasets", "15"), ("seed", "1")])
sonoset = harness.Sonoset(arguments.bin)


def ffmpeg(*words, **options):
    return subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, words)], check=True, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, **options).stdout


def pictures_of(path):
    """A digest of each displayed picture."""
    out = ffmpeg("-i", path, "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "framemd5", "-")
    return [line.split(",")[-1].strip() for line in out.splitlines() if not line.startswith("#")]


class File:
    """A recording or a part of one."""

    def __init__(self, path, recording, codec, first, count):
        self.path, self.recording, self.codec, self.first, self.count = path, recording, codec, first, count


def record(folder, random):
    """Recordings, each complete and cut into pieces."""
    files = []
    sonoset("phantom", folder / "made", "--subjects", 8, "--clips", 8, "--seconds", 4, "--size", "320x240")
    for recording, clip in enumerate(sorted((folder / "made" / "clips").iterdir())):
        codec = sorted(CODECS)[recording % len(CODECS)]
        whole = folder / f"r{recording}.mkv"
        ffmpeg("-i", clip, "-frames:v", PICTURES, "-vf", f"setpts=N/25/TB,scale=176:144,loop=-1:200,setpts=N/25/TB,noise=alls=16:allf=t:all_seed={recording}",
               "-r", 25, "-pix_fmt", "yuvj420p" if codec == "mjpeg" else "yuv420p", *CODECS[codec], whole)
        shown = pictures_of(whole)
        assert len(shown) == PICTURES == len(set(shown)), (whole, len(shown))
        files.append(File(whole, recording, codec, 0, PICTURES))
        for number in range(12):
            container = random.choice(CONTAINERS[codec])
            path = folder / f"r{recording}-{number}.{container}"
            start = random.randrange(0, PICTURES - 8)
            length = random.randrange(6, PICTURES - start + 1)
            try:
                ffmpeg("-ss", start / 25, "-i", whole, "-t", length / 25, "-c", "copy", "-map", "0:v", path)
            except subprocess.CalledProcessError:
                continue  # the container does not accept the result
            cut = pictures_of(path)
            if len(cut) < 4 or cut[0] not in shown:
                continue  # it starts with undecodable pictures
            first = shown.index(cut[0])
            if cut == shown[first:first + len(cut)]:
                files.append(File(path, recording, codec, first, len(cut)))
    return files


class Clip:
    """A clip as in the manifest, and what it really shows."""

    def __init__(self, name, file, random):
        self.name, self.file = name, file
        self.window = None
        first, end = 0, file.count
        if random.random() < 0.3:
            first = random.randrange(0, max(1, file.count - 3))
            end = random.randrange(first + 1, file.count + 1)
            self.window = (first, end)
        self.first, self.end = file.first + first, file.first + end
        self.subject = random.choice(["", "anna", "boris", "clara", "dora", "emil", "fritz", "gina"])
        self.case = random.choice(["", "", "", "fall-a", "fall-b", "fall-c"])
        self.source = random.choice("st")
        self.url = random.choice([""] * 8 + ["https://example.org/a.mp4", "https://example.org/b.mp4"])
        self.label = random.choice(["healthy", "covid-19"])

    def entry(self):
        window = f", window: {{first: {self.window[0]}, end: {self.window[1]}}}" if self.window else ""
        known = "".join(f", {key}: {value}" for key, value in
                        (("subject", self.subject), ("case", self.case), ("url", self.url)) if value)
        return (f"  - {{id: {self.name}, source: {self.source}, path: {self.file.path.name}, probe: convex{known}{window},"
                f" labels: {{diagnosis: {self.label}}}}}\n")

    def keys(self):
        """The key pictures its pictures depend on."""
        step = 1 if self.file.codec == "mjpeg" else KEY
        return set(range(self.first // step * step, self.end, step))

    def overlaps(self, other):
        return self.file.recording == other.file.recording and self.first < other.end and other.first < self.end


def is_certain(one, other, shown):
    """Keys whose clips must share a fold."""
    if one.file is other.file or (one.url and one.url == other.url):
        return True
    if (one.subject and one.subject == other.subject) or (one.case and one.case == other.case):
        return True
    if one.file.recording != other.file.recording:
        return False
    shared = one.keys() & other.keys()
    fewer = min(len(one.keys()), len(other.keys()))
    return len(shared) >= min(3, (fewer + 1) // 2) or bool(shown[one.name] & shown[other.name])


def parts(names, joined):
    """Connected names, as a list of sets."""
    part = {name: {name} for name in names}
    for a, b in joined:
        if part[a] is not part[b]:
            part[a] |= part[b]
            for name in part[b]:
                part[name] = part[a]
    return part


class Check:
    """Compares one split of a dataset with the truth."""

    def __init__(self, clips, rows, leaks, alike):
        self.clips = {clip.name: clip for clip in clips}
        self.leaks = leaks
        self.alike = alike  # some look alike
        self.frames = collections.Counter(row["clip"] for row in rows)
        self.fold = {row["clip"]: row["fold"] for row in rows if row["fold"]}
        # The sampled pictures of the recording.
        self.shown = collections.defaultdict(set)
        for row in rows:
            self.shown[row["clip"]].add(self.clips[row["clip"]].file.first + int(row["picture"]))
        for name, pictures in self.shown.items():
            clip = self.clips[name]
            assert all(clip.first <= picture < clip.end for picture in pictures), (name, clip.first, clip.end, pictures)

    def apart(self):
        """Pairs of clips in different folds."""
        for a, b in itertools.combinations(sorted(self.fold), 2):
            if self.fold[a] != self.fold[b]:
                yield self.clips[a], self.clips[b]

    def says_nothing(self):
        return self.leaks["frames"] == 0 and self.leaks["possible_leak_frames"] == 0

    def check_claim(self):
        """sonoset reports no leaks."""
        for one, other in self.apart():
            what = (one.entry(), other.entry())
            assert not one.overlaps(other), what
            assert one.file is not other.file and (not one.url or one.url != other.url), what
            assert not one.subject or one.subject != other.subject, what
            assert not one.case or one.case != other.case, what
            known = all(clip.subject or clip.case for clip in (one, other))
            assert known or one.source != other.source, what

    def check_counts(self):
        """sonoset reports how many frames leak and how many may."""
        joined = [(a, b) for a, b in itertools.combinations(sorted(self.clips), 2)
                  if is_certain(self.clips[a], self.clips[b], self.shown)]
        part = parts(self.clips, joined)
        folds = {name: {self.fold[other] for other in part[name] if other in self.fold} for name in self.clips}
        leaking = {name for name in self.fold if len(folds[name]) > 1}
        frames = sum(self.frames[name] for name in leaking)
        assert frames == self.leaks["frames"], (frames, self.leaks, sorted(leaking))
        assert len(leaking) == self.leaks["clips"], (sorted(leaking), self.leaks)
        may = set()
        for one, other in itertools.combinations(self.clips.values(), 2):
            unknown = any(not clip.subject and not clip.case and clip.name in self.fold for clip in (one, other))
            alike = one.file is not other.file and one.file.recording == other.file.recording and one.keys() & other.keys()
            if (unknown and one.source == other.source) or alike:
                if len(folds[one.name] | folds[other.name]) > 1:
                    may |= part[one.name] | part[other.name]
        may = {name for name in may if name in self.fold} - leaking
        frames = sum(self.frames[name] for name in may)
        # Only sonoset knows which pictures look alike.
        assert self.leaks["possible_leak_frames"] >= frames, (frames, sorted(may), self.leaks)
        if not self.alike:
            assert self.leaks["possible_leak_frames"] == frames, (frames, sorted(may), self.leaks)


def ways(folder, clips, random):
    """Random split options."""
    yield ("--folds", random.choice([2, 3]))
    yield ("--folds", 2, "--unknown", random.choice(["join", "leave-out"]))
    yield ("--folds", 2, "--by", random.choice(["clip", "case", "source"]))
    path = folder / "theirs.csv"
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["clip", "fold"])
        rows.writerows([clip.name, random.randrange(2)] for clip in clips if random.random() < 0.9)
    yield ("--from", path)


def one_dataset(folder, files, random, seen):
    clips = [Clip(f"c{i}", random.choice(files), random) for i in range(random.randrange(3, 9))]
    (folder / "m.yaml").write_text(
        "format: 1\nname: m\ntitle: M\ntaxonomy: lung-ultrasound\nsources:\n  - {id: s, title: S, licence: CC0-1.0}\n"
        "  - {id: t, title: T, licence: CC0-1.0}\nclips:\n" + "".join(clip.entry() for clip in clips))
    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "m.yaml", "--offline", "--jobs", 1, "--rate", random.choice([2, 5, 10]), expect=None)
    links = sonoset.json("-C", data, "list", "links", "--limit", 0)["rows"]
    alike = any(link["kind"] == "near-duplicate" for link in links)
    for number, options in enumerate(ways(folder, clips, random)):
        split = sonoset("-C", data, "split", f"t{number}", *options, "--json", expect=None)
        if split.returncode == 2:
            assert "cannot fill" in split.stderr or "fold" in split.stderr, split.stderr
            seen["cannot be divided"] += 1
            continue
        leaks = harness.json.loads(split.stdout)["leaks"]
        out = folder / f"out{number}"
        sonoset("-C", data, "export", "csv", out, "--split", f"t{number}", "--link")
        with open(out / "frames.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {"objects", "URLs", "subjects", "cases", "packets", "pixels"} <= set(leaks["looked_for"]), leaks
        check = Check(clips, rows, leaks, alike)
        if check.says_nothing():
            check.check_claim()
        check.check_counts()
        seen["nothing leaks" if check.says_nothing() else "leaks" if leaks["frames"] else "may leak"] += 1


with harness.Folder() as folder:
    chance = random.Random(int(arguments.seed))
    (folder / "files").mkdir()
    files = record(folder / "files", chance)
    seen = collections.Counter()
    for number in range(int(arguments.datasets)):
        place = folder / "files" / "now"
        place.mkdir()
        state = f"seed {arguments.seed}, dataset {number}"
        try:
            for file in files:
                if not (place / file.path.name).exists():
                    (place / file.path.name).hardlink_to(file.path)
            one_dataset(place, files, chance, seen)
        except Exception as error:
            raise AssertionError(state) from error
        shutil.rmtree(place)
        if (number + 1) % 100 == 0:
            print(number + 1, dict(seen), flush=True)
    assert {"nothing leaks", "leaks", "may leak"} <= set(seen), f"some outcomes never occurred: {dict(seen)}"
    print(f"{arguments.datasets} datasets of {len(files)} files: " + ", ".join(f"{n} {what}" for what, n in sorted(seen.items())))
