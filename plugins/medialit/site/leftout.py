"""What the sanitiser takes out of a page, told to its author: else it would be missed without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medialit.site.sanitise import ATTRIBUTES, SCHEMES, TAGS, is_elsewhere, is_web_page

_TAG = re.compile(r"<([a-zA-Z][^\s/<>]{0,60}+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ADDRESSES = frozenset({"href", "src", "cite"})
_MADE_BY_US = frozenset({"align", "data-n", "data-flag", "data-rule", "data-voice", "role", "aria-label"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def left_out(html: str) -> dict[str, str]:
    """What is left out of some HTML: how it is told, and the words to look for in the author's text."""
    found: dict[str, str] = {}
    for tag, inside in _TAG.findall(html):
        name = tag.lower()
        if name not in TAGS:
            found.setdefault(f"<{name}>", f"<{name}")
        elif inside.strip(" /"):
            found |= {told: sought for told, sought in _attributes(name, inside) if told not in found}
    return found


def _attributes(tag: str, inside: str) -> Iterator[tuple[str, str]]:
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | _MADE_BY_US
    for match in _ATTRIBUTE.finditer(inside):
        key, value = match[1].lower(), match[2] or match[3] or match[4] or ""
        if key not in allowed:
            yield f"{key} of <{tag}>", key
        elif key in _ADDRESSES and _is_refused(key, value):
            yield f"the address “{value[:60]}”", value[:20]


def _is_refused(key: str, value: str) -> bool:
    if key == "src":
        return is_elsewhere(value)
    if key == "cite":
        return not is_web_page(value)
    scheme = _SCHEME.match(value.strip())
    return scheme is not None and scheme[1].lower() not in SCHEMES
