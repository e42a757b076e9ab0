"""The worksheet and the teacher key: whole pages for paper."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from entries import entry
from medialit.site.collection import Entry
from medialit.site.worksheet import key_html, on_paper, sheets_of, steps_of, worksheet_html
from medialit.site.writing import write

BODY = (
    '<p>The <mark class="ml-flag ml-words" data-flag="2" data-rule="words.loaded-word" data-voice="author" id="flag-2">'
    'shameful</mark><a class="ml-ref ml-words" id="ref-2" href="#note-2" data-n="2" data-flag="2" role="doc-noteref" '
    'aria-label="Note 2"></a> plan, <a href="https://example.org/a>b" title="x > y">a report</a> '
    '<img alt="" src="pool.png"> <img alt="" src="https://example.org/far.png">.'
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
    '<div class="footnote"><ol><li id="fn:1"><p>A note.&nbsp;<a class="footnote-backref" href="#fnref:1" '
    'title="Jump back">↩</a></p></li></ol></div>'
)


REVIEW = """\
review:
  by: A. <Teacher>
  date: 2026-04-02
  confirm:
    - {quote: shameful, rule: words.loaded-word, note: "Shameful to <whom>?"}
  dismiss:
    - {quote: experts say, reason: They are named below.}
"""


def lesson(minutes: int, more: str = "") -> Entry:
    return entry(head=f"lesson:\n  minutes: {minutes}\n{more}")


class Page(HTMLParser):
    """The headings and ids of a page; fails where a tag is left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "img", "br"):
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        assert not [name for name, _ in attrs if name in ("style", "id") or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_paper_has_no_links_no_ids_and_finds_its_pictures() -> None:
    for marked in (False, True):
        html = on_paper(BODY, marked=marked)
        assert "<a" not in html
        assert "</a>" not in html
        assert "id=" not in html
        assert "↩" not in html
        assert 'src="../pool.png"' in html
        assert 'src="https://example.org/far.png"' in html
        assert '<span class="link">a report</span>' in html
    assert '<sup class="ml-ref ml-words">2</sup>' in on_paper(BODY, marked=True)
    assert "ml-flag" in on_paper(BODY, marked=True)
    clean = on_paper(BODY, marked=False)
    assert "The shameful plan" in clean
    assert "ml-" not in clean


def test_sheets_are_sound_pages_that_search_engines_leave_alone() -> None:
    for one in (entry(), entry(head=REVIEW), entry("Nothing much.\n")):
        for html in (worksheet_html(one, BODY), key_html(one, BODY)):
            headings = Page(html).headings
            assert headings[0] == "h1"
            assert set(headings[1:]) == {"h2"}
            assert "<script" not in html
            assert '<meta name="robots" content="noindex">' in html
            assert '<html lang="en">' in html
            assert "<br>Invented for a test; CC0.</p>" in html
            assert 'href="../../../assets/medialit/css/sheet.css"' in html
            for section in re.findall(r"<section.*?</section>", html, re.S):
                assert len(re.sub(r"<[^>]+>|\s+", " ", section).strip()) > 25, section


def test_a_worksheet_has_no_marks_and_asks_about_this_article() -> None:
    html = worksheet_html(entry(head=REVIEW), BODY)
    assert "<mark" not in html
    assert "Confirmed" not in html
    assert "Loaded word" not in html
    assert "Ana Ruiz<small>a swimmer</small>" in html
    assert "The shameful plan will cost £2 million, and experts say that it is doomed." in html
    assert "“Pool to close” Write a headline of ten words or fewer" in html
    assert "Who is missing" in html
    assert "Would you mark “shameful”" in html
    assert html.count("<tr><td></td><td></td><td></td><td></td></tr>") == 5


def test_a_key_has_marks_answers_and_minutes() -> None:
    one = entry(head=REVIEW)
    html = key_html(one, BODY)
    assert "“shameful” <b" in html
    assert "confirmed · A. &lt;Teacher&gt;" in html
    assert "Shameful to &lt;whom&gt;?" in html
    assert "“experts say” <b" not in html  # set aside
    assert "Ana Ruiz</b>" in html  # who stands behind a claim
    assert "<td>a swimmer</td><td>yes</td><td>7 words</td><td>6 words</td>" in html
    assert f"Together <b>{sum(step.minutes for step in steps_of(one))}</b> minutes" in html
    assert "Reviewed by A. &lt;Teacher&gt;, 2 April 2026." in html
    assert "Nobody has reviewed these marks yet." in key_html(entry(), BODY)


@pytest.mark.parametrize("minutes", [20, 40, 45, 90])
def test_steps_fill_the_lesson(minutes: int) -> None:
    steps = steps_of(lesson(minutes))
    assert sum(step.minutes for step in steps) == minutes
    assert all(step.minutes >= 1 for step in steps)


def test_a_lesson_that_is_too_short_for_all_says_so() -> None:
    assert steps_of(lesson(10)) == steps_of(entry())
    html = key_html(lesson(10, "  objectives: [Tell a claim from an opinion.]\n"), BODY)
    assert "The lesson is planned for 10 minutes: choose from these." in html
    assert "<li>Tell a claim from an opinion.</li>" in html
    assert "choose from these" not in key_html(lesson(40), BODY)


def test_a_teachers_questions_and_quiz_are_on_both_sheets() -> None:
    quiz = '{question: "Which <one>?", options: [first, second], answer: 2, explanation: Because.}'
    one = lesson(40, f'  questions: ["Who gains?"]\n  quiz: [{quiz}]\n')
    sheet, key = worksheet_html(one, BODY), key_html(one, BODY)
    assert "Which &lt;one&gt;?" in sheet
    assert "<b>A</b> first" in sheet
    assert "Because." not in sheet
    assert "<b>B</b> Because." in key
    assert sheet.index("Who gains?") < sheet.index("Who is missing")
    assert "Who gains?" in key


def test_sheets_are_written_beside_the_article(tmp_path: Path) -> None:
    sheets = dict(sheets_of(entry(), BODY))
    assert sheets == {
        "articles/pool/worksheet/index.html": worksheet_html(entry(), BODY),
        "articles/pool/key/index.html": key_html(entry(), BODY),
    }
    write(tmp_path, sheets.items())
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.html")}
    assert written == {url: html.encode() for url, html in sheets.items()}
