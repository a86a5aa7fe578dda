#!/usr/bin/env python3
"""What curators decide over the API and on a clip's page: labels, region, window, findings, and undoing each; who may not; and
while another process writes. Set SHOTS to keep the screenshots in that folder."""
import os
import threading

import harness
import visits
from http_served import Served
from people_client import Client, add_user, password_of

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)
kClip = "screen-0003"
kPath = f"/api/v1/clips/{kClip}"


def post(client, path, expect=200, **body):
    return client("POST", f"/api/v1/{path}", body, expect=expect)[2]


def document(client):
    return client("GET", kPath, expect=200)[2]


def decisions(client):
    return client("GET", f"{kPath}/decisions", expect=200)[2]["decisions"]


def labels(client):
    axes = {axis["id"]: [value["id"] for value in axis["values"]] for axis in client("GET", f"{kPath}/axes", expect=200)[2]["axes"]}
    before = sonoset.json("-C", data, "status", "--digest")["catalog_digest"]
    post(client, f"clips/{kClip}/labels", axis="diagnosis", value="covid-19", why="<script>alert(1)</script>")
    assert {"axis": "diagnosis", "value": "covid-19", "role": "curator", "by": "ben", "evidence": "<script>alert(1)</script>"} in \
        document(client)["labels"]
    [decision] = decisions(client)
    assert (decision["who"], decision["kind"], decision["can_undo"]) == ("ben", "label", True), decision
    assert "covid-19" in axes["diagnosis"]
    post(client, "decisions/undo", decisions=[decision['id']], why="another clip")
    done, undo = decisions(client)
    assert done["undone"] and not done["can_undo"] and undo["undoes"] == done["id"] and undo["can_undo"], (done, undo)
    post(client, "decisions/undo", decisions=[done['id']], why="twice", expect=400)
    post(client, "decisions/undo", decisions=[undo['id']], why="it was that clip")
    assert any(label["by"] == "ben" for label in document(client)["labels"])
    assert decisions(client)[-1]["can_undo"] is False
    post(client, "decisions/undo", decisions=[done['id']], why="no")
    # The verb undoes and sees the same.
    assert sonoset.json("-C", data, "status", "--digest")["catalog_digest"] != before
    assert not any(label["by"] == "ben" for label in sonoset.json("-C", data, "show", kClip)["labels"])

    clips = [row["clip"] for row in client("GET", "/api/v1/clips?limit=500", expect=200)[2]["rows"]]
    many = post(client, "labels", clips=clips, axis="severity", value="2", why="read by two")
    assert many["labels"] == len(clips) == 8, many
    again = post(client, "labels", clips=clips, axis="severity", value="2", why="read by two")
    assert again["labels"] == 0 and again["unchanged"] == 8, again
    lines = (data / "decisions.jsonl").read_bytes()
    for body, status in (({"axis": "mood", "value": "good"}, 400), ({"axis": "diagnosis", "value": "flu"}, 400),
                         ({"axis": "diagnosis", "value": "healthy", "clips": [*clips, "none"]}, 404),
                         ({"axis": "diagnosis", "value": "healthy", "clips": []}, 400),
                         ({"axis": "diagnosis", "value": "healthy", "clips": [[1]]}, 400),
                         ({"axis": "diagnosis", "value": "healthy", "clips": ["x"] * 10_001}, 400),
                         ({"axis": "diagnosis", "value": "healthy", "why": ""}, 400),
                         ({"axis": "diagnosis", "value": "healthy", "why": "a\u0000b"}, 400),
                         ({"axis": "diagnosis", "value": "healthy", "why": "x" * 3000}, 400),
                         ({"axis": "diagnosis", "value": "healthy", "who": "ann"}, 400)):
        post(client, "labels", expect=status, **{"clips": clips, "why": "seen", **body})
    assert (data / "decisions.jsonl").read_bytes() == lines


