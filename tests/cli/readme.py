#!/usr/bin/env python3
"""What README says of columns, verbs and findings is what the program prints."""
import re

import harness

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
readme = (arguments.source / "README.md").read_text()


def names_in(row_start):
    """The `words` of a table's row."""
    line = next(line for line in readme.splitlines() if line.startswith(row_start))
    return re.findall(r"`([a-z_]+)`", line.split("|", 2)[2])


with harness.Folder() as folder:
    for kind in ("clips", "frames", "sources", "subjects", "findings", "labels", "links", "splits"):
        said = sonoset("list", kind, "--columns").stdout.split()
        assert [name for name in names_in(f"| `{kind}` |") if name in said] == said, (kind, said)

    sonoset("init", folder / "hearts", "--axis", "view")
    said = sonoset("-C", folder / "hearts", "list", "clips", "--columns").stdout.split()
    assert "view" in said and "diagnosis" not in said, said

    help_text = sonoset("--help").stdout
    for verb in re.findall(r"^  ([a-z]+)  ", help_text, re.M):
        assert re.search(rf"\| `{verb}\b|, `{verb}\b", readme), f"README does not say what {verb} does"
        shown = sonoset(verb, "--help").stdout
        assert "xample" in shown and f"sonoset {verb}" in shown or f"sonoset -C" in shown, f"{verb} --help has no example"

    codes = set(re.findall(r'^    \{"([a-z-]+)",\s+Severity', (arguments.source / "lib/model/finding.cpp").read_text(), re.M))
    table = set(re.findall(r"^\| `([a-z-]+)` \| (?:note|warning|error) \|", readme, re.M))
    assert codes == table, codes ^ table

    sonoset("phantom", folder / "clips", "--subjects", "4", "--clips", "4")
    sonoset("init", folder / "data")
    sonoset("-C", folder / "data", "import", folder / "clips" / "manifest.yaml")
    sonoset("-C", folder / "data", "export", "csv", folder / "out", "--licences", "any")
    header = (folder / "out" / "frames.csv").read_text().splitlines()[0].split(",")
    section = readme[readme.index("### export"):readme.index("### Other JSON")]
    for column in header:
        column = "label_AXIS" if column.startswith("label_") else column
        assert f"`{column}`" in section, f"README does not say what {column} is"
    # The manifest of the first hour is one: only its file is missing.
    (folder / "lungs.yaml").write_text(re.search(r"```yaml\n(.*?)```", readme, re.S).group(1))
    summary = sonoset.json("-C", folder / "data", "import", folder / "lungs.yaml", expect=1)
    assert [failure["code"] for failure in summary["failures"]] == ["object-missing"], summary
print("README says what the program does")
