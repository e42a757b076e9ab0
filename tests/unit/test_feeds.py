"""Feeds: right in structure, escaped once where it must be, the same each time."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree  # noqa: N813
from email.utils import parsedate_to_datetime

import pytest
from medialit import analyze
from medialit.article import parse_article
from medialit.site.collection import Entry
from medialit.site.feeds import Channel, discovery_links, json_feed, rss

CHANNEL = Channel('News & "more" <b>\x0b', "Read closely", "https://example.org/site/")
DC = "{http://purl.org/dc/elements/1.1/}"


def entry(slug: str, **keys: str) -> Entry:
    front = {"title": json.dumps(f"Title {slug}"), "rights": "CC0"} | keys
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\nA vote.\n"
    return Entry(parse_article(text, slug, slug), analyze("A vote."))


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return [
        entry("b", date="2026-02-01", summary='"5 < 6 & <i>so</i>"', author='"A & B"', type="news", topics="[x, y]"),
        entry("undated", lang="en-GB"),
        entry("c", date="2026-03-01", title='"<script>alert(1)</script> & co"', url='"https://example.org/o?a=1&b=2"'),
        entry("a", date="2026-02-01"),
    ]


def test_rss_has_what_it_needs(entries: list[Entry]) -> None:
    text = rss(entries, CHANNEL)
    root = etree.fromstring(text)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert channel.findtext("title") == 'News & "more" <b>\ufffd'
    assert channel.findtext("link") == "https://example.org/site/"
    assert channel.findtext("description") == "Read closely"
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.attrib == {
        "href": "https://example.org/site/feed.xml", "rel": "self", "type": "application/rss+xml"
    }  # fmt: skip
    items = channel.findall("item")
    links = [item.findtext("link") for item in items]
    assert links == [f"https://example.org/site/articles/{slug}/" for slug in ("c", "a", "b", "undated")]
    for item in items:
        assert item.findtext("guid") == item.findtext("link")
        assert item.find("guid").attrib == {"isPermaLink": "true"}  # type: ignore[union-attr]
        if day := item.findtext("pubDate"):
            assert parsedate_to_datetime(day).utcoffset() is not None
    assert items[0].findtext("title") == "<script>alert(1)</script> & co"
    assert items[2].findtext("description") == "5 &lt; 6 &amp; &lt;i&gt;so&lt;/i&gt;", "readers take it for HTML"
    assert items[2].findtext(f"{DC}creator") == "A & B"
    assert [category.text for category in items[2].findall("category")] == ["news", "x", "y"]
    assert items[3].find("pubDate") is None
    assert parsedate_to_datetime(items[0].findtext("pubDate") or "").isoformat() == "2026-03-01T00:00:00+00:00"


def test_json_feed_has_what_it_needs(entries: list[Entry]) -> None:
    feed = json.loads(json_feed(entries, CHANNEL))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://example.org/site/feed.json"
    assert feed["home_page_url"] == "https://example.org/site/"
    assert [item["url"].split("/")[-2] for item in feed["items"]] == ["c", "a", "b", "undated"]
    for item in feed["items"]:
        assert item["id"] == item["url"]
        assert item["content_text"]
        assert None not in item.values()
        assert set(item) <= {
            "id", "url", "external_url", "title", "content_text", "date_published", "authors", "tags", "language"
        }  # fmt: skip
    assert feed["items"][0]["date_published"] == "2026-03-01T00:00:00Z"
    assert feed["items"][0]["external_url"] == "https://example.org/o?a=1&b=2"
    assert feed["items"][2]["authors"] == [{"name": "A & B"}]
    assert "date_published" not in feed["items"][3]
    assert feed["items"][3]["language"] == "en-GB"


def test_order_of_files_makes_no_difference(entries: list[Entry]) -> None:
    for make in (rss, json_feed):
        assert make(entries, CHANNEL) == make(entries[::-1], CHANNEL)


def test_only_the_newest_are_in_a_feed() -> None:
    many = [entry(f"n{day}", date=f"2026-01-{day:02}") for day in range(1, 32)] + [entry("old", date="2020-01-01")]
    items = json.loads(json_feed(many, CHANNEL))["items"]
    assert len(items) == 30
    assert items[0]["url"].endswith("/n31/")
    assert not any(item["url"].endswith("/old/") for item in items)


def test_a_site_without_articles_has_empty_feeds() -> None:
    assert json.loads(json_feed([], CHANNEL))["items"] == []
    assert etree.fromstring(rss([], CHANNEL)).find("channel/item") is None


def test_pages_lead_to_the_feeds() -> None:
    links = discovery_links("articles/x/", '"a" <b>')
    assert links.count('rel="alternate"') == 2
    assert 'href="../../feed.xml"' in links
    assert 'href="../../feed.json"' in links
    assert 'title="&quot;a&quot; &lt;b&gt;"' in links
