#!/usr/bin/env python3
"""The server is killed at random moments, while several people upload and contribute and curators accept, reject, label, set
regions, resolve and undo. After each restart: everything that was answered is there, nothing half is, `fsck` is clean, and the
audit log names each change that was answered. ctest kills a few times, the target `serve-kills` a hundred."""
import collections
import contextlib
import hashlib
import http.client
import json
import os
import random
import signal
import sqlite3
import threading
import time

import harness
import http_served
from contributor import CHUNK, Contributor, add_people

arguments = harness.parse([("kills", "4"), ("seed", "1")])
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)

CONTRIBUTORS, CURATORS = ("ann", "ben", "dora"), ("cleo", "emil")
CLIPS_A_ROUND = 4  # contributed; other uploads are refused or withdrawn
PIECE = 6000
GONE = (OSError, http.client.HTTPException)


class Killed(Exception):
    """The server did not answer."""


class Run:
    """What people did, and which answers they got."""

    def __init__(self):
        self.lock = threading.Lock()
        self.audit = collections.Counter()  # (person, action, object) of changes that were answered
        self.reasons = {}                   # why -> (clip, kind) of decisions that were answered
        self.accepted, self.rejected = {}, {}  # file -> (contribution, who)
        self.contributions = {}             # id -> (person, {upload: content})
        self.withdrawn = set()              # contributions
        self.sent = collections.Counter()   # answered requests, by what they did
        self.unanswered = 0
        self.number = 0

    def note(self, person, action, what):
        with self.lock:
            self.audit[person, action, what] += 1
            self.sent[action] += 1

    def reason(self):
        with self.lock:
            self.number += 1
            return f"reason {self.number}"


class Person(Contributor):
    def __init__(self, server, name, run, seed):
        super().__init__(server, name)
        self.run, self.random = run, random.Random(f"{seed} {name}")
        self.open = None  # the upload that was cut: (place, content, answered offset)

    def ask(self, method, path, body=None, headers={}, allowed=()):
        try:
            status, got, said = self(method, path, body, headers)
        except GONE as error:
            with self.run.lock:
                self.run.unanswered += method != "GET"
            raise Killed from error
        assert status in (200, 201, 204, *allowed), (method, path, status, said)
        return status, got, said

    def upload_once(self, content, name):
        """The id of an upload that is complete; goes on with one that was cut."""
        if not self.open:
            place = self.begin(len(content), name)
            self.open = [place, content, 0]
        place, content, done = self.open
        while done < len(content):
            piece = content[done:done + PIECE]
            self.ask("PATCH", place, piece, {**CHUNK, "Upload-Offset": str(done)})
            done += len(piece)
            self.open[2] = done
            self.run.sent["upload"] += 1
        return place.rsplit("/", 1)[1], content

    def begin(self, size, name="clip.mp4", expect=201, headers={}):
        try:
            return super().begin(size, name, expect, headers)
        except GONE as error:
            raise Killed from error

    def contribute_one(self, clips):
        """A clip, or something that is refused or withdrawn; or it is given up."""
        with self.run.lock:
            content = clips.pop() if clips else None
        junk = content is None
        if junk and self.random.random() < 0.9:
            time.sleep(0.05)
            return
        upload, content = self.upload_once(content or f"<html>{self.run.reason()}</html>".encode() * 900, "a file.mp4")
        self.open = None  # whether the next request arrived is not known
        offer = {"uploads": [upload], "licence": "CC-BY-4.0", "consent": 1, "metadata": {"subject": "p1", "label": "healthy"}}
        made = self.ask("POST", "/api/v1/contributions", offer)[2]
        self.run.note(self.name, "contribute", made["id"])
        with self.run.lock:
            self.run.contributions[made["id"]] = (self.name, upload, content)
        if junk and self.random.random() < 0.5:
            self.ask("POST", f"/api/v1/receipts/{made['receipt']}/withdraw", b"")
            self.run.note(self.name, "withdraw contribution", made["id"])
            self.run.withdrawn.add(made["id"])

    def decide_on_one(self):
        """Accepts a file in quarantine, mostly; nothing if there is none."""
        waiting = [(one["id"], file["id"]) for one in self.ask("GET", "/api/v1/contributions?state=quarantined")[2]["contributions"]
                   for file in one["files"] if file["state"] == "quarantined"]
        if not waiting:
            return
        contribution, file = self.random.choice(waiting)
        accepts = self.random.random() < 0.8
        body = {} if accepts else {"reason": self.run.reason()}
        verb = "accept" if accepts else "reject"
        status, _, _ = self.ask("POST", f"/api/v1/contributions/{contribution}/files/{file}/{verb}", body, allowed=(409, 503))
        if status == 200:
            self.run.note(self.name, verb + " contribution", file)
            (self.run.accepted if accepts else self.run.rejected)[file] = contribution

    def curate_one(self, clips):
        clip, what = self.random.choice(clips), self.random.choice(("label", "label", "region", "resolve", "undo", "undo"))
        why, path, wanted = self.run.reason(), f"/api/v1/clips/{clip}", clip
        if what == "label":
            value = self.random.choice(("healthy", "covid-19", "bacterial-pneumonia"))
            action, path, body = "label", path + "/labels", {"axis": "diagnosis", "value": value}
        elif what == "region":
            box = {"x": self.random.randrange(20), "y": self.random.randrange(20), "width": 100, "height": 80}
            action, path, body = "set region", path + "/region", box
        elif what == "resolve":
            rows = self.ask("GET", "/api/v1/findings?about=clip&resolved_by=&limit=50")[2]["rows"]
            if not rows:
                return
            row = self.random.choice(rows)
            action, path, wanted = "resolve", "/api/v1/findings/answers", f"{row['code']} {row['id']}"
            body = {"answers": [{"code": row["code"], "id": row["id"], "answer": "dismiss"}]}
        else:
            made = [one["id"] for one in self.ask("GET", path + "/decisions")[2]["decisions"] if one["can_undo"]]
            if not made:
                return
            wanted = self.random.choice(made)
            action, path, body = "undo", f"/api/v1/decisions/{wanted}/undo", {}
        # 400, 404: the other curator was faster.
        allowed = (503,) if what in ("label", "region") else (400, 404, 503)
        status, _, _ = self.ask("POST", path, {**body, "why": why}, allowed=allowed)
        if status == 200:
            self.run.note(self.name, action, wanted)
            self.run.reasons[why] = (action, wanted)

    def work(self, jobs, failures):
        """Until the server is killed."""
        try:
            while True:
                self.random.choice(jobs)()
        except Killed:
            pass
        except BaseException as error:  # to be raised where the test sees it
            failures.append(error)


