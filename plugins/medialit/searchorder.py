"""A fixed order for what Pagefind writes in an order of chance: else two builds of a site would not be the same.

Pagefind lists the filters, and the choices of each, in another order every time, and names a file by the hash of what
it holds. So both lists are sorted, and their files get other names, in the entry too.

The files are CBOR (RFC 8949) behind a signature, compressed. Nothing is changed but the order of items and the names,
and no order where a file is built otherwise.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

_SIGNATURE = b"pagefind_dcd"
_CHOICES = 1  # of a filter's file: its name, its choices
_FILTERS = 3  # of the overview: version, pages, parts of the index, filters, orders, what else is known of pages
_UNSIGNED, _BYTES, _TEXT, _ARRAY = 0, 2, 3, 4  # major types


def in_fixed_order(index: Path) -> None:
    """Put the filters of an index in order. Raises OSError."""
    entry = index / "pagefind-entry.json"
    told = entry.read_bytes()
    for overview in sorted(index.glob("pagefind.*.pf_meta")):
        content = gzip.decompress(overview.read_bytes())
        for path in sorted((index / "filter").glob("*.pf_filter")):
            if path.stem.encode() in content:
                choices = _sorted(gzip.decompress(path.read_bytes()), _CHOICES)
                content = content.replace(path.stem.encode(), _named_anew(path, choices).encode())
        old = overview.name.removeprefix("pagefind.").removesuffix(".pf_meta")
        new = _named_anew(overview, _sorted(content, _FILTERS), "pagefind.")
        told = told.replace(old.encode(), new.encode())
    entry.write_bytes(told)


def _named_anew(path: Path, content: bytes, prefix: str = "") -> str:
    """Write a file of an index under the name that goes with its content; its id, as long as the one before."""
    language, _, number = path.name.removeprefix(prefix).removesuffix(path.suffix).rpartition("_")
    digest = blake2b(content, digest_size=20).hexdigest()[: len(number)]
    path.unlink()
    path.with_name(f"{prefix}{language}_{digest}{path.suffix}").write_bytes(gzip.compress(content, mtime=0))
    return f"{language}_{digest}"


def _sorted(content: bytes, number: int) -> bytes:
    """A content with the items of a list in order, which is the item with that number, from 0, of the whole list."""
    try:
        if not content.startswith(_SIGNATURE):
            raise ValueError
        lists = list(_items(content, len(_SIGNATURE)))
        items = list(_items(content, lists[number].start))
    except (IndexError, ValueError):
        return content
    if not items:
        return content
    in_order = sorted(content[item] for item in items)
    return content[: items[0].start] + b"".join(in_order) + content[items[-1].stop :]


def _items(content: bytes, at: int) -> Iterator[slice]:
    """Where each item of the array at a place begins and ends."""
    (major, number), at = _head(content, at)
    if major != _ARRAY:
        raise ValueError
    for _ in range(number):
        end = _end(content, at)
        yield slice(at, end)
        at = end


def _end(content: bytes, at: int) -> int:
    """Where the item at a place ends."""
    (major, number), after = _head(content, at)
    if major == _UNSIGNED:
        return after
    if major in (_BYTES, _TEXT):
        return after + number
    if major == _ARRAY:
        for _ in range(number):
            after = _end(content, after)
        return after
    raise ValueError


def _head(content: bytes, at: int) -> tuple[tuple[int, int], int]:
    """The major type and the number that begin an item, and where they end."""
    major, short = content[at] >> 5, content[at] & 31
    if short < 24:
        return (major, short), at + 1
    if short > 27:
        raise ValueError
    size = 1 << (short - 24)
    return (major, int.from_bytes(content[at + 1 : at + 1 + size])), at + 1 + size
