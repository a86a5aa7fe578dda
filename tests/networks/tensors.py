"""Shared by the comparisons with python3-torch: safetensors files, importing torch if it is installed, the weights."""
import json
import os
import pathlib
import struct
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import harness

try:
    import numpy
    import torch
except ImportError as error:
    print(f"skipped: {error} (needs Debian's python3-torch and python3-numpy)")
    sys.exit(harness.SKIP)

torch.set_grad_enabled(False)
torch.manual_seed(1)
torch.set_num_threads(os.cpu_count())
MOBILENET = "mobilenet_v2_1.0_224_quant.tflite"


def shared_weights(source):
    """The folder with weights for development; skips the test without it."""
    folder = pathlib.Path(os.environ.get("SONOSET_SHARED", source.parent / "shared")).resolve() / "weights"
    if not (folder / MOBILENET).exists():
        print(f"skipped: no weights ({folder} is missing; set SONOSET_SHARED to use another folder)")
        sys.exit(harness.SKIP)
    return folder


def write(path, tensors):
    """A safetensors file with the tensors in the given order."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = numpy.ascontiguousarray(torch.as_tensor(tensor).numpy(), dtype="<f4")
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [len(data), len(data) + values.nbytes]}
        data += values.tobytes()
    text = json.dumps(header).encode()
    pathlib.Path(path).write_bytes(struct.pack("<Q", len(text)) + text + data)


def read(path):
    content = pathlib.Path(path).read_bytes()
    length, = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    return {name: torch.from_numpy(numpy.frombuffer(content[8 + length:][slice(*entry["data_offsets"])], "<f4")
                                   .reshape(entry["shape"]).copy())
            for name, entry in header.items() if name != "__metadata__"}


def forward(arguments, *words):
    run = subprocess.run([str(arguments.bin / "network_forward"), *map(str, words)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run


def largest_difference(ours, theirs, name, most):
    """At most `most`, of one or, where theirs go beyond it, of their largest: floats have seven digits."""
    assert ours.shape == theirs.shape, f"{name}: {tuple(ours.shape)}, torch {tuple(theirs.shape)}"
    difference = (ours - theirs).abs().max().item() / max(1, theirs.abs().max().item())
    assert difference <= most, f"{name}: differs from torch by {difference:.2e}, allowed {most:.0e}"
    return difference
