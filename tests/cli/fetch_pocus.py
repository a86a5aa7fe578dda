#!/usr/bin/env python3
"""The 138 available POCUS clips give the same catalog digest from a web server and from a mirror, also if the import is
killed while downloading; no byte is fetched twice."""
import json
import signal
import time
import urllib.parse

import harness
import web
import yaml

arguments = harness.parse([("full", ""), ("kills", "3")])
sonoset = harness.Sonoset(arguments.bin)
pocus = harness.shared(arguments.source) / "pocus"
sampling = [] if arguments.full else ["--rate", "1", "--max-frames", "2"]


def manifest_for(root):
    document = yaml.safe_load((arguments.source / "manifests" / "pocus-2021.yaml").read_text())
    here = []
    for clip in document["clips"]:
        path = clip["url"].split("/data/", 1)[1]
        if (pocus / urllib.parse.unquote(path)).is_file():
            here.append({**clip, "url": f"{root}/paced/{path}"})
    subjects = {clip.get("subject") for clip in here}
    document["same_as"] = [names for names in document.get("same_as", []) if set(names) <= subjects]
    return yaml.safe_dump({**document, "clips": here}, sort_keys=False, allow_unicode=True)


def downloads(dataset):
    """The URLs of complete downloads, and the bytes of partial ones."""
    whole, begun = set(), {}
    for file in dataset.glob("downloads/*.json"):
        try:
            facts, body = json.loads(file.read_text()), file.with_suffix(".part")
        except FileNotFoundError:
            continue  # it is just being replaced
        if "sha256" in facts:
            whole.add(facts["url"])
        elif body.exists():
            begun[facts["url"]] = body.stat().st_size
    return whole, begun


def kill_when(process, is_time):
    until = time.monotonic() + 60
    while not is_time():
        assert process.poll() is None and time.monotonic() < until, "finished before it was killed"
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()


with harness.Folder() as folder, web.BadServer(arguments.source, pocus, folder / "log") as server:
    manifest = folder / "pocus.yaml"
    manifest.write_text(manifest_for(server.root))
    common = ["import", manifest, *sampling]
    from_web = [*common, "--allow-private", "--downloads", "4", "--per-host", "4"]

    sonoset("init", folder / "mirror")
    summary = sonoset.json("-C", folder / "mirror", *common, "--mirror", pocus, "--offline")
    assert (summary["clips"], summary["done"]) == (138, 138), summary
    assert server.requests() == [], "--offline sent a request"
    wanted = sonoset.digest(folder / "mirror")

    sonoset("init", folder / "web")
    sonoset("-C", folder / "web", *from_web)
    assert sonoset.digest(folder / "web") == wanted, "the catalog must not depend on how objects came in"
    sizes = sum(path.stat().st_size for path in (folder / "web" / "objects").glob("*/*"))
    assert server.sent() == sizes, (server.sent(), sizes)
    for name in ("objects", "frames"):
        assert harness.files_digest(folder / "web" / name) == harness.files_digest(folder / "mirror" / name)
    assert not list((folder / "web" / "downloads").glob("*.part")), "not every download became an object"
    sonoset("-C", folder / "web", "fsck")

    # Importing again, also with another recipe, fetches nothing.
    server.forget()
    sonoset("-C", folder / "web", *from_web)
    sonoset("-C", folder / "web", "import", manifest, "--rate", "1", "--max-frames", "1", "--allow-private")
    assert server.requests() == [], server.requests()[:3]

    # Killed while downloading.
    killed = folder / "killed"
    sonoset("init", killed)
    total = (0, 0)
    server.forget()
    for kill in range(int(arguments.kills)):
        process = sonoset.start("-C", killed, *from_web)
        kill_when(process, lambda: len(downloads(killed)[0]) >= 20 * kill + 5 and downloads(killed)[1])
        whole, begun = downloads(killed)
        time.sleep(0.3)  # until the server has noticed
        server.forget()
        total = (total[0] + len(whole), total[1] + len(begun))
        # Complete downloads are not requested again; partial ones are resumed.
        process = sonoset.start("-C", killed, *from_web)
        kill_when(process, lambda: len(server.requests()) > 4)
        time.sleep(0.3)
        for request in server.requests():
            url = server.root + request["path"]
            assert url not in whole, f"{url} was fetched again"
            assert request["range"] == (f"bytes={begun[url]}-" if begun.get(url) else None), (request, begun.get(url))
    assert total[0] > 3 and total[1] > 0, total
    sonoset("-C", killed, *from_web)
    assert sonoset.digest(killed) == wanted, "a killed import gave another digest"
    sonoset("-C", killed, "fsck", "--deep")
    assert not list(killed.glob("downloads/*.part"))
print(f"138 clips: one digest from mirror, web and {arguments.kills} kills; {total[0]} complete and {total[1]} "
      "partial downloads resumed")
