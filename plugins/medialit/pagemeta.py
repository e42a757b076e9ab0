"""What the theme's own templates are told of a page; they do not escape what they print."""

from __future__ import annotations

import html
from typing import Any


def escaped(value: Any) -> Any:
    """Front matter with all its texts escaped."""
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, dict):
        return {html.escape(str(key)): escaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [escaped(item) for item in value]
    return value


def meta(title: str, description: str) -> dict[str, Any]:
    """The metadata of one of our pages, which have a navigation of their own."""
    return {"title": html.escape(title), "description": html.escape(description), "hide": ["navigation", "toc"]}
