#!/usr/bin/env python3
"""Names written in several ways: subjects, words for unknown, files in either Unicode form, values close to those of
the taxonomy. Each is either understood or reported with a next step."""
import shutil
import subprocess

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
HEAD = "format: 1\nname: names\nsources: [{id: s, title: S, licence: MIT}]\ndefaults: {source: s}\nclips:\n"


def entry(name, file, rest):
    return f'  - {{id: {name}, path: "{file}", {rest}}}\n'


def findings_of(document):
    return sorted((clip["clip"], one["code"], one["message"]) for clip in document["clips"] for one in clip["findings"]
                  if one["code"].startswith("subject") or one["code"] in ("unknown-subject", "object-missing"))


with harness.Folder() as folder:
    sonoset("phantom", folder / "made", "--subjects", 1, "--clips", 1, "--seconds", 1.5, "--size", "320x320")
    clip = next((folder / "made" / "clips").iterdir())
    for i in range(7):
        shutil.copy(clip, folder / f"{i}{clip.suffix}")
    file = [f"{i}{clip.suffix}" for i in range(7)]
    manifest = folder / "names.yaml"
    manifest.write_text(HEAD + entry("a", file[0], "subject: p01") + entry("b", file[1], "subject: pat-1")
                        + entry("c", file[2], "subject: unknown") + entry("d", file[3], "subject: unknown")
                        + entry("e", file[4], "subject: N/A, case: x") + entry("f", file[5], "subject: p2"))

    # One person under two names, and a word for unknown as one person: found before and after an import, once each.
    expected = [("b", "subjects-alike", "subjects 'p01' (1 clip), 'pat-1' (1 clip) may be the same"),
                ("c", "subject-placeholder", "subject 'unknown' (2 clips) counts as unknown"),
                ("c", "unknown-subject", "neither subject nor case"), ("d", "unknown-subject", "neither subject nor case"),
                ("e", "subject-placeholder", "subject 'N/A' (1 clip) counts as unknown")]
    validated = sonoset.json("validate", manifest, "--offline", expect=1)
    found = findings_of(validated)
    assert [one[:2] for one in found] == [one[:2] for one in expected], found
    assert [one for one in found if one[1] != "unknown-subject"] == [one for one in expected if one[1] != "unknown-subject"]
    data = folder / "data"
    sonoset("init", data)
    assert sonoset.json("-C", data, "import", manifest, "--offline", expect=None)["done"] == 6

    def in_dataset():
        rows = sonoset.json("-C", data, "list", "findings")["rows"]
        return sorted((row["id"], row["code"], row["message"]) for row in rows
                      if row["code"] in {one[1] for one in expected})

    assert in_dataset() == found, in_dataset()
    rows = sonoset.json("-C", data, "list", "clips")["rows"]
    assert {row["clip"]: row["subject"] for row in rows} == {"a": "p01", "b": "pat-1", "c": None, "d": None, "e": None,
                                                              "f": "p2"}, rows
    assert {row["subject"] for row in sonoset.json("-C", data, "list", "subjects")["rows"]} == {"p01", "pat-1", "p2"}

    # Declared one person, or two: no finding stays open.
    sonoset("-C", data, "resolve", "subjects-alike", "b", "--why", "two people", "--by", "me")
    digest = sonoset.digest(data)
    sonoset("-C", data, "import", manifest, "--offline", expect=None)
    assert sonoset.digest(data) == digest
    # A decision about two names does not cover a third.
    before = manifest.read_text()
    manifest.write_text(before + entry("g", file[6], "subject: p-1"))
    sonoset("-C", data, "import", manifest, "--offline", expect=None)
    alike = sonoset.json("-C", data, "list", "findings", "--where", "code=subjects-alike")["rows"]
    assert [(row["id"], row["resolved_by"]) for row in alike] == [("b", None)], alike
    manifest.write_text(before)
    sonoset("-C", data, "import", manifest, "--offline", expect=None)
    assert sonoset.digest(data) == digest
    joined = folder / "joined.yaml"
    joined.write_text(manifest.read_text() + "same_as: [[p01, pat-1]]\n")
    assert not [one for one in findings_of(sonoset.json("validate", joined, "--offline", expect=1))
                if one[1] == "subjects-alike"]

    # Composed and decomposed forms are one name, on disk and in mirrors.
    composed, decomposed = "M\u00fcller.mp4", "Mu\u0308ller.mp4"
    for there, asked in ((composed, decomposed), (decomposed, composed)):
        place = folder / ("there-" + str(len(there.encode())))
        (place / "U\u0308ber").mkdir(parents=True)
        shutil.copy(clip, place / "U\u0308ber" / there)
        named = place / "m.yaml"
        named.write_text(HEAD + entry("a", "\u00dcber/" + asked, "subject: p1"))
        assert not [one for one in findings_of(sonoset.json("validate", named, "--offline", expect=None))], named
        far = folder / "far.yaml"
        far.write_text(named.read_text())
        looked = sonoset.json("validate", far, "--offline", "--mirror", place / "U\u0308ber", expect=None)["clips"]
        assert looked[0]["object"], looked
        made = sonoset("manifest", "scaffold", place, "-o", place / "made.yaml").stderr
        assert "id: m-ller\n" in (place / "made.yaml").read_text(), made

    # A CSV file as spreadsheets write it; a row with an empty result is reported by file and line.
    sheet, mapping = folder / "sheet.csv", folder / "sheet.mapping.yaml"
    sheet.write_text("\ufeffsep=;\r\nDatei;Patient\u00a0Nr;Score\r\n" + "".join(
        f"{name};{who};{score}\r\n" for name, who, score in zip(file, ("P7", "X8", "P9"), ("2,0", "1", "3.0"))))
    mapping.write_text('format: 1\nmanifest: {name: m}\neach: t\nsources: [{id: s, title: S, licence: MIT}]\n'
                       'tables: {t: {}}\nfiles: {key: "{@file}", find: "{Datei}", rest: ignore}\nclip:\n  id: "{Datei|stem}"\n'
                       '  subject: {from: "{Patient Nr}", match: "(?:P([0-9]+)|X[0-9]+)", to: "p{1}"}\n'
                       '  labels: {severity: "{Score|number}"}\n')
    media = folder / "media"
    media.mkdir()
    for name in file[:3]:
        shutil.copy(clip, media / name)
    made = sonoset.json("manifest", "scaffold", media, "--csv", sheet, "--map", mapping, "-o", folder / "sheet.yaml",
                        expect=1)
    assert made["clips"] == 2 and [(one["file"], one["line"]) for one in made["unplaced"]] == [(str(sheet), 4)], made
    assert "'X8' matches" in made["unplaced"][0]["reason"], made
    assert 'severity: "2"' in (folder / "sheet.yaml").read_text() and "subject: p7" in (folder / "sheet.yaml").read_text()
    mapping.write_text(mapping.read_text().replace("|number}", "|numbr}"))
    said = sonoset("manifest", "scaffold", media, "--csv", sheet, "--map", mapping, "-o", folder / "no.yaml", expect=2).stderr
    assert "unknown form 'numbr'; did you mean 'number'?" in said, said

    # A problem in one clip does not hide those of others.
    bad = folder / "bad.yaml"
    bad.write_text(HEAD + entry("a", file[0], "subject: p1, labels: {diagnosis: COVID}")
                   + entry("b", "absent.mp4", "subject: p2")
                   + entry("c", file[2], "subject: p3, labels: {severity: 2.0}") + entry("d", file[3], "subject: p4"))
    document = sonoset.json("validate", bad, "--offline", expect=2)
    messages = [problem["message"] for problem in document["problems"]]
    assert len(messages) == 2 and "did you mean 'covid-19'?" in messages[0] and "did you mean '2'?" in messages[1], messages
    assert [(one["clip"], bool(one["object"])) for one in document["clips"]] == [("b", False), ("d", True)], document
    assert ("b", "object-missing") in [one[:2] for one in findings_of(document)], document
    sonoset("-C", data, "import", bad, "--offline", expect=2)

    # show takes the start of a digest.
    row = next(row for row in rows if row["clip"] == "a")
    shown = sonoset.json("-C", data, "show", row["object"])
    assert shown["object"] == row["object"] and (data / shown["file"]).is_file() and shown["here"], shown
    assert [one["clip"] for one in shown["clips"]] == list("abcdef"), shown
    assert sonoset.json("-C", data, "show", row["object"][:8]) == shown
    assert sonoset.json("-C", data, "show", row["object"][:8].upper()) == shown
    assert row["object"] in sonoset("-C", data, "show", row["object"][:12]).stdout
    sonoset("-C", data, "show", row["object"][:7], expect=2)
    sonoset("-C", data, "show", "0123456789abcdef", expect=2)
    assert [one["clip"] for one in sonoset.json("-C", data, "show", "p2")["clips_of_subject"]] == ["f"]
    assert [one["clip"] for one in sonoset.json("-C", data, "show", "x")["clips_of_case"]] == ["e"]
    assert len(sonoset.json("-C", data, "show", "s")["clips_of_source"]) == 6

    # A build without the baseline explains how to get it.
    alone = folder / "alone"
    alone.mkdir()
    shutil.copy(arguments.bin / "sonoset", alone)
    run = subprocess.run([alone / "sonoset", "baseline", "predict", "x.mp4"], capture_output=True, text=True)
    assert run.returncode == 2 and "./tools/quickstart --baseline" in run.stderr, run.stderr
print("names are understood or reported")
