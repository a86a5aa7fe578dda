#!/usr/bin/env python3
"""The same inputs give the same datasets as before: makes datasets and compares their digests with digests.json.

    digests.py --bin BIN --source SOURCE [--only PART] [--same-machine]
    digests.py --bin BIN --source SOURCE [--only PART] --record     # after an intended change; prints what is new

phantoms  synthetic clips, sampled in several ways; splits; exports
changed   a manifest, edited step by step, with decisions and splits: the catalog after each step
pocus     the real clips in ../shared; skipped with a message if they are absent

With KEEP=1 in the environment, datasets whose digest changed are kept.

A catalog digest covers the digests of files, so it can only be compared between machines that make the same files. Of
the synthetic files, GIF, PNG, FFV1, MPEG-2, MPEG-4, Motion JPEG and VP9 were the same on every x86-64 processor tried;
x264 differs on some, VP8 on a busy machine. Lossy encoders also change from version to version. So only lossless files
and files that are not media are compared everywhere; of the other formats, only which pictures were sampled at which
times. Their catalogs and the bytes of exported frames (libspng, zlib, libjpeg-turbo) are under "machine" in
digests.json, for --same-machine. The catalog of pocus needs no encoder, and decoding is the same on these processors.

A decision records its time, which the catalog digest covers. So each decision is made in a copy of the dataset, and its
line of decisions.jsonl is added to the dataset itself with a fixed time.
"""
import argparse
import copy
import csv
import hashlib
import json
import pathlib
import platform
import re
import shutil
import sys
import time

import harness
import yaml

# Everything read here from the program's JSON and tables.
SPLIT_DIGEST = "digest"
SAMPLED = ("clip", "picture", "pts", "width", "height", "channels")  # of `list frames`

RECORD = pathlib.Path(__file__).with_suffix(".json")
PARTS = ("phantoms", "changed", "pocus")
MACHINE = "machine"
PROCESSOR = "processor"

# Each of the twelve subjects has one clip in each of the seven formats.
PHANTOMS = ("--kind", "all", "--subjects", 12, "--clips", 84, "--seconds", 1, "--size", "160x120", "--seed", 1)
LOSSLESS = ("*.gif", "*.png", "odd-size.mkv")
NO_MEDIA = ("empty.mp4", "error-page.mp4", "playlist.mp4", "random.mp4", "script.mp4", "truncated.png")
# libvpx adapts VP8's speed to the clock: a busy machine makes another file.
BY_THE_CLOCK = "alpha.webm"
DECIDED_AT = "2021-03-04T05:06:07Z"


def digest_of(lines):
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def processor():
    about = pathlib.Path("/proc/cpuinfo")
    found = re.search("model name\\s*: (.*)", about.read_text()) if about.exists() else None
    return found[1] if found else platform.machine()


class Digests:
    """Digests by name, in the order they were made."""

    def __init__(self):
        self.everywhere, self.machine = {}, {}


class Data:
    """A dataset and its digests."""

    def __init__(self, sonoset, folder):
        self.sonoset, self.folder = sonoset, folder
        sonoset("init", folder)

    def __call__(self, *words, expect=0):
        return self.sonoset("-C", self.folder, *words, expect=expect)

    def import_(self, *words):
        run = self("import", *words, "--offline", expect=None)
        assert run.returncode in (0, 1), run.stderr

    def split(self, name, *words):
        return self.sonoset.json("-C", self.folder, "split", name, *words)[SPLIT_DIGEST]

    def catalog(self):
        return self.sonoset.digest(self.folder)

    def sampled(self):
        rows = csv.DictReader(self("list", "frames", "--limit", 0, "--format", "csv").stdout.splitlines())
        return digest_of(",".join(row[column] for column in SAMPLED) for row in rows)

    def exported(self, *words):
        """Digests of the table (whatever its columns are called), the frames, and all files of an export."""
        out = self.folder.with_name(self.folder.name + "-export")
        self("export", "csv", out, "--licences", "any", *words)
        table = digest_of((out / "frames.csv").read_text().splitlines()[1:])
        frames = digest_of(f"{digest}  {name}" for name, digest in harness.files_digest(out / "frames").items())
        sums = hashlib.sha256((out / "SHA256SUMS").read_bytes()).hexdigest()
        shutil.rmtree(out)
        return table, frames, sums


