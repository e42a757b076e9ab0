"""SVG files: a browser that opens one by itself runs what it holds, as a page of the site."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_RUNS = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video"})
_ANIMATES = frozenset({"animate", "set", "animatetransform", "animatemotion", "animatecolor"})
_SKIPPED = re.compile("[\0-\x20]")
_INSIDE = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!\s*['\"]?#)|\\", re.IGNORECASE)  # a backslash could spell either


class _UnsafeError(Exception):
    """What a browser could run or load."""


def is_svg(path: str) -> bool:
    """Whether a file is an SVG by its name."""
    return PurePosixPath(path).suffix.lower() == ".svg"


def svg_problem(content: bytes) -> str | None:
    """What is wrong with an SVG file that holds something that could run, or load another file; None if it does not."""
    found = _runs_or_loads(content)
    return f"the picture holds {found}; save it as a plain SVG or as a PNG" if found else None


def _runs_or_loads(content: bytes) -> str | None:
    parser = expat.ParserCreate(namespace_separator=" ")
    styles: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        inside.append(tag.lower())
        if namespace == _XHTML:
            raise _UnsafeError(f"<{tag}>, which is no SVG element")
        if namespace == _SVG and tag.lower() in _RUNS:
            raise _UnsafeError(f"<{tag}>")
        for key, value in attributes.items():
            short = key.rpartition(" ")[2].lower()
            if short.startswith("on"):
                raise _UnsafeError(f"the handler {short}")
            if short in ("href", "src") and not _INSIDE.match(_SKIPPED.sub("", value)) and tag.lower() != "a":
                raise _UnsafeError(f"an address outside the file, in <{tag}>")
            if tag.lower() == "a" and short == "href" and not re.match(r"https?://|#", _SKIPPED.sub("", value)):
                raise _UnsafeError("an address that is no link, in <a>")
            if short == "attributename" and tag.lower() in _ANIMATES and re.search(r"href$|^on", value, re.IGNORECASE):
                raise _UnsafeError(f"<{tag}>, which changes {value}")
            if _LOADS.search(value) and short not in ("d", "points", "id", "class", "label"):
                raise _UnsafeError(f"a style that loads another file, in <{tag}>")

    def text(data: str) -> None:
        if inside and inside[-1] == "style":
            styles.append(data)

    def instruction(target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise _UnsafeError("<?xml-stylesheet?>")

    def doctype(name: str, system: str | None, public: str | None, has_own: bool) -> None:
        if has_own:
            raise _UnsafeError("entities in its DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: inside.pop() and None
    parser.CharacterDataHandler = text
    parser.ProcessingInstructionHandler = instruction
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except _UnsafeError as found:
        return str(found)
    except (expat.ExpatError, ValueError, LookupError):
        return "something that can't be read as XML"
    return "a style that loads another file, in <style>" if _LOADS.search("".join(styles)) else None
