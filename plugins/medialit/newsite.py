"""A new site: a folder with all that a teacher needs to build it, change it and publish it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from medialit import __version__
from medialit.plaintext import plain
from medialit.schemas import schema_files
from medialit.wholefile import create
from medialit.yamlfile import DataError

_STARTER = Path(__file__).parent / "starter"
_SCHEMAS = Path("site_config") / "schemas"


def files_of(name: str) -> Iterator[tuple[Path, str]]:
    """The files of a new site called `name`, as paths inside its folder, and their texts."""
    for path in sorted(found for found in _STARTER.rglob("*") if found.is_file()):
        inside = path.relative_to(_STARTER)
        # Files whose names begin with a dot are kept under other names: tools treat them as this project's own.
        target = Path(*(part.replace("dot-", ".", 1) if part.startswith("dot-") else part for part in inside.parts))
        shown = json.dumps(name, ensure_ascii=False) if path.suffix == ".yml" else name
        text = path.read_text(encoding="utf-8")
        yield target, text.replace("{name}", shown).replace("{version}", __version__)
    for file, text in schema_files():
        if file != "critique.json":
            yield _SCHEMAS / file, text


def write_site(folder: Path, name: str) -> list[Path]:
    """Write a new site into a folder, which is made if need be; the files written. Nothing is ever replaced.

    Raises DataError where a file is in the way or can't be written; what was written until then is taken away.
    """
    try:
        name = str(plain(name))
    except ValueError as error:
        raise DataError("--name", None, str(error)) from None
    files = [(folder / path, text) for path, text in files_of(name)]
    if there := [path for path, _ in files if path.exists()]:
        raise DataError(str(there[0]), None, "is there already; give a new folder, or an empty one")
    made = [parent for path, _ in files for parent in path.parents if not parent.exists()]
    written: list[Path] = []
    try:
        for path, text in files:
            create(path, text)
            written.append(path)
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        for parent in sorted(set(made), key=lambda parent: len(parent.parts), reverse=True):
            with contextlib.suppress(OSError):
                parent.rmdir()
        if isinstance(error, OSError):
            raise DataError(str(error.filename or folder), None, f"can't be written: {error.strerror}") from None
        raise
    return written
