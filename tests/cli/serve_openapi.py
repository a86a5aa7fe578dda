#!/usr/bin/env python3
"""The description of the API is valid OpenAPI 3.1, and what the server answers is as it says: bodies, statuses, headers."""
import json
import os

import harness
import jsonschema
import openapi_served
from contributor import CHUNK, TUS, Contributor, add_people
from people_client import password_of

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")
if not harness.sealed:
    print("skipped: workers of this build are not sealed")
    raise SystemExit(harness.SKIP)

kClip = "/api/v1/clips/screen-0003"
# Only a dataset with a trained model has results of screening.
MODEL_NEEDED = {"screenFile", "screened", "screeningEvents", "screenedFrame", "screenedHeat"}


def check_document(document):
    # https://spec.openapis.org/oas/3.1/schema/2022-10-07
    schema = json.loads((arguments.source / "tests" / "cli" / "openapi-3.1.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document)
    for one in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(one)
    text = json.dumps(document)
    for kind, parts in document["components"].items():
        for name in parts:
            used = f'"#/components/{kind}/{name}"' in text or kind == "securitySchemes"
            assert used, f"{kind}/{name} is not used"
    names = [operation["operationId"] for item in document["paths"].values() for key, operation in item.items() if key != "parameters"]
    assert len(names) == len(set(names)), "operationId twice"
    for path, item in document["paths"].items():
        given = [one["name"] for one in item.get("parameters", [])]
        assert given == [part[1:-1] for part in path.split("/") if part.startswith("{")], path


def reads(person):
    """Lists, clips and their pictures, and what they answer to those who have them already."""
    for path in ("openapi.json", "health", "dataset", "finding-codes", "counts", "counts?by=probe", "facets", "facets?split=halves&probe=convex",
                 "positions?limit=3&sort=-clip", "clips?limit=2", "clips?q=screen&split=halves&fold=1&sort=-frames", "contribute", "screen",
                 "findings", "sources", "subjects", "labels", "links", "splits", "splits/halves", "splits/halves/summary",
                 "splits/halves/manifest.csv", "report.html?split=halves"):
        status, headers, _ = person("GET", "/api/v1/" + path, expect=200)
        if "etag" in headers:
            assert person("GET", "/api/v1/" + path, headers={"If-None-Match": headers["etag"]})[0] == 304, path
        assert person("HEAD", "/api/v1/" + path)[0] == 200, path
    for path in ("clips?nothing=1", "facets?limit=0", "positions?sort=x", "counts?by=clip", "findings?nothing=1"):
        person("GET", "/api/v1/" + path, expect=400)
    picture = person("GET", kClip, expect=200)[2]["frames"][0]["picture"]
    for part in ("", "/sprite", "/sprite.jpg", f"/frames/{picture}", "/preview", "/preview.mp4", "/preview?window=all", "/axes", "/decisions"):
        person("GET", kClip + part, expect=200)
    for part in ("/sprite.jpg", f"/frames/{picture}", "/preview.mp4"):
        person("GET", kClip + part, headers={"Range": "bytes=0-9"}, expect=206)
        person("GET", kClip + part, headers={"Range": "bytes=99999999-"}, expect=416)
    for path in ("clips/none", "clips/none/sprite", "clips/none/preview", "clips/none/axes", f"clips/{'x' * 200}", "screen/x", "receipts/x",
                 "screen/x/events", "screen/x/frames/0", "screen/x/heat/0", "contributions/x",
                 "splits/none", "splits/none/summary", "splits/none/manifest.csv", "report.html?split=none"):
        person("GET", "/api/v1/" + path, expect=404)
    person("GET", kClip + "/preview?window=x", expect=400)


def decides(person):
    post = lambda path, expect=200, **body: person("POST", path, {"why": "seen", **body}, expect=expect)[2]
    post(kClip + "/labels", axis="diagnosis", value="healthy")
    post(kClip + "/labels", axis="mood", value="good", expect=400)
    post("/api/v1/clips/none/labels", axis="diagnosis", value="healthy", expect=404)
    post(kClip + "/region", x=10, y=20, width=200, height=100)
    post(kClip + "/window", **{"from": "100"})
    post(kClip + "/window", first=2, end=20)
    post("/api/v1/labels", clips=["screen-0001", "screen-0002"], axis="severity", value="2")
    finding = next(row for row in person("GET", "/api/v1/findings?resolved_by=", expect=200)[2]["rows"] if row["about"] == "clip")
    post("/api/v1/findings/answers", answers=[{"code": finding["code"], "id": finding["id"], "answer": "dismiss"}])
    decisions = person("GET", kClip + "/decisions", expect=200)[2]["decisions"]
    post("/api/v1/decisions/undo", decisions=[one["id"] for one in decisions if one["can_undo"]][-1:])
    post("/api/v1/decisions/undo", decisions=["0" * 64], expect=404)
    person("GET", kClip + "/decisions", expect=200)
    person("GET", kClip, expect=200)
    person("POST", kClip + "/labels", b"x", {"Content-Type": "text/plain"}, expect=415)
    person("POST", kClip + "/labels", b"x" * 20_000, {"Content-Type": "application/json"}, expect=413)


def contributes(server, ben, cleo, content, other):
    for path in ("/api/v1/uploads", "/api/v1/uploads/x"):
        ben("OPTIONS", path, expect=204)
    place = ben.begin(len(content))
    ben("GET", "/api/v1/uploads", expect=200)
    ben.patch(place, 0, content[:1000])
    ben.patch(place, 0, b"x", 409)
    ben.patch(place, 1000, b"x", 415, {"Content-Type": "video/mp4"})
    ben.patch(place, 1000, content, 413)
    ben.begin(10, expect=412, headers={"Tus-Resumable": "0.1"})
    ben.begin(10**12, expect=413)
    assert ben.offset(place) == 1000
    ben.contribute([place.rsplit("/", 1)[1]], expect=409)
    ben("DELETE", place, None, TUS, expect=204)
    ben("HEAD", place, None, TUS, expect=404)
    names = ["accepted.mp4", "rejected.mp4", "broken.mp4"]
    uploads = [ben.upload(bytes, name) for name, bytes in zip(names, (content, other, b"x" * 100))]
    made = ben.contribute(uploads, each={uploads[0]: {"label": "covid-19", "subject": "p2", "comment": "supine"}})
    ben.contribute(["x"], expect=404)
    ben.contribute([], expect=400)
    files = {file["name"]: file for file in ben.files(made["id"], ("quarantined", "refused"))}
    one = f"/api/v1/contributions/{made['id']}"
    assert files["accepted.mp4"]["state"] == "quarantined", files
    cleo("GET", "/api/v1/contributions?state=quarantined", expect=200)
    cleo("GET", "/api/v1/contributions?state=x", expect=400)
    first = f"{one}/files/{files['accepted.mp4']['id']}"
    for part in ("/preview", "/preview.mp4"):
        cleo("GET", first + part, expect=200)
    cleo("GET", f"{one}/files/x/preview", expect=404)
    cleo("GET", one, expect=200)
    cleo("POST", first + "/accept", {"label": "healthy"}, expect=200)
    cleo("POST", first + "/accept", {}, expect=409)
    cleo("POST", f"{one}/files/{files['rejected.mp4']['id']}/reject", {"reason": "unclear"}, expect=200)
    cleo("POST", f"{one}/files/{files['broken.mp4']['id']}/reject", {"reason": "unclear"}, expect=409)
    cleo("POST", first + "/reject", {}, expect=400)
    server.json("/api/v1/receipts/" + made["receipt"])
    assert server.ask("POST", f"/api/v1/receipts/{made['receipt']}/withdraw")[0] == 200


def manages(server, ann):
    post = lambda path, expect, **body: ann("POST", "/api/v1/" + path, body, expect=expect)[2]
    ann("GET", "/api/v1/session", expect=200)
    post("session", 401, name="ann", password="wrong")
    post("users", 201, name="dora", role="contributor", password=password_of("dora"))
    post("users", 400, name="dora", role="contributor", password=password_of("dora"))
    ann("GET", "/api/v1/users", expect=200)
    ann("PATCH", "/api/v1/users/dora", {"role": "curator", "disabled": True}, expect=200)
    ann("PATCH", "/api/v1/users/nobody", {"role": "curator"}, expect=404)
    ann("PATCH", "/api/v1/users/ann", {"role": "curator"}, expect=409)
    ann("DELETE", "/api/v1/users/dora", expect=204)
    ann("DELETE", "/api/v1/users/dora", expect=404)
    invited = post("invitations", 201, name="emma", role="curator")
    accept = {"Content-Type": "application/json"}
    body = json.dumps({"password": password_of("emma")})
    assert server.ask("POST", "/api/v1/invitations/" + invited["code"], body, accept)[0] == 200
    assert server.ask("POST", "/api/v1/invitations/" + invited["code"], body, accept)[0] == 404
    token = post("tokens", 201, name="script", days=30, role="curator")
    post("tokens", 400, name="script", days=0)
    ann("GET", "/api/v1/tokens", expect=200)
    assert server.get("/api/v1/findings", {"Authorization": "Bearer " + token["token"]})[0] == 200
    ann("DELETE", f"/api/v1/tokens/{token['id']}", expect=204)
    ann("DELETE", f"/api/v1/tokens/{token['id']}", expect=404)
    assert server.get("/api/v1/findings", {"Authorization": "Bearer " + token["token"]})[0] == 401
    first = ann("GET", "/api/v1/audit?limit=2", expect=200)[2]
    ann("GET", f"/api/v1/audit?limit=2&after={first['next']}", expect=200)
    ann("GET", "/api/v1/audit?limit=0", expect=400)
    other = Contributor(server, "ann")
    sessions = ann("GET", "/api/v1/sessions", expect=200)[2]["sessions"]
    ann("DELETE", f"/api/v1/sessions/{sessions[0]['id'] if not sessions[0]['current'] else sessions[1]['id']}", expect=204)
    ann("DELETE", "/api/v1/sessions/0", expect=404)
    other.use(server)
    other("POST", "/api/v1/password", {"current": "wrong", "password": "another password"}, expect=403)
    other("POST", "/api/v1/password", {"current": password_of("ann"), "password": "another password"}, expect=200)
    last = Contributor(server, "emma")
    last("DELETE", "/api/v1/session", expect=204)


def visits(server):
    """Without an account."""
    session = server.json("/api/v1/session")
    assert session["role"] == "visitor" and not session["sees_all"]
    clip = server.json("/api/v1/clips")["rows"][0]["clip"]
    for path in ("dataset", "facets", "counts", "positions", f"clips/{clip}", f"clips/{clip}/sprite", "contribute", "screen"):
        assert server.get("/api/v1/" + path)[0] == 200, path
    for path in ("findings", "users", "uploads", "contributions", "clips/screen-0003/axes"):
        assert server.get("/api/v1/" + path)[0] in (401, 403), path
    assert server.ask("POST", "/api/v1/screen?name=a.mp4", b"x")[0] == 503
    assert server.get("/api/v1/nothing")[0] == 404 and server.ask("PUT", "/api/v1/clips")[0] == 405


with harness.Folder() as folder:
    os.environ.update(XDG_STATE_HOME=str(folder / "state"), XDG_CACHE_HOME=str(folder / "cache"))
    data = folder / "lungs"
    sonoset("phantom", folder / "screens", "--kind", "screens", "--clips", 4, "--subjects", 2, "--seconds", 2, "--seed", 5)
    sonoset("phantom", folder / "sent", "--clips", 2, "--seconds", 1, "--seed", 77)
    videos = sorted((folder / "sent").rglob("*.*"), key=lambda path: path.stat().st_size)[-2:]
    sonoset("init", data)
    sonoset("-C", data, "import", folder / "screens" / "manifest.yaml", "--region", "auto", "--read-text")
    sonoset("-C", data, "split", "halves", "--folds", 2)
    document = openapi_served.Document(json.loads((arguments.source / "lib" / "serve" / "api" / "openapi.json").read_text()))
    check_document(document.document)
    with openapi_served.Documented(document, sonoset.program, data) as server:
        assert server.json("/api/v1/openapi.json") == document.document
        session = server.json("/api/v1/session")
        assert not session["accounts"] and session["add_account"]
        assert server.get("/api/v1/findings")[0] == 200
    add_people(sonoset, data, {"ann": "admin", "ben": "contributor", "cleo": "curator"})
    with openapi_served.Documented(document, sonoset.program, data) as server:
        visits(server)
        people = {name: Contributor(server, name) for name in ("ann", "ben", "cleo")}
        reads(people["cleo"])
        decides(people["cleo"])
        contributes(server, people["ben"], people["cleo"], *(path.read_bytes() for path in videos))
        manages(server, people["ann"])
    well = {name for name, status in document.answered if status < 400}
    assert well == document.operations() - MODEL_NEEDED, (document.operations() - MODEL_NEEDED) ^ well
print(f"{len(document.operations())} operations, {len(document.answered)} answers of different status")
