"""Checks the links of a built site: `python -m medialit.site.links FOLDER`.

MkDocs checks the links between Markdown files; this reads the HTML that readers get: targets, anchors, duplicate ids,
scripts in addresses, and anything that would be loaded from another host.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

# Elements whose address the browser fetches by itself.
_LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src"}
_LOADING_RELATIONS = frozenset("stylesheet icon preload modulepreload prefetch preconnect dns-prefetch".split())


@dataclass
class _Page(HTMLParser):
    """The ids and addresses of one page."""

    ids: set[str] = field(default_factory=set)
    doubled: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    loads: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if identifier := values.get("id"):
            if identifier in self.ids:
                self.doubled.append((line, identifier))
            self.ids.add(identifier)
        if tag == "a" and values.get("name"):
            self.ids.add(values["name"])
        if tag == "a" and "href" in values:
            self.links.append((line, values["href"]))
        loads = tag == "link" and not _LOADING_RELATIONS.isdisjoint(values.get("rel", "").split())
        if address := values.get("href") if loads else values.get(_LOADS.get(tag, "")):
            self.loads.append((line, address))


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def problems_of(site: Path, pages: Iterable[Path] | None = None) -> Iterator[str]:
    """Every fault as `file:line: what is wrong`, for the given pages or all of them."""
    read = cache(_read)
    for path in sorted(pages if pages is not None else site.rglob("*.html")):
        page, shown = read(path), path.relative_to(site).as_posix()
        # The page for missing addresses is shown at any address, so its links are absolute.
        anywhere = shown == "404.html"
        for line, identifier in page.doubled:
            yield f"{shown}:{line}: the id '{identifier}' stands twice on the page"
        for line, address in page.loads:
            parts = urlsplit(address)
            if parts.netloc or parts.scheme not in ("", "data"):
                yield f"{shown}:{line}: loads '{address}' from another host"
            elif not anywhere and not parts.scheme and not (site / _target(shown, parts.path)).is_file():
                yield f"{shown}:{line}: loads '{address}', which is not there"
        for line, address in page.links:
            parts = urlsplit(address)
            if parts.scheme in ("http", "https", "mailto"):
                continue
            if parts.scheme or parts.netloc:
                yield f"{shown}:{line}: '{address}' is no address for a link"
            elif not anywhere and (problem := _broken(site, shown, parts.path, unquote(parts.fragment), read)):
                yield f"{shown}:{line}: '{address}' {problem}"


def _target(shown: str, way: str) -> str:
    """The file that a relative address of a page leads to, from the site's root."""
    if not way:
        return shown
    target = normpath(f"{shown.rpartition('/')[0] or '.'}/{unquote(way)}")
    return f"{target}/index.html" if way.endswith("/") or way in (".", "..") or way.endswith("/..") else target


def _broken(site: Path, shown: str, way: str, anchor: str, read) -> str | None:  # type: ignore[no-untyped-def]
    target = _target(shown, way)
    if way.startswith("/") or target.startswith("../"):
        return "leaves the site's folder"
    path = site / target
    if path.is_dir():
        path /= "index.html"
    if not path.is_file():
        return "leads nowhere"
    if anchor and path.suffix == ".html" and anchor not in read(path).ids:
        return f"leads to a page without '{anchor}'"
    return None


def main() -> int:
    """Print the faults of the site in a folder; 1 if there are any."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    if not site.is_dir():
        print(f"{site}: no such folder; build the site first", file=sys.stderr)
        return 1
    found = list(problems_of(site))
    print("\n".join(found) if found else f"links: {sum(1 for _ in site.rglob('*.html'))} pages, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
