#!/usr/bin/env python3
"""The dataset card: a page that opens in a browser without requests, errors and accessibility violations, in light and
dark; a Hugging Face card with the same facts; texts of others stay text; nothing that was not looked for is a zero."""
import atexit
import html.parser
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile

import yaml

import harness

arguments = harness.parse([("on", "phantoms"), ("shots", "")])
sonoset = harness.Sonoset(arguments.bin)
SHOTS = pathlib.Path(arguments.shots or arguments.bin.resolve().parent / "report" / arguments.on)
try:
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / "writable").touch()
    (SHOTS / "writable").unlink()
except OSError:  # another user's build
    SHOTS = pathlib.Path(tempfile.mkdtemp(prefix="sonoset-report-"))
    atexit.register(shutil.rmtree, SHOTS, ignore_errors=True)
SECTIONS = ["overview", "sources", "labels", "media", "links", "findings", "agreement", "shortcuts", "split", "baseline", "pictures"]
EVIL = "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;`|*_[x](http://h/)<!--\u202e\u2066"


def opened(page, shots, *options):
    """What happened when a browser opened the page."""
    run = subprocess.run(["node", arguments.source / "tests" / "web" / "open_page.mjs", page, shots, *options],
                         capture_output=True, text=True, timeout=300)
    assert "ERR_MODULE_NOT_FOUND" not in run.stderr, "no Node modules; run ./tools/test, or 'npm ci' in tests/web"
    assert run.returncode == 0, run.stderr + run.stdout
    return json.loads(run.stdout)


def check_quiet(seen):
    """No request, no message, no script, nothing but pictures that can be shown."""
    for what in ("requests", "console", "errors", "broken_links"):
        assert seen[what] == [], (what, seen[what])
    assert seen["scripts"] == 0 and seen["broken_pictures"] == 0, seen
    for role, title, description in seen["charts"]:
        assert role == "img" and title and re.search(r"\d", description), "a chart without numbers for screen readers"


def check_accessible(seen):
    assert set(seen["violations"]) == {"wide", "dark"}, seen["violations"].keys()
    serious = [one for found in seen["violations"].values() for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, json.dumps(serious, indent=1)
    assert set(seen["overflow"]) == {"wide", "dark", "narrow", "print"}
    assert all(pixels <= 0 for pixels in seen["overflow"].values()), f"wider than the screen: {seen['overflow']}"


class Page(html.parser.HTMLParser):
    """The tables of a page by caption: {caption: [row, …]}, the first row being the columns; and its tags."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tables, self.tags, self.cell, self.caption, self.rows = {}, [], None, "", []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td", "caption"):
            self.cell = ""

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.rows[-1].append(self.cell)
        elif tag == "caption":
            self.caption = self.cell
        elif tag == "table":
            self.tables[self.caption] = self.rows
        if tag in ("th", "td", "caption"):
            self.cell = None


def check_tags(page):
    """Only tags and attributes that the program writes: no text of others became markup."""
    known = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "nav", "ul", "li", "a", "section",
             "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "b", "span", "figure", "figcaption", "img",
             "details", "summary", "svg", "desc", "g", "rect", "line", "text", "path", "circle", "polyline", "polygon"}
    for tag, attributes in page.tags:
        assert tag in known, tag
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert tag != "a" or re.fullmatch(r"#[a-z-]+", attributes["href"]), attributes
        assert tag != "img" or attributes["src"].startswith("data:image/jpeg;base64,"), attributes["src"][:50]


def front(card):
    """The YAML head of a card, and the rest."""
    assert card.startswith("---\n")
    head, body = card[4:].split("\n---\n", 1)
    return yaml.safe_load(head), body


def pocus():
    shared = harness.shared(arguments.source)
    with harness.Folder() as folder:
        data = folder / "data"
        sonoset("init", data)
        sonoset("-C", data, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror", shared / "pocus",
                "--offline", expect=1)
        sonoset("-C", data, "split", "main")
        sonoset("-C", data, "report", folder / "report.html")
        seen = opened(folder / "report.html", SHOTS)
        check_quiet(seen)
        check_accessible(seen)
        assert "All 6 clips of 'viral-pneumonia' have container 'mp4'" in seen["text"]
        assert "6 of 11 values with two or more clips" in seen["text"], "sources of one class"
        assert "7 clips (licence: LicenseRef-COVID-19-Emergency does not permit redistribution)" in seen["text"]
        print(f"{(folder / 'report.html').stat().st_size} bytes, opened in {seen['ms']:.0f} ms; screenshots in {SHOTS}")


def by_hand(data, axis, column):
    """{(row, label): clips} from the catalog, without the program."""
    catalog = sqlite3.connect(data / "catalog.sqlite")
    return {(row, label): count for row, label, count in catalog.execute(
        f"SELECT {column}, ifnull(l.value, '(none)'), count(*) FROM clip c JOIN clip_state n ON n.clip = c.name"
        " LEFT JOIN label_in_effect l ON l.clip = c.name AND l.axis = ? WHERE n.state = 'done' GROUP BY 1, 2", (axis,))}


def check_cross_table(table, counts):
    columns = table[0][1:-1]
    shown = {(row[0], label): int(n) for row in table[1:] for label, n in zip(columns, row[1:]) if n != "0"}
    assert shown == counts, (shown, counts)
    assert all(int(row[-1]) == sum(map(int, row[1:-1])) for row in table[1:]), table


def corrected_v(table):
    """Bergsma 2013, from the table's own numbers."""
    n = sum(map(sum, table))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table)]
    r, c = sum(x > 0 for x in rows), sum(x > 0 for x in columns)
    chi = sum((o - a * b / n) ** 2 / (a * b / n) for a, row in zip(rows, table) for b, o in zip(columns, row) if a and b)
    phi = max(0, chi / n - (r - 1) * (c - 1) / (n - 1))
    return (phi / min(r - (r - 1) ** 2 / (n - 1) - 1, c - (c - 1) ** 2 / (n - 1) - 1)) ** 0.5


