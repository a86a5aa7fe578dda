"""`sonoset serve`, for tests: start it, send bytes to it, stop it."""
import re
import signal
import socket
import subprocess


class Served:
    """`sonoset serve` on a free port."""

    def __init__(self, program, dataset, *options, listen="127.0.0.1:0", env=None):
        """`program`: that of sonoset, or sonoset-serve itself."""
        verb = [] if str(program).endswith("sonoset-serve") else ["serve"]
        self.process = subprocess.Popen([program, "-C", dataset, *verb, "--listen", listen, *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"Listening on http://[\d.]+:(\d+)/\n", line)
        assert found, (line, *self.process.communicate(), self.process.returncode)
        self.port = int(found[1])
        self.host = f"localhost:{self.port}".encode()

    def connect(self, timeout=5):
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def raw(self, request, timeout=5):
        """What comes back until the server closes the connection; adds "…" where it stays open for a moment."""
        got = b""
        with self.connect(timeout) as client:
            try:
                client.sendall(request)
                client.settimeout(timeout)
                while piece := client.recv(65536):
                    got += piece
                    client.settimeout(0.3)
            except TimeoutError:
                return got + "…".encode()
            except (ConnectionResetError, BrokenPipeError):
                pass
        return got

    def get(self, path, *headers, method=b"GET", body=b"", host=None):
        """(status, {header: value}, body) of a request that ends its connection."""
        lines = [method + b" " + path + b" HTTP/1.1", b"Host: " + (host or self.host), b"Connection: close", *headers]
        return parts_of(self.raw(b"\r\n".join(lines) + b"\r\n\r\n" + body))

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


def parts_of(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0].startswith(b"HTTP/1.1 "), answer[:200]
    headers = {name.lower().decode(): value.strip().decode() for name, _, value in (line.partition(b":") for line in lines[1:])}
    return int(lines[0].split()[1]), headers, body
