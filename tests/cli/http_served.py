"""`sonoset serve` with a client of http.client, for tests of what it answers rather than how."""
import http.client
import json

import served


class Served(served.Served):
    """Ends with the `with` block; then the server must have ended well."""

    errors = ""

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
        code, _, self.errors = super().stop()
        return code

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            code = self.stop()
            assert kind or code == 0, (code, self.errors)
        finally:
            self.process.kill()