def check_facts(data, text):
    """The figures of the page equal the catalog's."""
    page = Page(text)
    check_tags(page)
    ids = [attributes["id"] for tag, attributes in page.tags if tag == "section"]
    assert [one for one in ids if one in SECTIONS] == SECTIONS, ids
    by_source, by_probe = by_hand(data, "diagnosis", "c.source"), by_hand(data, "diagnosis", "c.probe")
    check_cross_table(page.tables["Clips of each label by source"], by_source)
    check_cross_table(page.tables["Clips of each label by probe"], by_probe)
    labels = {row[0]: row for row in page.tables["Labels on axis 'diagnosis'"][1:]}
    frames = dict(sqlite3.connect(data / "catalog.sqlite").execute(
        "SELECT l.value, sum(n.frames) FROM label_in_effect l JOIN clip_state n ON n.clip = l.clip"
        " WHERE l.axis = 'diagnosis' AND n.state = 'done' GROUP BY 1"))
    assert {label: int(row[3]) for label, row in labels.items()} == frames
    vs = {row[0]: row[1:] for row in page.tables["Cramér's V between label and property, corrected for bias"][1:]}
    names = sorted({label for _, label in by_probe})
    expected = corrected_v([[by_probe.get((probe, label), 0) for label in names] for probe in {probe for probe, _ in by_probe}])
    assert float(vs["probe"][2]) == round(expected, 2), (vs["probe"], expected)
    return page


def check_shortcut(folder, data):
    """A class that lives in one source is named; clips without a class are not part of the comparison."""
    other = folder / "shortcut"
    shutil.copytree(data, other)
    catalog = sqlite3.connect(other / "catalog.sqlite")
    catalog.execute("UPDATE label_in_effect SET value = iif((SELECT source FROM clip WHERE name = clip) = 'phantom-site-a',"
                    " 'healthy', 'covid-19') WHERE axis = 'diagnosis'")
    catalog.commit()
    sonoset("-C", other, "report", folder / "shortcut.html", "--no-pictures")
    page = Page((folder / "shortcut.html").read_text())
    vs = {row[0]: row[1:] for row in page.tables["Cramér's V between label and property, corrected for bias"][1:]}
    assert vs["source"][2] == "1.00", vs["source"]
    clips = catalog.execute("SELECT count(*) FROM clip WHERE source = 'phantom-site-b'").fetchone()[0]
    text = (folder / "shortcut.html").read_text()
    assert f"All {clips} clips of &#39;covid-19&#39; have source &#39;phantom-site-b&#39;, which 0 of the" in text


