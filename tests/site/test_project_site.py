"""The project's own site, built strictly under a sub-path."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from medialit.site.links import problems_of
from resolving import assert_annotations_resolve


def build(root: Path, out: Path, **more: str) -> Path:
    environment = os.environ | {"SITE_URL": "http://127.0.0.1:8000/repo/", "SOURCE_DATE_EPOCH": "1760000000"} | more
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(root, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def records(site: Path) -> dict[str, dict]:
    return {
        path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in site.glob("articles/*/critique.json")
    }


class Marks(HTMLParser):
    """The words inside each of our marks, by flag number."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str | None] = []
        self.words: dict[str, str] = {}
        self.rules: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "mark":
            ours = "ml-flag" in (values.get("class") or "")
            self.open.append(values["data-flag"] if ours else None)
            if ours:
                self.rules[values["data-flag"] or ""] = values["data-rule"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for number in self.open:
            if number:
                self.words[number] = self.words.get(number, "") + data


def test_every_article_has_its_pages(site: Path, root: Path) -> None:
    slugs = [path.stem for path in (root / "content" / "articles").glob("*.md")]
    assert len(slugs) >= 6
    for slug in slugs:
        for name in (
            "index.html", "critique/index.html", "worksheet/index.html", "key/index.html", "critique.json", "text.txt"
        ):  # fmt: skip
            assert (site / "articles" / slug / name).is_file()
    for page in ("articles", "techniques", "techniques/words/loaded-word"):
        assert (site / page / "index.html").is_file()


def test_critiques_are_small_and_have_their_sections(site: Path) -> None:
    names = ["notice", "sources", "claims", "well", "compare", "discuss", "limits"]
    for path in site.glob("articles/*/critique/index.html"):
        page = path.read_text(encoding="utf-8")
        assert len(page.encode()) <= 150_000, path
        assert re.findall(r'<section class="ml-sec" id="([a-z]+)"', page) == names


def test_sheets_are_for_paper_alone(site: Path, records: dict[str, dict]) -> None:
    found = (site / "sitemap.xml").read_text() + (site / "search/search_index.json").read_text()
    assert "worksheet" not in re.sub(r'"text": ?"(?:[^"\\]|\\.)*"', "", found)
    for slug, record in records.items():
        sheet = (site / "articles" / slug / "worksheet/index.html").read_text(encoding="utf-8")
        key = (site / "articles" / slug / "key/index.html").read_text(encoding="utf-8")
        for page in (sheet, key):
            assert '<meta name="robots" content="noindex">' in page
            assert "<script" not in page
            assert "<form" not in page
        assert "ml-flag" not in sheet
        numbers = {int(n) for found in re.findall(r"<sup class=[^>]*>([\d, ]+)</sup>", key) for n in found.split(",")}
        in_body = {
            n for n, flag in enumerate(record["flags"], 1)
            if flag["scope"] == "text" and flag["start"] >= record["title"][1]
        }  # fmt: skip
        assert numbers == in_body, slug
        for url in ("index.html", "critique/index.html"):
            page = (site / "articles" / slug / url).read_text(encoding="utf-8")
            assert "worksheet/" in page
            assert "key/" in page


@pytest.mark.parametrize(
    ("pattern", "tab"),
    [
        ("articles/*/index.html", "Articles"),
        ("articles/*/critique/index.html", "Articles"),
        ("stories/*/index.html", "Stories"),
        ("techniques/*/*/index.html", "Techniques"),
        ("lessons/*/index.html", "Lessons"),
        ("guide/*/index.html", "For teachers"),
    ],
)
def test_the_tabs_show_where_readers_are(site: Path, pattern: str, tab: str) -> None:
    pages = list(site.glob(pattern))
    assert pages
    for page in pages:
        assert re.findall(r"tabs__item--active.*?<a[^>]*>\s*(.*?)\s*</a>", page.read_text(), re.S) == [tab], page


def test_links_and_anchors(site: Path) -> None:
    assert list(problems_of(site)) == []


def test_the_marks_on_a_page_are_the_flags_of_its_record(site: Path, records: dict[str, dict]) -> None:
    for slug, record in records.items():
        parser = Marks()
        parser.feed((site / "articles" / slug / "index.html").read_text(encoding="utf-8"))
        expected = {
            str(number): record["text"][flag["start"] : flag["end"]]
            for number, flag in enumerate(record["flags"], 1)
            if flag["scope"] == "text"
        }
        assert parser.words == expected, slug
        assert parser.rules == {number: record["flags"][int(number) - 1]["rule"] for number in expected}


def test_records_fit_the_schema_and_the_command_line_agrees(site: Path, records: dict[str, dict], root: Path) -> None:
    schema = json.loads((root / "plugins/medialit/data/critique.schema.json").read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "medialit", "analyze", "content/articles"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=True)
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(printed) == len(records)
    for record in printed:
        jsonschema.validate(record, schema)
        assert record == records[record["id"]]
        assert (site / "articles" / record["id"] / "text.txt").read_bytes().decode() == record["text"]


def test_annotations_resolve(site: Path, records: dict[str, dict]) -> None:
    for slug in records:
        assert assert_annotations_resolve(site / "articles" / slug) > 0


def test_titles_are_escaped_for_the_theme(site: Path, records: dict[str, dict]) -> None:
    for slug, record in records.items():
        title = record["text"][slice(*record["title"])]
        page = (site / "articles" / slug / "index.html").read_text(encoding="utf-8")
        assert f"<title>{html.escape(title)} - " in page


def test_no_page_loads_from_another_host(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|img|link[^>]+stylesheet)[^>]+(?:src|href)=\"?(?:https?:)?//", page), path


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_builds_are_the_same_to_the_byte(site: Path, root: Path, tmp_path: Path) -> None:
    """In two folders, without and with what earlier builds kept, in two time zones, with two seeds of hashes."""
    elsewhere = tmp_path / "another folder"
    for name in ("content", "site_config"):
        shutil.copytree(root / name, elsewhere / name)
    shutil.copy(root / "mkdocs.yml", elsewhere)
    again = build(elsewhere, tmp_path / "again", PYTHONHASHSEED="7", TZ="Pacific/Auckland")
    assert digest(again) == digest(site)


