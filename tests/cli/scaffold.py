#!/usr/bin/env python3
"""A mapping alone makes a manifest from an unfamiliar dataset: a spreadsheet with its own columns, file names that
contain the patient, scores from 0 to 3. Rows and files without a place are reported; after import and split, no patient
is in two folds."""
import re
import shutil

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)

MAPPING = r"""
format: 1
manifest: {name: station-3, title: Klinikum, same_as: [[p10, p11]]}
each: blatt
tables:
  blatt: {only: {from: "{Status}", match: "ok|geprüft", otherwise: ""}}
files: {key: "{@file|stem|lower}", find: "{Datei|lower}"}
empty: ["-", k. A.]
columns:
  wer: {from: "{Datei|lower}", match: "patient_(?P<number>[0-9]+)_(?P<zone>[lr][0-9]+)", to: "{number} {zone}"}
sources:
  - {id: "{Klinik|id}", title: "{Klinik}", licence: {from: "{Lizenz}", map: {frei: CC0-1.0, Namensnennung: CC-BY-4.0}}}
clip:
  id: "{Datei}"
  source: "{Klinik|id}"
  subject: {from: "{wer}", match: "([0-9]+) .*", to: "p{1}"}
  probe: {from: "{Sonde}", map: {Konvex: convex, Linear: linear}, default: convex}
  region: {left: "{links}", top: "{oben}", right: "{rechts}", bottom: "{unten}"}
  window: {first: "{von}", last: "{bis}"}
  notes: "{Bemerkung}"
  labels:
    - axis: severity
      value: {from: "{Score}", map: {0: 0, 1: 1, 2: 2, 3: 3}}
      evidence: {from: ["Gelesen von {Arzt}", "{Bemerkung}"], join: "; "}
    - axis: b-lines
      value: {from: "{Score}", map: {0: absent, 2: present, 3: present}, otherwise: ""}
  attributes: {zone: {from: "{wer}", match: ".* (.*)"}}
"""
HEAD = "Datei;Klinik;Lizenz;Sonde;Score;Arzt;Status;links;oben;rechts;unten;von;bis;Bemerkung"


def sheet(names):
    rows = [HEAD]
    for i, name in enumerate(names):
        site, licence = (("Süd 3", "frei"), ("Nord", "Namensnennung"))[i % 2]
        rows.append(f"{name};{site};{licence};{('Konvex', 'Linear', '-')[i % 3]};{i % 4};A;ok;40;40;200;180;0;19;"
                    + ('"ruhig; zwei\r\nZeilen"' if i == 0 else "k. A."))
    rows += ["patient_90_L1;Nord;Namensnennung;Konvex;1;B;ok;;;;;;;",            # no such file
             names[0] + ";Süd 3;frei;Konvex;4;B;ok;;;;;;;",                      # no such score
             "patent_91_L1;Nord;Namensnennung;Konvex;1;B;ok;;;;;;;",             # a typo: no such file
             names[1] + ";Nord;frei;Konvex;1;B;ok;;;;;;;",                       # its source's licence differs
             names[2] + ";Süd 3;frei;Konvex;1;B;verworfen;;;;;;;",               # left out on purpose
             "zu;wenig"]
    return ("\ufeff" + "\r\n".join(rows) + "\r\n").encode()


