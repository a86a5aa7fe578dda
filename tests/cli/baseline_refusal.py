#!/usr/bin/env python3
"""A model refuses pictures other than lung ultrasound, and accepts lungs of people it was not trained on.

The threshold comes from inner folds and does not use these pictures. With --on pocus on real clips (takes a minute:
`--target bench-refusal`), else on phantoms."""
import csv

import harness

arguments = harness.parse(extra=(("on", "phantoms"), ("pictures", "40")))
sonoset = harness.Sonoset(arguments.bin)
shared = harness.shared(arguments.source)
weights = shared / "weights" / "mobilenet_v2_1.0_224_quant.tflite"
MOST_LUNGS, LEAST_OTHERS = 0.05, 0.95

import not_lungs  # noqa: E402  (needs numpy and PIL, which a skipped test does not)


def make_dataset(folder):
    """A dataset with the split `main`, and the arguments that select its clips."""
    data = folder / "data"
    sonoset("init", data)
    if arguments.on == "pocus":
        sonoset("-C", data, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror", shared / "pocus",
                "--offline", expect=None)
        chosen = ["--where", "probe=convex", "--classes", "covid-19,bacterial-pneumonia,healthy"]
    else:
        sonoset("phantom", folder / "phantoms", "--subjects", "12", "--clips", "24", "--seconds", "1")
        sonoset("-C", data, "import", folder / "phantoms" / "manifest.yaml", "--rate", "2")
        chosen = []
    sonoset("-C", data, "split", "main", "--folds", "5")
    return data, chosen


with harness.Folder() as folder:
    data, chosen = make_dataset(folder)
    run = sonoset.json("-C", data, "baseline", "train", "--split", "main", "--repeats", "1", "--weights", weights, *chosen)
    with open(data / "baseline" / run["run"] / "predictions-clips.csv") as file:
        ood_scores = [float(row["ood_score"]) for row in csv.DictReader(file)]
    lungs = sum(value > 1 for value in ood_scores)
    print(f"{lungs} of {len(ood_scores)} lung clips of other subjects are refused")

    files = not_lungs.write(folder / "others", shared / "weights", int(arguments.pictures))
    answers = sonoset.json("-C", data, "baseline", "predict", *files, "--weights", weights)["files"]
    refused = [answer for answer in answers if answer["state"] == "refused"]
    print(f"{len(refused)} of {len(files)} other pictures are refused")
    for answer in answers:
        if answer["state"] != "refused":
            print(f"  answered: {answer['file']}: {answer.get('predicted')}, out-of-distribution score {answer.get('ood_score')}")
    assert len(answers) == len(files)
    for answer in refused:
        assert not {"predicted", "probabilities", "lowest", "highest"} & answer.keys(), answer
        assert all("probabilities" not in frame and "predicted" not in frame for frame in answer["frames"]), answer
    assert len(refused) >= LEAST_OTHERS * len(files), "too many other pictures get an answer"
    assert lungs <= MOST_LUNGS * len(ood_scores), "too many lungs are refused"
