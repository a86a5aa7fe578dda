#!/usr/bin/env python3
"""Labels are spread over folds at least as evenly as by scikit-learn.

On the same groups and with labels as the only objective, the largest and then the mean of |n_fl / n_l - 1/K| over folds
f and labels l must not be worse than the best of ten shuffles of scikit-learn's StratifiedGroupKFold. n counts clips, as
scikit-learn counts samples. The POCUS clips (with --pocus) and random problems: few groups, one giant group, rare labels,
labels that differ within groups, many groups. The figures of the default weights, which also count clips and frames, are
printed beside them.
"""
import json
import random
import subprocess
import sys
import time
import warnings

import harness

try:
    import numpy
    from sklearn.model_selection import StratifiedGroupKFold
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-sklearn)")
    sys.exit(harness.SKIP)

SHUFFLES = 10
SAME = 1e-9


def problem_of(random, kind):
    """One that scikit-learn accepts: some label has as many clips as there are folds."""
    while True:
        problem = groups_of(random, kind)
        if max(map(sum, zip(*problem["groups"]))) >= problem["folds"]:
            return problem


def groups_of(random, kind):
    """Clips of each label in each group, and the number of folds."""
    labels = random.randint(2, 6)
    folds = random.randint(2, 10)
    count = {"few": random.randint(folds, folds + 8), "giant": random.randint(folds, 40), "rare": random.randint(20, 120),
             "mixed": random.randint(15, 100), "many": random.randint(100, 300)}[kind]
    weights = [random.random() ** 2 + 0.02 for _ in range(labels)]
    if kind == "rare":
        weights[0] = 1e-3
    groups = []
    for i in range(count):
        size = 1 + int(random.paretovariate(1.5)) if random.random() < 0.7 else 1
        size = min(size, 30)
        own = random.choices(range(labels), weights)[0]
        group = [0] * labels
        for _ in range(size):
            mixes = kind == "mixed" or random.random() < 0.1
            group[random.choices(range(labels), weights)[0] if mixes else own] += 1
        groups.append(group)
    if kind == "giant":
        size = sum(map(sum, groups))
        for _ in range(random.randint(size // 2, 3 * size)):
            groups[0][random.choices(range(labels), weights)[0]] += 1
    if kind == "rare":
        for _ in range(random.randint(1, folds + 1)):
            groups[random.randrange(count)][0] += 1
    return {"folds": folds, "groups": groups, "kind": kind}


def figures(problem, assigned):
    """The largest and the mean difference of a label's share, over folds and labels."""
    groups = numpy.array(problem["groups"])
    folds = problem["folds"]
    clips = numpy.zeros((folds, groups.shape[1]))
    numpy.add.at(clips, numpy.array(assigned), groups)
    totals = groups.sum(axis=0)
    off = numpy.abs(clips[:, totals > 0] / totals[totals > 0] - 1 / folds)
    return off.max(), off.mean(), not clips.sum(axis=1).all()


def of_sklearn(problem):
    """The best of some shuffles, by largest, then mean."""
    rows = [(label, group) for group, counts in enumerate(problem["groups"]) for label, n in enumerate(counts) for _ in range(n)]
    labels, groups = numpy.array(rows).T
    best = None
    warnings.simplefilter("ignore")  # labels with fewer clips than folds are among the problems
    for seed in range(SHUFFLES):
        splitter = StratifiedGroupKFold(problem["folds"], shuffle=True, random_state=seed)
        assigned = numpy.zeros(len(problem["groups"]), int)
        for fold, (_, test) in enumerate(splitter.split(labels, labels, groups)):
            assigned[groups[test]] = fold
        now = figures(problem, assigned)[:2]
        best = now if best is None or now < best else best
    return best


def solve(program, problems, labels_only):
    lines = [json.dumps({**problem, "seed": 0, "labels_only": labels_only}) for problem in problems]
    run = subprocess.run([program], input="\n".join(lines) + "\n", check=True, capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def pocus(sonoset, source):
    """The POCUS clips: groups of a split by subject, with the clips of each label."""
    mirror = harness.shared(source) / "pocus"
    with harness.Folder() as folder:
        data = folder / "lungs"
        sonoset("init", data)
        sonoset("-C", data, "import", source / "manifests" / "pocus-2021.yaml", "--mirror", mirror, "--offline", expect=None)
        label_of = {row["clip"]: row["diagnosis"] for row in sonoset.json("-C", data, "list", "clips", "--limit", "0")["rows"]}
        labels = sorted(set(label_of.values()))
        problems = []
        for folds in (3, 5, 10):
            sonoset("-C", data, "split", f"only{folds}", "--folds", folds, "--balance", "clips=0,frames=0")
            sonoset("-C", data, "split", f"all{folds}", "--folds", folds)
            only, usual = (sonoset.json("-C", data, "show", f"{name}{folds}")["groups"] for name in ("only", "all"))
            groups = [[sum(label_of[clip] == label for clip in group["clips"]) for label in labels] for group in only]
            assert [group["clips"] for group in only] == [group["clips"] for group in usual]
            problems.append({"folds": folds, "groups": groups, "kind": f"POCUS, {folds} folds",
                             "only": [group["fold"] for group in only], "usual": [group["fold"] for group in usual]})
        return problems


def compare(problems, ours, usual):
    """Prints a line for each kind of problem; returns those that are worse."""
    worse, lines = [], {}
    for problem, assigned, with_weights in zip(problems, ours, usual):
        theirs = of_sklearn(problem)
        largest, mean, empty = figures(problem, assigned)
        default = figures(problem, with_weights)
        assert not empty and not default[2], "a fold is empty"
        line = lines.setdefault(problem["kind"], {"better": 0, "same": 0, "worse": 0, "figures": []})
        if abs(largest - theirs[0]) < SAME and abs(mean - theirs[1]) < SAME:
            line["same"] += 1
        elif largest < theirs[0] - SAME or (largest < theirs[0] + SAME and mean < theirs[1]):
            line["better"] += 1
        else:
            line["worse"] += 1
            worse.append((problem, (largest, mean), theirs))
        line["figures"].append([*theirs, largest, mean, *default[:2]])
    print(f"{'problems':20} {'better':>6} {'same':>6} {'worse':>6}   means of largest and mean difference: "
          "scikit-learn, labels only, default weights")
    lines["all"] = {key: sum(line[key] for line in lines.values()) for key in ("better", "same", "worse")}
    lines["all"]["figures"] = [row for kind, line in lines.items() if kind != "all" for row in line["figures"]]
    for kind, line in lines.items():
        sklearn_largest, sklearn_mean, largest, mean, usual_largest, usual_mean = numpy.mean(line["figures"], axis=0)
        print(f"{kind:20} {line['better']:6} {line['same']:6} {line['worse']:6}   {sklearn_largest:.4f} {sklearn_mean:.4f}   "
              f"{largest:.4f} {mean:.4f}   {usual_largest:.4f} {usual_mean:.4f}")
    return worse, lines["all"]["better"]


def main():
    arguments = harness.parse([("problems", "15"), ("seed", "1"), ("pocus", "no")])
    program = arguments.bin / "split_problems"
    chance = random.Random(int(arguments.seed))
    problems = [problem_of(chance, ("few", "giant", "rare", "mixed", "many")[i % 5]) for i in range(int(arguments.problems))]
    start = time.monotonic()
    ours, usual = (solve(program, problems, labels_only) for labels_only in (True, False))
    print(f"{len(problems)} problems solved twice in {time.monotonic() - start:.1f} s")
    if arguments.pocus == "yes":
        clips = pocus(harness.Sonoset(arguments.bin), arguments.source)
        problems += clips
        ours += [problem["only"] for problem in clips]
        usual += [problem["usual"] for problem in clips]
    worse, better = compare(problems, ours, usual)
    for problem, mine, theirs in worse:
        print(f"worse: {mine} instead of {theirs} on {json.dumps(problem)}")
    assert not worse, f"{len(worse)} problems are worse than the best of {SHUFFLES} shuffles of scikit-learn"
    assert 2 * better > len(problems), f"only {better} of {len(problems)} are better"


if __name__ == "__main__":
    main()
