#!/usr/bin/env python3
"""One file cannot poison a dataset: sockets, devices, unreadable and huge files, and videos with absurd timestamps are a
finding of their clip; the others are imported, and everything can be listed, shown and exported."""
import contextlib
import json
import os
import pwd
import shutil
import socket
import sqlite3
import struct
import subprocess
import time

import harness
from recordings import H264, clip_id, manifest, record

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

PICTURES = 10
MICROSECOND_TICKS = 1_000_000  # Matroska's default: a tick is 10^6 ns


def element(name, data):
    return bytes.fromhex(name) + struct.pack(">Q", len(data) | 1 << 56) + data


def number(name, value):
    return element(name, struct.pack(">Q", value))


def jpegs():
    run = subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc2=size=160x128:rate=5:duration={PICTURES / 5}",
                          "-c:v", "mjpeg", "-q:v", "5", "-f", "image2pipe", "-"], capture_output=True, check=True)
    return [b"\xff\xd8\xff" + part for part in run.stdout.split(b"\xff\xd8\xff")[1:]]


def matroska(pictures, scale, times):
    """A Matroska file with one picture a cluster, and ticks of `scale` nanoseconds."""
    head = element("1A45DFA3", element("4282", b"matroska") + number("4287", 4) + number("4285", 2))
    info = element("1549A966", number("2AD7B1", scale) + element("4D80", b"x") + element("5741", b"x"))
    video = element("E0", number("B0", 160) + number("BA", 128))
    track = element("AE", number("D7", 1) + number("73C5", 1) + number("83", 1) + element("86", b"V_MJPEG") + video)
    clusters = b"".join(element("1F43B675", number("E7", at % 2**64) + element("A3", b"\x81\0\0\x80" + picture))
                        for at, picture in zip(times, pictures))
    return head + element("18538067", info + element("1654AE6B", track) + clusters)


def odd_times():
    """(name, tick in ns, time of each picture in ticks, whether it must be refused)."""
    def steps(first, by=200):
        return [first + by * at for at in range(PICTURES)]
    yield "plain", MICROSECOND_TICKS, steps(0), False
    yield "wall-clock", MICROSECOND_TICKS, steps(1_700_000_000_000), False
    yield "huge", MICROSECOND_TICKS, steps(2**62), True
    yield "huge-tick", 2**32 - 1, steps(2**60), True
    yield "huge-both", 2**31 - 1, steps(2**62), True
    yield "negative", 2**31 - 1, steps(-2**62), True
    yield "wraps", MICROSECOND_TICKS, steps(2**63 - 500), True
    yield "one-huge", MICROSECOND_TICKS, steps(0)[:-1] + [2**61], True
    yield "far", 2**31 - 1, steps(2**31), False
    yield "no-tick", 2**63, steps(0), None


def all_can_be_shown(data, out):
    sonoset("-C", data, "list", "frames", "--limit", "0")
    sonoset("-C", data, "list", "findings", "--limit", "0")
    for row in sonoset.json("-C", data, "list", "clips", "--limit", "0")["rows"]:
        sonoset("-C", data, "show", row["clip"])
        sonoset("-C", data, "show", row["clip"], "--json")
    out.mkdir(exist_ok=True)
    for form in ("csv", "jsonl", "index"):
        target = out / form
        sonoset("-C", data, "export", form, target, "--licences", "any")
    sonoset("-C", data, "fsck", "--deep")


def check_times(folder):
    clips = folder / "times"
    clips.mkdir()
    pictures = jpegs()
    for name, tick, times, _ in odd_times():
        (clips / f"{name}.mkv").write_bytes(matroska(pictures, tick, times))
    path = manifest(clips, [f"{name}.mkv" for name, _, _, _ in odd_times()])
    data = folder / "times-data"
    sonoset("init", data)
    run = sonoset.json("-C", data, "import", path, "--offline", "--all", expect=1)
    failed = {failure["clip"]: failure["code"] for failure in run["failures"]}
    for name, _, _, refused in odd_times():
        code = failed.get(clip_id(name) + "-mkv")
        assert code == ("times-invalid" if refused else code if refused is None else None), (name, code)
    rows = sonoset.json("-C", data, "list", "frames", "--limit", "0", "--where", "clip=plain-mkv")["rows"]
    assert [row["time_s"] for row in rows] == [f"{at / 5:.6f}" for at in range(PICTURES)], rows
    all_can_be_shown(data, folder)


def run_as(user, *words):
    account = pwd.getpwnam(user)

    def become():
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
    return subprocess.run([sonoset.program, *map(str, words)], preexec_fn=become, capture_output=True, text=True,
                          timeout=120, cwd="/")


