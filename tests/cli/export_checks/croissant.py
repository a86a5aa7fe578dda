"""Checks croissant.json of an export without code of sonoset: by a closed JSON Schema, by npm's jsonld, and by rules of
the specifications, which are quoted. `problems(folder, expand)` returns what is wrong; BREAKAGES are ways to break an
export, each of which it must notice.

C: Croissant Format Specification 1.0, http://mlcommons.org/croissant/1.0
R: Croissant RAI Specification 1.0, http://mlcommons.org/croissant/RAI/1.0

C's table "Required" also has url, creator and datePublished, which only who publishes an export can say."""
import csv
import fnmatch
import hashlib
import io
import json
import pathlib
import subprocess
import tarfile

import jsonschema

SCHEMA = json.loads(pathlib.Path(__file__).with_name("croissant.schema.json").read_text())
CR, RAI, SC = "http://mlcommons.org/croissant/", "http://mlcommons.org/croissant/RAI/", "https://schema.org/"

DATA_TYPES = {SC + name for name in ("Text", "Integer", "URL", "Enumeration", "ImageObject", "VideoObject")} | {
    CR + "Split", CR + "Label"}

# C, "Appendix 1: JSON-LD context".
APPENDIX_1 = {
    "@language": "en", "@vocab": SC, "column": "cr:column", "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "extract": "cr:extract", "field": "cr:field",
    "fileProperty": "cr:fileProperty", "format": "cr:format", "includes": "cr:includes",
    "isEnumeration": "cr:isEnumeration", "jsonPath": "cr:jsonPath", "ml": "http://mlcommons.org/schema/",
    "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references",
    "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace", "sc": SC, "separator": "cr:separator",
    "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform"}
# R, "RAI property information": name and cardinality.
RAI_KEYS = {"dataCollection": "ONE", "dataCollectionType": "MANY", "dataCollectionMissingData": "ONE",
            "dataCollectionRawData": "ONE", "dataCollectionTimeframe": "MANY", "dataImputationProtocol": "ONE",
            "dataManipulationProtocol": "ONE", "dataPreprocessingProtocol": "MANY", "dataAnnotationProtocol": "ONE",
            "dataAnnotationPlatform": "MANY", "dataAnnotationAnalysis": "MANY", "dataReleaseMaintenancePlan": "MANY",
            "personalSensitiveInformation": "MANY", "dataSocialImpact": "ONE", "dataBiases": "MANY",
            "dataLimitations": "MANY", "dataUseCases": "MANY", "annotationsPerItem": "ONE",
            "annotatorDemographics": "MANY", "machineAnnotationTools": "MANY"}


def expander(source):
    """A function that expands files with npm's jsonld; None if its modules are not installed."""
    script = source / "tests" / "web" / "expand_jsonld.mjs"
    if not (script.parent / "node_modules" / "jsonld").is_dir():
        return None

    def expand(*files):
        run = subprocess.run(["node", script, *files], capture_output=True, text=True, check=True)
        return json.loads(run.stdout)
    return expand


def values(node, name):
    return node.get(name, [])


def only(node, name):
    found = values(node, name)
    assert len(found) == 1, (name, found)
    return found[0].get("@value", found[0].get("@id"))


