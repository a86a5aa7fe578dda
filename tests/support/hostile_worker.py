#!/usr/bin/python3 -SE
"""A worker under the control of a hostile file, in place of sonoset-worker. Reads no file: for a clip `good-N` it gives
a correct answer with one frame, for `bad-N` a mutation of it, chosen by N; any other clip ends it."""
import array
import hashlib
import json
import os
import random
import socket
import struct
import sys
import time
import zlib

WIDTH = HEIGHT = 16
NASTY = [-1, 0, 1, 2, 77, 255, 65536, 65537, 2**31, -2**31, 2**32 + 1, 2**53, 2**62, 2**63 - 1, -2**63, 2**63, 2**64 - 1,
         2**64, 10**30, 0.5, 1e300, -0.0, True, False, None, "", "x", "\0", "\x1b[31m", "../../x", "x" * 5000, "1/0",
         "-1", "1/9223372036854775807", "9223372036854775807", "-9223372036854775808", "99999999999999999999",
         "2147483647/1", [], {}, [[]], {"a": {"a": {"a": {"a": 1}}}}, [1] * 3000, "worker-crashed", "not-a-code",
         "pts", "best-effort", "f" * 64, "g" * 64, "A" * 64, "AAAA", "=" * 8]


def png(level):
    rows = b"".join(b"\0" + bytes([level]) * WIDTH for _ in range(HEIGHT))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def answer_to(job, number):
    """A correct answer, and the bytes of its frames."""
    frames, files = [], b""
    for picture in (0, 3):
        level = (number * 7 + picture) % 256
        data = png(level)
        pixels = f"{WIDTH} {HEIGHT} 1\n".encode() + bytes([level]) * (WIDTH * HEIGHT)
        frames.append({"picture": picture, "pts": picture * 100, "time_source": "pts", "width": WIDTH, "height": HEIGHT,
                       "channels": 1, "pixels": hashlib.sha256(pixels).hexdigest(), "hash": number, "sharpness": 5,
                       "brightness": level * 256, "file": hashlib.sha256(data).hexdigest(), "file_bytes": len(data)})
        files += data
    header = {"container": "matroska,webm", "codec": "vp9", "pixel_format": "gray", "stream": 0, "width": WIDTH,
              "height": HEIGHT, "pictures": 9, "rate_hz": "25", "duration_s": "1"}
    content = {"width": WIDTH, "height": HEIGHT, "rotation_deg": 0, "mirrored": False, "sample_aspect": "1",
               "time_base": "1/1000", "first_pts": 0, "pictures": 9, "pictures_counted": True, "interlaced": False,
               "field_order": "progressive", "alpha": False, "bit_depth": 8, "grey": True}
    return {"kind": "clip", "clip": job["clip"], "ticket": job["ticket"], "header": header, "content": content,
            "frames": frames, "findings": [{"code": "interlaced", "message": "interlaced (field order tt)"}],
            "key_packets": ""}, files


def places(value, path=()):
    """The paths of all values in a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield path + (key,)
        yield from places(inner, path + (key,))


def parent_of(value, path):
    for key in path[:-1]:
        value = value[key]
    return value


def with_message(text):
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return struct.pack(">I", len(data)) + data


def mutated(job, number, chance, channel, output):
    """Sends a mutated answer."""
    answer, files = answer_to(job, number)
    kind = number % 20
    all_places = list(places(answer))
    path = chance.choice(all_places)
    if kind < 9:
        for _ in range(1 if kind < 7 else 3):
            try:
                parent_of(answer, path)[path[-1]] = chance.choice(NASTY)
            except (KeyError, IndexError, TypeError):
                pass
            path = chance.choice(all_places)
    elif kind == 9:
        del parent_of(answer, path)[path[-1]]
    elif kind == 10:
        answer["frames"] *= chance.choice([2, 1000, 20000])
        for at, frame in enumerate(answer["frames"]):
            answer["frames"][at] = dict(frame, picture=at)
        answer["content"]["pictures"] = len(answer["frames"])
    elif kind == 11:
        answer["clip"] = f"good-{number}"
    elif kind == 12:
        answer["ticket"] ^= 1
    elif kind == 13:
        files = files[:-1] if chance.random() < 0.5 else files + b"x" * chance.choice([1, 1 << 20])
    elif kind == 14:
        answer["findings"] = [{"code": chance.choice(["truncated", "no-pictures"]), "message": "x"}]
        answer["frames"] = chance.choice([answer["frames"], []])
    elif kind == 15:
        answer["findings"] *= 1000
    os.write(output, files)
    text = json.dumps(answer).encode()
    if kind == 16:
        text = bytearray(text)
        for _ in range(chance.choice([1, 3, 50])):
            text[chance.randrange(len(text))] = chance.randrange(256)
        text = bytes(text)
    elif kind == 17:
        text = chance.choice([b"[" * 1_000_000, b"{}" * 500_000, b"[" + b"{}," * 300_000 + b"{}]", b"", b"\0" * 9,
                              b'{"a":' * 100_000, b'"' + b"x" * 900_000 + b'"', b"1" * 1_000_000])
    elif kind == 18:
        channel.sendall(with_message(text)[:chance.choice([1, 3, 4, 5, 200])])
        os._exit(chance.randrange(256))
    elif kind == 19:
        how = chance.randrange(7)
        if how == 0:  # closes the channel and lives on
            channel.close()
            time.sleep(60)
        elif how == 1:  # also answers a job that it does not have
            channel.sendall(with_message(text) * 2)
        elif how == 2:
            channel.sendall(b"\xff\xff\xff\xff" + b"x" * 100_000)
        elif how == 3:  # descriptors
            null = os.open("/dev/null", os.O_RDONLY)
            data = with_message(text)
            for at in range(0, len(data), 16):
                channel.sendmsg([data[at:at + 16]],
                                [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [null] * 4))])
        elif how == 4:  # piece by piece
            for byte in with_message(text):
                channel.sendall(bytes([byte]))
        elif how == 5:
            os.kill(os.getpid(), 11)
        elif how == 6:
            os.kill(os.getppid(), 0)
            os.ftruncate(output, 0)
            channel.sendall(with_message(text))
        return
    channel.sendall(with_message(text))


def main():
    channel = socket.socket(fileno=3)
    channel.sendall(with_message('{"kind": "ready"}'))
    while True:
        data, descriptors, _, _ = socket.recv_fds(channel, 4, 4)
        if len(data) < 4:
            return
        size, = struct.unpack(">I", data)
        text = b""
        while len(text) < size:
            text += channel.recv(size - len(text))
        job = json.loads(text)
        what, number = job["clip"].rsplit("-", 1)
        output = descriptors[1]
        if what == "good":
            answer, files = answer_to(job, int(number))
            os.write(output, files)
            channel.sendall(with_message(json.dumps(answer)))
        elif what == "bad":
            mutated(job, int(number), random.Random(int(number)), channel, output)
        else:
            sys.exit(3)
        for descriptor in descriptors:
            os.close(descriptor)


main()