def check_files(folder):
    """Each is one finding; the video is imported. The large one comes first, as the largest do."""
    clips = folder / "files"
    clips.mkdir()
    record(clips / "good.mkv", *H264, seconds=1)
    with open(clips / "sparse.mkv", "wb") as sparse:
        sparse.write((clips / "good.mkv").read_bytes())
        sparse.truncate(10 << 30)
    with open(clips / "zeros.mkv", "wb") as sparse:
        sparse.truncate(1 << 40)
    os.mkfifo(clips / "fifo.mkv")
    server = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(clips)
    server.bind("socket.mkv")
    os.chdir(here)
    (clips / "folder.mkv").mkdir()
    (clips / "closed.mkv").write_bytes((clips / "good.mkv").read_bytes())
    (clips / "closed.mkv").chmod(0)
    names = ["good.mkv", "sparse.mkv", "zeros.mkv", "fifo.mkv", "socket.mkv", "folder.mkv", "closed.mkv"]
    expected = {"sparse-mkv": "file-too-large", "zeros-mkv": "file-too-large", "fifo-mkv": "object-missing",
                "socket-mkv": "object-missing", "folder-mkv": "object-missing"}
    if os.geteuid() == 0:
        try:
            os.mknod(clips / "device.mkv", 0o20666, os.makedev(1, 5))
            os.mknod(clips / "disk.mkv", 0o60666, os.makedev(259, 250))
            names += ["device.mkv", "disk.mkv"]
            expected |= {"device-mkv": "object-missing", "disk-mkv": "object-missing"}
        except PermissionError:
            print("devices cannot be made here")
    path = manifest(clips, names)

    def check(failures, more):
        codes = {failure["clip"]: failure["code"] for failure in failures}
        assert codes == {**expected, **more}, codes

    closed = {} if os.geteuid() == 0 else {"closed-mkv": "object-missing"}
    data = folder / "files-data"
    sonoset("init", data)
    start = time.monotonic()
    run = sonoset.json("-C", data, "import", path, "--offline", expect=1)
    assert time.monotonic() - start < 20, time.monotonic() - start
    check(run["failures"], closed)
    run = sonoset.json("-C", data, "import", path, "--offline", expect=1)
    check(run["failures"], closed)
    all_can_be_shown(data, folder / "of-files")
    # validate says the same, and finds files in a mirror in spite of those that it cannot read.
    checked = sonoset.json("validate", path, "--offline", expect=1)["clips"]
    codes = {clip["clip"]: [finding["code"] for finding in clip["findings"] if finding["severity"] == "error"]
             for clip in checked}
    assert {name: found[0] for name, found in codes.items() if found} == {**expected, **closed}, codes
    if os.geteuid() == 0:
        os.chmod(folder, 0o755)
        theirs = folder / "theirs"
        theirs.mkdir()
        shutil.chown(theirs, "nobody")
        if run_as("nobody", "init", theirs / "data").returncode:
            print("skipped user 'nobody', who cannot run this build")
        else:
            done = run_as("nobody", "-C", theirs / "data", "import", path, "--offline", "--json")
            assert done.returncode == 1, done
            check(json.loads(done.stdout)["failures"], {"closed-mkv": "object-missing"})
    server.close()


def check_stored(folder):
    """A dataset in which an older version stored such a time: a row that cannot be shown costs its row."""
    data = folder / "times-data"
    with contextlib.closing(sqlite3.connect(data / "catalog.sqlite")) as catalog:
        catalog.execute("UPDATE frame SET pts = 4611686018427387999 WHERE picture = 3 AND frame_set ="
                        " (SELECT id FROM frame_set WHERE clip = 'plain-mkv')")
        catalog.execute("UPDATE frame_set SET content_time_base = '2147483647/1000000000' WHERE clip = 'far-mkv'")
        catalog.execute("UPDATE frame SET pts = -9223372036854775808 WHERE picture = 0 AND frame_set ="
                        " (SELECT id FROM frame_set WHERE clip = 'far-mkv')")
        catalog.commit()
    run = sonoset("-C", data, "list", "frames", "--limit", "0", "--format", "csv", expect=1)
    # Three clips have frames: their rows, and the line of names.
    assert len(run.stdout.splitlines()) == 3 * PICTURES - 2 + 1, run.stdout
    assert "'plain-mkv' 3" in run.stderr and "'far-mkv' 0" in run.stderr, run.stderr
    first = sonoset.json("-C", data, "list", "frames", "--limit", "2", expect=1)
    assert len(first["rows"]) == 1 and first["next"], first
    page = sonoset.json("-C", data, "list", "frames", "--limit", "9", "--after", first["next"])
    assert len(page["rows"]) == 9, page
    shown = sonoset.json("-C", data, "show", "plain-mkv")["frames"]
    assert [frame["picture"] for frame in shown if frame["time_s"] is None] == [3], shown
    run = sonoset("-C", data, "export", "csv", folder / "stored", "--licences", "any", expect=1)
    assert "2 clips left out: invalid rows in the catalog" in run.stdout and "  plain-mkv\n" in run.stdout, run.stdout
    rows = (folder / "stored" / "frames.csv").read_text().splitlines()
    assert len(rows) == PICTURES + 1 and "wall-clock-mkv" in rows[1], rows
    assert "plain-mkv" in (folder / "stored" / "dataset.json").read_text()
    run = sonoset("-C", data, "fsck", expect=1)
    assert "'plain-mkv' has a time out of range" in run.stdout + run.stderr, run


with harness.Folder() as folder:
    check_times(folder)
    check_stored(folder)
    check_files(folder)
print("absurd timestamps and files that are not files fail their own clip only")
