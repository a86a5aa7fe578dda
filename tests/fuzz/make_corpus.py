#!/usr/bin/env python3
"""Makes the fuzzing corpus: small valid inputs for each target, from phantoms and from manifests/."""
import gzip
import json
import pathlib
import shutil
import struct
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import harness

arguments = harness.parse([("out", "corpus")])
sonoset = harness.Sonoset(arguments.bin)
out = pathlib.Path(arguments.out).resolve()
shutil.rmtree(out, ignore_errors=True)


def put(target, name, content):
    (out / target).mkdir(parents=True, exist_ok=True)
    (out / target / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def put_weights(folder):
    """Network weights; TensorFlow Lite's by flatc, if installed: a build without the baseline does not need it."""
    def entry(kind, shape, begin, end):
        return {"dtype": kind, "shape": shape, "data_offsets": [begin, end]}
    header = {"__metadata__": {"by": "hand"}, "a.weight": entry("F32", [2, 1], 0, 8), "b": entry("F16", [], 8, 10),
              "c": entry("BF16", [1], 10, 12), "d": entry("F32", [0, 3], 12, 12)}
    text = json.dumps(header).encode()
    put("safetensors", "halves", struct.pack("<Q", len(text)) + text + bytes(range(60, 72)))
    put("safetensors", "empty", struct.pack("<Q", 2) + b"{}")
    if not shutil.which("flatc"):
        return
    quantised = {"scale": [0.5, 0.25], "zero_point": [128, 0], "quantized_dimension": 0}
    model = {"version": 3, "operator_codes": [{"deprecated_builtin_code": 3, "builtin_code": 3}],
             "buffers": [{}, {"data": [1, 2, 3, 4]}, {"data": [0, 0, 128, 63]}],
             "subgraphs": [{"inputs": [0], "outputs": [3], "operators": [{"inputs": [0, 1, 2], "outputs": [3]}],
                            "tensors": [{"shape": [1, 2], "type": 3, "name": "in"},
                                        {"shape": [2, 2], "type": 3, "buffer": 1, "quantization": quantised},
                                        {"shape": [1], "buffer": 2, "name": "bias"}, {"shape": [1, 2], "type": 9}]}]}
    (folder / "small.json").write_text(json.dumps(model))
    subprocess.run(["flatc", "-b", "-o", folder, arguments.source / "schema" / "tflite.fbs", folder / "small.json"],
                   check=True)
    put("tflite", "small", (folder / "small.tflite").read_bytes())


def put_routes():
    """Heads and bodies of requests, as fuzz_route.cpp reads them."""
    host = "Host:localhost:8080"
    for number, lines in enumerate((
            ("GET", "/", host), ("GET", "/api/v1/clips/p1%20a?after=x&q=a+b", host, 'If-None-Match:W/"a", "b"'),
            ("GET", "/a/b/c", host, "Range:bytes=0-99", 'If-Range:"a"'), ("GET", "/a//..%2f", host, "Range:bytes=-5"),
            ("OPTIONS", "/api/v1/clips/new", "Host:lungs.example:443"), ("POST", "http://evil/", host),
            ("POST", "/", host, "Origin:http://localhost:8080", "Content-Type:application/json", "Content-Length:8", "",
             '{"a": 1}'),
            ("POST", "/", host, "Transfer-Encoding:chunked", "Content-Length:1", "Authorization:Bearer x"))):
        put("route", f"request-{number}", "\n".join(lines))


def put_accounts():
    """Headers that say who sends a request, and bodies, as fuzz_account.cpp reads them."""
    secret = "A" * 43
    for number, lines in enumerate((
            (f"Cookie:sonoset-session={secret}; other=1", "X-Forwarded-For:203.0.113.9, 2001:db8::1", "", '{"name": "ann", "days": 30}'),
            (f"Cookie:__Host-sonoset-session={secret}", f"Authorization:Bearer sonoset_{secret}", "", '{"disabled": true}'),
            ("X-Forwarded-For:::ffff:192.0.2.1", "", '{"box": {"x": 1, "y": 2, "width": 30, "height": 40}}'),
            ("", '{"why": "seen", "answers": [{"code": "too-small", "id": "a", "answer": "dismiss"}]}'),
            ("", '{"why": "seen", "decisions": ["0123456789abcdef"]}'),
            ("Authorization:Basic eDp5", "", '{"times": {"from": "1/2", "to": "3.5"}}'), ("", '{"times": {"first": 2, "end": 9}}'))):
        put("account", f"request-{number}", "\n".join(lines))


def put_uploads():
    """Values of headers and what people say about files, as fuzz_upload.cpp reads them."""
    said = json.dumps({"label": "healthy", "subject": "p1", "probe": "linear", "page": "https://example.org/a", "comment": "a\nb"})
    offer = json.dumps({"uploads": ["0" * 32], "licence": "CC-BY-4.0", "consent": 1, "metadata": {"label": "healthy"}})
    for number, lines in enumerate((
            ("", "", offer), ("filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0", "0", said), ("name YQ==, is_confidential", "1048576", "{}"),
            ("filename Li4vLi4vZXRjL3Bhc3N3ZA==", "-1", '{"comment": "\\u202e"}'), ("filename ***", "1e3", "[]"))):
        put("upload", f"head-{number}", "\n".join(lines))


def put_screens():
    """A fan and a rectangle of speckle: the size, channels and pictures, then pixels."""
    def speckle(x, y):
        return (x * 7919 + y * 104729) % 199
    fan = bytes(speckle(x, y) if abs(x - 32) < y * 0.6 and 8 < y < 44 else 0 for y in range(48) for x in range(64))
    box = bytes(speckle(x, y) if 9 < x < 50 and 5 < y < 40 else 16 for y in range(48) for x in range(64))
    put("sector", "fan", bytes([63, 47, 0, 0]) + fan)
    put("sector", "box", bytes([63, 47, 0, 1]) + box + box[::-1])


def put_texts():
    """Lines as scanners and cameras write them, and answers of workers with overlays, texts and metadata."""
    for number, line in enumerate((
            "KHAN, SOFIA M.", "ID:13197-3807", "12 MAR 2020 11:20", "86/M", "Depth 12.0 cm", "Klinikum Nord, Tel. 030 1234567",
            "location\n+52.5200+013.4050/", "N\xe9 le 1/2/1950", "creation_time\n2020-03-12T10:00:00Z")):
        put("texts", f"line-{number}", line)
    box = {"x": 10, "y": 12, "width": 80, "height": 16}
    texts = {"areas": 2, "areas_unread": 1, "texts": [{**box, "text": "OP: O. DUBOIS"}, {**box, "text": "D 160mm"}]}
    tags = {"unread": 1, "tags": [{"name": "artist", "value": "O. Dubois"}, {"name": "make", "value": "GE"}]}
    put("texts", "texts", json.dumps(texts))
    put("texts", "tags", json.dumps(tags))
    return texts, tags


def put_answers(answer, texts, tags):
    """The answer of a worker that looked for all there is."""
    full = json.loads(answer)
    side = {"x": 0, "y": 0, "width": full["content"]["width"], "height": full["content"]["height"]}
    full.update(tags=tags, texts={**texts, "texts": [{**side, "text": "KHAN^SOFIA"}]})
    put("result", "texts-and-tags", json.dumps(full))
    if "sector" in full:
        put("result", "overlays", json.dumps({**full, "overlays": [{"kind": "text", **side}]}))


with harness.Folder() as folder:
    put_weights(folder)
    texts, tags = put_texts()
    put_routes()
    put_accounts()
    put_uploads()
    put_screens()
    sonoset("phantom", folder / "clips", "--kind", "dataset", "--subjects", "6", "--clips", "12", "--seconds", "0.4",
            "--size", "128x96")
    sonoset("phantom", folder / "odd", "--kind", "odd")
    sonoset("phantom", folder / "broken", "--kind", "broken")
    for path in sorted(folder.glob("*/clips/*")):
        if path.stat().st_size < 100_000:
            put("clip", path.name, path.read_bytes())

    for path in [*folder.glob("*/manifest.yaml"), *sorted((arguments.source / "manifests").glob("*.yaml"))]:
        text = path.read_text()
        name = f"{path.parent.name}-{path.name}"
        if path.name == "weights.yaml":
            put("weights_registry", name, text)
        elif "\nclips:" in text:
            # Only the start of a long one: parsing all of it takes long and tests nothing more.
            put("manifest", name, text if len(text) < 8_000 else text[:text.rindex("\n  - ", 0, 8_000) + 1])
        else:
            put("mapping", name, text)
    put("csv", "quoted.csv", 'name,what,"a ""b"""\r\nx,"line\nend",é\r\n')
    put("csv", "semicolons.csv", "\ufeffid;score;notes\n1;3;\n2;0;a, b\n")
    put("csv", "uneven.csv", "a,b\n1\n1,2,3\n\"open\n")

    data = folder / "data"
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "clips" / "manifest.yaml", "--max-frames", "3")
    clip = sonoset.json("-C", data, "list", "clips")["rows"][0]["clip"]
    sonoset("-C", data, "label", clip, "diagnosis", "healthy", "--why", "seen \"it\"", "--by", "dr-a")
    for path in folder.glob("clips/clips/*"):
        path.write_bytes(b"<html>")
    sonoset("-C", data, "label", clip, "diagnosis", "viral-pneumonia", "--why", "PCR", "--by", "dr-b")
    for number, line in enumerate((data / "decisions.jsonl").read_text().splitlines()):
        put("decisions", f"label-{number}", line)
    put("decisions", "resolve", json.dumps({"kind": "resolve", "who": "a", "at": "2026-01-01T00:00:00Z", "why": "b",
                                            "what": {"about": "clip", "id": clip, "code": "truncated"}}))
    for path in (data / "manifests").glob("*.lock"):
        put("lock", path.name, path.read_bytes())
    put("lock", "empty", '{"format":1}\n')

    sonoset("-C", data, "export", "index", folder / "index.jsonl.gz")
    put("index", "packed", (folder / "index.jsonl.gz").read_bytes())
    put("index", "plain", gzip.decompress((folder / "index.jsonl.gz").read_bytes()))

    recipe = sonoset.json("-C", data, "show", clip)["recipe"]
    recipe = recipe if isinstance(recipe, str) else json.dumps(recipe, sort_keys=True, separators=(",", ":"))
    job = json.dumps({"kind": "clip", "clip": clip, "ticket": 7, "name": "a.mp4", "recipe": recipe, "every_picture": False,
                      "max_pixels": 1 << 26, "max_output_bytes": 1 << 32})
    put("job", "job", job)
    put("job", "unknown-kind", '{"kind": "dance"}')
    for path in sorted(folder.glob("odd/clips/*"))[:8]:
        run = subprocess.run([arguments.bin / "sonoset-worker", "clip", "--unsealed", path], capture_output=True, check=True)
        put("result", path.name, run.stdout.strip())
        put_answers(run.stdout, texts, tags)
        put("channel", path.name, struct.pack(">I", len(run.stdout)) + run.stdout)
    put("channel", "two", struct.pack(">I", 2) + b"{}" + struct.pack(">I", len(job)) + job.encode())
print("made", *(f"{folder.name}: {len(list(folder.iterdir()))}," for folder in sorted(out.iterdir())))
