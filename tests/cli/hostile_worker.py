#!/usr/bin/env python3
"""A worker that a hostile file controls can only fail clips: sonoset neither crashes nor hangs, uses little memory,
writes nothing elsewhere, imports the other clips, and can show what it took. A worker that cannot start ends the run,
and no file is blamed.

The worker is tests/support/hostile_worker.py, beside a copy of sonoset.
"""
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import time

import harness

arguments = harness.parse([("answers", "2000")])
ANSWERS = int(arguments.answers)
BATCH = 250


def write_manifest(path, ids):
    path.write_text('format: 1\nname: test\ntitle: t\ntaxonomy: lung-ultrasound\nsources:\n'
                    '  - {id: s, title: t, url: "https://example.org/", licence: CC0-1.0}\nclips:\n' +
                    "".join(f"  - {{id: {name}, source: s, path: clip.bin}}\n" for name in ids))


def bin_with(folder, program):
    """A copy of sonoset with another worker."""
    folder.mkdir()
    shutil.copy(arguments.bin / "sonoset", folder)
    shutil.copy(program, folder / "sonoset-worker") if isinstance(program, pathlib.Path) else \
        (folder / "sonoset-worker").write_text(program)
    (folder / "sonoset-worker").chmod(0o755)
    return harness.Sonoset(folder)


def check_answers(folder):
    sonoset = bin_with(folder / "bin", arguments.source / "tests" / "support" / "hostile_worker.py")
    clips = folder / "clips"
    clips.mkdir()
    (clips / "clip.bin").write_bytes(b"not read by this worker")
    (folder / "precious").write_text("precious")
    done_bad = 0
    for first in range(0, ANSWERS, BATCH):
        numbers = range(first, min(first + BATCH, ANSWERS))
        good = [f"good-{number}" for number in numbers if number % 5 == 0]
        bad = [f"bad-{number}" for number in numbers]
        write_manifest(clips / "manifest.yaml", sorted(good + bad, key=lambda name: int(name.split("-")[1])))
        around = harness.files_digest(clips), (folder / "precious").read_text(), sorted(os.listdir(folder))
        data = folder / "data"
        sonoset("init", data)
        start = time.monotonic()
        summary = sonoset.json("-C", data, "import", clips / "manifest.yaml", "--offline", "--jobs", "2",
                               "--worker-time", "5", expect=1, timeout=120)
        assert time.monotonic() - start < 60, "it hangs"
        rows = sonoset.json("-C", data, "list", "clips", "--limit", "0")["rows"]
        states = {row["clip"]: row["state"] for row in rows}
        assert all(states[name] == "done" for name in good), {name for name in good if states[name] != "done"}
        assert all(state in ("done", "failed") for state in states.values()), states
        reasons = {row["reason"] for row in rows if row["state"] == "failed"}
        assert reasons <= {"worker-crashed", "worker-limit", "truncated", "no-pictures"}, reasons
        assert summary["clips"] == summary["done"] + len(summary["failures"]), summary
        done_bad += sum(states[name] == "done" for name in bad)
        # What was taken can be shown.
        assert sonoset.json("-C", data, "list", "frames", "--limit", "0")["rows"]
        for row in [row for row in rows if row["state"] == "done"][::25]:
            sonoset.json("-C", data, "show", row["clip"])
        sonoset("-C", data, "export", "csv", folder / "out", "--licences", "any")
        sonoset("-C", data, "fsck")
        shutil.rmtree(folder / "out")
        shutil.rmtree(data)
        assert around == (harness.files_digest(clips), (folder / "precious").read_text(), sorted(os.listdir(folder)))
    assert done_bad < ANSWERS / 4, done_bad
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    assert used < 300 or not plain, f"{used} MB"
    print(f"{ANSWERS} mutated answers: {done_bad} had no effect, the others failed their clip only; {used} MB at most")


def check_large(folder):
    """What an answer may hold at most is read in linear time, and interrupted at once."""
    sonoset = bin_with(folder / "large-bin", """#!/usr/bin/python3 -SE
import socket, struct
channel = socket.socket(fileno=3)
text = b'{"kind": "ready"}'
channel.sendall(struct.pack(">I", len(text)) + text)
channel.recv(1 << 16)
text = open("/proc/self/exe", "rb").name and TEXT
channel.sendall(struct.pack(">I", len(text)) + text)
channel.recv(1)
""")
    program = folder / "large-bin" / "sonoset-worker"
    source = program.read_text()
    write_manifest(folder / "clips" / "manifest.yaml", ["one"])
    for text in ('b"[" * (60 << 20)', 'b"{}" * (30 << 20)', 'b"[" + b"{}," * (20 << 20) + b"{}]"', 'b"[" + b"0," * (30 << 20) + b"0]"'):
        program.write_text(source.replace("TEXT", text))
        for words in ([], ["--all"]):
            sonoset("init", folder / "data")
            start = time.monotonic()
            run = sonoset.json("-C", folder / "data", "import", folder / "clips" / "manifest.yaml", *words, expect=1)
            assert time.monotonic() - start < 5, (text, words, time.monotonic() - start)
            assert [failure["code"] for failure in run["failures"]] == ["worker-crashed"], run
            shutil.rmtree(folder / "data")
    # Half an answer: an interrupt ends the run.
    program.write_text(source.replace("TEXT", 'b"["').replace("len(text)) + text)\nchannel.recv(1)",
                                                              "1000) + text)\nchannel.recv(1)"))
    sonoset("init", folder / "data")
    process = sonoset.start("-C", folder / "data", "import", folder / "clips" / "manifest.yaml")
    time.sleep(0.7)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=5) == 1 and time.monotonic() - start < 3
    shutil.rmtree(folder / "data")


