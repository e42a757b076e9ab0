"""What a site offers to programs: downloads, schemas, feeds, the sitemap."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as etree  # noqa: N813
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from builder import CONFIG, GOOD, Built, build_site, write
from medialit.newsite import write_site
from medialit.site.downloads import FILES
from resolving import assert_annotations_resolve

BASE = "http://127.0.0.1:8000/repo/"
RICH = """\
---
title: "“Shameful” & other words"
rights: CC0
date: 2026-03-02
---

It was a *shame*ful vote[^1], shameful[^1] to all. Experts say so & more &mdash; it is **a [disaster](https://example.org/x)**.

- A disastrous item with `code` in it is disastrous.

| Who | What |
| --- | --- |
| Lopez | a shameful cell |

[^1]: A shameful note.

It was a shameful vote, they say.

It was a shameful vote, they say.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files: dict[str, str | bytes] = {"content/articles/good.md": GOOD, "content/articles/rich.md": RICH}
    built = build_site(write(tmp_path_factory.mktemp("offered"), files), strict=True)
    assert built.failed is None, built.warnings
    return built


def records(built: Built) -> dict[str, Any]:
    return {slug: json.loads((built.site / f"articles/{slug}/critique.json").read_bytes()) for slug in ("good", "rich")}


def test_every_file_that_is_offered_is_there(built: Built) -> None:
    for slug in ("good", "rich"):
        for name, label, told in FILES:
            assert (built.site / "articles" / slug / name).stat().st_size, name
            assert label
            assert told


def test_the_table_opens_in_a_spreadsheet(built: Built) -> None:
    for slug, record in records(built).items():
        content = (built.site / f"articles/{slug}/flags.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert [row["rule"] for row in rows] == [flag["rule"] for flag in record["flags"]]


def test_the_collection_in_one_file(built: Built) -> None:
    lines = (built.site / "collection/critiques.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [records(built)[slug] for slug in ("good", "rich")]


def test_annotations_resolve_against_the_page_and_the_text(built: Built, tmp_path: Path) -> None:
    resolved = {slug: assert_annotations_resolve(built.site / "articles" / slug) for slug in ("good", "rich")}
    assert resolved["rich"] >= 8
    write_site(tmp_path / "new", "News")
    starter = build_site(tmp_path / "new")
    for slug in ("beach-huts", "hut-shock"):
        assert assert_annotations_resolve(starter.site / "articles" / slug) > 0
    annotations = json.loads((built.site / "articles/rich/annotations.json").read_bytes())
    assert annotations["id"] == f"{BASE}articles/rich/annotations.json"


def test_the_schemas_are_published(built: Built) -> None:
    names = {path.name for path in (built.site / "schemas").iterdir()}
    assert names >= {"article.json", "lesson.json", "rule.json", "settings.json", "standards.json", "critique.json"}
    schema = json.loads((built.site / "schemas/critique.json").read_bytes())
    for record in records(built).values():
        jsonschema.validate(record, schema)


def test_pages_lead_to_feeds_that_are_there(built: Built) -> None:
    pages = list(built.site.rglob("index.html"))
    assert len(pages) > 10
    for page in pages:
        if page.parent.name in ("worksheet", "key"):  # to be printed; they are no pages of MkDocs
            continue
        links = re.findall(
            r'<link rel="alternate" type="application/(\S+)" title="Test" href="([^"]+)"', page.read_text()
        )
        assert [kind for kind, _ in links] == ["rss+xml", "feed+json"], page
        for _, href in links:
            assert (page.parent / href).resolve().is_file()
    root = etree.parse(built.site / "feed.xml").getroot()
    links_in_feed = [item.findtext("link") for item in root.iter("item")]
    assert links_in_feed == [f"{BASE}articles/rich/", f"{BASE}articles/good/"]
    feed = json.loads((built.site / "feed.json").read_bytes())
    assert [item["url"] for item in feed["items"]] == links_in_feed
    assert feed["items"][0]["title"] == "“Shameful” & other words"
    for link in links_in_feed:
        assert (built.site / (link or "").removeprefix(BASE) / "index.html").is_file()


def test_a_site_without_an_address_has_no_feeds_and_still_annotations(tmp_path: Path) -> None:
    config = CONFIG.replace("site_url: http://127.0.0.1:8000/repo/\n", "")
    built = build_site(write(tmp_path, {"mkdocs.yml": config, "content/articles/good.md": GOOD}), strict=True)
    assert built.failed is None, built.warnings
    assert not list(built.site.glob("feed.*"))
    assert 'rel="alternate"' not in built.html("articles/good")
    annotations = json.loads((built.site / "articles/good/annotations.json").read_bytes())
    assert annotations["id"] == "./annotations.json"
    sources = {target["source"] for item in annotations["items"] if isinstance(item["target"], list)
               for target in item["target"]}  # fmt: skip
    assert sources == {"./", "./text.txt"}


def test_the_sitemap_names_every_page_once(built: Built) -> None:
    root = etree.parse(built.site / "sitemap.xml").getroot()
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{namespace}urlset"
    assert {child.tag for child in root} == {f"{namespace}url"}
    assert {part.tag for child in root for part in child} <= {f"{namespace}loc", f"{namespace}lastmod"}
    named = [url.findtext(f"{namespace}loc") or "" for url in root]
    assert len(set(named)) == len(named)
    there = {f"{BASE}{path.parent.relative_to(built.site).as_posix()}/".replace("/./", "/")
             for path in built.site.rglob("index.html") if 'content="noindex' not in path.read_text("utf-8")}  # fmt: skip
    assert set(named) == there
    assert {f"{BASE}articles/rich/", f"{BASE}articles/rich/critique/", f"{BASE}techniques/words/loaded-word/"} <= there