class Phantoms:
    """Phantom sets by kind, made on first use."""

    def __init__(self, sonoset, folder):
        self.sonoset, self.folder = sonoset, folder / "phantoms"

    def manifest(self, kind, keep=("*",)):
        """The manifest, reduced to clips whose file names match `keep`."""
        if not self.folder.exists():
            self.sonoset("phantom", self.folder, *PHANTOMS)
        value = yaml.safe_load((self.folder / kind / "manifest.yaml").read_text())
        value["clips"] = [clip for clip in value["clips"] if any(pathlib.Path(clip["path"]).match(k) for k in keep)
                          and not pathlib.Path(clip["path"]).match(BY_THE_CLOCK)]
        return value

    def write(self, kind, value, name):
        """Writes a manifest beside the clips of a kind."""
        path = self.folder / kind / name
        path.write_text(yaml.safe_dump(value, sort_keys=False, width=1000))
        return path

    def part(self, kind, keep=("*",), name="all.yaml"):
        return self.write(kind, self.manifest(kind, keep), name)


def phantoms(sonoset, folder, made):
    digests = Digests()
    lossless = [made.part(kind, LOSSLESS, "lossless.yaml") for kind in ("dataset", "odd")]
    lossless.append(made.part("broken", NO_MEDIA, "no-media.yaml"))
    for name, *words in (("lossless",), ("lossless, 6 a second, JPEG", "--rate", 6, "--max-frames", 0, "--format", "jpeg"),
                         ("lossless, 5 evenly spread, RGB", "--uniform", 5, "--channels", "rgb"),
                         ("lossless, every third, grey", "--every", 3, "--channels", "grey")):
        data = Data(sonoset, folder / name.replace(" ", "-").replace(",", ""))
        data.import_(*lossless, *words)
        digests.everywhere[f"{name}: catalog"] = data.catalog()
        table, frames, sums = data.exported()
        digests.everywhere[f"{name}: table"] = table
        digests.machine[f"{name}: frames"] = frames
        digests.machine[f"{name}: SHA256SUMS"] = sums
    data = Data(sonoset, folder / "splits")
    data.import_(*lossless)
    for by in ("subject", "case", "source", "clip", "frame"):
        folds = 2 if by == "source" else 4
        digests.everywhere[f"split by {by}"] = data.split(f"by-{by}", "--folds", folds, "--by", by)
    digests.everywhere["split by severity"] = data.split("severity", "--folds", 3, "--axis", "severity", "--seed", 7)
    digests.everywhere["splits: catalog"] = data.catalog()
    for by in ("subject", "frame"):
        table, _, sums = data.exported("--split", f"by-{by}")
        digests.everywhere[f"split by {by}: table"] = table
        digests.machine[f"split by {by}: SHA256SUMS"] = sums
    for kind, title in (("dataset", "seven formats"), ("odd", "odd files"), ("broken", "broken files")):
        data = Data(sonoset, folder / kind)
        data.import_(made.part(kind))
        if kind != "broken":
            digests.everywhere[f"{title}: sampled"] = data.sampled()
        digests.machine[f"{title}: catalog"] = data.catalog()
        digests.machine[f"{title}: table"], digests.machine[f"{title}: frames"], _ = data.exported()
    return digests