def nodes(value):
    """All objects of expanded JSON-LD, without what is plain JSON."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, dict) and value.get("@type") != "@json":
        yield value
        for key, item in value.items():
            yield from nodes(item) if not key.startswith("@") else ()


def expanded_problems(dataset):
    # C: "The type of a croissant dataset must be schema.org/Dataset."
    if dataset["@type"] != [SC + "Dataset"]:
        yield f"type {dataset['@type']}"
    # C: "Croissant datasets must declare that they conform to the versioned schema: http://mlcommons.org/croissant/1.0";
    # R: the same with http://mlcommons.org/croissant/RAI/1.0
    declared = {value["@value"] for value in values(dataset, "http://purl.org/dc/terms/conformsTo")}
    if declared != {CR + "1.0", RAI + "1.0"}:
        yield f"conforms to {declared}"
    # C, "Required": description, license, name
    for name in ("description", "license", "name"):
        if not values(dataset, SC + name):
            yield f"no {name}"
    # R, "RAI property information"
    for key in dataset:
        if key.startswith(RAI):
            cardinality = RAI_KEYS.get(key.removeprefix(RAI))
            if cardinality is None or (cardinality == "ONE" and len(dataset[key]) != 1):
                yield f"{key}: {len(dataset[key])} values, {cardinality}"
    # Terms that the context lacks would be dropped or become schema.org's.
    for node in nodes(dataset):
        for key in node:
            if key.startswith(SC) and key.removeprefix(SC) not in {
                    "name", "description", "license", "distribution", "contentUrl", "encodingFormat", "sha256",
                    "containedIn"}:
                yield f"unknown term {key}"
    ids = [node["@id"] for node in nodes(dataset) if set(node) - {"@id"} and "@id" in node]
    # C: "IDs must be unique within a Croissant dataset."
    for twice in {one for one in ids if ids.count(one) > 1}:
        yield f"the id {twice} is there twice"
    # C: "References to objects are also specified using the @id property."
    for node in nodes(dataset):
        if set(node) == {"@id"} and node["@id"] not in ids and not node["@id"].startswith((SC, CR)):
            yield f"a reference to {node['@id']}, which does not exist"
        # C: "dataType: The data type of the field, identified by the URI of the corresponding class."
        types = {one["@id"] for one in values(node, CR + "dataType")}
        if not types <= DATA_TYPES:
            yield f"{node['@id']} has the types {types}"
    for kind in values(dataset, SC + "distribution"):
        # C: "Croissant requires the distribution property to have values of type FileObject or FileSet."
        if kind["@type"] not in ([CR + "FileObject"], [CR + "FileSet"]):
            yield f"{kind['@id']} is a {kind['@type']}"
    for records in values(dataset, CR + "recordSet"):
        fields = {field["@id"] for field in values(records, CR + "field")}
        # C: "key: One or more fields whose values uniquely identify each record in the RecordSet."
        if not {key["@id"] for key in values(records, CR + "key")} <= fields:
            yield f"the key of {records['@id']} is none of its fields"
        # C: "We recommend prefixing their IDs with the ID of the containing object, with a '/' separator."
        if not all(field.startswith(records["@id"] + "/") for field in fields):
            yield f"{records['@id']} has fields {fields}"
        for row in (values(records, CR + "data") or [{"@value": []}])[0]["@value"]:
            if {"https://example.org/export/" + key for key in row} != fields:
                yield f"a row of {records['@id']} has {set(row)}"


def file_problems(folder, document):
    paths = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    columns, described = {}, {"croissant.json", "SHA256SUMS"}
    for entry in document["distribution"]:
        if entry["@type"] == "cr:FileObject":
            file = folder / entry["contentUrl"]
            described.add(entry["contentUrl"])
            # C: "sha256: Checksum for the file contents."
            if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
                yield f"{entry['@id']} is missing or differs from its checksum"
            elif entry["encodingFormat"] == "text/csv":
                columns[entry["@id"]] = next(csv.reader(io.StringIO(file.read_text())))
        else:
            members = sorted(paths) if "containedIn" not in entry else [
                name for tar in entry["containedIn"] for name in tarfile.open(folder / tar["@id"]).getnames()]
            # C: "includes: A glob pattern that specifies the files to include."
            matched = [name for name in members if fnmatch.fnmatch(name, entry["includes"])]
            described.update(matched)
            if not matched:
                yield f"{entry['@id']} includes no file"
    if paths - described:
        yield f"not described: {sorted(paths - described)[:3]}"
    for records in document["recordSet"]:
        for field in records["field"]:
            source = field.get("source", {})
            # C, "Extract": "CSV (FileObject): column: A column name"
            if "fileObject" in source and source["extract"]["column"] not in columns.get(source["fileObject"]["@id"], []):
                yield f"{field['@id']}: no column {source['extract']}"
    yield from table_problems(folder, document)


def table_problems(folder, document):
    rows = list(csv.DictReader(io.StringIO((folder / "files.csv").read_text())))
    media = {str(path.relative_to(folder)) for path in folder.rglob("*")
             if path.suffix in (".png", ".jpg", ".mkv", ".mp4", ".tar")}
    if [row["path"] for row in rows] != sorted(media):
        yield "files.csv does not list the files with pictures, sorted"
    sets = {records["@id"]: records for records in document["recordSet"]}
    # C: "splits ... referring to those split definitions from the partitioned RecordSet(s)"
    splits = {row["splits/name"] for row in sets.get("splits", {}).get("data", [])} or {""}
    labels = {row["classes/name"] for row in sets["classes"]["data"]} | {""}
    for row in rows:
        file = folder / row["path"]
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != row["sha256"]:
            yield f"{row['path']} is missing or differs from its digest in files.csv"
        if row["split"] not in splits or row["label"] not in labels:
            yield f"{row['path']}: split '{row['split']}' or label '{row['label']}' is not defined"


def problems(folder, expand):
    folder = pathlib.Path(folder)
    document = json.loads((folder / "croissant.json").read_text())
    found = [f"{list(error.path)}: {error.message[:200]}"
             for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(document)]
    context = document.get("@context", {})
    found += [f"the context lacks {term}" for term, value in APPENDIX_1.items() if context.get(term) != value]
    if found:
        return found  # the rules below rely on the structure
    if expand:
        result = expand(folder / "croissant.json")[0]
        if "error" in result:
            return [f"cannot be expanded: {result['error']}"]
        found += expanded_problems(result["expanded"][0])
    return found + list(file_problems(folder, document))


def edit(change):
    def broken(folder):
        file = pathlib.Path(folder) / "croissant.json"
        document = json.loads(file.read_text())
        change(document)
        file.write_text(json.dumps(document))
    return broken


def set_of(document, name):
    return next(one for one in document["recordSet"] if one["@id"] == name)


def change_first_picture(folder):
    file = sorted(pathlib.Path(folder).rglob("*.png"))[0]
    file.write_bytes(file.read_bytes() + b"\0")


BREAKAGES = {
    "a term missing in the context": edit(lambda d: d["@context"].pop("recordSet")),
    "another meaning of a term": edit(lambda d: d["@context"].update(field="sc:field")),
    "no conformance": edit(lambda d: d.update(conformsTo=["http://mlcommons.org/croissant/1.0"])),
    "another type": edit(lambda d: d.update({"@type": "sc:DataCatalog"})),
    "no licence": edit(lambda d: d.pop("license")),
    "an unknown key": edit(lambda d: d.update({"rai:dataQuality": "good"})),
    "two values of a single key": edit(lambda d: d.update({"rai:dataCollection": ["a", "b"]})),
    "an id twice": edit(lambda d: d["distribution"].append(d["distribution"][0])),
    "a reference to nothing": edit(lambda d: set_of(d, "files")["field"][3].update(references={"@id": "labels/name"})),
    "a column that the table lacks": edit(
        lambda d: set_of(d, "files")["field"][0]["source"]["extract"].update(column="file")),
    "a key that is not a field": edit(lambda d: set_of(d, "files").update(key={"@id": "classes/name"})),
    "a wrong checksum": edit(lambda d: d["distribution"][0].update(sha256="0" * 64)),
    "a file set without files": edit(lambda d: d["distribution"][-1].update(includes="**/*.gif")),
    "a split that is not defined": edit(lambda d: set_of(d, "splits")["data"].pop()),
    "a row without a field": edit(lambda d: set_of(d, "classes")["data"][0].pop("classes/index")),
    "a changed picture": change_first_picture,
    "a file that nothing describes": lambda folder: (pathlib.Path(folder) / "notes.txt").write_text("x"),
}
