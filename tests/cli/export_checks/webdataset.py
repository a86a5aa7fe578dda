"""Checks an export of format `webdataset` without code of sonoset. `problems(folder)` returns what is wrong; BREAKAGES
are ways to break an export, each of which it must notice."""
import io
import json
import pathlib
import re
import tarfile

PICTURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}


def base_plus_ext(path):
    """The key and the extension of a member, as in webdataset/tariterators.py:

        "Return a tuple of (base, extension) where base is the path without any extensions ...
         match = re.match(r"^((?:.*/|)[^.]+)[.]([^/]*)$", path)"
    """
    match = re.match(r"^((?:.*/|)[^.]+)[.]([^/]*)$", path)
    return match.groups() if match else (None, None)


def headers(data):
    """The header blocks of a tar file: 512 bytes, followed by the content in whole blocks (POSIX.1-1988, 10.1.1)."""
    at = 0
    while at + 512 <= len(data) and data[at:at + 512].strip(b"\0"):
        block = data[at:at + 512]
        yield at, block
        at += 512 + (int(block[124:136].strip(b"\0 "), 8) + 511) // 512 * 512
    if data[at:] != bytes(1024):
        # "At the end of the archive file there shall be two 512-byte logical records filled with binary zeros."
        yield at, None


def header_problems(data):
    for at, block in headers(data):
        if block is None:
            yield f"byte {at}: the archive does not end with two blocks of zeros and nothing else"
            return
        name = block[:100].rstrip(b"\0").decode("ascii", "replace")
        # "magic: ustar followed by NUL; version: 00" (POSIX.1-1988, 10.1.1)
        if block[257:265] != b"ustar\x0000":
            yield f"{name}: not USTAR"
        # "typeflag 0: regular file": no extended headers (x, g) and no GNU names (L)
        if block[156:157] != b"0":
            yield f"{name}: type {block[156:157]!r}"
        # Reproducible archives: https://reproducible-builds.org/docs/archives/ (time, owner, mode)
        for field, start, end, wanted in (("mode", 100, 108, 0o644), ("uid", 108, 116, 0), ("gid", 116, 124, 0),
                                          ("mtime", 136, 148, 0)):
            if int(block[start:end].strip(b"\0 ") or b"0", 8) != wanted:
                yield f"{name}: {field} is {block[start:end]!r}"
        if block[265:329].strip(b"\0"):
            yield f"{name}: names a user or group"


def samples(data):
    """As webdataset/tariterators.py, group_by_keys: a sample ends where a member has another key.

        "if current_sample is None or prefix != current_sample["__key__"]: ... yield current_sample"
        "if suffix in current_sample: raise ValueError(f"{fname}: duplicate file name in tar file {suffix} ...")"
    """
    current = None
    for member in tarfile.open(fileobj=io.BytesIO(data), mode="r:"):
        key, extension = base_plus_ext(member.name)
        if key is None:
            yield {"__problem__": f"'{member.name}' has no key and extension; WebDataset would skip it"}
            continue
        if current is None or current["__key__"] != key:
            if current:
                yield current
            current = {"__key__": key}
        if extension in current:
            yield {"__problem__": f"'{member.name}' is there twice"}
        current[extension] = data[member.offset_data:member.offset_data + member.size]
    if current:
        yield current


def sample_problems(sample, part, classes):
    key = sample["__key__"]
    # webdataset.github.io: "The extension is everything after the first period in the file name."
    if "." in key or "/" in key:
        yield f"the key '{key}' has a dot or a slash"
    pictures = sorted(set(sample) & set(PICTURES))
    if len(pictures) != 1 or "json" not in sample or set(sample) - {"__key__", "json", "cls", *PICTURES}:
        yield f"{key} has {sorted(sample)}: members of a sample are not adjacent, or missing"
        return
    if not sample[pictures[0]].startswith(PICTURES[pictures[0]]):
        yield f"{key}.{pictures[0]} is not what its extension says"
    facts = json.loads(sample["json"])
    if facts["path"] != f"{key}.{pictures[0]}":
        yield f"{key}.json is about {facts['path']}"
    # webdataset.github.io, "cls": an integer that the default decoder reads with int()
    index = classes.get(facts["label"])
    if (index is None) != ("cls" not in sample) or (index is not None and sample["cls"] != str(index).encode()):
        yield f"{key}: class {sample.get('cls')} for label {facts['label']!r}, which is {index} in classes.json"
    of_facts = facts.get("split") or (f"fold-{facts['fold']}" if facts["fold"] is not None else "all")
    if of_facts != part:
        yield f"{key} of '{of_facts}' is in a shard of '{part}'"


