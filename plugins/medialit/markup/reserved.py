"""Names that medialit and the theme give to elements. An article may not use them, or it could pass for either."""

from __future__ import annotations

import re

# "mermaid" makes the theme fetch a program from another host.
_CLASS = re.compile(r"(?:ml|md)-|mermaid$", re.IGNORECASE)
# Behind "__" and "ml-" stand the theme's and our own controls; "$" ends the names of the theme's globals.
_ID = re.compile(r"__|ml-|\w*\$$", re.IGNORECASE)
_NUMBERED_ID = re.compile(r"(?:flag|note|ref|source)-\d+$")
IN_TAG = re.compile(
    r"""\b(?:class|id)\s*=\s*(?:"[^">]*?|'[^'>]*?)?(?<![\w-])((?:ml|md|flag|note|ref|source)-[\w-]+|__\w+|\w+\$(?![\w$])|mermaid\b)""",
    re.IGNORECASE,
)


def is_reserved_class(name: str) -> bool:
    """Whether a class is medialit's or makes the theme do something."""
    return _CLASS.match(name) is not None


def is_reserved_id(name: str) -> bool:
    """Whether an id is that of a mark, a note or a control."""
    return _ID.match(name) is not None or _NUMBERED_ID.match(name) is not None
