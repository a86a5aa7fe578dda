"""Runs a program on a pseudo-terminal of a given width."""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import unicodedata


def run(words, columns=80, env=None):
    """What the program wrote on a terminal (stdout and stderr alike), and its exit code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm", **(env or {})}
    for name in ("NO_COLOR", "COLUMNS"):
        if name not in (env or {}):
            environment.pop(name, None)
    process = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
                               env=environment)
    # Our copy of the other side stays open: once all are closed, a read may fail before it has given all that was
    # written.
    os.set_blocking(ours, False)
    read = b""
    while True:
        ended = process.poll() is not None
        try:
            read += os.read(ours, 65536)
        except BlockingIOError:
            if ended:
                break
            select.select([ours], [], [], 0.02)
    os.close(ours)
    os.close(theirs)
    return read.decode().replace("\r\n", "\n"), process.returncode


def plain(text):
    """Without colours."""
    return re.sub(r"\033\[[0-9;]*m", "", text)


def width(line):
    """Columns of a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