class Edited:
    """A dataset whose manifest is edited. Each step ends with an import and is named after the edit."""

    def __init__(self, data, made, digests):
        self.data, self.made, self.digests = data, made, digests
        self.manifest = made.manifest("dataset", ("*.gif", "*.png"))
        self.other = None

    def clip(self, name):
        return next(clip for clip in self.manifest["clips"] if clip["id"] == name)

    def take(self, name):
        """Removes a clip from the manifest."""
        clip = self.clip(name)
        self.manifest["clips"].remove(clip)
        return clip

    def step(self, name, *words):
        manifests = [self.made.write("dataset", self.manifest, "edited.yaml")]
        if self.other:
            manifests.append(self.made.write("dataset", self.other, "other.yaml"))
        self.data.import_(*manifests, *words)
        self.note(name)

    def split(self, name, *words):
        self.digests.everywhere[f"{name}: split"] = self.data.split(*words)
        self.note(name)

    def note(self, name):
        assert name not in self.digests.everywhere, name
        self.digests.everywhere[name] = self.data.catalog()

    def decide(self, name, *words):
        twin = self.data.folder.with_name("twin")
        shutil.copytree(self.data.folder, twin)
        self.data.sonoset("-C", twin, *words)
        line = (twin / "decisions.jsonl").read_text().splitlines()[-1]
        shutil.rmtree(twin)
        line, times = re.subn(r'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"', f'"{DECIDED_AT}"', line)
        assert times == 1, line
        with open(self.data.folder / "decisions.jsonl", "a") as file:
            file.write(line + "\n")
        self.step(name)


def changed(sonoset, folder, made):
    digests = Digests()
    edited = Edited(Data(sonoset, folder / "changed"), made, digests)
    late = edited.take("s12-3")
    edited.step("first import")
    edited.manifest["clips"].append(late)
    edited.step("a clip added")
    part = dict(copy.deepcopy(edited.clip("s01-5")), id="s01-part", window={"from": 0.2, "to": 0.7})
    part["labels"]["diagnosis"] = "viral-pneumonia"
    del part["sha256"]
    edited.manifest["clips"].append(part)
    edited.step("another clip of the same file, without digest, with another label")
    edited.clip("s02-4")["region"] = {"x": 20, "y": 10, "width": 101, "height": 77}
    edited.step("a region changed")
    edited.clip("s03-3")["window"] = {"first": 2, "end": 8}
    edited.step("a window changed")
    edited.clip("s04-2")["labels"]["diagnosis"] = "bacterial-pneumonia"
    edited.step("a label changed")
    edited.clip("s05-1")["subject"] = "s06"
    edited.step("a subject changed")
    del edited.clip("s07-6")["subject"], edited.clip("s07-6")["case"]
    edited.step("a subject and a case removed")
    edited.clip("s08-5")["licence"] = "LicenseRef-Phantom-Research"
    edited.step("the licence of a clip changed")
    edited.manifest["sources"][1]["licence"] = "CC0-1.0"
    edited.step("the licence of a source changed")
    edited.manifest["same_as"] = [["s09", "s10"]]
    edited.step("same_as added")

    edited.split("a split by subject made", "main", "--folds", 4)
    edited.split("a split by clip made", "by-clip", "--folds", 3, "--by", "clip", "--seed", 5)
    edited.decide("a finding resolved", "resolve", "unknown-subject", "s07-6", "--by", "a", "--why", "asked the ward")
    edited.decide("an annotator's label", "label", "s09-4", "severity", 3, "--annotator", "--by", "b", "--why", "read")
    edited.decide("a curator's label, and the split is stale",
                  "label", "s11-2", "diagnosis", "viral-pneumonia", "--by", "a", "--why", "PCR")
    edited.split("the split made anew", "main", "--folds", 4)
    before = copy.deepcopy(edited.manifest)
    edited.take("s11-2")
    edited.step("a clip with a decision removed, and the split is stale")
    edited.split("the split made anew without the clip", "main", "--folds", 4)

    moved = edited.take("s10-3")
    edited.other = dict(edited.manifest, name="other", title="Other", same_as=[], clips=[moved])
    edited.step("a clip moved to another manifest")
    edited.other["clips"] = [edited.take("s06-7")]
    edited.manifest["clips"].append(moved)
    edited.step("the clip moved back, and another moved")
    edited.clip("s10-3")["id"] = "s10-renamed"
    edited.step("a clip renamed")
    edited.clip("s10-renamed")["id"] = "s10-3"
    edited.step("the clip renamed back")
    edited.manifest["clips"].append(edited.other["clips"].pop())
    edited.other["clips"] = [dict(before["clips"][0], id="extra", labels={})]
    edited.step("all clips in one manifest, another in the other")
    edited.manifest = before
    edited.step("the clip with a decision back in its place")
    edited.step("another sampling", "--every", 2)
    edited.step("the first sampling again")
    edited.split("the last split", "main", "--folds", 4)
    edited.data("gc")
    edited.note("gc")
    digests.everywhere["table"] = edited.data.exported("--split", "main")[0]
    return digests


