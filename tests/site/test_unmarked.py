"""An article whose own HTML leaves no room for marks: it has its notes, and no page leads to a mark."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from builder import CONFIG, GOOD, Built, build_site, write
from entries import entry
from medialit.conversion import ArticlePage, add_anchors
from medialit.generated import MarkedText
from medialit.rules.loader import load_rules
from medialit.site.collection import Entry
from medialit.site.links import problems_of
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files

LINKS_IN_LINKS = "<a href='https://example.org/a'>A shameful evening <a href='https://example.org/b'>again</a></a>.\n"
LEFT_OUT = "Well <template>it was a shameful disgrace, said Ben Cole.</template>\n"
REVIEW = """\
review:
  by: A. Teacher
  date: 2026-03-02
  confirm: [{quote: disastrous, occurrence: 1, rule: words.loaded-word}]
  dismiss: [{quote: shameful, occurrence: 1, reason: The speaker’s own word.}]
rights:"""
LESSON = """\
---
title: Whose words?
description: Who speaks.
lesson: {minutes: 20, articles: [night]}
---
Look at [the first note](../articles/night.md#note-1), at [a mark](../articles/night.md#flag-1) and at
[a source](../articles/night.md#source-1).
"""


@pytest.fixture(scope="module", params=[LINKS_IN_LINKS, LEFT_OUT], ids=["links in links", "left out with its words"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {
        "content/articles/night.md": GOOD.replace("rights:", REVIEW) + f"\n{request.param}",
        "content/articles/day.md": GOOD,
        "content/lessons/whose.md": LESSON,
    }
    return build_site(write(tmp_path_factory.mktemp("unmarked"), files))


def test_no_link_leads_to_what_is_not_there(built: Built) -> None:
    assert built.failed is None
    told = [line for line in built.warnings if "HTML tags in the text disturb the marks, which are left out" in line]
    assert [line.partition(": ")[0] for line in told] == ["content/articles/night.md:15"]
    broken = [line.rpartition("'#")[2] for line in built.warnings if "does not contain an anchor" in line]
    assert broken == ["flag-1'.", "source-1'."], "who links to a mark of it is told"
    faults = list(problems_of(built.site))
    assert [line.partition(":")[0] for line in faults] == ["lessons/whose/index.html"] * 2, faults


def test_its_notes_are_numbered_and_stand_below_the_text(built: Built) -> None:
    page, other = built.html("articles/night"), built.html("articles/day")
    for name in ("ml-flag", "ml-ref", "ml-source", "ml-apparatus", "ml-compare", "#ref-", "Reveal and compare"):
        assert name in other
        assert name not in page.partition("<main")[2].partition("</main>")[0], name
    numbers = re.findall(r'id="note-(\d+)"[^>]*>\s*<p class="ml-note-name"><span class="ml-n">(\d+)</span>', page)
    assert sorted(numbers) == [(str(number), str(number)) for number in range(1, len(numbers) + 1)]
    assert len(numbers) >= 4
    assert "left no room for marks" in page
    assert "left no room for marks" not in other


def test_other_pages_lead_to_its_notes(built: Built) -> None:
    for url in ("articles/night/critique", "techniques/words/loaded-word"):
        assert re.search(r'href="[./]*(?:articles/night/)?#note-\d"', built.html(url)), url
    assert not re.search("#(?:flag|ref|source)-", built.html("articles/night/critique"))
    assert re.search(r"day/#flag-\d", built.html("techniques/words/loaded-word"))
    assert "The text with its marks</h2>" not in built.html("articles/night/key")
    assert "The text with its marks</h2>" in built.html("articles/day/key")


def test_it_is_the_same_where_another_process_has_converted_it(tmp_path: Path) -> None:
    config = load_config(str(write(tmp_path, {"mkdocs.yml": CONFIG}) / "mkdocs.yml"))
    file = File("articles/pool.md", str(tmp_path), str(tmp_path), use_directory_urls=True)
    for marked in (True, False):
        one = Entry(entry().article, entry().critique, marked)
        first, second = ArticlePage(None, file, config), ArticlePage(None, file, config)
        first.present_anchor_ids = {"own"}
        add_anchors(first, len(one.flags), len(one.critique.first_mentions), marked)
        sent = pickle.loads(pickle.dumps(first.given(one.packed(), MarkedText("", ""), 1)))
        second.take_over(sent, Files([]))
        assert second.present_anchor_ids == first.present_anchor_ids
        assert {"own", "note-1"} <= first.present_anchor_ids
        assert ("flag-1" in first.present_anchor_ids, "source-1" in first.present_anchor_ids) == (marked, marked)
        assert sent.entry(one.article, load_rules()[0]).marked is marked


def test_words_that_no_rule_reads_are_told(tmp_path: Path) -> None:
    files = {"content/articles/pasted.md": GOOD + "\n<p>A shameful plan.</p>\n", "content/articles/day.md": GOOD}
    (told,) = build_site(write(tmp_path, files)).warnings
    line = 1 + GOOD.count("\n") + 1
    assert told.startswith(f"content/articles/pasted.md:{line}: 3 words stand between HTML tags")
