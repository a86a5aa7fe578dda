#!/usr/bin/env python3
"""README's first hour works as written: in an empty folder, from the manifest's own folder, as this user without $USER
and, if this is root, as nobody."""
import os
import pathlib
import re
import shutil
import subprocess

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
readme = (arguments.source / "README.md").read_text()
hour = readme[readme.index("## A first hour"):readme.index("## From a folder or a spreadsheet")]
sheet = readme[readme.index("## From a folder or a spreadsheet"):readme.index("## Verbs")]


def commands(section):
    """The commands of a section: indented lines and those quoted in sentences."""
    lines = re.findall(r"^    (sonoset .*)$", section, re.M)
    said = [" ".join(text.split()) for text in re.findall(r"`(sonoset [^`]*)`", section)]
    return lines + said


def block(section, kind):
    return re.search(rf"```{kind}\n(.*?)```", section, re.S).group(1)


class Newcomer:
    def __init__(self, home, become=()):
        self.home, self.become = home, list(become)
        self.env = {"PATH": f"{arguments.bin.resolve()}:/usr/bin:/bin", "HOME": str(home)}

    def types(self, line, expect=0):
        run = subprocess.run([*self.become, "sh", "-c", line], cwd=self.home, env=self.env, capture_output=True,
                             text=True, stdin=subprocess.DEVNULL, timeout=300)
        assert run.returncode == expect, f"$ {line}\nexit {run.returncode}\n{run.stdout}\n{run.stderr}"
        return run.stdout


def first_hour(newcomer, clips):
    home = newcomer.home
    text = block(hour, "yaml")
    entry = text[text.index("  - id: p1-left"):]
    # The entry of the block, repeated for enough subjects to fill five folds.
    for number in range(2, 7):
        text += entry.replace("p1", f"p{number}")
    (home / "lungs.yaml").write_text(text)
    (home / "clips").mkdir()
    for number, clip in enumerate(clips, 1):
        shutil.copy(clip, home / "clips" / f"p{number}-left.mp4")
    lines = [line for line in commands(hour) if "pocus" not in line and "--dry-run" not in line]
    assert [line.split()[1] if line.split()[1] != "-C" else line.split()[3] for line in lines] == [
        "validate", "init", "import", "status", "list", "split", "export", "label"], lines
    said = {line: newcomer.types(line) for line in lines}
    assert "6 of 6 clips imported (6 new)" in said[next(line for line in lines if " import " in line)], said
    assert "leak" in said[next(line for line in lines if " split " in line)]
    frames = (home / "training" / "frames.csv").read_text().splitlines()
    assert len(frames) > 6 * 5, frames
    # The manifest corrected and imported again.
    (home / "lungs.yaml").write_text(text.replace("x: 60, y: 20", "x: 50, y: 22", 1))
    said = newcomer.types("sonoset -C lungs import lungs.yaml --dry-run") + newcomer.types("sonoset -C lungs import lungs.yaml")
    assert "region" in said and "1 clip changed" in said, said
    code = block(hour, "python")
    try:
        import pandas  # noqa: F401
    except ModuleNotFoundError:
        print("skipped the pandas lines: pandas is not installed")
    else:
        newcomer.types(f"python3 -c '{code}\nassert len(train) and len(test)'")


def from_a_sheet(newcomer, clips):
    home = newcomer.home
    (home / "clips").mkdir()
    names = [f"patient_{number}_L1.mp4" for number in (10, 11, 12)]
    for name, clip in zip(names, clips):
        shutil.copy(clip, home / "clips" / name)
    (home / "scores.csv").write_text("video,score,reader\n" + "".join(
        f"{name[:-4].upper()},{score},Dr. A\n" for name, score in zip(names, ("0", "2", "not readable"))))
    (home / "scores.mapping.yaml").write_text(block(sheet, "yaml"))
    first, second = commands(sheet)
    newcomer.types(first)
    assert "patient_10_L1.mp4" in (home / "lungs.yaml").read_text()
    assert "unknown-subject" in newcomer.types("sonoset validate lungs.yaml")
    (home / "lungs.yaml").unlink()
    newcomer.types(second)
    text = (home / "lungs.yaml").read_text()
    assert all(f"subject: p{number}" in text for number in (10, 11, 12)) and 'severity' in text, text
    newcomer.types("sonoset validate lungs.yaml")


with harness.Folder() as folder:
    sonoset("phantom", folder / "made", "--kind", "dataset", "--subjects", "6", "--clips", "6", "--size", "464x424",
            "--seconds", "4")
    clips = sorted((folder / "made" / "clips").glob("*"))
    become = [()]
    if os.geteuid() == 0 and shutil.which("setpriv"):
        become.append(("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"))
        folder.chmod(0o755)
    for number, words in enumerate(become):
        if words and subprocess.run([*words, str(arguments.bin / "sonoset"), "--version"], capture_output=True).returncode:
            print("skipped user 'nobody', who cannot run this build")
            continue
        for name, hour_of in (("hour", first_hour), ("sheet", from_a_sheet)):
            home = folder / f"{name}-{number}"
            home.mkdir()
            newcomer = Newcomer(home, words)
            old = os.umask(0)
            try:
                # The newcomer owns the files written here.
                if words:
                    os.chown(home, 65534, 65534)
                hour_of(newcomer, clips)
            finally:
                os.umask(old)
print("README's first hour works as written")
