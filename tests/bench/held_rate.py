"""Asks an address at a held rate with `hey` (Debian's package), whose workers each hold a part of the rate."""
import csv
import io
import subprocess
import time

kWorkers = 20


def share(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1000


def held(url, rate, seconds):
    """(median in ms, 99th percentile, requests a second, errors)"""
    began = time.monotonic()
    run = subprocess.run(["hey", "-n", str(rate * seconds), "-c", str(kWorkers), "-q", str(rate / kWorkers), "-o", "csv", url],
                         capture_output=True, text=True, check=True)
    spent = time.monotonic() - began
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    times = [float(row["response-time"]) for row in rows]
    bad = sum(row["status-code"] != "200" for row in rows)
    return share(times, 0.5), share(times, 0.99), len(rows) / spent, bad
