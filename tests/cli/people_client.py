"""A person who uses `sonoset serve`, for tests: an account, a session, requests with its CSRF token."""
import http.client
import json
import subprocess


def password_of(name):
    return f"{name}'s long password"


def add_user(program, data, name, role, env=None):
    subprocess.run([program, "-C", data, "serve", "user", "add", name, "--role", role, "--password-stdin"],
                   input=password_of(name) + "\n", text=True, check=True, capture_output=True, env=env)


class Client:
    """A browser or a program: keeps a cookie and its CSRF token; `address` is where it connects from."""

    def __init__(self, served, address="127.0.0.1"):
        self.served, self.address = served, address
        self.host = served.host.decode()
        self.cookie = self.csrf = None

    def __call__(self, method, path, body=None, headers=None, expect=None):
        """(status, headers, JSON or text). `headers` change the ones of a page; None leaves one out."""
        sent = {"Host": self.host, "Origin": "http://" + self.host, "Cookie": self.cookie, "X-Sonoset-CSRF": self.csrf}
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=30, source_address=(self.address, 0))
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        if method != "GET":
            connection.putheader("Content-Length", str(len(data or b"")))
        connection.endheaders(data)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        got = {name.lower(): value for name, value in response.getheaders()}
        parsed = json.loads(text) if text and "json" in got.get("content-type", "") else text
        if expect is not None:
            assert response.status == expect, (method, path, body, response.status, parsed)
        if "set-cookie" in got:
            self.cookie = got["set-cookie"].split(";")[0]
        if isinstance(parsed, dict) and "csrf" in parsed:
            self.csrf = parsed["csrf"]
        return response.status, got, parsed

    def log_in(self, name, password=None, expect=200):
        return self("POST", "/api/v1/session", {"name": name, "password": password or password_of(name)}, expect=expect)

    def who(self):
        shown = self("GET", "/api/v1/session", expect=200)[2]
        return shown["name"], shown["role"]
