"""Which engine this is: the same for the same code, rules and data, and another one if any of them changes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

from medialit.readability import WORD_PACKAGES

_PACKAGE = Path(__file__).parent
# Folders whose files change no analysis: pages, new sites, the command line.
_ASIDE = {"site", "starter", "commands", "importing", "__pycache__"}
# Packages whose own versions can change what is found.
_LIBRARIES = ("ahocorasick-rs", "google-re2", "lemminflect", "markdown", *WORD_PACKAGES)


def fingerprint_now() -> str:
    """The fingerprint of the files as they are now. Raises OSError."""
    digest = blake2b(sys.version.encode(), digest_size=16)  # Unicode's tables and `re` come with Python
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}\n".encode())
    for folder, inside, names in os.walk(_PACKAGE):
        place = Path(folder).relative_to(_PACKAGE).as_posix()
        inside[:] = sorted(set(inside) - (_ASIDE if place == "." else {"__pycache__"}))
        for name in sorted(names):
            data = Path(folder, name).read_bytes()
            digest.update(f"{place}/{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


@cache
def fingerprint() -> str:
    """A name of 32 characters for the engine, its built-in rules and data, and the libraries it rests on.

    It stays what it was at the first call, as the code of a running program does. Raises OSError.
    """
    return fingerprint_now()
