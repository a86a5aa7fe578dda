"""MONAI's datalists: https://github.com/Project-MONAI/MONAI, monai/data/decathlon_datalist.py and
monai/auto3dseg/utils.py."""
import json
import os

NOT_LISTS = {"name", "description", "licence", "tensorImageSize", "modality", "labels"}


def load_decathlon_datalist(file, key):
    """As load_decathlon_datalist(file, is_segmentation=False, data_list_key=key) gives it."""
    content = json.loads(file.read_text())
    # 'if data_list_key not in json_data: raise ValueError(f"Data list {data_list_key} not specified in ...")'
    items = content[key]
    loaded = []
    for item in items:
        # 'Every item in items must be a dict'
        if not isinstance(item, dict):
            raise TypeError("an item is not an object")
        taken = {}
        for name, value in item.items():
            # 'if k == "image" ...: item[k] = _compute_path(base_dir, v, check_path=False)'
            # 'else: for other items, auto detect whether it's a valid path'
            path = os.path.normpath(os.path.join(file.parent, value)) if isinstance(value, str) else value
            taken[name] = path if name == "image" or not isinstance(value, str) or os.path.exists(path) else value
        loaded.append(taken)
    return loaded


def item_problems(folder, content, key, seen):
    classes = json.loads((folder / "classes.json").read_text())["classes"]
    keys = {tuple(item) for item in content[key]}
    # Batches are made of items with the same keys ('collate ... dict keys', monai/data/utils.py list_data_collate).
    if len(keys) > 1:
        yield f"{key}: items have different keys"
    for item, loaded in zip(content[key], load_decathlon_datalist(folder / "datalist.json", key)):
        if not os.path.isfile(loaded.get("image", "")):
            yield f"{key}: no file {item.get('image')}"
            continue
        if os.path.isabs(item["image"]) or ".." in item["image"]:
            yield f"{key}: {item['image']} is not below the export"
        if seen.setdefault(item["image"], key) != key:
            yield f"{item['image']} is in '{key}' and in '{seen[item['image']]}'"
        # "{'image': '/workspace/data/chest_19.nii.gz', 'label': 0}" (docstring): a class is a number
        if type(item.get("label")) is not int or not 0 <= item["label"] < len(classes):
            yield f"{key}: label {item.get('label')!r} is not the number of a class"
        # datafold_read: 'if "fold" in d and d["fold"] == fold' with an int
        if "fold" in item and type(item["fold"]) is not int:
            yield f"{key}: fold {item['fold']!r} is not a number"
        # datafold_read: 'elif isinstance(d[k], str): d[k] = os.path.join(basedir, d[k])': all text becomes a path
        if any(isinstance(value, str) for name, value in item.items() if name != "image"):
            yield f"{key}: an item has text that a loader takes for a path"
        if any(value is None for value in item.values()):
            yield f"{key}: null cannot be in a batch"


def problems(folder):
    try:
        content = json.loads((folder / "datalist.json").read_text())
        found = []
        lists = [key for key in content if key not in NOT_LISTS]
        if not lists:
            found.append("no list")
        seen = {}
        for key in lists:
            # 'if data_list_key == "test" and not isinstance(expected_data[0], dict)': a list has an item
            if not isinstance(content[key], list) or not content[key]:
                found.append(f"'{key}' is not a list with items")
                continue
            found += item_problems(folder, content, key, seen)
        images = [item["image"] for key in lists for item in content[key]]
        if len(images) != len(set(images)):
            found.append("an image comes twice")
        stored = {str(path.relative_to(folder)) for path in (folder / "images").rglob("*") if path.is_file()}
        found += [f"{name} is in no list" for name in sorted(stored - set(images))]
        # http://medicaldecathlon.com: "labels": {"0": "background", "1": ...}
        classes = json.loads((folder / "classes.json").read_text())["classes"]
        if content.get("labels") != {str(i): name for i, name in enumerate(classes)}:
            found.append("labels are not those of classes.json")
        return found
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"{type(error).__name__}: {error}"]
