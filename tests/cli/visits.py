"""Scripts of tests/web that use the pages of the web service in a real browser, and what holds for each of them."""
import json
import os
import pathlib
import subprocess


def walk(source, name, port, shots, *words, console=lambda line: False, screens=2, timeout=300):
    """Runs tests/web/NAME.mjs against a server; what it saw. Pages ask nobody else and break no rule of axe, nothing fails or is
    wider than the screen, and the browser's console says nothing but lines for which `console` holds. Screenshots are kept in the
    folder `shots`; the variable SHOTS sets another, SCREENS the number of sizes and colours of the window."""
    script = source / "tests" / "web" / f"{name}.mjs"
    environment = {"SCREENS": str(screens), **os.environ}
    run = subprocess.run(["node", script, f"http://127.0.0.1:{port}", pathlib.Path(os.environ.get("SHOTS", shots)), *words],
                         capture_output=True, text=True, timeout=timeout, env=environment)
    assert "ERR_MODULE_NOT_FOUND" not in run.stderr, "no Node modules; run ./tools/test, or 'npm ci' in tests/web"
    assert run.returncode == 0, (name, run.stderr)
    found = json.loads(run.stdout)
    assert not found["requests"] and not found["errors"], (name, found["requests"], found["errors"])
    unexpected = [line for line in found["console"] if not console(line)]
    assert not unexpected, (name, unexpected)
    assert not any(found["violations"].values()), (name, found["violations"])
    assert all(width <= 0 for width in found["overflow"].values()), (name, found["overflow"])
    return found
