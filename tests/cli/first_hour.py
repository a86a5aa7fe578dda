#!/usr/bin/env python3
"""The commands of README's first hour and of manifests/mappings.md work as written: in an empty folder, as this user
without $USER and, if this user is root, as nobody."""
import os
import pathlib
import re
import shutil
import subprocess

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
readme = (arguments.source / "README.md").read_text()
mappings = (arguments.source / "manifests" / "mappings.md").read_text()
hour = readme[readme.index("## A first hour"):readme.index("## Commands")]


def commands(section):
    """The commands of a section, indented or quoted in a sentence, without comments."""
    section = re.sub(r"\\\n\s*", " ", section)
    lines = [re.sub(r"\s+#.*", "", line) for line in re.findall(r"^ {4,}(sonoset .*)$", section, re.M)]
    said = [" ".join(text.split()) for text in re.findall(r"`(sonoset [^`]*)`", section)]
    return lines + [line for line in said if line != "sonoset manifest scaffold"]


def part(page, title):
    """The section under a heading of the second level."""
    return page.split(f"\n## {title}\n")[1].split("\n## ")[0]


def block(section, kind):
    return re.search(rf"```{kind}\n(.*?)```", section, re.S).group(1)


class Newcomer:
    def __init__(self, home, become=()):
        self.home, self.become = home, list(become)
        self.env = {"PATH": f"{harness.programs(arguments.bin.resolve())}:{arguments.bin.resolve()}:/usr/bin:/bin", "HOME": str(home)}

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
        "validate", "init", "import", "status", "list", "split", "export", "report", "overview", "label", "split"], lines
    assert len(set(lines)) == len(lines), lines
    said = {line: newcomer.types(line) for line in lines}
    assert "6 of 6 clips imported (6 new)" in said[next(line for line in lines if " import " in line)], said
    assert "leak" in said[next(line for line in lines if " split " in line)]
    assert "<title>Lung clips from our ward</title>" in (home / "dataset.html").read_text()
    assert "p1-left" in (home / "overview.html").read_text()
    frames = (home / "training" / "frames.csv").read_text().splitlines()
    assert len(frames) > 6 * 5, frames
    # The manifest corrected and imported again.
    (home / "lungs.yaml").write_text(text.replace("x: 60, y: 20", "x: 50, y: 22", 1))
    said = newcomer.types("sonoset -C dataset import lungs.yaml --dry-run") + newcomer.types("sonoset -C dataset import lungs.yaml")
    assert "region" in said and "1 clip changed" in said, said
    code = block(hour, "python")
    try:
        import pandas  # noqa: F401
    except ModuleNotFoundError:
        print("skipped the pandas lines: pandas is not installed")
    else:
        newcomer.types(f"python3 -c '{code}\nassert len(train) and len(test)'")


def blocks(section):
    """(kind, text) of the fenced blocks."""
    return re.findall(r"```(\w+)\n(.*?)```", section, re.S)


def made(newcomer, section, files):
    """Types an example of mappings.md and compares the manifest that it shows, in which digests are left out."""
    home = newcomer.home
    for name, content in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(content, home / name) if isinstance(content, pathlib.Path) else (home / name).write_text(content)
    *_, (_, shown) = blocks(section)
    command = commands(section)[0]
    newcomer.types(command)
    written = (home / re.search(r"-o (\S+)", command).group(1)).read_text()
    assert re.sub(r'sha256: "[0-9a-f]{64}"', 'sha256: "…"', written) == shown, f"{command} writes\n{written}"


def from_a_sheet(newcomer, clips):
    home = newcomer.home
    names = ["clips/patient_10_L1.mp4", "clips/patient_11_L1.mp4", "clips/patient_12_R2.mp4"]
    files = dict(zip(names, clips))
    for name, clip in files.items():
        (home / name).parent.mkdir(exist_ok=True)
        shutil.copy(clip, home / name)
    newcomer.types(commands(mappings.split("\n## ")[0])[0])
    assert "patient_10_L1.mp4" in (home / "lungs.yaml").read_text()
    assert "unknown-subject" in newcomer.types("sonoset validate lungs.yaml")
    (home / "lungs.yaml").unlink()
    first = part(mappings, "Example: one clip per file, with scores in a spreadsheet")
    (_, scores), (_, mapping), _ = blocks(first)
    made(newcomer, first, files | {"scores.csv": scores, "scores.mapping.yaml": mapping})
    newcomer.types("sonoset validate lungs.yaml")
    second = part(mappings, "Example: one clip per row, with readings in a second spreadsheet")
    (_, crops), (_, readings), (_, mapping), _ = blocks(second)
    media = re.findall(r"`(media/[^`]+)`", second)
    assert len(media) == 3, media
    made(newcomer, second, dict(zip(media, clips)) | {"crops.csv": crops, "readings.csv": readings,
                                                      "crops.mapping.yaml": mapping})


def taxonomy(newcomer, clips):
    """The taxonomy that manifests/README.md shows, used by a manifest beside it."""
    home = newcomer.home
    text = next(text for _, text in blocks((arguments.source / "manifests" / "README.md").read_text()) if "axes:" in text)
    (home / "views.yaml").write_text(text)
    shutil.copy(clips[0], home / "heart.mp4")
    (home / "hearts.yaml").write_text(
        "format: 1\nname: hearts\ntaxonomy: views.yaml\nsources: [{id: s, title: S, licence: CC-BY-4.0}]\n"
        "clips: [{id: c, source: s, subject: p1, path: heart.mp4, labels: {view: a4c}}]\n")
    newcomer.types("sonoset validate hearts.yaml")
    newcomer.types("sonoset init hearts --axis view && sonoset -C hearts import hearts.yaml")
    assert "a4c" in newcomer.types("sonoset -C hearts list clips --format csv")


def rules(newcomer, _):
    """Each rule of the page's table, on the row above it."""
    text = part(mappings, "Rules")
    sentence, table = text[text.index("For the row"):].split(":\n\n", 1)
    row = {name: "" if value == "empty" else value
           for name, value in re.findall(r"`(\w+)` ([^,]+?)(?:,|$)", " ".join(sentence.split()))}
    (newcomer.home / "row.csv").write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n")
    pairs = [(rule.replace("\\|", "|"), gives) for rule, gives in re.findall(r"^\| `(.+)` \| (.+?) \|$", table, re.M)]
    assert len(pairs) > 10 and len(row) == 6, (pairs, row)
    attributes = "".join(f"    r{number}: {rule}\n" for number, (rule, _) in enumerate(pairs))
    (newcomer.home / "row.mapping.yaml").write_text(
        "format: 1\nmanifest: {name: rules, title: Rules}\neach: row\ntables: {row: {}}\n"
        "sources: [{id: s, title: S, licence: CC-BY-4.0}]\n"
        f"clip:\n  id: c\n  url: http://example.org/c.mp4\n  attributes:\n{attributes}")
    newcomer.types("sonoset manifest scaffold --csv row.csv --map row.mapping.yaml -o rules.yaml")
    written = (newcomer.home / "rules.yaml").read_text()
    for number, (rule, gives) in enumerate(pairs):
        value = re.search(rf"^ +r{number}: \"?(.*?)\"?$", written, re.M)
        assert value and value.group(1) == gives, f"{rule} gives {value and value.group(1)}, not {gives}"


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
        for name, hour_of in (("hour", first_hour), ("sheet", from_a_sheet), ("rules", rules), ("taxonomy", taxonomy)):
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
print("the first hour and the examples of mappings work as written")
