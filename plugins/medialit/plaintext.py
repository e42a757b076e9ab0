"""Short texts that people write into data files: one line of plain characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

# Joiners and the soft hyphen are formatting characters that ordinary words need.
_WANTED = frozenset("\u200d\u00ad\u200c")


# Names that no file or folder may have on Windows, whatever its ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)


def is_reserved_on_windows(name: str) -> bool:
    """Whether Windows keeps a name, up to its first dot, for itself."""
    return _RESERVED.fullmatch(name.partition(".")[0].rstrip()) is not None


def is_plain(char: str) -> bool:
    """Whether a character may stand in such a text, white space aside."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or char in _WANTED


def plain(value: object) -> object:
    """Text without white space around it; refuses line breaks, control and bidirectional characters."""
    if isinstance(value, str):
        value = value.strip()
        for char in value:
            if char in "\n\t":
                raise ValueError("holds a line break or a tab; write it on one line, with spaces")
            if not is_plain(char):
                raise ValueError(f"holds a character that is not plain text (U+{ord(char):04X}); remove it")
    return value


def _folded(value: object) -> object:
    """YAML's folded and literal texts end in a line break, and may have some inside: they are spaces here."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _a_folder(name: str) -> str:
    if is_reserved_on_windows(name):
        raise ValueError(f"'{name}' is no name for a folder on Windows; choose another")
    return name


PlainText = Annotated[str, BeforeValidator(plain), StringConstraints(min_length=1, max_length=2000)]
Sentences = Annotated[
    str, BeforeValidator(plain), BeforeValidator(_folded), StringConstraints(min_length=1, max_length=2000)
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80), AfterValidator(_a_folder)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$"), BeforeValidator(plain)]