def check_unknown(folder):
    """What was not looked for is said to be so."""
    data = folder / "unlooked"
    shutil.copytree(folder / "data", data)
    catalog = sqlite3.connect(data / "catalog.sqlite")
    catalog.execute("DELETE FROM compared WHERE kind IN ('near-duplicate', 'packets')")
    catalog.execute("DELETE FROM split")
    catalog.commit()
    sonoset("-C", data, "report", folder / "unlooked.html", "--no-pictures")
    text = (folder / "unlooked.html").read_text()
    rows = {row[0]: row for row in Page(text).tables["Why clips belong together"][1:]}
    for kind, row in rows.items():
        assert ("not compared" in row) == (kind in ("near-duplicate", "packets")), row
    assert "Not all links were looked for" in text and "The groups are not known" in text
    assert "not known: not all links were looked for" in text
    sonoset("init", folder / "empty")
    sonoset("-C", folder / "empty", "report", folder / "empty.html")
    assert "No clip was imported, so nothing was checked." in (folder / "empty.html").read_text()
    assert "There is no split, so no folds were checked for leaks." in text
    assert "No baseline was trained." in text and "The dataset was not audited." in text


def check_agreement(folder):
    """Without two annotators of one clip, agreement is not known; with them it is what the textbook says."""
    data = folder / "agreement"
    shutil.copytree(folder / "data", data)
    assert "their agreement is not known" in (folder / "report.html").read_text()
    clips = [name for name, in sqlite3.connect(data / "catalog.sqlite").execute("SELECT name FROM clip ORDER BY name LIMIT 10")]
    rows = [["clip", "axis", "value", "by"]]
    # Two raters, ten clips: they agree on 4 + 3, so kappa = (0.7 - 0.5) / (1 - 0.5) with 5 of 10 each.
    for number, clip in enumerate(clips):
        first, second = ("present" if number < 5 else "absent"), ("present" if number < 4 or number in (5, 6) else "absent")
        rows += [[clip, "effusion", first, "ann"], [clip, "effusion", second, "bob"]]
    table = folder / "opinions.csv"
    table.write_text("".join(",".join(row) + "\n" for row in rows))
    sonoset("-C", data, "label", "--from", table, "--annotator", "--by", "me", "--why", "read twice")
    sonoset("-C", data, "report", folder / "agreement.html", "--no-pictures")
    caption = "Agreement on the clips that at least two annotators labelled"
    (row,) = [row for row in Page((folder / "agreement.html").read_text()).tables[caption][1:] if row[0] == "effusion"]
    both = [(a[2], b[2]) for a, b in zip(rows[1::2], rows[2::2])]
    observed = sum(a == b for a, b in both) / 10
    chance = sum(sum(a == v for a, _ in both) * sum(b == v for _, b in both) for v in ("present", "absent")) / 100
    assert row[1] == "ann, bob" and row[2] == "10" and "Cohen's kappa" in row[4], row
    assert float(row[5]) == round((observed - chance) / (1 - chance), 2), (row, observed, chance)


def check_runs(folder):
    """Figures of runs are shown with the state of the dataset they are of; damaged and hostile files are named."""
    data = folder / "data"
    digest = sonoset("-C", data, "status", "--digest").stdout.split()[-1]
    level = {"balanced_accuracy": {"value": 0.8123, "low": 0.7, "high": 0.9}, "accuracy": {"value": 0.85, "low": None, "high": None}}
    metrics = {"classes": ["a"], "clips": 20, "frames": 100, "subjects": 9, "video": level, "frame": level}

    def write(name, **files):
        (data / "baseline" / name).mkdir(parents=True)
        for file, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (data / "baseline" / name / f"{file}.json").write_text(text)

    write("main-1", run={"ended": "2026-01-02T00:00:00.000Z", "dataset": digest}, metrics=metrics)
    write("main-2", run={"ended": "2026-01-01T00:00:00.000Z", "dataset": "ab" * 32}, metrics=metrics)
    write("old", metrics=metrics)
    write("evil", run={"ended": EVIL, "dataset": EVIL}, metrics={"clips": EVIL, "video": [EVIL]})
    write("deep", metrics="[" * 100_000)
    write("audit-main-1", audit={"dataset": digest, "split": EVIL, "verdict": {
        "sentence": "Use the scores with care.", "reasons": [{"text": EVIL}, 7, {}]}, "model": {"balanced_accuracy": 0.7},
        "permutations": {"p": 0.005}})
    os.symlink("/dev/zero", data / "baseline" / "link")
    sonoset("-C", data, "report", folder / "runs.html", "--no-pictures")
    text = (folder / "runs.html").read_text()
    page = Page(text)
    check_tags(page)
    runs = {row[0]: row for rows in page.tables.values() for row in rows if len(row) == 8 and row[0] != "run"}
    assert set(runs) == {"main-1", "main-2", "old", "evil"}, runs.keys()
    assert runs["main-1"][2] == "this" and runs["main-1"][5] == "0.81 (0.70–0.90)" and runs["main-1"][6] == "0.85", runs
    assert runs["main-2"][2].startswith("another: abab") and runs["old"][2] == "not recorded", runs
    assert runs["evil"][3] == "–", runs
    assert "Use the scores with care." in text and "p = 0.005" in text and "baseline/deep" in text
    shutil.rmtree(data / "baseline")