def rows_of(file, query):
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        return db.execute(query).fetchall()


def check_uploads(state, people):
    """Each row has its file, whole where it must be, and each file its row."""
    folder = state / "uploads"
    kept = {row[0]: row[1:] for row in rows_of(state / "contributions.db", "SELECT id, bytes, object FROM contributed_file WHERE kept")}
    begun = {row[0]: row[1] for row in rows_of(state / "contributions.db", "SELECT id, bytes FROM upload")}
    assert {path.name for path in folder.iterdir()} == set(kept) | set(begun), (kept, begun, list(folder.iterdir()))
    for name, (size, digest) in kept.items():
        content = (folder / name).read_bytes()
        assert len(content) == size and (digest is None or hashlib.sha256(content).digest() == digest), name
    for name, size in begun.items():
        assert (folder / name).stat().st_size <= size, name
    for person in people:
        if person.open:
            place, content, done = person.open
            there = person.offset(place)
            assert done <= there <= len(content), (place, done, there)
            assert (folder / place.rsplit("/", 1)[1]).read_bytes() == content[:there], place
            person.open[2] = there


def check_contributions(run, state):
    """What was answered is in its row: nothing is lost, nothing goes back."""
    rows = {row[0]: row[1:] for row in rows_of(
        state / "contributions.db", "SELECT f.id, c.id, c.person, f.state, f.clip, f.object FROM contributed_file f JOIN contribution c ON c.id = f.contribution")}
    for contribution, (person, upload, content) in run.contributions.items():
        assert rows[upload][:2] == (contribution, person), (contribution, rows.get(upload))
        assert rows[upload][4] in (None, hashlib.sha256(content).digest()), upload
        if contribution in run.withdrawn:
            assert rows[upload][2] in ("withdrawn", "refused"), rows[upload]
    for file in run.accepted:
        assert rows[file][2] == "accepted" and rows[file][3], (file, rows[file])
    for file in run.rejected:  # the other curator may have accepted it afterwards
        assert rows[file][2] in ("rejected", "accepted"), (file, rows[file])
    assert not [row for row in rows.values() if row[2] == "accepting"], "what was begun is finished"
    return {row[3]: row[4] for row in rows.values() if row[2] == "accepted"}


def check_decisions(run, data):
    lines = [json.loads(line) for line in (data / "decisions.jsonl").read_text().splitlines()]
    known = {line["why"] for line in lines if "why" in line}
    missing = {why: what for why, what in run.reasons.items() if why not in known}
    assert not missing, missing


