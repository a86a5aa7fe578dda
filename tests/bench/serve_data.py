"""Makes a dataset of many clips for benchmarks of the web service: rows of a few phantoms again and again, each with an id,
subject, address, notes, label and frames of its own. Their frames are the files of the phantoms, which only these have:
the sprite of a phantom, once made, is that of its copies too."""
import pathlib
import sqlite3
import subprocess

kPhantoms = 8


def sonoset(bin_folder, *words):
    done = subprocess.run([str(pathlib.Path(bin_folder) / "sonoset"), *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{words}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def copy(catalog, table, clip_column="clip", also="1", **changed):
    """A row for each new clip and row of its original; `changed`: columns as SQL."""
    columns = [row[1] for row in catalog.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0]
    changed = {clip_column: "n.clip", **changed}
    values = ", ".join(changed.get(column, f"o.{column}") for column in columns)
    catalog.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM n JOIN {table} o"
                    f" ON o.{clip_column} = n.original WHERE {also} ORDER BY n.i")


def fill(catalog, clips):
    originals = [row[0] for row in catalog.execute("SELECT name FROM clip ORDER BY name")]
    catalog.execute("CREATE TEMP TABLE original (k INTEGER PRIMARY KEY, clip TEXT)")
    catalog.executemany("INSERT INTO original VALUES (?, ?)", enumerate(originals))
    catalog.execute(f"""CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < {clips - 1})
        SELECT i, printf('clip-%06d', i) AS clip, (SELECT clip FROM original WHERE k = i % {len(originals)}) AS original,
        iif(i % 10 = 0, 'CC-BY-ND-4.0', '') AS licence, 'site-' || (i % 40) AS source,
        iif(i % 5 = 0, '', printf('subject-%06d', i / 7)) AS subject,
        (CASE i % 4 WHEN 0 THEN 'covid' WHEN 1 THEN 'pneumonia' WHEN 2 THEN 'regular' ELSE '' END) AS label,
        iif(i % 3 = 0, 'linear', 'convex') AS probe FROM c""")
    catalog.execute("CREATE INDEX temp.n_original ON n (original)")
    catalog.execute("""INSERT INTO source (manifest, name, title, url, licence, licence_url, terms, citation) SELECT s.manifest,
        'site-' || i, 'Site ' || i, '', 'CC-BY-4.0', '', '', '' FROM n JOIN (SELECT * FROM source LIMIT 1) s WHERE i < 40""")
    catalog.execute("INSERT INTO subject SELECT DISTINCT (SELECT name FROM manifest), subject FROM n WHERE subject <> ''")
    copy(catalog, "clip", "name", source="n.source", subject="n.subject", patient_case="''", licence="n.licence", probe="n.probe",
         url="'https://example.org/media/' || n.i || '.mp4'", path="''", line="n.i",
         notes="'What the doctor said about clip ' || n.i || ', in a sentence or two, as people do.'")
    catalog.execute("INSERT INTO clip_attribute SELECT clip, 'age', CAST(i % 90 AS TEXT) FROM n")
    copy(catalog, "frame_set", id="1000 + n.i")
    catalog.execute(f"""INSERT INTO frame SELECT 1000 + n.i, f.picture, f.pts, f.time_source, f.width, f.height, f.channels, f.pixels,
        random(), abs(random()) % 1000000, abs(random()) % 65280, f.file_digest, f.file_bytes
        FROM n JOIN frame_set s ON s.clip = n.original JOIN frame f ON f.frame_set = s.id ORDER BY n.i""")
    copy(catalog, "clip_state", frame_set="1000 + n.i", main_value="n.label", findings="0",
         licence="iif(n.licence <> '', n.licence, 'CC-BY-4.0')", duration_ms="1000 + n.i % 5000")
    catalog.execute("INSERT INTO label (clip, axis, value, author, evidence, role) SELECT clip, 'diagnosis', label, '', 'PCR', 'manifest'"
                    " FROM n WHERE label <> ''")
    catalog.execute("INSERT INTO label_in_effect SELECT 'diagnosis', clip, label FROM n WHERE label <> ''")
    catalog.execute("INSERT INTO finding (about, id, code, message, severity) SELECT 'clip', clip, 'unknown-subject', 'names nobody',"
                    " 'warning' FROM n WHERE subject = ''")
    catalog.execute("INSERT INTO finding (about, id, code, message, severity) SELECT 'clip', clip, 'truncated', 'ends early', 'error'"
                    " FROM n WHERE i % 1000 = 7")
    catalog.execute("INSERT INTO link SELECT 'subject', n.subject, n.clip, m.clip FROM n JOIN n m ON m.i = n.i + 1"
                    " AND m.subject = n.subject WHERE n.subject <> ''")
    catalog.execute(f"INSERT INTO split (name, folds, group_by, seed, axis, leave_out_unknown, clips, groups, digest) VALUES"
                    f" ('five', 5, 'subject', 0, 'diagnosis', 0, {clips}, {clips // 7 + 1}, zeroblob(32))")
    catalog.execute("INSERT INTO split_group (split, number, fold) SELECT DISTINCT 'five', i / 7, i / 7 % 5 FROM n")
    catalog.execute("INSERT INTO split_clip SELECT 'five', clip, i / 7, label FROM n")


def make(bin_folder, folder, clips):
    """Returns the dataset's folder."""
    phantoms, data = folder / "phantoms", folder / "data"
    sonoset(bin_folder, "phantom", phantoms, "--subjects", kPhantoms, "--clips", kPhantoms, "--seconds", 10, "--size", "320x240")
    sonoset(bin_folder, "init", data)
    sonoset(bin_folder, "-C", data, "import", phantoms / "manifest.yaml")
    catalog = sqlite3.connect(data / "catalog.sqlite")
    catalog.execute("PRAGMA synchronous = OFF")
    fill(catalog, clips)
    catalog.commit()
    catalog.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    counted = catalog.execute("SELECT count(*) FROM frame").fetchone()[0]
    catalog.close()
    return data, counted