with harness.Folder() as folder:
    sonoset("phantom", folder / "made", "--subjects", "6", "--clips", "12")
    clips = sorted((folder / "made" / "clips").iterdir())
    (folder / "Klinik" / "Videos").mkdir(parents=True)
    names = []
    for i, clip in enumerate(clips):
        patient = 10 + int(re.match(r"s(\d+)-", clip.name).group(1))
        names.append(f"Patient_{patient}_{'LR'[i % 2]}{i}")
        shutil.copy(clip, folder / "Klinik" / "Videos" / (names[-1].lower() + clip.suffix.upper()))
    (folder / "Klinik" / "Liste.txt").write_text("no media")
    spare = folder / "Klinik" / "patient_99_R1.mp4"
    shutil.copy(clips[0], spare)
    (folder / "blatt.csv").write_bytes(sheet(names))
    (folder / "blatt.mapping.yaml").write_text(MAPPING)

    # Each row and file that was not placed is reported with its line.
    out = folder / "klinik.yaml"
    made = sonoset.json("manifest", "scaffold", folder / "Klinik", "--csv", folder / "blatt.csv", "--map",
                        folder / "blatt.mapping.yaml", "-o", out, expect=1)
    assert (made["name"], made["clips"], made["sources"], made["out"]) == ("station-3", 12, 2, str(out)), made
    assert made["ignored"] == [{"file": "Liste.txt", "reason": "'.txt' is not a video or still format"}], made
    found = [(one["line"], one["reason"]) for one in made["unplaced"]]
    first = 15  # the header, twelve rows, one of them on two lines
    for line, reason in ((first, "no file has the key 'patient_90_l1'"), (first + 1, "'4' is not in the map"),
                         (first + 2, "no file has the key 'patent_91_l1'"), (first + 3, "licence is 'CC0-1.0' here"),
                         (first + 5, "2 cells but the header has 14"), (0, "no row refers to this file"),
                         (3, "no clip has the subject 'p10'")):
        assert any(at == line and reason in said for at, said in found), (line, reason, found)
    assert len(found) == 7, found

    # The manifest matches the spreadsheet, and a second run gives the same.
    text = out.read_text()
    for words in ("path: Klinik/Videos/patient_", "region: {x: 40, y: 40, width: 160, height: 140}",
                  "window: {first: 0, end: 20}", "licence: CC0-1.0", "zone: l0", "probe: linear",
                  'evidence: "Gelesen von A; ruhig; zwei\\nZeilen"'):
        assert words in text, f"{words!r} is not in\n{text}"
    again = sonoset("manifest", "scaffold", folder / "Klinik", "--csv", folder / "blatt.csv", "--map",
                    folder / "blatt.mapping.yaml", "-o", out, "--force", expect=1)
    assert out.read_text() == text and again.stdout == ""
    assert f"blatt.csv:{first}" in again.stderr and "7 not used" in again.stderr, again.stderr

    # It can be imported and split.
    data = folder / "data"
    sonoset("init", data)
    summary = sonoset.json("-C", data, "import", out)
    assert (summary["clips"], summary["done"]) == (12, 12), summary
    split = sonoset.json("-C", data, "split", "main", "--folds", "3", "--axis", "severity")
    assert split["leaks"]["frames"] == 0, split
    folds = {}
    for group in sonoset.json("-C", data, "show", "main")["groups"]:
        for clip in group["clips"]:
            folds.setdefault(re.match(r"patient_(\d+)_", clip).group(1), set()).add(group["fold"])
    assert len(folds) == 6 and all(len(of) == 1 for of in folds.values()), folds
    severities = {row["value"] for row in sonoset.json("-C", data, "list", "labels", "--where", "axis=severity")["rows"]}
    assert severities == {"0", "1", "2", "3"}, severities

    # The shipped web clips: one URL serves a healthy and a diseased lung, which is reported.
    web = folder / "web"
    sonoset("init", web)
    manifest = arguments.source / "manifests" / "pocus-2021-web.yaml"
    assert sonoset.json("-C", web, "import", manifest, "--offline", expect=1)["clips"] == 91

    def conflicts():
        rows = sonoset.json("-C", web, "list", "findings", "--where", "code=label-conflict")["rows"]
        return {row["id"]: row["resolved_by"] for row in rows}

    assert conflicts() == dict.fromkeys(["pneu-youtube-start20sec", "pneu_air_bronchogram_com_acquired_paper",
                                         "reg-youtube-start20sec", "reg_com_acquired_paper"]), conflicts()
    sonoset("-C", web, "resolve", "label-conflict", "reg-youtube-start20sec", "--why", "two halves of it", "--by", "me")
    digest = sonoset.digest(web)
    sonoset("-C", web, "import", manifest, "--offline", expect=1)
    assert conflicts()["reg-youtube-start20sec"] == "me" and len(conflicts()) == 4, conflicts()
    assert sonoset.digest(web) == digest

    # The example of manifests/mappings.md, and a folder without a spreadsheet.
    page = (arguments.source / "manifests" / "mappings.md").read_text()
    (folder / "scores.mapping.yaml").write_text(re.findall(r"```yaml\n(.*?)```", page, re.S)[0])
    (folder / "scores.csv").write_text("video,score,reader\n" + "".join(f"{name},{i % 4},A\n" for i, name in enumerate(names)))
    run = sonoset("manifest", "scaffold", folder / "Klinik" / "Videos", "--csv", folder / "scores.csv", "--map",
                  folder / "scores.mapping.yaml", "-o", folder / "scores.yaml")
    assert "12 clips from 1 source; 0 not used" in run.stderr and "subject: p11" in (folder / "scores.yaml").read_text()
    plain = sonoset("manifest", "scaffold", folder / "Klinik", "--source", "Ward 3", "--licence", "CC-BY-4.0", "-o",
                    folder / "plain.yaml")
    assert "13 clips" in plain.stderr and "Liste.txt  '.txt' is not a video or still format" in plain.stderr, plain.stderr

    # With --region auto each clip without a region asks for its sector.
    sonoset("manifest", "scaffold", folder / "Klinik", "--region", "auto", "-o", folder / "auto.yaml")
    assert (folder / "auto.yaml").read_text().count("    region: auto\n") == 13

    # Errors give the reason and leave nothing behind.
    def refused(*words, says):
        run = sonoset("manifest", "scaffold", *words, expect=2)
        assert says in run.stderr and run.stdout == "", (words, says, run.stderr)

    bad = folder / "bad.mapping.yaml"
    bad.write_text(MAPPING.replace("{Datei}", "{Date}"))
    refused(folder / "Klinik", "--csv", folder / "blatt.csv", "--map", bad, "-o", folder / "no.yaml",
            says="bad.mapping.yaml:14:7: clip.id: unknown column 'Date'; did you mean 'Datei'?")
    refused(folder / "Klinik", "--csv", folder / "blatt.csv", says="--csv needs --map")
    refused(folder / "Klinik", "--licence", "CC BY 4.0", says="did you mean 'CC-BY-4.0'?")
    refused(folder / "Klinik", "-o", out, says="use --force to replace it")
    refused(folder / "Klinik", "-o", folder / "made" / "x.yaml", says="is not inside")
    refused(folder / "Klinik", "--region", "whole", says="--region must be auto")
    refused(folder / "nowhere", says="no such folder")
    refused(folder / "made" / "clips", "--csv", folder / "blatt.csv", "--map", folder / "blatt.mapping.yaml", "-o",
            folder / "no.yaml", says="no clip could be made")
    refused(says="nothing to make a manifest from")
    assert not (folder / "no.yaml").exists()
print("spreadsheet, folder and mapping make a dataset")
