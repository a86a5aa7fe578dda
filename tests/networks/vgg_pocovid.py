#!/usr/bin/env python3
"""POCOVID-Net matches the same network in python3-torch, with random weights in torchvision's names; both heads, smaller
pictures."""
from collections import OrderedDict

import tensors
import torch
from harness import Folder, parse
from torch import nn

MOST = 1e-4


def features():
    plan = [64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0]
    layers, channels = [], 3
    for maps in plan:
        if not maps:
            layers.append(nn.MaxPool2d(2, 2))
            continue
        layers += [nn.Conv2d(channels, maps, 3, padding=1), nn.ReLU()]
        nn.init.kaiming_normal_(layers[-2].weight)
        nn.init.normal_(layers[-2].bias, 0, 0.1)
        channels = maps
    return nn.Sequential(*layers)


def pocovid(side):
    norm = nn.BatchNorm1d(64, eps=1e-3)
    for values in (norm.running_mean, norm.weight, norm.bias):
        nn.init.normal_(values)
    nn.init.uniform_(norm.running_var, 0.5, 2)
    return nn.Sequential(OrderedDict(pool=nn.AvgPool2d(4), flatten=nn.Flatten(),
                                     dense=nn.Linear(512 * (side // 128) ** 2, 64), norm=norm, relu=nn.ReLU(),
                                     dropout=nn.Dropout(0.5), classes=nn.Linear(64, 3)))


def cam(_):
    return nn.Sequential(OrderedDict(pool=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten(), dropout=nn.Dropout(0.5),
                                     classes=nn.Linear(512, 3)))


arguments = parse()
backbone = features()
with Folder() as folder:
    for make, side in ((pocovid, 128), (cam, 96)):
        net = nn.Sequential(OrderedDict(features=backbone, head=make(side))).eval()
        weights = {name: value for name, value in net.state_dict().items() if "num_batches" not in name}
        # Other tensors of torchvision's file are ignored.
        weights["classifier.0.bias"] = torch.zeros(4096)
        tensors.write(folder / "weights", weights)
        pictures = torch.randn(3, 3, side, side)
        tensors.write(folder / "pictures", {"pictures": pictures})
        tensors.forward(arguments, "vgg", make.__name__, side, folder / "weights", folder / "pictures", folder / "out")
        ours = tensors.read(folder / "out")
        maps = backbone(pictures)
        assert maps.shape == (3, 512, side // 32, side // 32) and maps.max() > 0.1, "a comparison of nothing"
        worst = tensors.largest_difference(ours["maps"], maps, "maps", MOST)
        worst = max(worst, tensors.largest_difference(ours["logits"], net(pictures), "logits", MOST))
        if make is cam:
            theirs = torch.einsum("kc,nchw->nkhw", net.head.classes.weight, maps)
            worst = max(worst, tensors.largest_difference(ours["activation_maps"], theirs, "activation maps", MOST))
        print(f"{make.__name__}: largest difference from python3-torch: {worst:.1e}")
