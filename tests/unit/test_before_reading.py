"""What stands before the text: the lesson with its standards, and four tasks off the page."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from medialit.article import Article, FrontMatter, parse_article
from medialit.critique import Critique
from medialit.detect.evidence import Claim
from medialit.readability import Readability
from medialit.rules.loader import RuleSet
from medialit.site import pages
from medialit.site.collection import Collection, Entry
from medialit.site.outside import claim_of, is_invented, tasks_of
from medialit.site.standards import Standard, load_standards, unknown_in
from medialit.text.document import Metadata, Reference
from medialit.text.plain import read_text_file
from medialit.yamlfile import DataError

STANDARDS = {
    "RI.8.6": Standard(text="Find the <view>.", source="Somewhere"),
    "ML.ask": Standard(text="Ask.", source="A"),
}

TEXT = (
    "Pool to close\n\n"
    "The shameful plan may cost £2 million. “A disgrace,” said Ana Ruiz, a swimmer.\n\n"
    "Ruiz said that the vote was rigged. Nobody counts the swimmers."
)


def entry(**front: object) -> Entry:
    given = {"title": "Pool to close", "rights": "Invented", "type": "news", "date": dt.date(2026, 3, 1)} | front
    article = Article("pool", "content/articles/pool.md", FrontMatter.model_validate(given), {}, TEXT, 5)
    readability = Readability(23, 4, 33, 50.0, {"Dale–Chall": 12.4}, 12.4, 12.4, 12.4)
    return Entry(article, Critique(read_text_file(TEXT, "pool"), Metadata(), (), (), (), readability))


def html(one: Entry) -> str:
    return pages.article_html(one, "Pool", "<p>The body.</p>", Collection((one,), RuleSet(()), standards=STANDARDS))


def test_the_projects_own_standards_load(root: Path) -> None:
    found = load_standards(root / "site_config" / "standards.yml", "standards.yml")
    assert len(found) > 30
    assert {code.split(".")[0] for code in found} >= {"RI", "RH", "W", "SL", "ML"}
    assert all(standard.text.endswith(".") for standard in found.values())


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert load_standards(tmp_path / "standards.yml", "standards.yml") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A.1: {text: Ask., source: Us}\nA.2: {text: Ask.}\n", "standards.yml:2: "),
        ("A.1: Ask.\n", "standards.yml:1: "),
        ("- A.1\n", "standards.yml:1: "),
        ("A.1: {text: Ask., source: Us}\nA.1: {text: Ask., source: Us}\n", "standards.yml:2: "),
    ],
)
def test_a_bad_file_names_the_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "standards.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_standards(path, "standards.yml")
    assert str(caught.value).startswith(said)


def test_unknown_codes_name_line_and_nearest_code() -> None:
    text = (
        "---\ntitle: A\nrights: CC0\nlesson:\n  standards:\n    - RI.8.6\n    - RI.8.7\n    - zzz\n---\nSome words.\n"
    )
    problems = [str(problem) for problem in unknown_in(parse_article(text, "a", "a.md"), STANDARDS)]
    assert problems == [
        "a.md:7: the standard 'RI.8.7' is not listed in standards.yml; did you mean 'RI.8.6'?",
        "a.md:8: the standard 'zzz' is not listed in standards.yml; add it there with its text and source",
    ]
    assert unknown_in(parse_article("---\ntitle: A\nrights: CC0\n---\nWords.\n", "a", "a.md"), STANDARDS) == []


def test_a_lesson_shows_what_it_gives_and_no_more() -> None:
    lesson = {
        "grade": 8, "minutes": 1, "objectives": ["Ask <twice>."], "standards": ["RI.8.6", "gone"],
        "vocabulary": {"lido": "a pool"},
    }  # fmt: skip
    shown = html(entry(lesson=lesson))
    assert "Grade 8 · 1 minute<" in shown
    assert "<li>Ask &lt;twice&gt;.</li>" in shown
    assert "<summary>Standard: RI.8.6</summary>" in shown
    assert "Find the &lt;view&gt;. <span>Somewhere</span>" in shown
    assert "<dt>lido</dt> <dd>a pool</dd>" in shown
    assert "gone" not in shown
    for nothing in (entry(), entry(lesson={"questions": ["Who?"]}), entry(lesson={"reveal": "off"})):
        assert "Before you read" not in html(nothing)
    alone = html(entry(lesson={"minutes": 30}))
    assert "<p>30 minutes</p>" in alone
    assert "ml-terms" not in alone


def test_the_tasks_are_made_from_the_articles_own_facts() -> None:
    one = entry(outlet="The Example (Invented)", author="Ana Ruiz", date=dt.date(2026, 3, 1))
    stop, investigate, find, trace = (task.text for task in tasks_of(one))
    assert [task.name for task in tasks_of(one)] == ["Stop", "Investigate", "Find", "Trace"]
    assert "“News report”" in stop
    assert "look up The Example and Ana Ruiz" in investigate
    assert "1 March 2026" in find
    assert "links to nothing" in trace
    assert is_invented(one)
    assert "invented for practice" in html(one)
    assert not is_invented(entry(outlet="The Example"))


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({"outlet": "The Example"}, "No author is named."),
        ({"author": "Ana Ruiz"}, "No outlet is named."),
        ({}, "Neither author nor outlet is named."),
    ],
)
def test_what_is_missing_becomes_a_task(front: dict[str, str], said: str) -> None:
    one = entry(type=None, date=None, **front)
    assert tasks_of(one)[0].text.count("Nothing says what kind of text it is.") == 1
    assert tasks_of(one)[1].text.startswith(said) or said in tasks_of(one)[1].text
    assert "no date is given" in tasks_of(one)[2].text


def test_the_claim_to_find_elsewhere_is_the_most_checkable_of_the_body() -> None:
    one = entry()
    claims = tuple(
        Claim(TEXT.index(words), TEXT.index(words) + length, sure, "unsourced")
        for words, length, sure in (
            ("Pool to close", 60, 0.99),  # begins in the headline
            ("The shameful plan", 47, 0.7),
            ("Ruiz said that", 50, 0.9),
            ("Nobody counts", 10, 0.95),  # too short to mean anything alone
        )
    )
    one = Entry(one.article, dataclasses.replace(one.critique, claims=claims))
    found = claim_of(one)
    assert found
    assert TEXT[found.start :].startswith("Ruiz said that")
    assert "“Ruiz said that" in tasks_of(one)[2].text


def test_the_link_to_trace_is_the_first_that_leads_out() -> None:
    one = entry()
    places = (("rigged", "#fn:1"), ("the vote", "https://www.example.org/vote"), ("swimmers", "https://example.net/"))
    links = tuple(Reference(TEXT.index(words), TEXT.index(words) + len(words), target) for words, target in places)
    document = dataclasses.replace(one.critique.document, references=links)
    one = Entry(one.article, dataclasses.replace(one.critique, document=document))
    assert tasks_of(one)[3].text.startswith("Follow the link “the vote” to example.org.")


def test_reveal_is_told_to_the_page() -> None:
    assert 'data-reveal="open"' in html(entry())
    after = html(entry(reveal="after-mark"))
    assert 'data-reveal="after-mark"' in after
    assert "Show the marks anyway" in after
    off = html(entry(lesson={"reveal": "off"}))
    assert "ml-reveal" not in off
    assert 'The marks are on the <a href="critique/">critique page</a>' in off
