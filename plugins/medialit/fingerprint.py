"""Which engine this is: the same for the same code, rules and data, and another one if any of them changes."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from medialit.readability import LIBRARIES

_PACKAGE = Path(__file__).parent
# Folders whose files change no analysis: pages, new sites, the command line.
_ASIDE = {"site", "starter", "commands", "importing", "__pycache__"}
# Packages whose own versions can change what is found.
_LIBRARIES = ("ahocorasick-rs", "google-re2", "lemminflect", "markdown", *LIBRARIES)


@cache
def fingerprint() -> str:
    """A name of 32 characters for the engine, its built-in rules and data, and the libraries it rests on."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        place = path.relative_to(_PACKAGE)
        if path.suffix in (".pyc", ".pyo") or place.parts[0] in _ASIDE or not path.is_file():
            continue
        digest.update(f"{place.as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    digest.update("{}.{}".format(*sys.version_info).encode())  # Unicode's tables and `re` come with it
    return digest.hexdigest()[:32]
