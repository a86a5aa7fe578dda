"""Runs tests/support/bad_server.py for command-line tests."""
import json
import os
import re
import subprocess
import sys

# Local requests must not use a proxy.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "*"


class BadServer:
    def __init__(self, source, folder, log):
        self.log = log
        self.process = subprocess.Popen(
            [sys.executable, str(source / "tests" / "support" / "bad_server.py"), str(folder), str(log)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.root = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def requests(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def sent(self):
        return sum(request["sent"] for request in self.requests())

    def forget(self):
        """Clears the log."""
        os.truncate(self.log, 0)


def write_manifest(path, clips, sources=(("s", ""),)):
    """Writes a manifest from {id: {key: text}}."""
    lines = ["format: 1", "name: web", "title: Web", "sources:"]
    for name, fetch in sources:
        lines += [f"  - id: {name}", f"    title: {name}", "    licence: CC-BY-4.0"]
        lines += [f"    fetch: {fetch}"] if fetch else []
    lines.append("clips:")
    for name, keys in clips.items():
        lines += [f"  - id: {name}", f"    subject: p-{name}"]
        lines += [f"    {key}: {json.dumps(value)}" for key, value in {"source": sources[0][0], **keys}.items()]
    path.write_text("\n".join(lines) + "\n")


def rewrite_urls(text, pattern, root):
    return re.sub(pattern, root, text)
