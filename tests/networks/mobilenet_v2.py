#!/usr/bin/env python3
"""Four photographs are classified correctly; features, logits and the maps of all blocks match python3-torch to 1e-4."""
import tensors
import tflite_torch
import torch
from harness import Folder, parse

NAMES = {"cat": "Egyptian cat", "bird": "chickadee", "grace_hopper": "military uniform", "dragonfly": "dragonfly"}
MOST = 1e-4


def bitmap(path):
    """[H, W, 3] of a 24-bit BMP: rows from the bottom, blue first, padded to four bytes."""
    import numpy
    data = path.read_bytes()
    start, width, height = (int.from_bytes(data[at:at + 4], "little") for at in (10, 18, 22))
    assert data[:2] == b"BM" and data[28] == 24, path
    rows = numpy.frombuffer(data, "u1", height * (-(-3 * width // 4) * 4), start).reshape(height, -1)
    return torch.from_numpy(rows[::-1, :3 * width].reshape(height, width, 3)[:, :, ::-1].copy())


def stretched(photograph):
    """[3, 224, 224] by PIL's BILINEAR on floats, if it is installed."""
    try:
        from PIL import Image
    except ImportError:
        return None
    planes = [Image.fromarray(plane).resize((224, 224), Image.BILINEAR) for plane in photograph.permute(2, 0, 1).float().numpy()]
    return torch.stack([torch.tensor(list(plane.getdata())).view(224, 224) for plane in planes]) / 127.5 - 1


arguments = parse()
weights = tensors.shared_weights(arguments.source)
classes = (weights / "imagenet_labels.txt").read_text().splitlines()
with Folder() as folder:
    photographs = {name: bitmap(weights / f"{name}.bmp") for name in NAMES}
    tensors.write(folder / "photographs", photographs)
    tensors.forward(arguments, "inputs", folder / "photographs", folder / "inputs")
    inputs = tensors.read(folder / "inputs")
    pictures = torch.cat([inputs[name] for name in NAMES])
    tensors.write(folder / "pictures", {"pictures": pictures})
    tensors.forward(arguments, "mobilenet", weights / tensors.MOBILENET, folder / "pictures", folder / "out")
    ours = tensors.read(folder / "out")

for name, photograph in photographs.items():
    theirs = stretched(photograph)
    if theirs is not None:
        tensors.largest_difference(inputs[name][0], theirs, f"{name} stretched, by PIL", 1e-5)
for (name, expected), logits in zip(NAMES.items(), ours["logits"]):
    said = classes[logits.argmax()]
    assert expected in said, f"{name}: {said}, not {expected}"
    print(f"{name}: {said} ({logits.softmax(0).max():.2f})")

logits, features, maps = tflite_torch.Net(weights / tensors.MOBILENET)(pictures)
assert features.shape == (4, 1280) and len(maps) == 18
worst = tensors.largest_difference(ours["features"], features, "features", MOST)
worst = max(worst, tensors.largest_difference(ours["logits"], logits, "logits", MOST))
for block, theirs in enumerate(maps):
    worst = max(worst, tensors.largest_difference(ours[f"map_{block}"], theirs, f"block {block}", MOST))
    worst = max(worst, tensors.largest_difference(ours[f"from_{block}"], features, f"from block {block}", MOST))
print(f"largest difference from python3-torch: {worst:.1e}")
