"""requirements.lock: what the workflows install, file by file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def pinned(name: str) -> dict[str, str]:
    """The versions that a file of requirements pins, by the name of their package."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", match[1]).lower(): match[2] for match in found if match}


def test_the_lock_says_what_the_constraints_say() -> None:
    locked, constraints = pinned("requirements.lock"), pinned("constraints.txt")
    assert len(locked) > 80
    assert {
        name: (version, constraints.get(name)) for name, version in locked.items() if constraints.get(name) != version
    } == {}
    assert constraints.keys() - locked.keys() == set()


def test_every_file_is_known_by_its_hash_and_none_by_its_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert re.fullmatch(
            r"[a-z0-9.-]+==\S+(?: ; [^\n\\]+)? \\(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+", requirement
        )
    assert "://" not in text


def test_every_requirement_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", line)[0]).lower() for line in asked}
    assert len(names) > 35
    assert names - pinned("requirements.lock").keys() == {"mkdocs-medialit"}