def crops(client):
    before = document(client)
    made = post(client, f"clips/{kClip}/region", x=10, y=20, width=200, height=100, why="the ruler is outside")
    assert made["frames_made"] == len(before["frames"]) and made["failures"] == [], made
    assert document(client)["entry"]["region"] == {"x": 10, "y": 20, "width": 200, "height": 100}
    for body in ({"x": 0, "y": 0, "width": 0, "height": 5}, {"x": 0, "y": 0, "width": 5}, {"x": "0", "y": 0, "width": 5, "height": 5},
                 {"x": 0, "y": 0, "width": 5.5, "height": 5}, {"x": -1, "y": 0, "width": 5, "height": 5},
                 {"x": 0, "y": 0, "width": 100000, "height": 5}, {"x": 0, "y": 0, "width": 10**30, "height": 5}):
        post(client, f"clips/{kClip}/region", expect=400, why="x", **body)
    post(client, "clips/none/region", expect=404, x=0, y=0, width=5, height=5, why="x")
    window = post(client, f"clips/{kClip}/window", first=2, end=20, why="the probe is lifted")
    assert window["failures"] == [] and document(client)["entry"]["window"] == {"first": 2, "end": 20}
    for body in ({"first": 5, "end": 5}, {"from": "1", "end": 5}, {"from": 1}, {"first": -1}, {"until": "x"}):
        post(client, f"clips/{kClip}/window", expect=400, why="x", **body)
    failed = post(client, f"clips/{kClip}/window", **{"from": "100"}, why="a mistake")
    assert failed["failures"], failed
    last = decisions(client)[-1]
    undone = post(client, "decisions/undo", decisions=[last['id']], why="a mistake")
    assert document(client)["entry"]["window"] == {"first": 2, "end": 20} and document(client)["frames"], undone
    for decision in reversed(decisions(client)):
        if decision["kind"] in ("region", "window") and decision["can_undo"]:
            post(client, "decisions/undo", decisions=[decision['id']], why="back")
    now = document(client)
    assert now["entry"] == before["entry"] and now["frames"] == before["frames"]


def findings(client):
    rows = client("GET", "/api/v1/findings?resolved_by=&limit=500", expect=200)[2]["rows"]
    asked = next(row for row in rows if row["about"] == "clip")
    answer = {"code": asked["code"], "id": asked["id"], "answer": "dismiss"}
    post(client, "findings/answers", answers=[answer, {"code": "region-doubtful", "id": "none", "answer": "dismiss"}], why="x", expect=400)
    post(client, "findings/answers", answers=[{**answer, "answer": "accept"}], why="x", expect=400)
    post(client, "findings/answers", answers=[{**answer, "answer": "maybe"}], why="x", expect=400)
    post(client, "findings/answers", answers=[{"code": 1}], why="x", expect=400)
    assert post(client, "findings/answers", answers=[answer], why="looked at it")["resolved"] >= 1
    of = client("GET", f"/api/v1/clips/{asked['id']}/decisions", expect=200)[2]["decisions"][-1]
    assert of["kind"] == "resolve" and of["who"] == "ben", of
    post(client, "decisions/undo", decisions=[of['id']], why="look again")
    post(client, "decisions/undo", decisions=['0' * 64], why="x", expect=404)


def others(server):
    """Nobody else changes anything."""
    bodies = {f"clips/{kClip}/labels": {"axis": "diagnosis", "value": "healthy"}, f"clips/{kClip}/region": {"x": 0, "y": 0, "width": 9, "height": 9},
              f"clips/{kClip}/window": {}, "labels": {"clips": [kClip], "axis": "diagnosis", "value": "healthy"},
              "findings/answers": {"answers": []}, "decisions/undo": {"decisions": ["0" * 64]}}
    lines = (data / "decisions.jsonl").read_bytes()
    cleo = Client(server)
    cleo.log_in("cleo")
    ben = Client(server)
    ben.log_in("ben")
    for path, body in bodies.items():
        post(Client(server), path, expect=401, why="x", **body)
        post(cleo, path, expect=403, why="x", **body)
        ben("POST", f"/api/v1/{path}", {**body, "why": "x"}, headers={"X-Sonoset-CSRF": None}, expect=403)
        ben("POST", f"/api/v1/{path}", {**body, "why": "x"}, headers={"Origin": "http://evil.example"}, expect=403)
    for path in (f"{kPath}/decisions", f"{kPath}/axes", f"{kPath}/preview?window=all"):
        assert Client(server)("GET", path)[0] in (401, 403), path
        cleo("GET", path, expect=403)
    assert (data / "decisions.jsonl").read_bytes() == lines


