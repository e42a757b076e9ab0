"""A site as content: what another process, on this machine or another, needs to read texts as the site does."""

from __future__ import annotations

import hashlib
import json
import pickle
from pathlib import Path
from typing import Any

from medialit.markup import MedialitExtension
from medialit.sources import Site
from medialit.yamlfile import DataError

_unpacked: dict[str, Site] = {}


def key_of(site: Site) -> str:
    """A name for what decides how texts of a site read: the same in every process, another one if a rule changes."""
    known = site.__dict__.get("_key")
    if known is None:
        digest = hashlib.sha256()
        for rule in site.rules.values():
            digest.update(rule.model_dump_json().encode() + b"\n")
        digest.update(json.dumps([_extensions(site), site.settings], default=_name, sort_keys=True).encode())
        known = site.__dict__["_key"] = digest.hexdigest()[:32]
    return str(known)


def _name(thing: Any) -> str:
    """A name for an extension or a function in its settings, without its address in memory."""
    named = thing if hasattr(thing, "__qualname__") else type(thing)
    return f"{named.__module__}.{named.__qualname__}"


def _extensions(site: Site) -> list[Any]:
    """The extensions but our own, which each article gets anew."""
    return [one for one in site.extensions if not isinstance(one, MedialitExtension) and one != "medialit"]


def packed(site: Site) -> bytes:
    """The rules, extensions and settings of a site. Raises DataError where an extension can't leave this process."""
    try:
        return pickle.dumps(
            (list(site.rules.items()), tuple(_extensions(site)), site.settings), pickle.HIGHEST_PROTOCOL
        )
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        problem = (
            f"its Markdown extensions can't be sent to other processes ({error}); leave out --jobs and --scheduler"
        )
        raise DataError(str(site.articles or "mkdocs.yml"), None, problem) from None


def unpacked(key: str, content: bytes | Path) -> Site:
    """The site packed in some bytes or in a file. Each is unpacked once in a process, and remembered by its key."""
    if key not in _unpacked:
        data = content.read_bytes() if isinstance(content, Path) else content
        rules, extensions, settings = pickle.loads(data)  # noqa: S301 - packed by our own other process # nosec B301
        _unpacked[key] = Site(dict(rules), extensions, settings)
    return _unpacked[key]
