#!/usr/bin/env python3
"""Times MobileNetV2's forward pass of 32 pictures against python3-torch with the same weights, alternating, at one and
two threads, and prints the peer's time divided by ours.

usage: bench_forward.py --bin BIN --source SOURCE [--runs 7]

The peer is the obvious implementation: an nn.Module of Conv2d, ReLU6 and padding, in evaluation mode, without gradients.
Needs ../shared and Debian's python3-torch.
"""
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "networks"))
import tensors
import tflite_torch
import torch
from harness import parse
from torch import nn

BATCH = 32
arguments = parse([("runs", "7")])
weights = tensors.shared_weights(arguments.source) / tensors.MOBILENET


class Sum(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        return x + self.layers(x)


def convolution(kernel, bias, stride, activated, depthwise):
    layer = nn.Conv2d(len(kernel) if depthwise else kernel.shape[1], len(kernel), kernel.shape[2], stride,
                      1 if stride == 1 and kernel.shape[2] > 1 else 0, groups=len(kernel) if depthwise else 1)
    layer.weight.copy_(kernel)
    layer.bias.copy_(bias)
    return ([nn.ZeroPad2d((0, 1, 0, 1))] if stride == 2 else []) + [layer] + ([nn.ReLU6()] if activated else [])


def peer():
    net = tflite_torch.Net(weights)
    blocks, layers = [], []
    for kind, _, _, own in net.steps:
        if own:
            kernel, bias, stride = own
            projection = kind == net.CONVOLUTION and kernel.shape[0] < kernel.shape[1]
            last = kernel.shape[1] == 1280
            layers += convolution(kernel, bias, stride, not projection and not last, kind == net.DEPTHWISE)
            if projection:
                blocks.append(nn.Sequential(*layers))
                layers = []
        elif kind == net.ADD:
            blocks.append(Sum(blocks.pop()))
        elif kind == net.POOL:
            layers.append(nn.AdaptiveAvgPool2d(1))
    return nn.Sequential(*blocks, *layers, nn.Flatten()).eval(), net


net, reference = peer()
pictures = torch.rand(BATCH, 3, 224, 224) * 2 - 1
assert (net(pictures[:2]) - reference(pictures[:2])[0]).abs().max() < 1e-3, "the peer is a different network"
ours = subprocess.Popen([str(arguments.bin / "bench_forward"), str(weights)], stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE, text=True)


def our_seconds(threads):
    ours.stdin.write(f"{threads}\n")
    ours.stdin.flush()
    return float(ours.stdout.readline())


def peer_seconds(threads):
    torch.set_num_threads(threads)
    started = time.perf_counter()
    net(pictures)
    return time.perf_counter() - started


print("threads     ours     peer   peer/ours   (seconds for 32 pictures, median of", arguments.runs, "alternating)")
for threads in (1, 2):
    our_seconds(threads), peer_seconds(threads)
    pairs = [(our_seconds(threads), peer_seconds(threads)) for _ in range(int(arguments.runs))]
    us, them = (statistics.median(column) for column in zip(*pairs))
    print(f"{threads:7}{us:9.3f}{them:9.3f}{them / us:12.2f}")
ours.stdin.close()
ours.wait()
