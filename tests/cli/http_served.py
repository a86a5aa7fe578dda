"""`sonoset serve` on a free port, and a client for it."""
import http.client
import json
import re
import signal
import subprocess


class Served:
    """Ends with the `with` block; then the server must have ended well."""

    def __init__(self, program, dataset, *options, env=None):
        self.process = subprocess.Popen([str(program), "-C", str(dataset), *(["serve"] if str(program).endswith("sonoset") else []),
                                         "--listen", "127.0.0.1:0", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"Listening on http://127\.0\.0\.1:(\d+)/\n", line)
        assert found, (line, self.process.communicate())
        self.port = int(found[1])
        self.errors = ""

    def ask(self, method, path, body=None, headers={}, timeout=60):
        """(status, {header: value}, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        own = {"Origin": f"http://127.0.0.1:{self.port}"} if method not in ("GET", "HEAD") else {}
        try:
            connection.request(method, path, body, {**own, **headers})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path, headers={}, **options):
        return self.ask("GET", path, headers=headers, **options)

    def json(self, path, expect=200, **options):
        status, headers, body = self.get(path, **options)
        assert status == expect, (path, status, body[:500])
        return json.loads(body)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        _, self.errors = self.process.communicate(timeout=30)
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            code = self.stop()
            assert kind or code == 0, (code, self.errors)
        finally:
            self.process.kill()
