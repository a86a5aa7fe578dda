"""MobileNetV2 from its .tflite file with python3-torch alone, for comparison: reads the FlatBuffers by their offsets
(flatbuffers.dev, "Internals"), independent of our reader."""
import struct

import numpy
import torch
import torch.nn.functional as functional


class Table:
    """A table of a FlatBuffers file: fields by their number in the schema."""

    def __init__(self, data, at):
        self.data, self.at = data, at
        self.vtable = at - struct.unpack_from("<i", data, at)[0]

    def offset(self, field):
        size, = struct.unpack_from("<H", self.data, self.vtable)
        place = 4 + 2 * field
        offset = struct.unpack_from("<H", self.data, self.vtable + place)[0] if place < size else 0
        return self.at + offset if offset else None

    def number(self, field, form, default=0):
        at = self.offset(field)
        return default if at is None else struct.unpack_from("<" + form, self.data, at)[0]

    def follow(self, field):
        at = self.offset(field)
        return None if at is None else at + struct.unpack_from("<I", self.data, at)[0]

    def numbers(self, field, form):
        at = self.follow(field)
        if at is None:
            return numpy.zeros(0, form)
        return numpy.frombuffer(self.data, "<" + form, struct.unpack_from("<I", self.data, at)[0], at + 4)

    def tables(self, field):
        at = self.follow(field)
        count, = struct.unpack_from("<I", self.data, at)
        places = [at + 4 + 4 * i for i in range(count)]
        return [Table(self.data, place + struct.unpack_from("<I", self.data, place)[0]) for place in places]

    def table(self, field):
        at = self.follow(field)
        return None if at is None else Table(self.data, at)


class Net:
    """What each operator does, with weights as floats; called on [N, 3, 224, 224]."""
    CONVOLUTION, DEPTHWISE, ADD, POOL = 3, 4, 0, 1
    TYPES = {0: "f4", 2: "i4", 3: "u1", 9: "i1"}

    def __init__(self, path):
        data = path.read_bytes()
        model = Table(data, struct.unpack_from("<I", data)[0])
        codes = [code.number(0, "b") for code in model.tables(1)]
        graph, = model.tables(2)
        self.buffers, self.tensors = model.tables(4), graph.tables(0)
        self.steps = []
        for operator in graph.tables(3):
            inputs, (output,) = operator.numbers(1, "i4"), operator.numbers(2, "i4")
            kind = codes[operator.number(0, "I")]
            weights = None
            if kind in (self.CONVOLUTION, self.DEPTHWISE):
                kernel = self.values(inputs[1])
                order = (0, 3, 1, 2) if kind == self.CONVOLUTION else (3, 0, 1, 2)
                weights = (torch.from_numpy(kernel.transpose(order).copy()), torch.from_numpy(self.values(inputs[2])),
                           self.shape(inputs[0])[1] // self.shape(output)[1])
            self.steps.append((kind, [int(i) for i in inputs], int(output), weights))
        self.input = int(graph.numbers(1, "i4")[0])

    def shape(self, i):
        return self.tensors[i].numbers(0, "i4")

    def values(self, i):
        tensor = self.tensors[i]
        raw = self.buffers[tensor.number(2, "I")].numbers(0, "u1").tobytes()
        quantised = numpy.frombuffer(raw, "<" + self.TYPES[tensor.number(1, "b")]).reshape(self.shape(i))
        scale, zero = tensor.table(4).numbers(2, "f4"), tensor.table(4).numbers(3, "i8")
        return ((quantised.astype("f8") - zero) * scale.astype("f8")).astype("f4")

    def __call__(self, pictures):
        """logits, and features, and the map of each block."""
        value, maps, features = {self.input: pictures}, [], None
        last = max(i for i, step in enumerate(self.steps) if step[0] == self.CONVOLUTION)
        for i, (kind, inputs, output, weights) in enumerate(self.steps):
            x = value[inputs[0]]
            if weights:
                kernel, bias, stride = weights
                projection = kind == self.CONVOLUTION and kernel.shape[0] < kernel.shape[1]
                if kernel.shape[2] > 1:
                    total = max((-(-x.shape[2] // stride) - 1) * stride + kernel.shape[2] - x.shape[2], 0)
                    x = functional.pad(x, (total // 2, total - total // 2) * 2)
                x = functional.conv2d(x, kernel, bias, stride, groups=len(kernel) if kind == self.DEPTHWISE else 1)
                if i < last and not projection:
                    x = functional.relu6(x)
                if i == last:
                    return x.flatten(1), features, maps
                if projection and self.steps[i + 1][0] != self.ADD or kernel.shape[0] == 1280:
                    maps.append(x)
            elif kind == self.ADD:
                x = x + value[inputs[1]]
                maps.append(x)
            elif kind == self.POOL:
                x = x.mean((2, 3), keepdim=True)
                features = x.flatten(1)
            value[output] = x
