#!/usr/bin/env python3
"""Unsupported files are refused with the real reason; missing files with the path where they were expected."""
import pathlib

import harness
from recordings import H264, ffmpeg, manifest, record

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)


def refused(sonoset_json):
    """The findings of `validate FILE…` by file name: {code: message}."""
    return {pathlib.Path(clip["file"]).name: {f["code"]: f["message"] for f in clip["findings"]}
            for clip in sonoset_json["clips"]}


# Unsupported files: code of the finding, and words of its message.
REFUSED = {
    "heic.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x08meta", "unsupported", "HEIC"),
    "heif.mp4": (b"\0\0\0\x14ftypmsf1\0\0\0\0msf1" + b"\0\0\0\x0cmeta\0\0\0\0", "unsupported", "HEIF"),
    "avif.avif": (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + b"\0\0\0\x08meta", "unsupported", "AVIF"),
    "dicom.mp4": (b"\0" * 128 + b"DICM\2\0\0\0UL\4\0", "unsupported", "DICOM"),
    "lfs.mp4": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 7\n", "pointer-file", "git lfs pull"),
    "annex.mp4": (b"/annex/objects/SHA256E-s7--0.mp4\n", "pointer-file", "git annex get"),
    "archive.mp4": (b"PK\3\4" + b"\1" * 60, "unsupported", "ZIP"),
    "paper.mp4": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "unsupported", "PDF"),
    "secret.mp4": (b"Salted__" + bytes(range(64)), "unsupported", "encrypted"),
    "nothing.mp4": (b"", "empty-file", "empty"),
    "page.mp4": (b"<!DOCTYPE html>\n<html><body>404</body></html>\n", "not-media", "web page"),
    "text.mp4": (b"AccessDenied\n", "not-media", "text"),
    "zeros.mp4": (b"\0" * 9000, "not-media", "zeros"),
}


def check_refusals(folder):
    """Unsupported files are reported as what they are, not as damaged."""
    clips = folder / "refused"
    clips.mkdir()
    for name, (content, _, _) in REFUSED.items():
        (clips / name).write_bytes(content)
    picture = ("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=5:duration=1")
    ffmpeg(*picture, clips / "animated.webp")
    ffmpeg(*picture, "-f", "apng", clips / "animated.png")
    ffmpeg(*picture, "-frames:v", "1", clips / "still.tiff")
    for extension in ("png", "jpg", "bmp", "webp"):
        ffmpeg("-f", "lavfi", "-i", "color=gray:size=1100x1000", "-frames:v", "1", clips / f"large.{extension}")
    found = refused(sonoset.json("validate", *sorted(clips.iterdir()), "--worker-pixels", 1, expect=1))
    for name, (_, code, words) in REFUSED.items():
        assert list(found[name]) == [code] and words in found[name][code], (name, found[name])
    for name, kind in (("animated.webp", "animated WebP"), ("animated.png", "APNG"), ("still.tiff", "TIFF")):
        assert kind in found[name]["unsupported"], (name, found[name])
    for extension in ("png", "jpg", "bmp", "webp"):
        message = found[f"large.{extension}"]["worker-limit"]
        assert message == "pictures of 1100 x 1000 pixels; --worker-pixels allows 1 million", message
        validated = sonoset.json("validate", clips / f"large.{extension}", "--worker-pixels", 2)
        assert validated["clips"][0]["frames"] == 1, validated


def check_missing(folder):
    """A missing file is reported with its path; a dangling link counts as a pointer."""
    clips, mirror = folder / "missing", folder / "mirror"
    for path in (clips, mirror):
        path.mkdir()
    (clips / "annexed.mp4").symlink_to(".git/annex/objects/x.mp4")
    path = manifest(clips, ["gone.mp4", "annexed.mp4"])
    found = sonoset.json("validate", path, "--mirror", mirror, expect=1)["clips"]
    found = {clip["clip"]: {f["code"]: f["message"] for f in clip["findings"]} for clip in found}
    assert found["gone-mp4"]["object-missing"] == f"'gone.mp4' not found: not in {clips}, {mirror}", found
    said = found["annexed-mp4"]["pointer-file"]
    assert said == "'annexed.mp4' is a symlink to '.git/annex/objects/x.mp4', which does not exist", said


def check_links(folder):
    """validate, import and scaffold follow links into a cache if --follow-links allows it."""
    clips, cache = folder / "linked", folder / "cache"
    for path in (clips, cache):
        path.mkdir()
    record(cache / "x.mkv", *H264, seconds=1)
    (clips / "x.mkv").symlink_to(cache / "x.mkv")
    path = manifest(clips, ["x.mkv"])
    refusal = sonoset("validate", path, expect=2)
    assert "--follow-links" in refusal.stdout + refusal.stderr, refusal
    sonoset("validate", path, "--follow-links", cache)
    sonoset("init", folder / "linked-data")
    sonoset("-C", folder / "linked-data", "import", path, "--offline", "--follow-links", cache)
    made = sonoset.json("manifest", "scaffold", clips, "-o", clips / "made.yaml", "--follow-links", cache)
    ignored = [{"file": "odd.yaml", "reason": "'.yaml' is not a video or still format"}]
    assert made["clips"] == 1 and made["ignored"] == ignored, made
    sonoset("manifest", "scaffold", clips, "-o", clips / "none.yaml", expect=2)


with harness.Folder() as place:
    check_refusals(place)
    check_missing(place)
    check_links(place)
print("unsupported and missing files are refused with the real reason")
