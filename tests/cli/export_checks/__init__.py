"""Reference checks of exports, one module a format: problems(folder) lists what breaks a rule of the published format.
Each rule is quoted with its source. They share no code with the exporters."""
import shutil


def check_breakages(breakages, good, problems):
    """Each way to break a copy of the export `good` is noticed; there are at least ten."""
    assert len(breakages) >= 10
    for name, broken in breakages.items():
        copy = good.parent / "broken"
        shutil.copytree(good, copy)
        broken(copy)
        assert problems(copy), f"not noticed: {name}"
        shutil.rmtree(copy)
