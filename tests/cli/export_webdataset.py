#!/usr/bin/env python3
"""`export webdataset`: shards that WebDataset reads, the same bytes each time, each person's frames in all of them."""
import collections
import json

import harness
from export_checks import check_breakages, webdataset

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
SHARD_MB = 0.3


def export(data, out, *words):
    return sonoset.json("-C", data, "export", "webdataset", out, "--licences", "any", *words)


def keys(folder):
    """{shard: keys in order}, read by Python's tarfile."""
    return {shard.name: [sample["__key__"] for sample in webdataset.samples(shard.read_bytes())]
            for shard in sorted(folder.glob("*.tar"))}


def check_spread(folder, part):
    """Of a person with n of a part's N frames, a shard with m frames has n m / N, to within two."""
    shards = [found for name, found in keys(folder).items() if name.startswith(part + "-")]
    assert len(shards) >= 3, f"{len(shards)} shards: too few to show anything"
    person = lambda key: key.split("-")[0]  # noqa: E731, phantoms are named sNN-CLIP
    total = collections.Counter(person(key) for shard in shards for key in shard)
    for shard in shards:
        counts = collections.Counter(map(person, shard))
        for name, frames in total.items():
            share = frames * len(shard) / total.total()
            assert abs(counts[name] - share) <= 2.5, (name, counts[name], share)
    return shards


with harness.Folder() as folder:
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "5", "--clips", "10", "--seconds", "1",
            "--size", "128x96")
    datasets = []
    for jobs in ("1", "4"):
        data = folder / f"jobs-{jobs}"
        sonoset("init", data)
        sonoset("-C", data, "import", folder / "clips" / "manifest.yaml", "--all", "--jobs", jobs)
        sonoset("-C", data, "split", "main", "--folds", "3")
        datasets.append(data)
    data = datasets[0]
    named = ["--split", "main", "--names", "train=0,1", "test=2", "--shard-size", SHARD_MB]

    # Named folds; each sample as the export's own list of facts has it.
    summary = export(data, folder / "named", *named)
    found = webdataset.problems(folder / "named")
    assert not found, found
    facts = [json.loads(sample["json"]) for shard in sorted((folder / "named").glob("*.tar"))
             for sample in webdataset.samples(shard.read_bytes())]
    assert len(facts) == summary["frames"] and {one["split"] for one in facts} == {"train", "test"}
    listed = sonoset.json("-C", data, "list", "frames", "--limit", "0")["rows"]
    assert sorted((one["clip"], one["pixels"]) for one in facts) == sorted((row["clip"], row["pixels"]) for row in listed)
    for shard in (folder / "named").glob("*.tar"):
        assert shard.stat().st_size <= SHARD_MB * 2**20, shard
    assert json.loads((folder / "named" / "dataset.json").read_text())["shards"] == {
        "bytes": int(SHARD_MB * 2**20), "seed": 0}
    train = check_spread(folder / "named", "train")

    # Frames are mixed: neighbours show the same clip hardly more often than chance has it.
    order = [key.rsplit("-", 1)[0] for shard in train for key in shard]
    chance = sum(count * (count - 1) for count in collections.Counter(order).values()) / len(order) / (len(order) - 1)
    same = sum(a == b for a, b in zip(order, order[1:])) / (len(order) - 1)
    assert same < 2 * chance + 0.05, (same, chance)

    # The same bytes again, and whatever the number of workers; another seed gives another order of the same frames.
    for source, out in ((data, "again"), (datasets[1], "workers")):
        export(source, folder / out, *named)
        assert harness.files_digest(folder / out) == harness.files_digest(folder / "named"), out
    export(data, folder / "seed", *named, "--seed", "1")
    ordered = [[key for shard in keys(folder / name).values() for key in shard] for name in ("named", "seed")]
    assert ordered[0] != ordered[1] and sorted(ordered[0]) == sorted(ordered[1])
    check_spread(folder / "seed", "train")

    # Folds without names; no split; changed pictures.
    for out, words in (("folds", ["--split", "main"]), ("all", []), ("sized", ["--size", "32x32"])):
        export(data, folder / out, *words)
        found = webdataset.problems(folder / out)
        assert not found, (out, found)
    assert {name[:-11] for name in keys(folder / "folds")} == {"fold-0", "fold-1", "fold-2"}
    assert list(keys(folder / "all")) == ["all-000000.tar"]

    # The checker notices broken exports.
    check_breakages(webdataset.BREAKAGES, folder / "named", webdataset.problems)

    for words, says in ((["--link"], "--link does not apply to format 'webdataset'"),
                        (["--shard-size", "0"], "--shard-size"), (["--shard-size", "1x"], "--shard-size"),
                        (["--codec", "h264"], "--codec does not apply")):
        run = sonoset("-C", data, "export", "webdataset", folder / "no", *words, expect=2)
        assert says in run.stderr and not (folder / "no").exists(), run.stderr
    run = sonoset("-C", data, "export", "csv", folder / "no", "--seed", "1", expect=2)
    assert "--seed does not apply to format 'csv'" in run.stderr, run.stderr
print("shards are as WebDataset reads them")
