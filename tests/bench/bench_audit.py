#!/usr/bin/env python3
"""`baseline audit` on the convex three-class clips of ../shared/pocus: prints its figures and checks their consistency."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import harness

arguments = harness.parse([("data", "")])
os.environ["OMP_WAIT_POLICY"] = "passive"
sonoset = harness.Sonoset(arguments.bin)
shared = harness.shared(arguments.source)
N = 200

with harness.Folder() as folder:
    data = arguments.data or folder / "data"
    if not arguments.data:
        sonoset("init", data)
        sonoset("-C", data, "import", arguments.source / "manifests" / "pocus-2021.yaml", "--mirror", shared / "pocus",
                "--offline", expect=None)
        sonoset("-C", data, "split", "main", "--folds", "5", expect=None)
        sonoset("-C", data, "split", "byclip", "--folds", "5", "--by", "clip", expect=None)
    words = ["--where", "probe=convex", "--classes", "covid-19,bacterial-pneumonia,healthy", "--weights",
             shared / "weights" / "mobilenet_v2_1.0_224_quant.tflite", "--permutations", N]
    start = time.monotonic()
    result = sonoset.json("-C", data, "baseline", "audit", "--split", "main", *words, expect=None, timeout=3600)
    print(f"took {time.monotonic() - start:.0f} s (including features, unless cached)")
    test, model = result["permutations"], result["model"]
    reached = sum(value >= model["balanced_accuracy"] - 1e-9 for value in test["balanced_accuracies"])
    assert test["n"] == N == len(test["balanced_accuracies"]) and test["reached"] == reached
    assert abs(test["p"] - (1 + reached) / (1 + N)) < 1e-6
    print(f"p = (1 + {reached}) / (1 + {N}) = {test['p']:.4f}")
    print(f"majority {result['majority']['accuracy']:.3f}; the model {model['accuracy']:.3f} "
          f"(balanced {model['balanced_accuracy']:.3f})")
    for one in result["shortcuts"]:
        print(f"{one['kind']:<12}{one['name']:<46}{one['accuracy']:.3f} (balanced {one['balanced_accuracy']:.3f})")
    for one in result["groupings"]:
        print(f"by {one['by']:<9}" + (one.get("impossible") or f"frames {one['frame_accuracy']:.3f}, videos "
                                      f"{one['video_accuracy']:.3f}"))
    print("points over subject:", result["gap_points"])
    print(result["verdict"]["sentence"])
    best = max(one["accuracy"] for one in result["shortcuts"] if one["kind"] == "metadata")
    assert best > result["majority"]["accuracy"] + 0.1, "metadata predict the label here, and the audit must show that"
    leaky = sonoset.json("-C", data, "baseline", "audit", "--split", "byclip", *words, expect=1, timeout=3600)
    assert leaky["leaks"], "a split by clip must be rejected"
    print("by clip:", leaky["verdict"]["reasons"][0]["text"])