def pocus(sonoset, folder, source):
    try:
        mirror = harness.shared(source) / "pocus"
    except SystemExit:
        return None
    digests = Digests()
    data = Data(sonoset, folder / "pocus")
    data.import_(source / "manifests" / "pocus-2021.yaml", "--mirror", mirror)
    digests.everywhere["catalog"] = data.catalog()
    digests.everywhere["split by subject"] = data.split("main", "--folds", 5)
    digests.everywhere["split by clip"] = data.split("by-clip", "--folds", 5, "--by", "clip")
    digests.everywhere["splits: catalog"] = data.catalog()
    table, frames, sums = data.exported("--split", "main")
    digests.everywhere["table"] = table
    digests.machine["frames"] = frames
    digests.machine["SHA256SUMS"] = sums
    return digests


def differences(part, recorded, present):
    """Lists each digest that differs from the recorded one."""
    for name in [*present, *(name for name in recorded if name not in present)]:
        old, new = recorded.get(name), present.get(name)
        if old is None:
            yield f"the digest of '{part}: {name}' is new: {new}"
        elif new is None:
            yield f"the digest of '{part}: {name}' was recorded, and is not made any more: {old}"
        elif old != new:
            yield f"the digest of '{part}: {name}' changed: recorded {old}, now {new}"


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder with sonoset and sonoset-worker")
    parser.add_argument("--source", type=lambda text: pathlib.Path(text).resolve(), required=True,
                        help="the project folder")
    parser.add_argument("--only", choices=PARTS, action="append", help="run only this part (may be repeated)")
    parser.add_argument("--same-machine", action="store_true",
                        help="also compare what other processors or libraries may encode differently")
    parser.add_argument("--record", action="store_true", help="rewrite digests.json and print what changed")
    return parser.parse_args()


def main():
    arguments = parse()
    harness.find_seal(arguments.bin)
    sonoset = harness.Sonoset(arguments.bin)
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    machine = record.pop(MACHINE, {})
    parts = arguments.only or PARTS
    skipped = failed = 0
    with harness.Folder() as folder:
        made = Phantoms(sonoset, folder)
        for part in parts:
            start = time.monotonic()
            digests = {"phantoms": lambda: phantoms(sonoset, folder, made),
                       "changed": lambda: changed(sonoset, folder, made),
                       "pocus": lambda: pocus(sonoset, folder, arguments.source)}[part]()
            if digests is None:
                skipped += 1
                continue
            count = len(digests.everywhere)
            found = list(differences(part, record.get(part, {}), digests.everywhere))
            if arguments.same_machine or arguments.record:
                count += len(digests.machine)
                found += differences(f"{MACHINE}: {part}", machine.get(part, {}), digests.machine)
            outcome = f"{len(found)} not as recorded" if found else "all as recorded"
            seconds = time.monotonic() - start
            print(f"{part}: {count} digests in {seconds:.1f} s, {outcome}", *found, sep="\n  ", flush=True)
            failed += len(found)
            record[part] = digests.everywhere
            if digests.machine:
                machine[part] = digests.machine
        if arguments.record:
            machine[PROCESSOR] = processor()
            RECORD.write_text(json.dumps({**record, MACHINE: machine}, indent=1) + "\n")
            print(f"written: {RECORD.name}")
            return 0
        if failed:
            if arguments.same_machine and machine.get(PROCESSOR) != processor():
                print(f"recorded on: {machine.get(PROCESSOR)}; this is: {processor()}")
            print("if this is intended, run with --record to save the new digests")
            sys.exit(1)
    return harness.SKIP if skipped == len(parts) else 0


if __name__ == "__main__":
    sys.exit(main())
