"""Feeds of the newest articles: RSS 2.0 and JSON Feed 1.1. They hold titles and summaries, never an article's text.

A feed's addresses are absolute, so a site without `site_url` has none. The same articles give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import xml.etree.ElementTree as etree  # noqa: N813 - as everywhere in this project; nothing is parsed here
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime

from medialit.article import FrontMatter
from medialit.site.collection import Entry
from medialit.site.urls import article_url, relative

RSS, JSON = "feed.xml", "feed.json"
_TYPES = {RSS: "application/rss+xml", JSON: "application/feed+json"}
_MOST = 30  # articles in a feed
_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Channel:
    """The site that a feed is of. `base` is its address, ending in "/"."""

    name: str
    description: str
    base: str
    language: str = "en"


def discovery_links(url: str, name: str) -> str:
    """The elements in the head of the page at an address that let readers' programs find the feeds."""
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{html.escape(name)}" href="{relative(url, path)}">'
        for path, kind in _TYPES.items()
    )


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    """The newest articles by date, those without a date last; by address where the date is the same."""
    found = sorted(entries, key=lambda entry: entry.slug)
    found.sort(key=lambda entry: entry.article.front.date or dt.date.min, reverse=True)
    return found[:_MOST]


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _categories(front: FrontMatter) -> Iterator[str]:
    if front.type:
        yield front.type
    yield from front.topics


def _add(parent: etree.Element, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = _NO_XML.sub("\ufffd", text)


def rss(entries: Iterable[Entry], channel: Channel) -> str:
    """The RSS 2.0 feed."""
    etree.register_namespace("atom", _ATOM)
    etree.register_namespace("dc", _DC)
    root = etree.Element("rss", {"version": "2.0"})
    top = etree.SubElement(root, "channel")
    _add(top, "title", channel.name)
    _add(top, "link", channel.base)
    _add(top, "description", channel.description)
    _add(top, "language", channel.language)
    about = {"href": f"{channel.base}{RSS}", "rel": "self", "type": _TYPES[RSS]}
    etree.SubElement(top, f"{{{_ATOM}}}link", about)
    for entry in _newest(entries):
        front, address = entry.article.front, f"{channel.base}{article_url(entry.slug)}"
        item = etree.SubElement(top, "item")
        _add(item, "title", front.title)
        _add(item, "link", address)
        _add(item, "guid", address, isPermaLink="true")
        if front.summary:
            _add(item, "description", html.escape(front.summary, quote=False))  # readers take it for HTML
        if front.author:
            _add(item, f"{{{_DC}}}creator", front.author)
        if front.date:
            _add(item, "pubDate", format_datetime(_moment(front.date)))
        for category in _categories(front):
            _add(item, "category", category)
    etree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def json_feed(entries: Iterable[Entry], channel: Channel) -> str:
    """The JSON Feed 1.1."""
    items = []
    for entry in _newest(entries):
        front, address = entry.article.front, f"{channel.base}{article_url(entry.slug)}"
        item = {
            "id": address,
            "url": address,
            "external_url": front.url,
            "title": front.title,
            "content_text": front.summary or front.title,
            "date_published": _moment(front.date).isoformat().replace("+00:00", "Z") if front.date else None,
            "authors": [{"name": front.author}] if front.author else None,
            "tags": list(_categories(front)) or None,
            "language": front.lang,
        }
        items.append({key: value for key, value in item.items() if value is not None})
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.name,
        "home_page_url": channel.base,
        "feed_url": f"{channel.base}{JSON}",
        "description": channel.description,
        "language": channel.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
