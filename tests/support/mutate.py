"""Damaged copies of media files: the same numbers give the same bytes."""
import random

EDGES = (0, 1, 0x7F, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
HEAD = 4096  # where headers are; indexes of mov, mp4 and avi are at the end


def place(generator, size):
    """A position; half of them near the start or the end, where headers and indexes are."""
    kind = generator.randrange(4)
    if kind == 0:
        return generator.randrange(min(size, HEAD))
    if kind == 1:
        return size - 1 - generator.randrange(min(size, HEAD))
    return generator.randrange(size)


def flip(generator, data, _):
    for _ in range(generator.choice((1, 2, 8, 64, 512))):
        data[place(generator, len(data))] ^= 1 << generator.randrange(8)


def number(generator, data, _):
    """An invalid size, count or offset."""
    for _ in range(generator.choice((1, 1, 4))):
        at = place(generator, len(data))
        width = generator.choice((1, 2, 4, 8))
        value = generator.choice(EDGES) % 256 ** width
        data[at:at + width] = value.to_bytes(width, generator.choice(("big", "little")))


def cut(generator, data, _):
    del data[place(generator, len(data)):]


def remove(generator, data, _):
    at = place(generator, len(data))
    del data[at:at + generator.choice((1, 4, 100, 5000))]


def repeat(generator, data, _):
    at = place(generator, len(data))
    piece = data[at:at + generator.choice((1, 8, 188, 4096))]
    data[at:at] = piece * generator.choice((1, 2, 50))


def splice(generator, data, other):
    """The start of this file and the end of another."""
    data[place(generator, len(data)):] = other[place(generator, len(other)):]


def patch(generator, data, other):
    """Overwrites a piece with one of another file."""
    size = generator.choice((4, 32, 512, 8192))
    start, at = place(generator, len(other)), place(generator, len(data))
    data[at:at + size] = other[start:start + size]


def head(generator, data, other):
    """The header of another file."""
    size = generator.choice((4, 12, 64, 512, 4096))
    data[:size] = other[:size]


KINDS = (flip, number, cut, remove, repeat, splice, patch, head)


def mutated(seed, data, other):
    """A damaged copy of `data`; pieces and headers come from `other`."""
    generator = random.Random(seed)
    result = bytearray(data)
    for _ in range(generator.choice((1, 1, 1, 2, 3))):
        if not result:
            break
        generator.choice(KINDS)(generator, result, other)
    return bytes(result)