def check_card(folder, data):
    sonoset("-C", data, "report", folder / "README.md", "--markdown")
    head, body = front((folder / "README.md").read_text())
    assert head["license"] == ["cc-by-4.0", "cc-by-nc-4.0", "other"] and head["license_name"] == "LicenseRef-Phantom-Research"
    assert head["size_categories"] == ["n<1K"] and head["pretty_name"] == "Synthetic lung ultrasound", head
    assert set(head["task_categories"]) == {"image-classification", "video-classification"} and "ultrasound" in head["tags"]
    assert "configs" not in head
    titles = re.findall(r"^## (.*)$", body, re.M)
    assert titles == ["What it is", "Sources and licences", "Labels", "Videos and frames", "Duplicates and links", "Findings",
                      "Agreement of annotators", "Shortcuts", "Split", "Baseline and audit", "Pictures"], titles
    # The same facts: each table of the page is in the card.
    for caption, rows in Page((folder / "report.html").read_text()).tables.items():
        plain = body.replace("\\", "")
        assert caption in plain, caption
        for row in rows:
            assert "| " + " | ".join(row) + " |" in plain, row


def check_hostile(folder, data):
    """Titles, citations, ids of other people become text, in the page and in the card."""
    evil = folder / "evil"
    shutil.copytree(data, evil)
    catalog = sqlite3.connect(evil / "catalog.sqlite")
    catalog.execute("PRAGMA foreign_keys = OFF")
    catalog.execute("PRAGMA ignore_check_constraints = ON")
    long = EVIL * 1000
    catalog.execute("UPDATE manifest SET title = ?", (EVIL + "\n---\nlicense: mit",))
    catalog.execute("UPDATE source SET title = ?, citation = ?, terms = ?, licence = ?", (long, long, "\x1b[2J" + EVIL, EVIL))
    catalog.execute("UPDATE clip SET probe = ?", (long,))
    catalog.execute("UPDATE clip_state SET codec = ?, container = ?, licence = 'MIT'", (long, EVIL))
    catalog.execute("UPDATE label_in_effect SET value = ? WHERE value = 'healthy'", (long,))
    catalog.commit()
    page_file = folder / "evil.html"
    sonoset("-C", evil, "report", page_file, "--licences", "any")
    text = page_file.read_text()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    page = Page(text)
    check_tags(page)
    assert len(text) < 1_000_000, "long texts are shortened"
    seen = opened(page_file, SHOTS / "evil", "--quick")
    check_quiet(seen)
    assert "</script></style><script>alert(1)</script>" in seen["title"] + seen["text"]
    sonoset("-C", evil, "report", folder / "evil.md", "--markdown")
    head, body = front((folder / "evil.md").read_text())
    assert head["license"] == ["mit"] and "license: mit" in head["pretty_name"].replace("\\x0a", "\n"), head
    assert not re.search(r"(?<!\\)[<\[`]|(?<!\\)\|(?! )", re.sub(r"^\|.*\|$", lambda row: row[0].replace("| ", "").replace(" |", ""), body, flags=re.M)), "markup"