def check_starts(folder):
    """A worker that cannot start ends the run with exit 2, and no clip fails."""
    sh = "#!/bin/sh\n"
    no_seal = '{"kind":"not-ready","why":"this system has no such thing"}'
    cases = {
        "exits": (sh + "exit 3\n", "exited: exit code 3"),
        "nothing": ("#!/nowhere/interpreter\n", "cannot start"),
        "silent": (sh + "exec sleep 60\n", "was not ready after"),
        "refuses": (sh + f"printf '\\0\\0\\0\\{len(no_seal):03o}{no_seal}' >&3\n", "this system has no such thing"),
        "babbles": (sh + "printf '\\0\\0\\0\\002{}' >&3\n", "cannot start"),
        "answers early": (sh + "printf '\\0\\0\\0\\020{\"kind\":\"ready\"}\\0\\0\\0\\002{}' >&3\nexec sleep 60\n", "cannot start"),
    }
    write_manifest(folder / "clips" / "manifest.yaml", ["one", "two"])
    for number, (program, says) in enumerate(cases.values()):
        sonoset = bin_with(folder / f"bin-{number}", program)
        sonoset("init", folder / "data")
        run = sonoset("-C", folder / "data", "import", folder / "clips" / "manifest.yaml", expect=2, timeout=30)
        assert says in run.stderr and "sonoset-worker" in run.stderr, (says, run.stderr)
        rows = sonoset.json("-C", folder / "data", "list", "clips")["rows"]
        assert {row["state"] for row in rows} == {"planned"}, rows
        assert not sonoset.json("-C", folder / "data", "list", "findings", "--where", "severity=error")["rows"]
        shutil.rmtree(folder / "data")


def check_limits(folder):
    """Limits of the shell in which sonoset runs."""
    sonoset = harness.Sonoset(arguments.bin)
    sonoset("phantom", folder / "phantoms", "--subjects", "1", "--clips", "1")
    manifest = folder / "phantoms" / "manifest.yaml"
    for limit in ("-v 1500000", "-f 1000"):
        sonoset("init", folder / "data")
        run = subprocess.run(["sh", "-c", f'ulimit {limit}; exec "$0" "$@"', sonoset.program, "-C", folder / "data", "import",
                              manifest], capture_output=True, text=True, timeout=60)
        assert run.returncode == 2 and "cannot start" in run.stderr and "ulimit" in run.stderr, (limit, run)
        assert not sonoset.json("-C", folder / "data", "list", "findings", "--where", "severity=error")["rows"]
        shutil.rmtree(folder / "data")


def check_surroundings(folder):
    """A worker inherits no descriptor and no variable, and has no standard streams."""
    report = folder / "report"
    sonoset = bin_with(folder / "look-bin", f"""#!/usr/bin/python3 -SE
import os
# The interpreter opened the listed folder and nothing else.
descriptors = {{name: os.readlink("/proc/self/fd/" + name) for name in os.listdir("/proc/self/fd")
               if os.path.exists("/proc/self/fd/" + name)}}
open("{report}", "w").write(repr((descriptors, dict(os.environ))))
""")
    write_manifest(folder / "clips" / "manifest.yaml", ["one"])
    sonoset("init", folder / "data")
    secret = os.open(folder / "precious", os.O_RDONLY)
    subprocess.run([sonoset.program, "-C", folder / "data", "import", folder / "clips" / "manifest.yaml"], timeout=60,
                   capture_output=True, pass_fds=[secret, 9] if secret == 9 else [secret], env={**os.environ, "SECRET": "1"})
    os.close(secret)
    descriptors, variables = eval(report.read_text())
    assert not variables.keys() - {"LC_CTYPE"}, variables
    # A script's interpreter has it on 3 or above; the channel stays on 3.
    others = {name: where for name, where in descriptors.items() if not where.endswith("sonoset-worker")}
    assert others.pop("3").startswith("socket:"), others
    assert set(others.values()) == {"/dev/null"} and set(others) == {"0", "1", "2"}, others
    shutil.rmtree(folder / "data")


plain = (arguments.bin.parent / "tests" / "libfault_shim.so").exists()
with harness.Folder() as folder:
    check_answers(folder)
    check_large(folder)
    check_starts(folder)
    if plain:
        check_limits(folder)
        check_surroundings(folder)
print("hostile workers fail their own clips only; workers that cannot start blame no file")
