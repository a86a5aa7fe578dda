"""Hugging Face: https://huggingface.co/docs/datasets/image_dataset, /repository_structure, and
https://github.com/huggingface/datasets (src/datasets/data_files.py, splits.py, folder_based_builder.py)."""
import fnmatch
import json
import re

import yaml

# 'SPLIT_KEYWORDS = {Split.TRAIN: ["train", "training"], Split.VALIDATION: ["validation", "valid", "dev", "val"],
#  Split.TEST: ["test", "testing", "eval", "evaluation"]}' (data_files.py)
WORDS = ["train", "training", "validation", "valid", "dev", "val", "test", "testing", "eval", "evaluation"]
# 'NON_WORDS_CHARS = "-._ 0-9"'; 'the split name must be delimited by non-word characters' (repository_structure)
SPLIT_WORD = re.compile(rf"(^|[-._ 0-9/])({'|'.join(WORDS)})($|[-._ 0-9/])")
# '_split_re = r"^\w+(\.\w+)*$"': 'Split name should match' (naming.py, splits.py)
SPLIT_NAME = re.compile(r"^\w+(\.\w+)*$")
DTYPES = {"string": str, "int64": int, "float64": float}
# 'IMAGE_EXTENSIONS = [..., ".png", ..., ".jpg", ...]' (imagefolder.py)
PICTURES = {".png", ".jpg", ".jpeg"}


def head_of(folder):
    """The YAML block at the top of the card."""
    match = re.match(r"^---\n(.*?)\n---\n", (folder / "README.md").read_text(), re.S)
    return yaml.safe_load(match.group(1)) if match else None


def files_of(folder, pattern):
    """'"**" matches any character including a forward-slash' (resolve_pattern)."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    return [name for name in names if fnmatch.fnmatchcase(name, pattern.replace("**", "*"))]


def split_problems(folder, head, files):
    configs = head.get("configs") or []
    # 'Note that config_name field is required even if you have a single configuration.' (repository_structure)
    if len(configs) != 1 or configs[0].get("config_name") != "default":
        yield "not one config named default"
        return
    data_files = configs[0].get("data_files")
    # "Each item must be a dictionary with the structure {'split': <split_name>, 'path': <path_or_list_of_paths>}."
    if not data_files or not all(set(item) == {"split", "path"} for item in data_files):
        yield "data_files are not a split and a path each"
        return
    splits = [item["split"] for item in data_files]
    # 'Some splits are duplicated in data_files'
    if len(set(splits)) != len(splits):
        yield "a split comes twice"
    for item in data_files:
        if not isinstance(item["split"], str) or not SPLIT_NAME.match(item["split"]):
            yield f"{item['split']!r} cannot be a split"
        matched = files_of(folder, item["path"])
        # Couldn't resolve pattern: FileNotFoundError
        if not matched:
            yield f"no file matches {item['path']}"
        for name in matched:
            if files.setdefault(name, item["split"]) != item["split"]:
                yield f"{name} is in two splits"


def name_problems(folder):
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if SPLIT_WORD.search(name.rsplit(".", 1)[0]):
            yield f"{name} has a word that names a split"


def feature_problems(folder, head):
    features = {item["name"]: item["dtype"] for item in head["dataset_info"]["features"]}
    if features.get("image") != "image":
        yield "no column 'image'"
    classes = json.loads((folder / "classes.json").read_text())["classes"]
    # ClassLabel in YAML: 'dtype: class_label: names: "0": ...' (features.py, _to_yaml_list)
    if features.get("label") != {"class_label": {"names": {str(i): name for i, name in enumerate(classes)}}}:
        yield "label does not have the names of classes.json"


def row_problems(folder, head, files):
    features = {item["name"]: item["dtype"] for item in head["dataset_info"]["features"]}
    names = features["label"]["class_label"]["names"].values()
    columns = {"file_name"} | set(features) - {"image"}
    rows = {}
    for name in sorted(files):
        if not name.endswith("/metadata.jsonl"):
            continue
        parent = name.rsplit("/", 1)[0]
        for number, line in enumerate((folder / name).read_text().splitlines(), 1):
            row = json.loads(line)
            where = f"{name}:{number}"
            # 'Your metadata.jsonl file must have a file_name column which links image files with their metadata'
            if "file_name" not in row or f"{parent}/{row['file_name']}" not in files:
                yield f"{where}: no such file"
                continue
            if rows.setdefault(f"{parent}/{row['file_name']}", where) != where:
                yield f"{where}: a second row of {row['file_name']}"
            # 'Metadata files ... have different features': the types of columns come from the first rows of each file
            if set(row) != columns:
                yield f"{where}: columns {sorted(set(row) ^ columns)} are in the card or in the row only"
                continue
            for column, value in row.items():
                kind = str if column in ("file_name", "label") else DTYPES[features[column]]
                if type(value) is not kind:
                    yield f"{where}: {column} is {value!r}"
            if row["label"] not in names:
                yield f"{where}: no class {row['label']!r}"
    for name in sorted(files):
        if "." + name.rsplit(".", 1)[-1].lower() in PICTURES and name not in rows:
            yield f"{name} has no row"
        # 'METADATA_FILENAMES = ["metadata.csv", "metadata.jsonl", "metadata.parquet"]'; 'Found metadata files with
        # different extensions'
        if re.search(r"/metadata\.(csv|parquet)$", name):
            yield f"{name}: metadata of two kinds"


def problems(folder):
    try:
        head = head_of(folder)
        if not isinstance(head, dict):
            return ["README.md has no YAML head"]
        files = {}
        found = list(split_problems(folder, head, files)) + list(name_problems(folder))
        found += list(feature_problems(folder, head)) + list(row_problems(folder, head, files))
        pictures = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix.lower() in PICTURES}
        return found + [f"{name} is in no split" for name in sorted(pictures - set(files))]
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        return [f"{type(error).__name__}: {error}"]