def check_command_line(folder, data):
    out = folder / "again.html"
    said = json.loads(sonoset("-C", data, "report", out, "--json").stdout)
    assert said["sections"] and [one for one in said["sections"] if one in SECTIONS] == SECTIONS, said
    assert said["bytes"] == out.stat().st_size and said["format"] == "html" and said["title"] == "Synthetic lung ultrasound"
    before = out.read_bytes()
    refused = sonoset("-C", data, "report", out, expect=2)
    assert "already exists" in refused.stderr and "--force" in refused.stderr and out.read_bytes() == before
    sonoset("-C", data, "report", out, "--force")
    assert out.read_bytes() == before, "the same dataset gives the same page"
    assert "is a folder" in sonoset("-C", data, "report", folder, "--force", expect=2).stderr
    for command in ("report", "overview"):
        for place in ("catalog.sqlite", "decisions.jsonl", "manifests/new.yaml", "objects/x"):
            own = sonoset("-C", data, command, data / place, "--force", expect=2)
            assert "dataset's own files" in own.stderr, own.stderr
    assert "did you mean 'main'" in sonoset("-C", data, "report", folder / "x", "--split", "mai", expect=2).stderr
    assert "unknown axis 'x'" in sonoset("-C", data, "report", folder / "x", "--axis", "x", expect=2).stderr
    assert "unknown licence" in sonoset("-C", data, "report", folder / "x", "--licences", "CC-BY-99", expect=2).stderr
    assert not (folder / "x").exists()
    # Of a split by several axes, the labels on the first one.
    sonoset("-C", data, "split", "two", "--folds", "2", "--axis", "diagnosis", "--axis", "b-lines")
    sonoset("-C", data, "report", folder / "two.html", "--split", "two", "--no-pictures")
    text = (folder / "two.html").read_text()
    assert "labels of axes diagnosis and b-lines spread evenly" in text and "Labels on axis &#39;diagnosis&#39;" in text
    assert "healthy,absent" not in text and "healthy,present" not in text
    sonoset("-C", data, "split", "two", "--remove")
    sonoset("-C", data, "report", folder / "axis.html", "--axis", "severity", "--title", "Ward 3", "--no-pictures")
    text = (folder / "axis.html").read_text()
    assert "<h1>Ward 3</h1>" in text and "Labels on axis &#39;severity&#39;" in text and "<img" not in text
    assert str(folder) not in before.decode(), "the page names no path of this machine"


def check_pictures(folder, data):
    """Only what the licence permits is shown, and what is not is counted."""
    catalog = sqlite3.connect(data / "catalog.sqlite")
    permitted = {name for name, in catalog.execute("SELECT clip FROM clip_state WHERE licence IN ('CC-BY-4.0', 'CC-BY-NC-4.0')")}
    hidden = catalog.execute("SELECT count(*) FROM clip_state WHERE licence = 'LicenseRef-Phantom-Research'").fetchone()[0]
    text = (folder / "report.html").read_text()
    shown = re.findall(r'alt="Picture \d+ of clip ([\w-]+)"', text)
    assert shown and set(shown) <= permitted and len(set(shown)) == len(shown), shown
    assert hidden and f"Not shown: {hidden} clip" in text, hidden
    sonoset("-C", data, "report", folder / "any.html", "--licences", "any")
    everything = re.findall(r'alt="Picture \d+ of clip ([\w-]+)"', (folder / "any.html").read_text())
    assert len(everything) == len(shown) + hidden and "Not shown" not in (folder / "any.html").read_text()
    broken = next((data / "frames").rglob("*.png"))
    for frame in broken.parent.iterdir():
        frame.chmod(0o644)
        frame.write_bytes(b"x")
    sonoset("-C", data, "report", folder / "broken.html", "--licences", "any")
    assert "1 picture could not be read; run &#39;sonoset fsck&#39;." in (folder / "broken.html").read_text()


def check_test_set(folder, data):
    """The report names the test set as such and does not count it as a fold."""
    sonoset("-C", data, "split", "held", "--folds", "2", "--holdout", "subject=s01")
    sonoset("-C", data, "report", folder / "held.md", "--markdown", "--split", "held")
    card = (folder / "held.md").read_text()
    assert "'held': 2 folds and a test set by subject" in card, card
    assert re.search(r"is not in (fold-., )?the test set\.", card) and "fold fold-" not in card, card
    sonoset("-C", data, "split", "held", "--remove")


def phantoms():
    with harness.Folder() as folder:
        data = folder / "data"
        sonoset("phantom", folder / "clips", "--subjects", "8", "--clips", "16", "--seconds", "1", "--size", "160x128")
        sonoset("init", data)
        sonoset("-C", data, "import", folder / "clips" / "manifest.yaml")
        sonoset("-C", data, "split", "main", "--folds", "2")
        sonoset("-C", data, "report", folder / "report.html")
        seen = opened(folder / "report.html", SHOTS)
        check_quiet(seen)
        check_accessible(seen)
        assert seen["pictures"] > 5 and len(seen["charts"]) >= 3, seen
        check_facts(data, (folder / "report.html").read_text())
        check_card(folder, data)
        check_command_line(folder, data)
        check_agreement(folder)
        check_test_set(folder, data)
        check_runs(folder)
        check_unknown(folder)
        check_shortcut(folder, data)
        check_hostile(folder, data)
        check_pictures(folder, data)
        for name in ("wide", "dark", "narrow", "print"):
            assert (SHOTS / f"{name}.png").stat().st_size > 10_000, name
    print(f"a page that opens, a card, and texts that stay text; screenshots in {SHOTS}")


pocus() if arguments.on == "pocus" else phantoms()
