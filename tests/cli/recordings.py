"""Recordings for tests of unusual files, and their import."""
import subprocess

CLIP = ("-c:v", "mpeg2video", "-bf", "2", "-b:v", "600k")
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "veryfast")


def ffmpeg(*words):
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, words)], check=True, stdin=subprocess.DEVNULL)


def record(path, *codec, seconds=2, source="testsrc2"):
    """A recording with 25 pictures per second."""
    ffmpeg("-f", "lavfi", "-i", f"{source}=size=160x128:rate=25:duration={seconds}", *codec, path)
    return path.read_bytes()


def manifest(folder, names):
    """A manifest entry for each file; its id is the file name with '-' for other characters."""
    lines = ["format: 1", "name: odd", "title: Odd files", "taxonomy: lung-ultrasound",
             "sources: [{id: here, title: Here, licence: CC0-1.0}]", "clips:"]
    for name in names:
        lines += [f"  - {{id: {clip_id(name)}, source: here, path: '{name}', subject: s-{clip_id(name)}, probe: convex}}"]
    path = folder / "odd.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def clip_id(name):
    return name.lower().replace(".", "-").replace("_", "-")


def imported(sonoset, folder, data, *options, expect=None):
    """Imports all files. For each: the pixel digests of its frames, and its findings by code."""
    names = sorted(path.name for path in folder.iterdir() if path.suffix != ".yaml")
    if not data.exists():
        sonoset("init", data)
    sonoset("-C", data, "import", manifest(folder, names), "--offline", *options, expect=expect)
    found = {}
    for name in names:
        rows = sonoset.json("-C", data, "list", "frames", "--where", f"clip={clip_id(name)}", "--limit", 0)["rows"]
        findings = sonoset.json("-C", data, "list", "findings", "--where", f"id={clip_id(name)}")["rows"]
        found[name] = ([row["pixels"] for row in rows], {row["code"]: row["message"] for row in findings})
    return found