def at_once(client, server):
    """Ten at once are all recorded, and the log says who."""
    results = []

    def one(number):
        own = Client(server)
        own.cookie, own.csrf = client.cookie, client.csrf
        while True:
            status = own("POST", f"{kPath}/labels", {"axis": "diagnosis", "value": "healthy", "why": f"reading {number}"})[0]
            if status != 503:
                break
        results.append(status)

    count = len(decisions(client))
    threads = [threading.Thread(target=one, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [200] * 10, results
    assert len(decisions(client)) == count + 10
    sonoset("-C", data, "fsck")
    admin = Client(server)
    admin.log_in("ann")
    events = admin("GET", "/api/v1/audit?limit=500", expect=200)[2]["events"]
    assert sum(event["action"] == "label" and event["person"] == "ben" for event in events) >= 10, events[:3]


def locked(client):
    """While a verb writes, a change waits; when that takes long it is refused and not half made."""
    import fcntl
    with open(data / "work" / "lock", "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = []
        thread = threading.Thread(target=lambda: waiting.append(post(client, f"clips/{kClip}/labels", axis="diagnosis", value="covid-19", why="waits")))
        thread.start()
        thread.join(1)
        assert thread.is_alive()
        fcntl.flock(lock, fcntl.LOCK_UN)
    thread.join()
    assert waiting and decisions(client)[-1]["why"] == "waits"


def pages(server):
    clip = server.json("/api/v1/clips")["rows"][0]["clip"]  # that a visitor sees: no text in it names a person
    found = visits.walk(arguments.source, "curation", server.port, folder / "shots", clip, "ben", password_of("ben"), screens=1)
    for what, seen in found["seen"].items():
        assert seen["visitor_sees"] == 0, seen
        assert seen["without_reason"] == "Write the reason first.", seen
        assert "Saved." in seen["labelled"] and "covid-19" in seen["facts"], seen
        assert "made again" in seen["cropped"] and seen["region"], seen
        assert "made again" in seen["trimmed"], seen
        lines = sonoset.json("-C", data, "show", clip)["texts"]["lines"]
        assert lines and all(line["text"] in seen["facts"] for line in lines), "curators see the text in the pictures"
        assert any(line["text"] in seen["read"] for line in sonoset.json("-C", data, "show", seen["reads"])["texts"]["lines"]), seen
        assert "8 labels recorded" in seen["many"] and "8 decisions undone" in seen["many_undone"], seen
        assert seen["undone"] and seen["alerts"] == 0, seen


with harness.Folder() as folder:
    data = folder / "lungs"
    sonoset("phantom", folder / "screens", "--kind", "screens", "--clips", 8, "--subjects", 4, "--seconds", 2, "--seed", 5)
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "screens" / "manifest.yaml", "--region", "auto", "--read-text")
    environment = dict(os.environ, XDG_STATE_HOME=str(folder / "state"), XDG_CACHE_HOME=str(folder / "cache"))
    for name, role in (("ann", "admin"), ("ben", "curator"), ("cleo", "contributor")):
        add_user(sonoset.program, data, name, role, env=environment)
    with Served(sonoset.program, data, env=environment) as server:
        curator = Client(server)
        curator.log_in("ben")
        labels(curator)
        crops(curator)
        findings(curator)
        others(server)
        at_once(curator, server)
        locked(curator)
        pages(server)
    digest = sonoset.json("-C", data, "status", "--digest")["catalog_digest"]
    sonoset("-C", data, "rebuild")
    assert sonoset.json("-C", data, "status", "--digest")["catalog_digest"] == digest
    sonoset("-C", data, "gc")
    sonoset("-C", data, "fsck", "--deep")
