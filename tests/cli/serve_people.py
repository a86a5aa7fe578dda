#!/usr/bin/env python3
"""Accounts of the real server: logging in, sessions, API tokens, roles, invitations, the audit log; and against people who
guess passwords, names and secrets, plant cookies or send requests from other sites."""
import http.client
import json
import os
import pty
import re
import shutil
import statistics
import subprocess
import threading
import time

import harness
from people_client import Client, password_of
from served import Served

arguments = harness.parse()
sonoset = harness.Sonoset(arguments.bin)
harness.needs(arguments.bin, "sonoset-serve")

kPasswords = {name: password_of(name) for name in ("ann", "ben", "cleo")}
kRoles = {"ann": "admin", "ben": "curator", "cleo": "contributor"}
kOrder = ["visitor", "contributor", "curator", "admin"]


def bearer(token):
    return {"Authorization": "Bearer " + token, "Cookie": None, "Origin": None, "X-Sonoset-CSRF": None}


def resident_kb(served):
    status = open(f"/proc/{served.process.pid}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def user(data, *words, expect=0, password=None):
    run = subprocess.run([sonoset.program, "-C", data, "serve", "user", *words], capture_output=True, text=True,
                         input=password and password + "\n", stdin=None if password else subprocess.DEVNULL)
    assert run.returncode == expect, run
    return run.stdout if expect == 0 else run.stderr


def check_command_line(data):
    assert user(data, "list") == "no accounts\n"
    for name, password in kPasswords.items():
        said = user(data, "add", name, "--role", kRoles[name], "--password-stdin", password=password)
        assert said == f"added '{name}' as {kRoles[name]}\n", said
    assert [one["name"] for one in json.loads(user(data, "list", "--json"))["users"]] == ["ann", "ben", "cleo"]
    for words, says in ((["add", "ann", "--role", "admin"], "already an account 'ann'"), (["add", "Dan", "--role", "admin"], "use --invite"),
                        (["add", "dan"], "missing option --role"), (["add", "dan", "--role", "king"], "contributor, curator or admin"),
                        (["add"], "missing argument NAME"), (["list", "x"], "unexpected argument 'x'"), ([], "missing argument ACTION"),
                        (["lisst"], "unknown action 'lisst'"), (["remove", "dan"], "no account 'dan'"), (["remove", "ann", "--json"], "takes no --json"),
                        (["password", "dan", "--invite"], "no account 'dan'"), (["role", "ann"], "missing option --role")):
        assert says in user(data, *words, expect=2), (words, user(data, *words, expect=2))
    assert "at least 10 characters" in user(data, "add", "dan", "--role", "admin", "--password-stdin", password="short", expect=2)
    assert "'Dan' is not a valid name; use 'dan'" in user(data, "add", "Dan", "--role", "admin", "--invite", expect=2)
    assert "--role is for accounts" in sonoset("-C", data, "serve", "--role", "admin", expect=2).stderr


def check_prompt(data):
    """On a terminal the password is asked for twice, and not shown."""
    def typed(first, second):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(sonoset.program, [sonoset.program, "-C", str(data), "serve", "user", "add", "dan", "--role", "contributor"])
        shown = b""
        for password, prompt in ((first, b"Password for dan: "), (second, b"again: ")):
            while prompt not in shown:
                shown += os.read(terminal, 1000)
            time.sleep(0.05)
            os.write(terminal, password.encode() + b"\n")
        try:
            while piece := os.read(terminal, 1000):
                shown += piece
        except OSError:
            pass
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()
    code, shown = typed("dan's long password", "dan's wrong password")
    assert code == 2 and "the passwords differ" in shown and "long" not in shown, shown
    code, shown = typed("dan's long password", "dan's long password")
    assert code == 0 and "added 'dan'" in shown and "long" not in shown, shown
    user(data, "remove", "dan")


def check_state_folder(data, folder):
    """Accounts are not in the dataset; a folder that others can open, or that is not one's own, is refused."""
    assert not [path for path in data.rglob("*") if "people" in path.name], "accounts in the dataset"
    private = folder / "private"
    user(data, "list", "--state", str(private))
    assert private.stat().st_mode & 0o777 == 0o700 and (private / "people.db").stat().st_mode & 0o777 == 0o600
    for path, mode in ((private, 0o755), (private, 0o710), (private / "people.db", 0o644), (private / "people.db", 0o620)):
        before = path.stat().st_mode & 0o777
        path.chmod(mode)
        assert "other users can open" in sonoset("-C", data, "serve", "--state", private, expect=2).stderr
        path.chmod(before)
    if os.geteuid() == 0:
        os.chown(private, 1, 1)
        assert "belongs to another user" in sonoset("-C", data, "serve", "--state", private, expect=2).stderr
    (folder / "broken").mkdir(mode=0o700)
    (folder / "broken" / "people.db").write_bytes(b"x" * 5000)
    (folder / "broken" / "people.db").chmod(0o600)
    assert "people.db" in sonoset("-C", data, "serve", "--state", folder / "broken", expect=2).stderr


def check_without_accounts(data):
    served = Served(sonoset.program, data)
    try:
        visitor = Client(served)
        shown = visitor("GET", "/api/v1/session", expect=200)[2]
        assert (shown["accounts"], shown["role"], shown["sees_all"], shown["csrf"]) == (False, "visitor", True, None), shown
        assert shown["add_account"] == f"sonoset -C {data} serve user add NAME --role admin", shown
        visitor.log_in("ann", expect=401)
        for method, path, _ in kRoutes:
            if method != "GET":
                assert visitor(method, path, {})[0] in (400, 401, 404), (method, path)
        # An account that is added while the server runs counts at once.
        user(data, "add", "eve", "--role", "admin", "--invite")
        assert visitor("GET", "/api/v1/session")[2]["sees_all"] is False
        user(data, "remove", "eve")
        assert visitor("GET", "/api/v1/session")[2]["sees_all"] is True
    finally:
        served.stop()


# Whom each route is for.
kRoutes = [
    ("GET", "/api/v1/session", "visitor"), ("POST", "/api/v1/session", "visitor"), ("POST", "/api/v1/invitations/x", "visitor"),
    ("GET", "/api/v1/health", "visitor"), ("GET", "/api/v1/dataset", "visitor"), ("GET", "/login", "visitor"), ("GET", "/account", "visitor"),
    ("GET", "/api/v1/sessions", "contributor"), ("DELETE", "/api/v1/sessions/0", "contributor"), ("POST", "/api/v1/password", "contributor"),
    ("GET", "/api/v1/tokens", "contributor"), ("POST", "/api/v1/tokens", "contributor"), ("DELETE", "/api/v1/tokens/0", "contributor"),
    ("GET", "/api/v1/users", "admin"), ("POST", "/api/v1/users", "admin"), ("PATCH", "/api/v1/users/nobody", "admin"),
    ("DELETE", "/api/v1/users/nobody", "admin"), ("POST", "/api/v1/invitations", "admin"), ("GET", "/api/v1/audit", "admin"),
]


def check_roles(served, people):
    for method, path, least in kRoutes:
        body = None if method in ("GET", "DELETE") else {"unknown": 1}
        for role, person in people.items():
            status, headers, shown = person(method, path, body)
            if kOrder.index(role) >= kOrder.index(least):
                assert status in (200, 400, 404), (method, path, role, status, shown)
            else:
                assert status == (401 if role == "visitor" else 403), (method, path, role, status)
                assert least in shown["detail"] and ("www-authenticate" in headers) == (status == 401), shown
    assert people["contributor"]("GET", "/api/v1/session")[2]["sees_all"] is False
    assert people["curator"]("GET", "/api/v1/session")[2]["sees_all"] is True
    # HEAD and OPTIONS tell no more than GET.
    assert people["visitor"]("HEAD", "/api/v1/users")[0] == 401


def check_log_in(served):
    person = Client(served)
    planted = "sonoset-session=" + "A" * 43
    person.cookie = planted
    _, headers, shown = person.log_in("ann")
    cookie = headers["set-cookie"]
    assert re.fullmatch(r"sonoset-session=[\w-]{43}; Path=/; Max-Age=\d+; HttpOnly; SameSite=Strict", cookie), cookie
    assert person.cookie != planted and (shown["name"], shown["role"]) == ("ann", "admin"), shown
    # The secret of a session changes with each log-in, and the one before ends.
    before = person.cookie
    person.log_in("ann")
    assert person.cookie != before and person.who() == ("ann", "admin")
    old = Client(served)
    old.cookie = before
    assert old.who() == (None, "visitor")
    good, csrf = person.cookie, person.csrf
    # A second cookie of the name may have been planted: nobody is logged in.
    for text in (person.cookie + "; " + planted, planted + "; " + person.cookie, person.cookie + "x", person.cookie.upper(),
                 person.cookie.replace("=", '="') + '"', "x" + person.cookie, "__Host-" + person.cookie, "sonoset-session=", "=", ";;", "a"):
        assert person("GET", "/api/v1/session", headers={"Cookie": text})[2]["name"] is None, text
    person.csrf = csrf
    for headers in ({"X-Sonoset-CSRF": None}, {"X-Sonoset-CSRF": ""}, {"X-Sonoset-CSRF": "A" * 43}, {"Origin": "http://evil.example"},
                    {"Origin": None}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": None, "Authorization": "Basic eA=="}):
        assert person("POST", "/api/v1/tokens", {"name": "x", "days": 1}, headers=headers)[0] == 403, headers
        assert person("DELETE", "/api/v1/session", headers=headers)[0] == 403, headers
    for headers in ({"Origin": "http://evil.example"}, {"Origin": None}, {"Sec-Fetch-Site": "cross-site"}):
        assert Client(served)("POST", "/api/v1/session", {"name": "ann", "password": kPasswords["ann"]}, headers=headers)[0] == 403
    assert Client(served)("POST", "/api/v1/session", b"name=ann&password=x", headers={"Content-Type": "text/plain"})[0] == 415
    assert person.who() == ("ann", "admin")
    # Secrets are nowhere in the files.
    state = b"".join(path.read_bytes() for path in served.state.rglob("people.db*"))
    for secret in (good.split("=")[1], csrf, kPasswords["ann"]):
        assert secret.encode() not in state, secret
    status, headers, _ = person("DELETE", "/api/v1/session", expect=204)
    assert headers["set-cookie"].startswith("sonoset-session=; Path=/; Max-Age=0;")
    person.cookie = good
    assert person.who() == (None, "visitor")
    person("DELETE", "/api/v1/session", expect=401)


def check_bodies(served):
    visitor = Client(served, "127.0.1.1")
    for body in (b"", b"[]", b"{", b'{"name": 1, "password": "x"}', b'{"name": "ann"}', b'{"name": "", "password": ""}',
                 b'{"name": "ann", "password": "x", "admin": true}', b'{"name": ["ann"], "password": "x"}', b"[" * 8000, b'{"a":' * 1000,
                 b'{"name": "\xff", "password": "x"}'):
        assert visitor("POST", "/api/v1/session", body)[0] == 400, body
    assert visitor("POST", "/api/v1/session", b'{"name": "' + b"a" * 10000 + b'"}')[0] == 413
    for name in ("a" * 5000, "ann\0", "../ann", "Ann", "<script>", "' OR 1=1 --", "ann "):
        assert visitor("POST", "/api/v1/session", {"name": name, "password": "x"})[0] in (401, 429), name


def check_guessing(served):
    """10,000 wrong passwords: most are refused before they are hashed; the person logs in all the same."""
    before, started = resident_kb(served), time.monotonic()
    seen, lock = {}, threading.Lock()

    def guess(part):
        for number in range(2500):
            guesser = Client(served, "127.0.2.1")
            status, headers, _ = guesser("POST", "/api/v1/session", {"name": "ann", "password": f"guess {part} {number}"})
            assert status == 401 or int(headers["retry-after"]) >= 1, (status, headers)
            with lock:
                seen[status] = seen.get(status, 0) + 1
    threads = [threading.Thread(target=guess, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    slowest = 0
    while any(thread.is_alive() for thread in threads):
        asked = time.monotonic()
        Client(served)("GET", "/api/v1/dataset", expect=200)
        slowest = max(slowest, time.monotonic() - asked)
        time.sleep(0.2)
    for thread in threads:
        thread.join()
    took = time.monotonic() - started
    assert sum(seen.values()) == 10000 and set(seen) <= {401, 429, 503} and seen[401] <= 10 + took / 6 + 4, seen
    assert took < 200 and slowest < 2, (took, slowest)
    Client(served).log_in("ann")  # another address
    Client(served, "127.0.2.2").log_in("ben")  # and one that nobody has used
    grown = resident_kb(served) - before
    # Sanitizers keep what was freed, and their builds are not sealed.
    assert grown < 100_000 or not harness.sealed, f"{grown} kB more"
    return f"10,000 guesses in {took:.0f} s: {seen}, {grown} kB more memory"


def check_enumeration(served):
    """Whether there is an account shows neither in the answer nor in its time."""
    answers, times = set(), {"ann": [], "zoe": []}
    for number in range(4):
        for name in times:
            visitor = Client(served, f"127.0.3.{2 * number + (name == 'ann') + 1}")
            asked = time.monotonic()
            status, headers, shown = visitor("POST", "/api/v1/session", {"name": name, "password": "not the password"})
            times[name].append(time.monotonic() - asked)
            answers.add((status, shown["detail"], "set-cookie" in headers))
    assert answers == {(401, "the name or the password is wrong", False)}, answers
    known, unknown = (statistics.median(times[name]) for name in ("ann", "zoe"))
    assert 0.4 < known / unknown < 2.5, times


def check_tokens(served, person):
    def make(**body):
        return person("POST", "/api/v1/tokens", {"name": "script", "days": 30, **body}, expect=201)[2]
    made = make(role="curator")
    assert re.fullmatch(r"sonoset_[\w-]{43}", made["token"]), made
    program = Client(served)
    def by(token, method="GET", path="/api/v1/users", body=None, **headers):
        return program(method, path, body, headers={**bearer(token), **headers})[0]
    assert by(made["token"]) == 403 and by(make()["token"]) == 200
    assert program("GET", "/api/v1/session", headers=bearer(made["token"]))[2]["role"] == "curator"
    listed = person("GET", "/api/v1/tokens")[2]["tokens"]
    assert "token" not in listed[0] and made["token"] not in json.dumps(listed)
    for token in ("", "x", made["token"][:-1], made["token"] + "x", made["token"].upper(), "sonoset_" + "A" * 43, made["token"][8:]):
        assert by(token) == by(token, path="/api/v1/dataset") == 401, token
    admin = make()["token"]
    # A token is not a person at a page: it makes no tokens and changes no password; another site cannot use it.
    assert by(admin, "POST", "/api/v1/tokens", {"name": "x", "days": 1}) == by(admin, "POST", "/api/v1/password", {"current": "x", "password": "y"}) == 403
    assert by(admin, "DELETE", "/api/v1/session") == 400 and by(admin, Origin="http://evil.example", method="DELETE", path="/api/v1/tokens/0") == 403
    for body in ({"name": "x", "days": 0}, {"name": "x", "days": 1000}, {"name": "x", "days": 1.5}, {"name": "x"}, {"name": "x" * 101, "days": 1},
                 {"name": "\u202e", "days": 1}, {"name": "x", "days": 1, "role": "visitor"}, {"name": "x", "days": 1, "role": "root"}):
        person("POST", "/api/v1/tokens", body, expect=400)
    person("DELETE", f"/api/v1/tokens/{made['id']}", expect=204)
    person("DELETE", f"/api/v1/tokens/{made['id']}", expect=404)
    assert by(made["token"]) == 401
    # Of another person; of a curator who asks for more.
    other = Client(served)
    other.log_in("ben")
    other("DELETE", f"/api/v1/tokens/{listed[0]['id'] + 1}", expect=404)
    other("POST", "/api/v1/tokens", {"name": "x", "days": 1, "role": "admin"}, expect=400)
    # An expired one.
    expiring = make()
    set_in_database(served, f"UPDATE token SET expires = 1 WHERE id = {expiring['id']}")
    assert by(expiring["token"]) == 401
    # The owner's role counts.
    token = other("POST", "/api/v1/tokens", {"name": "x", "days": 1}, expect=201)[2]["token"]
    person("PATCH", "/api/v1/users/ben", {"role": "contributor"}, expect=200)
    assert program("GET", "/api/v1/session", headers=bearer(token))[2]["role"] == "contributor"
    assert other.who() == (None, "visitor"), "a change of role ends sessions"
    person("PATCH", "/api/v1/users/ben", {"disabled": True}, expect=200)
    assert by(token) == 401
    other.log_in("ben", expect=401)
    person("PATCH", "/api/v1/users/ben", {"disabled": False, "role": "curator"}, expect=200)


def set_in_database(served, sql):
    database = next(served.state.rglob("people.db"))
    subprocess.run(["sqlite3", database, sql], check=True, capture_output=True)


def check_people(served, admin):
    """Users, invitations, passwords, sessions."""
    admin("POST", "/api/v1/users", {"name": "fay", "role": "curator", "password": "fay's long password"}, expect=201)
    admin("POST", "/api/v1/users", {"name": "fay", "role": "curator", "password": "fay's long password"}, expect=400)
    for body in ({"name": "Fay", "role": "curator", "password": "x" * 12}, {"name": "gus", "role": "curator", "password": "short"},
                 {"name": "gus", "role": "god", "password": "x" * 12}, {"name": "gus", "password": "x" * 12}, {"name": "<b>", "role": "curator", "password": "x" * 12}):
        admin("POST", "/api/v1/users", body, expect=400)
    fay, elsewhere = Client(served), Client(served)
    fay.log_in("fay", "fay's long password")
    elsewhere.log_in("fay", "fay's long password")
    sessions = fay("GET", "/api/v1/sessions")[2]["sessions"]
    assert [one["current"] for one in sessions].count(True) == 1 and len(sessions) == 2, sessions
    admin("DELETE", f"/api/v1/sessions/{sessions[0]['id']}", expect=404)  # not one's own
    fay("POST", "/api/v1/password", {"current": "wrong password", "password": "fay's new password"}, expect=403)
    fay("POST", "/api/v1/password", {"current": "fay's long password", "password": "short"}, expect=400)
    before = fay.cookie
    fay("POST", "/api/v1/password", {"current": "fay's long password", "password": "fay's new password"}, expect=200)
    assert fay.cookie != before and fay.who() == ("fay", "curator") and elsewhere.who() == (None, "visitor")
    elsewhere.log_in("fay", "fay's new password")
    other = next(one["id"] for one in fay("GET", "/api/v1/sessions")[2]["sessions"] if not one["current"])
    fay("DELETE", f"/api/v1/sessions/{other}", expect=204)
    assert elsewhere.who() == (None, "visitor")
    # Idle and old sessions end.
    for sql in ("UPDATE session SET used = used - 86500", "UPDATE session SET expires = 1"):
        elsewhere.log_in("fay", "fay's new password")
        set_in_database(served, sql + " WHERE id = (SELECT max(id) FROM session)")
        assert elsewhere.who() == (None, "visitor"), sql
    # An account that is removed, also by the command line, is gone at once.
    user(served.data, "remove", "fay")
    assert fay.who() == (None, "visitor")
    admin("DELETE", "/api/v1/users/fay", expect=404)
    for method, body in (("DELETE", None), ("PATCH", {"role": "curator"}), ("PATCH", {"disabled": True})):
        admin(method, "/api/v1/users/ann", body, expect=409)  # the last admin

    made = admin("POST", "/api/v1/invitations", {"name": "hal", "role": "contributor"}, expect=201)[2]
    assert made["path"] == "/login#invitation=" + made["code"], made
    hal = Client(served)
    hal.log_in("hal", "x" * 12, expect=401)
    again = admin("POST", "/api/v1/invitations", {"name": "hal"}, expect=201)[2]
    accept = "/api/v1/invitations/"
    hal("POST", accept + made["code"], {"password": "hal's long password"}, expect=404)  # replaced
    hal("POST", accept + again["code"], {"password": "short"}, expect=400)
    hal("POST", accept + again["code"], {"password": "hal's long password"}, expect=200)
    assert hal.who() == ("hal", "contributor")
    Client(served)("POST", accept + again["code"], {"password": "hal's next password"}, expect=404)  # used
    expired = admin("POST", "/api/v1/invitations", {"name": "hal"}, expect=201)[2]
    set_in_database(served, "UPDATE invitation SET expires = 1")
    Client(served)("POST", accept + expired["code"], {"password": "hal's next password"}, expect=404)
    said = user(served.data, "password", "hal", "--invite")
    code = re.search(r"#invitation=([\w-]{43})\n", said)[1]
    Client(served)("POST", accept + code, {"password": "hal's next password"}, expect=200)
    assert hal.who() == (None, "visitor")
    admin("POST", "/api/v1/invitations", {"name": "nobody"}, expect=404)
    assert "admin now" in user(served.data, "role", "hal", "--role", "admin")
    admin("DELETE", "/api/v1/users/hal", expect=204)


def check_audit(served, admin):
    events, after = [], "0"
    while after:
        page = admin("GET", f"/api/v1/audit?limit=7&after={after}", expect=200)[2]
        events, after = events + page["events"], page["next"]
    assert [one["id"] for one in events] == list(range(len(events), 0, -1)), "events are missing or twice"
    seen = {(one["action"], one["object"], one["outcome"]) for one in events}
    assert {("log in", "ann", "done"), ("log in", "ann", "wrong password"), ("log in", "", "unknown account"), ("invite", "hal", "done"),
            ("accept invitation", "hal", "done"), ("remove account", "fay", "done"), ("make contributor", "ben", "done"),
            ("set password", "fay", "done"), ("log in", "ben", "disabled account")} <= seen, seen
    assert any(one["person"] == "ann" and one["action"] == "disable account" and one["address"] == "127.0.0.1" for one in events)
    assert any(one["address"] == "" and one["action"] == "remove account" for one in events), "of the command line"
    assert "guess" not in json.dumps(events)
    for query in ("limit=0", "limit=501", "limit=x", "after=-1", "after=x"):
        admin("GET", "/api/v1/audit?" + query, expect=400)


def check_proxy(data):
    served = Served(sonoset.program, data, "--host", "lungs.example", "--behind-tls", "--trust-proxy", "--verbose")
    try:
        page = Client(served)
        page.host = "lungs.example"
        https = {"Origin": "https://lungs.example", "X-Forwarded-For": "6.6.6.6, 9.9.9.9"}
        status, headers, _ = page("POST", "/api/v1/session", {"name": "ann", "password": kPasswords["ann"]}, headers=https, expect=200)
        assert re.fullmatch(r"__Host-sonoset-session=[\w-]{43}; Path=/; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure", headers["set-cookie"])
        assert page.who() == ("ann", "admin")
        assert page("GET", "/api/v1/session", headers={"Cookie": page.cookie.replace("__Host-", "")})[2]["name"] is None
        sessions = page("GET", "/api/v1/sessions")[2]["sessions"]
        assert sessions[0]["address"] == "9.9.9.9", sessions
        # One client's guesses do not slow down another's, though both come through the proxy.
        for _ in range(20):
            status = page("POST", "/api/v1/session", {"name": "ben", "password": "wrong"}, headers={**https, "Cookie": None})[0]
        assert status == 429
        visitor = Client(served)
        visitor.host = "lungs.example"
        visitor("POST", "/api/v1/session", {"name": "ben", "password": kPasswords["ben"]}, headers={**https, "X-Forwarded-For": "9.9.9.8"}, expect=200)
        code, _, err = served.stop()
        assert code == 0 and "9.9.9.9 POST /api/v1/session 200\n" in err, err[-2000:]
    finally:
        served.process.kill()


def check_flood(data):
    """More requests from one address than any page makes are refused; others are served."""
    served = Served(sonoset.program, data, "--host", "lungs.example", listen="0.0.0.0:0")
    try:
        statuses = []
        def flood():
            connection = http.client.HTTPConnection("127.0.0.1", served.port, source_address=("127.0.4.1", 0))
            for _ in range(3000):
                connection.request("GET", "/api/v1/health", headers={"Host": "lungs.example"})
                response = connection.getresponse()
                response.read()
                statuses.append((response.status, response.getheader("Retry-After")))
                if response.status == 429:
                    return
        threads = [threading.Thread(target=flood) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (429, "1") in statuses or len(statuses) == 12000, len(statuses)
        assert Client(served, "127.0.4.2")("GET", "/api/v1/health", headers={"Host": "lungs.example"})[0] == 200
    finally:
        served.process.kill()


with harness.Folder() as folder:
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    data = folder / "lungs"
    sonoset("init", data)
    check_state_folder(data, folder)
    check_without_accounts(data)
    check_command_line(data)
    check_prompt(data)

    served = Served(sonoset.program, data)
    served.state, served.data = folder / "state", data
    try:
        people = {"visitor": Client(served)}
        for name, role in kRoles.items():
            people[role] = Client(served)
            people[role].log_in(name)
        admin = people["admin"]
        check_roles(served, people)
        check_log_in(served)
        check_enumeration(served)
        check_bodies(served)
        check_tokens(served, admin)
        check_people(served, admin)
        report = check_guessing(served)
        check_audit(served, admin)
        served.process.kill()
        served.process.wait()
        again = Served(sonoset.program, data)
        for client in (admin, people["contributor"]):
            client.served, client.host = again, again.host.decode()
        assert admin.who() == ("ann", "admin") and people["contributor"].who() == ("cleo", "contributor"), "a kill ends sessions"
        again.stop()
    finally:
        served.process.kill()
    check_proxy(data)
    check_flood(data)
    # A copy of the dataset has no accounts.
    shutil.copytree(data, folder / "copy")
    assert user(folder / "copy", "list") == "no accounts\n"
print(f"{len(kRoutes)} routes are for whom they say; {report}")