def check_audit(run, state):
    logged = collections.Counter()
    for person, action, what in rows_of(state / "people.db", "SELECT person, action, object FROM audit"):
        logged[person, action, what] += 1
    missing = run.audit - logged
    assert not missing, missing


def wait_until_settled(data, state):
    """Until the server itself has finished what the kill cut: acceptances, checks, frames of clips with another region."""
    queries = {state / "contributions.db": "SELECT id, state FROM contributed_file WHERE state IN ('accepting', 'checking', 'received')",
               data / "catalog.sqlite": "SELECT clip, state FROM clip_state WHERE state <> 'done'"}
    until = time.monotonic() + 60
    while left := [row for file, query in queries.items() for row in rows_of(file, query)]:
        assert time.monotonic() < until, left
        time.sleep(0.05)


def check_clips(data, clips):
    """Accepted clips have frames of the object that was contributed."""
    found = {row[0]: row[1:] for row in rows_of(
        data / "catalog.sqlite", "SELECT s.clip, s.object, (SELECT count(*) FROM frame f WHERE f.frame_set = s.id) FROM frame_set s")}
    for clip, digest in clips.items():
        assert found[clip][0] == digest and found[clip][1] > 0, (clip, found.get(clip))


def round_of(server, run, people, clips, known, wait):
    failures = []
    threads = []
    for person in people:
        jobs = [lambda person=person: person.contribute_one(clips)]
        if person.name in CURATORS:
            jobs = [person.decide_on_one, lambda person=person: person.curate_one(known)]
        threads.append(threading.Thread(target=person.work, args=(jobs, failures)))
    for thread in threads:
        thread.start()
    time.sleep(wait)
    server.process.send_signal(signal.SIGKILL)
    server.process.communicate()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    data, kills, delays = folder / "lungs", int(arguments.kills), random.Random(int(arguments.seed))
    sonoset("phantom", folder / "known", "--subjects", "3", "--clips", "6", "--seconds", "1", "--size", "160x120")
    sonoset("phantom", folder / "new", "--subjects", "20", "--clips", str(CLIPS_A_ROUND * kills), "--seconds", "1", "--size", "160x120", "--seed", "7")
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "known" / "manifest.yaml", "--offline")
    known = [row["clip"] for row in sonoset.json("-C", data, "list", "clips")["rows"]]
    add_people(sonoset, data, {**dict.fromkeys(CONTRIBUTORS, "contributor"), **dict.fromkeys(CURATORS, "curator")})
    state = next((folder / "state" / "sonoset" / "serve").iterdir())
    new = [path.read_bytes() for path in sorted((folder / "new" / "clips").iterdir())]

    run, in_middle = Run(), collections.Counter()
    server = http_served.Served(sonoset.program, data)
    people = [Person(server, name, run, arguments.seed) for name in (*CONTRIBUTORS, *CURATORS)]
    try:
        for number in range(kills):
            # Most kills come amid an import; every fourth after some changes were answered.
            round_of(server, run, people, new[number::kills], known, delays.uniform(0.05, 1.5) + (3 if number % 4 == 3 else 0))
            for (now,) in rows_of(state / "contributions.db", "SELECT state FROM contributed_file"):
                in_middle[now] += now in ("accepting", "checking")
            in_middle["upload"] += sum(person.open is not None for person in people)
            server = http_served.Served(sonoset.program, data)
            for person in people:
                person.server = server
            wait_until_settled(data, state)
            check_uploads(state, people)
            clips = check_contributions(run, state)
            check_decisions(run, data)
            check_audit(run, state)
            check_clips(data, clips)
            sonoset("-C", data, "fsck")
        code = server.stop()
        assert code == 0, server.errors
    except BaseException:
        server.process.kill()
        print("the server's errors:", server.process.communicate()[1])
        raise
    sonoset("-C", data, "fsck", "--deep")
    digest = sonoset.digest(data)
    sonoset("-C", data, "rebuild")
    assert sonoset.digest(data) == digest, "the catalog is not what manifests and decisions say"
    sonoset("-C", data, "gc")
    sonoset("-C", data, "fsck", "--deep")
    middle = ", ".join(f"{what} {count}" for what, count in sorted(in_middle.items()) if count)
    print(f"{kills} kills; answered: {', '.join(f'{what} {count}' for what, count in sorted(run.sent.items()))};",
          f"not answered: {run.unanswered}; cut in the middle: {middle}; {len(clips)} clips accepted")