def problems(folder):
    folder = pathlib.Path(folder)
    classes = json.loads((folder / "classes.json").read_text())["class_to_idx"]
    wanted = json.loads((folder / "dataset.json").read_text())["counts"]["frames"]
    found, keys, numbers = [], set(), {}
    for shard in sorted(folder.glob("*.tar")):
        match = re.fullmatch(r"([a-z0-9][a-z0-9_-]*)-(\d{6})\.tar", shard.name)
        if not match:
            found.append(f"{shard.name} is not PART-000000.tar")
            continue
        part, number = match.groups()
        numbers.setdefault(part, []).append(int(number))
        data = shard.read_bytes()
        found += [f"{shard.name}: {problem}" for problem in header_problems(data)]
        for sample in samples(data):
            if "__problem__" in sample:
                found.append(f"{shard.name}: {sample['__problem__']}")
                continue
            if sample["__key__"] in keys:
                found.append(f"{shard.name}: {sample['__key__']} comes a second time")
            keys.add(sample["__key__"])
            found += [f"{shard.name}: {problem}" for problem in sample_problems(sample, part, classes)]
    for part, present in numbers.items():
        # webdataset.github.io, "sharding": {000000..000009}: all numbers must exist
        if present != list(range(len(present))):
            found.append(f"shards of '{part}' are numbered {present}")
    if len(keys) != wanted:
        found.append(f"{len(keys)} samples, but dataset.json counts {wanted} frames")
    return found


def first_shard(folder):
    return sorted(pathlib.Path(folder).glob("*.tar"))[0]


def rewritten(folder, change, fmt=tarfile.USTAR_FORMAT):
    """Writes the first shard again with Python's tarfile; `change` gets the list of (name, bytes, attributes)."""
    shard = first_shard(folder)
    with tarfile.open(shard) as archive:
        members = [[member.name, archive.extractfile(member).read(), {}] for member in archive]
    members = change(members) or members
    with tarfile.open(shard, "w", format=fmt) as archive:
        for member_name, content, attributes in members:
            info = tarfile.TarInfo(member_name)
            info.size, info.mode = len(content), 0o644
            for key, value in attributes.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(content))
    # tarfile pads to 10,240 bytes.
    data = shard.read_bytes().rstrip(b"\0")
    shard.write_bytes(data + bytes(-len(data) % 512 + 1024))


def with_attribute(**attributes):
    return lambda folder: rewritten(folder, lambda members: members[0][2].update(attributes))


def renamed(members):
    for member in members[:3]:
        member[0] = member[0].replace("-", ".", 1)


def apart(members):
    return members[1:] + members[:1]


def other_class(members):
    member = next(member for member in members if member[0].endswith(".cls"))
    member[1] = b"99"


def other_part(members):
    member = next(member for member in members if member[0].endswith(".json"))
    facts = json.loads(member[1])
    facts["split"] = "elsewhere"
    member[1] = json.dumps(facts).encode()


BREAKAGES = {
    "a dot in a key": lambda folder: rewritten(folder, renamed),
    "members of a sample apart": lambda folder: rewritten(folder, apart),
    "a member twice": lambda folder: rewritten(folder, lambda members: [members[0]] + members),
    "a sample without its picture": lambda folder: rewritten(
        folder, lambda members: [m for m in members if m[0] != next(
            n[0] for n in members if n[0].endswith((".png", ".jpg")))]),
    "a class that classes.json does not have": lambda folder: rewritten(folder, other_class),
    "a sample of another part": lambda folder: rewritten(folder, other_part),
    "a time": with_attribute(mtime=1700000000),
    "an owner": with_attribute(uid=1000, uname="somebody"),
    "a mode": with_attribute(mode=0o600),
    "extended headers": lambda folder: rewritten(
        folder, lambda members: members[0].__setitem__(2, {"pax_headers": {"comment": "x"}}), fmt=tarfile.PAX_FORMAT),
    "GNU format": lambda folder: rewritten(folder, lambda members: None, fmt=tarfile.GNU_FORMAT),
    "a missing shard": lambda folder: first_shard(folder).unlink(),
    "a cut shard": lambda folder: first_shard(folder).write_bytes(first_shard(folder).read_bytes()[:-600]),
}
