"""A person who uploads to `sonoset serve`, for tests: a session, tus, contributions."""
import base64
import json
import time

from people_client import add_user, password_of

TUS = {"Tus-Resumable": "1.0.0"}
CHUNK = {**TUS, "Content-Type": "application/offset+octet-stream"}


def add_people(sonoset, data, roles):
    for name, role in roles.items():
        add_user(sonoset.program, data, name, role)


def metadata(name):
    return "filename " + base64.b64encode(name if isinstance(name, bytes) else name.encode()).decode()


class Contributor:
    def __init__(self, server, name):
        self.name = name
        self.headers = {}
        self.use(server)

    def use(self, server):
        """Logs in, also to a server that was started again."""
        self.server, self.headers = server, {}
        _, headers, body = self("POST", "/api/v1/session", {"name": self.name, "password": password_of(self.name)}, expect=200)
        self.headers = {"Cookie": headers["set-cookie"].split(";")[0], "X-Sonoset-CSRF": body["csrf"]}

    def __call__(self, method, path, body=None, headers={}, expect=None):
        """(status, headers, JSON or bytes)"""
        if isinstance(body, dict):
            body, headers = json.dumps(body), {"Content-Type": "application/json", **headers}
        status, got, text = self.server.ask(method, path, body, {**self.headers, **headers})
        said = json.loads(text) if text and "json" in got.get("content-type", "") else text
        if expect is not None:
            assert status == expect, (method, path, status, said)
        return status, got, said

    def begin(self, size, name="clip.mp4", expect=201, headers={}):
        """The address of a new upload."""
        sent = {**TUS, "Upload-Length": str(size), "Upload-Metadata": metadata(name), **headers}
        _, got, _ = self("POST", "/api/v1/uploads", None, {key: value for key, value in sent.items() if value is not None}, expect=expect)
        return got.get("location")

    def patch(self, place, offset, piece, expect=204, headers={}):
        return self("PATCH", place, piece, {**CHUNK, "Upload-Offset": str(offset), **headers}, expect=expect)

    def offset(self, place):
        status, headers, _ = self("HEAD", place, None, TUS, expect=200)
        return int(headers["upload-offset"])

    def upload(self, content, name="clip.mp4", piece=1 << 20):
        """The id of a complete upload."""
        place = self.begin(len(content), name)
        for start in range(0, len(content), piece):
            self.patch(place, start, content[start:start + piece])
        return place.rsplit("/", 1)[1]

    def contribute(self, uploads, expect=201, **changes):
        offer = {"uploads": uploads, "licence": "CC-BY-4.0", "consent": 1, "metadata": {"subject": "p1"}, **changes}
        return self("POST", "/api/v1/contributions", offer, expect=expect)[2]

    def files(self, contribution, states=("quarantined", "refused", "accepted", "rejected", "withdrawn"), seconds=120):
        """The files of a contribution, once all have one of these states."""
        until = time.monotonic() + seconds
        while True:
            files = self("GET", f"/api/v1/contributions/{contribution}", expect=200)[2]["files"]
            if all(file["state"] in states for file in files):
                return files
            assert time.monotonic() < until, files
            time.sleep(0.1)

    def decide(self, contribution, file, what, body={}, expect=200):
        return self("POST", f"/api/v1/contributions/{contribution}/files/{file}/{what}", body, expect=expect)[2]
