"""Which files of the content folder go into a site: names that every system can hold, no way out, nothing that runs.

A file that can't go in is named with the way to mend it, and the rest of the site is built without it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from medialit.plaintext import is_reserved_on_windows
from medialit.schemas import SCHEMAS as SCHEMA_NAMES
from medialit.site import urls
from medialit.site.bundles import FOLDER
from medialit.site.downloads import COLLECTION, FILES, SCHEMAS
from medialit.site.svg import is_svg, svg_problem

__all__ = [
    "clashes",
    "is_svg",
    "kind_problem",
    "links_out",
    "name_problem",
    "svg_problem",
    "written_by_medialit",
]

# Beside articles and lessons lie pictures, recordings and documents. A browser runs none of these.
_MEDIA = frozenset(
    "png jpg jpeg gif webp avif svg mp3 m4a ogg oga opus wav flac mp4 m4v webm ogv vtt srt pdf txt csv tsv json "
    "docx odt rtf xlsx ods pptx odp epub zip".split()
)
_REFUSED_ON_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def links_out(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Symbolic links in a folder that lead out of it, around in it or nowhere, and whether each is one to a folder."""
    whole, waiting = Path(os.path.realpath(folder)), [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_symlink():
                target = Path(os.path.realpath(entry.path))
                around = Path(os.path.realpath(Path(entry.path).parent)).is_relative_to(target)
                if around or not target.is_relative_to(whole) or not target.exists():
                    yield Path(entry.path), target.is_dir()
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))


def name_problem(path: str) -> str | None:
    """Why a path can't be one on every system, and how to mend it; None if it can."""
    for part in PurePosixPath(path).parts:
        if is_reserved_on_windows(part):
            return f"'{part}' is a name that Windows keeps for itself; rename it"
        if part.endswith((".", " ")):
            last = "dot" if part.endswith(".") else "space"
            return f"the name '{part}' ends in a {last}, which Windows takes away; rename it"
        if found := _REFUSED_ON_WINDOWS.search(part):
            return f"the name '{part}' holds {found[0]!r}, which Windows does not allow; rename it"
    return None


def kind_problem(path: str) -> str | None:
    """Why a file beside articles is of no kind that may lie there; None if it may."""
    if PurePosixPath(path).suffix.lower().removeprefix(".") in _MEDIA:
        return None
    name = PurePosixPath(path).name
    return f"'{name}' is no picture, recording or document, and a browser might run it; move it elsewhere or remove it"


def written_by_medialit(pages: Iterable[str], slugs: Iterable[str]) -> dict[str, str]:
    """Where medialit writes, in small letters, and what: the pages of some source paths, what lies beside articles."""
    ours = {COLLECTION: "a download", "search/search_index.json": "what search reads"}
    for path in pages:
        stem = path.removesuffix(".md")
        ours[f"{stem}.html" if stem.endswith("index") else f"{stem}/index.html"] = "a page that medialit makes"
    for slug in slugs:
        for page in (urls.worksheet_url(slug), urls.key_url(slug)):
            ours[f"{page}index.html"] = "a page that medialit makes"
        ours |= {f"{urls.article_url(slug)}{name}": "a download" for name, *_ in FILES}
    return ours | {f"{SCHEMAS}{name}.json": "a schema" for name in SCHEMA_NAMES}


def clashes(targets: Iterable[tuple[str, str]], ours: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Files that would be written over another one: the file, and what is wrong.

    `targets` are the files in order of precedence, each with the path it is written to; `ours` are the paths that
    medialit writes itself, in small letters, each with what it is; besides these the folder of its own files is taken.
    """
    taken: dict[str, str] = {}
    for source, target in targets:
        folded = target.casefold()
        if f"{folded}/".startswith(f"{FOLDER}/"):
            yield source, f"would be written to {FOLDER}, where medialit’s own files are; move it or rename it"
        elif folded in ours:
            yield source, f"would take the place of {ours[folded]}; rename it"
        elif folded in taken:
            yield source, f"has the same address as {taken[folded]} where letters’ case is not told; rename one of them"
        else:
            taken[folded] = source