# The seed article: what must be shown in the author's voice (a rule or a family, and the words).
SEED = [
    ("words", "war-mongering"),
    ("sourcing.agentless", "are known to be"),
    ("certainty.hedge", "It seems that"),
    ("words.absolute", "once and for all"),
    ("certainty.prediction-as-fact", "will need to take things to the next level"),
    ("sourcing.unsourced-claim", "In comes North Korea, offering to provide Moscow with more weapons."),
    ("certainty.vague-quantity", "quite a few"),
    ("words", "catastrophic"),
    ("persuasion", "how troubling would a Kim Jong Un-Putin alliance be?"),
    ("words.editorial-adverb", "Of course"),
    ("persuasion.fear-appeal", "dangerous not only for Ukraine but for the entire world"),
    ("context.floating-time", "later this month"),
]


@pytest.mark.parametrize(("rule", "words"), SEED, ids=[words for _, words in SEED])
def test_seed_shows(records: dict[str, dict], rule: str, words: str) -> None:
    record = records["kim-putin"]
    found = [
        (flag["rule"], record["text"][flag["start"] : flag["end"]])
        for flag in record["flags"]
        if flag["voice"] == "author"
    ]
    assert any((name + ".").startswith(rule + ".") and words == text for name, text in found), found


def test_seed_headline_and_article_level(records: dict[str, dict]) -> None:
    record = records["kim-putin"]
    headline = [f for f in record["flags"] if f["voice"] == "headline" and f["rule"].startswith("headline.")]
    assert any("Get Chatty" in record["text"][f["start"] : f["end"]] for f in headline)
    whole = {f["rule"]: f["reason"] for f in record["flags"] if f["scope"] == "article"}
    assert "context.no-trail" in whole
    assert "author" in whole["context.missing-metadata"]
    assert "date" in whole["context.missing-metadata"]


def test_seed_credits_its_quotations(records: dict[str, dict]) -> None:
    record = records["kim-putin"]
    text = record["text"]
    quotes = [m.span() for m in re.finditer("“[^”]*”", text)]
    assert len(quotes) == 2
    for start, end in quotes:
        assert not [f for f in record["flags"] if f["voice"] == "author" and start <= f["start"] < end
                    and f["scope"] == "text"]  # fmt: skip
    speakers = {
        text[slice(*quote)]: a["speaker"]
        for quote in quotes
        for a in record["attributions"]
        if any(start <= quote[0] and quote[1] <= end for start, end in a["content"])
    }
    assert list(speakers.values()) == ["The White House", "John Kirby"]
    kirby = next(a for a in record["attributions"] if a["speaker"] == "John Kirby")
    assert kirby["named"]
    sourced = [c for c in record["claims"] if text[c["start"] :].startswith("John Kirby")]
    assert [c["sourcing"] for c in sourced] == ["sourced"]
    craft = [text[f["start"] : f["end"]] for f in record["flags"] if f["rule"] == "craft.named-source"]
    assert any(words.startswith("John Kirby") for words in craft)
