"""The site layer: pure functions from a collection to HTML."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import time
from html.parser import HTMLParser
from importlib.resources import files
from types import ModuleType

import pytest
from markupsafe import Markup
from medialit.article import Article, FrontMatter
from medialit.critique import Critique
from medialit.detect.evidence import Attribution, Claim
from medialit.precision import Measurements, fingerprint
from medialit.readability import Readability
from medialit.rules.hits import Flag
from medialit.rules.loader import RuleSet
from medialit.rules.model import Rule
from medialit.site import bundles, judged, pages, stories, urls, words
from medialit.site.articles import articles_page
from medialit.site.charts import range_chart, voices_chart
from medialit.site.collection import Collection, Entry
from medialit.site.collection_page import collection_page
from medialit.site.concordance import concordance_of
from medialit.site.ledger import ledger_of
from medialit.site.lessons import lessons_index
from medialit.site.notes import filters_of, notes_of
from medialit.text.document import Metadata, Reference, Span
from medialit.text.plain import read_text_file

TEXT = (
    "Pool to close\n\n"
    "The shameful plan may cost £2 million. “A disgrace,” said Ana Ruiz, a swimmer.\n\n"
    "Ruiz said that the vote was rigged. Nobody counts the swimmers."
)
VOID = {"input", "img", "br", "hr", "meta", "link", "path", "rect", "circle"}


def rule(rule_id: str, tier: str, **more: object) -> Rule:
    family = rule_id.split(".")[0]
    fields = {
        "id": rule_id, "name": rule_id.split(".")[1].replace("-", " ").capitalize(), "family": family, "tier": tier,
        "question": "What would a \"plain\" word say?", "definition": "It's a definition.", "why": "Because.",
        "fine": "Often.", "cues": [{"phrases": ["x"]}], "sources": ["Somebody <2020>"],
        "must_flag": ["A [bad] & <b> word."] + [f"A [bad] word {n}." for n in range(4)],
        "must_pass": [f"A word {n}." for n in range(5)],
    } | more  # fmt: skip
    return Rule.model_validate(fields)


LOADED = rule("words.loaded-word", "notice")
HEDGE = rule("certainty.hedge", "note")
NUMBER = rule("sourcing.unsourced-number", "ask")
NAMED = rule("craft.named-source", "craft", name='Loaded "said"')
NO_TRAIL = rule("context.no-trail", "ask")
RULES = RuleSet([LOADED, HEDGE, NUMBER, NAMED, NO_TRAIL])


def span(words_: str, text: str = TEXT) -> Span:
    start = text.index(words_)
    return Span(start, start + len(words_))


def entry(slug: str = "pool", text: str = TEXT, flags: bool = True, **front: object) -> Entry:
    front = {"title": "Pool to close", "rights": "Invented", "type": "news", "date": dt.date(2026, 3, 1)} | front
    article = Article(slug, f"content/articles/{slug}.md", FrontMatter.model_validate(front), {}, text, 5)
    document = read_text_file(text, slug)
    attributions = (
        Attribution(span("said"), span("Ana Ruiz"), (span("“A disgrace,”"),), "direct", True, "Ana Ruiz", "a swimmer"),
        Attribution(span("said that"), span("Ruiz said"), (span("the vote was rigged"),),
                    "indirect", True, "Ana Ruiz"),
        Attribution(span("Nobody"), None, (span("counts the swimmers"),), "indirect", False, None),
    ) if flags else ()  # fmt: skip
    found = (
        Flag(NO_TRAIL, 0, len(text), "author", scope="article"),
        Flag(LOADED, *span("shameful"), "author", repeats=(Span(0, 1),), reason="A <judgement>."),
        Flag(HEDGE, *span("may"), "author"),
        Flag(NUMBER, *span("£2 million"), "author"),
        Flag(LOADED, *span("disgrace"), "quoted", "Ana Ruiz"),
        Flag(NAMED, *span("Ana Ruiz, a swimmer"), "author"),
    ) if flags else ()  # fmt: skip
    claims = (Claim(*span("Nobody counts the swimmers."), 0.8, "unsourced"),) if flags else ()
    scores = {"Flesch–Kincaid": 9.8, "Dale–Chall": 12.4, "SMOG": None}
    readability = Readability(23, 4, 33, 50.0, scores, 11.1, 9.8, 12.4)
    critique = Critique(document, Metadata(article.front.type), found, attributions, claims, readability)
    return Entry(article, critique)


def collection(*entries: Entry) -> Collection:
    return Collection(entries or (entry(),), RULES)


def made_of(whole: Collection) -> list[pages.Page]:
    """All generated pages of a collection."""
    return [
        articles_page(1, whole),
        pages.techniques_index(whole),
        stories.stories_index(whole),
        *(stories.story_page(story, whole) for story in whole.stories),
        lessons_index([], whole),
        collection_page(whole),
        *(pages.technique_page(one, whole) for one in RULES.values()),
        *(pages.critique_page(one, whole) for one in whole.entries),
    ]


class _Outline(HTMLParser):
    """Checks that tags are balanced, and gathers ids, classes and addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.headings: list[int] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.append(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def article(one: Entry) -> str:
    return pages.article_html(one, "Pool <mark>to close</mark>", "<p>The body.</p>", collection(one))


@pytest.mark.parametrize(
    ("source", "target", "way"),
    [
        ("articles/pool/", "articles/pool/critique/", "critique/"),
        ("articles/pool/critique/", "articles/pool/", "../"),
        ("articles/pool/critique/", "articles/pool/#flag-3", "../#flag-3"),
        ("articles/pool/", "techniques/words/loaded-word/", "../../techniques/words/loaded-word/"),
        ("articles/", "articles/pool/", "pool/"),
        ("articles/", "articles/", "./"),
        ("articles/", "articles/#top", "./#top"),
        ("", "articles/", "articles/"),
        ("articles/", "", "../"),
    ],
)
def test_links_are_relative(source: str, target: str, way: str) -> None:
    assert urls.relative(source, target) == way


def test_every_page_is_sound_html_without_styles_or_handlers() -> None:
    told = {"story": "pool-vote"}
    whole = collection(entry(**told), entry("empty", flags=False, type=None, date=None, **told), entry("alone"))
    made = made_of(whole)
    for html in (*(page.html for page in made), *(article(one) for one in whole.entries)):
        outline = _Outline(html)
        assert len(outline.ids) == len(set(outline.ids))
        assert not [name for name in outline.attributes if name == "style" or name.startswith("on")]
        assert not [link for link in outline.links if link.startswith("/")]
        assert outline.headings[0] == 1
        assert outline.headings.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
        assert "<script" not in html
    for page in made:
        outline = _Outline(page.html)
        assert {anchor for anchor, _ in page.toc} <= set(outline.ids)
        assert page.title
        assert page.description


def test_what_rules_and_front_matter_say_is_escaped() -> None:
    one = entry(title="A <b>bold</b> “claim”", outlet="<script>", topics=["<i>"], summary="<u>")
    whole = collection(one)
    for html in (article(one), *(page.html for page in made_of(whole))):
        for tag in ("<b>bold", "<script", "<i>", "<u>", "<judgement>", "<2020>", "<b> word"):
            assert tag not in html


def test_an_article_shows_its_text_its_notes_and_the_way_on() -> None:
    html = article(entry(url="https://example.org/pool", outlet="The Example"))
    assert ">Pool <mark>to close</mark></h1>" in html
    assert "<p>The body.</p>" in html
    for number in range(1, 7):
        assert f'id="note-{number}"' in html
    assert 'href="critique/"' in html
    assert 'href="critique/#readability"' in html
    assert 'href="../../techniques/words/loaded-word/"' in html
    assert 'href="https://example.org/pool" rel="noopener external"' in html
    assert "used twice in this text" in html
    assert "Ana Ruiz, quoted" in html
    assert "Found by rule; not yet confirmed" in html
    assert "About the whole article" in html
    assert "Every “loaded ‘said’” in the collection" in html
    assert 'id="ml-view-clean" value="clean" checked' in html


def test_opinion_may_argue_and_keeps_its_counts() -> None:
    news, opinion = article(entry()), article(entry(type="opinion"))
    assert "opinion may argue" not in news
    assert opinion.count("opinion may argue") == 2
    assert "Questions <b>3</b>" in news
    assert "Questions <b>3</b>" in opinion


def test_filters_count_what_they_govern() -> None:
    filters = filters_of(notes_of(entry()))
    assert [(box.id, box.count) for box in filters.questions] == [("sourcing", 1), ("words", 1), ("headline", 1)]
    assert [(box.id, box.count, box.on) for box in filters.uncounted] == [("note", 1, True), ("quoted", 1, False)]
    assert [(box.id, box.count) for box in filters.credit] == [("craft", 1)]
    assert filters.total == 3


def test_the_ledger_counts_no_word_twice_and_keeps_the_writers_own() -> None:
    ledger = ledger_of(entry().critique)
    assert [(source.name, source.quoted, source.reported) for source in ledger.sources] == [("Ana Ruiz", 2, 4)]
    source = ledger.sources[0]
    assert (source.role, source.named, source.paragraph, source.number) == ("a swimmer", True, 1, 1)
    assert ledger.writer + ledger.quoted + ledger.reported == ledger.total
    chart = voices_chart(ledger)
    assert chart
    assert [(part.name, part.words) for part in chart.speakers] == [("Ana Ruiz", 6)]
    assert "Ana Ruiz 6" in chart.described


def test_the_ledger_leaves_out_what_is_no_speech() -> None:
    one = entry()
    said, reported, nobody = one.critique.attributions
    spoken_of = dataclasses.replace(reported, theirs=False)
    critique = dataclasses.replace(one.critique, attributions=(said, spoken_of, nobody))
    assert [(source.quoted, source.reported) for source in ledger_of(critique).sources] == [(2, 0)]


def test_the_ledger_shows_what_a_source_links_to() -> None:
    one = entry()
    assert ">none</td>" in pages.critique_page(one, collection()).html
    links = tuple(
        Reference(*span(words_), target)
        for words_, target in (
            ("disgrace", "https://www.example.org/minutes"),
            ("swimmer", "https://example.org/vote"),
            ("rigged", "#fn:1"),
            ("Nobody counts", "https://example.net/"),
        )
    )
    document = dataclasses.replace(one.critique.document, references=links)
    linked = Entry(one.article, dataclasses.replace(one.critique, document=document))
    assert ledger_of(linked.critique).sources[0].linked == ["example.org", "a note"]
    assert "yes: example.org, a note</td>" in pages.critique_page(linked, collection()).html


def test_a_critique_has_seven_sections_and_none_is_empty() -> None:
    for one in (entry(), entry(flags=False, text="Pool to close\n\n")):
        html = pages.critique_page(one, collection()).html
        sections = re.findall(
            r'<section class="ml-sec" id="([a-z]+)" aria-label="[^"]+"><h2>[^<]+</h2><div>(.*?)</div></section>',
            html,
            re.S,
        )
        assert [name for name, _ in sections] == ["notice", "sources", "claims", "well", "compare", "discuss", "limits"]
        for _, content in sections:
            assert len(re.sub(r"<[^>]+>|\s+", " ", content).strip()) > 60
    assert "no other article on this event" in html
    assert "Nobody has confirmed any in this article yet." in html
    assert "of a length to try alone" in html
    assert "Nobody yet. Every mark is what a rule found." in html
    assert "Report a mistake" not in html


def test_words_of_people_quoted_have_a_switch_that_is_off() -> None:
    html = pages.critique_page(entry(), collection()).html
    assert '<input type="checkbox" id="ml-quoted" aria-describedby="ml-quoted-what">' in html
    assert "Words of people quoted (1)" in html
    assert html.count('<li class="ml-words ml-quoted">') == 1
    assert "<h3>Word choice <span>1</span></h3>" in html
    assert 'id="ml-quoted"' not in pages.critique_page(entry(flags=False), collection()).html


def test_empty_sections_say_why() -> None:
    html = pages.critique_page(entry(flags=False), collection()).html
    assert "found nothing to ask" in html
    assert "to anybody" in html
    assert "no sentence that states a checkable fact" in html
    assert "none of the few signs of good craft" in html
    assert voices_chart(ledger_of(entry(flags=False).critique)) is None


def test_a_critique_leads_back_into_the_text() -> None:
    html = pages.critique_page(entry(), collection()).html
    for address in ("../#flag-2", "../#flag-5", "../#note-1", "../critique.json", "../text.txt"):
        assert f'href="{address}"' in html
    assert "The body" not in html
    assert html.count("<textarea") == 2  # the one claim, and the headline
    for sheet in ("../worksheet/", "../key/"):
        assert html.count(f'href="{sheet}"') >= 2
    assert "SMOG is left out" in html


def reviewed(**more: object) -> Entry:
    one = entry(review={"by": "A. <Teacher>", "date": "2026-04-02"}, **more)
    trail, loaded, hedge, number, quoted, named = one.critique.flags
    flags = (
        trail,
        dataclasses.replace(loaded, status="confirmed", note="Shameful to <whom>?"),
        hedge,
        dataclasses.replace(number, status="dismissed", note="The report gives it."),
        quoted,
        dataclasses.replace(named, origin="educator", status="confirmed", asked="How would she know?"),
    )
    return Entry(one.article, dataclasses.replace(one.critique, flags=flags))


def test_a_critique_says_what_a_person_decided() -> None:
    one = reviewed(corrections=[{"date": "2026-04-03", "text": "The day was wrong."}])
    html = pages.critique_page(one, Collection((one,), RULES, mistakes_to="mailto:desk@example.org")).html
    notice, limits = html.split('id="notice"')[1].split("</section>")[0], html.split('id="limits"')[1]
    assert "Confirmed · A. &lt;Teacher&gt;.</b> Shameful to &lt;whom&gt;?" in notice
    assert "£2 million" not in notice
    assert "“£2 million”</a> (unsourced number): The report gives it." in limits
    assert "1 mark confirmed, 1 added, 1 set aside; 3 not decided" in limits
    assert '<time datetime="2026-04-02">2 April 2026</time>' in limits
    assert "3 April 2026</time>: The day was wrong." in limits
    assert "How would she know?" in html.split('id="well"')[1]
    assert 'href="mailto:desk@example.org?subject=Pool%20to%20close"' in limits
    assert "Every mark is what a rule found" not in limits


def test_error_rates_are_shown_for_the_rules_that_marked_something(monkeypatch: pytest.MonkeyPatch) -> None:
    from medialit.site import trust

    monkeypatch.setattr(trust, "measurements", lambda: Measurements("people", "texts", "1", {}))
    pages_before = pages.critique_page(entry(), collection()).html
    assert "5 rules marked something here. None of them has been measured yet" in pages_before
    items = [["t", n, n + 1, "y", "y" if n else "n"] for n in range(40)]
    known = {
        "judged": 40, "right_first": 40, "right_second": 39, "agree": 39, "flags": 90, "date": "2026-01-02",
        "rule": fingerprint(LOADED), "items": items,
    }  # fmt: skip
    monkeypatch.setattr(trust, "measurements", lambda: Measurements("people", "texts", "1", {LOADED.id: known}))
    html = pages.critique_page(entry(), collection()).html
    assert "5 rules marked something here; 1 of them has been measured" in html
    assert re.search(
        r'href="../../../techniques/words/loaded-word/#trust">Loaded word</a></th><td class="ml-num">2</td><td>99 % \(',
        html,
    )
    assert html.count("<td>not measured yet</td>") == 4


def test_a_concordance_shows_words_in_their_sentence_and_has_an_end() -> None:
    whole = collection()
    lines = concordance_of(whole.instances["words.loaded-word"])
    assert (lines.shown, lines.total, lines.articles) == (2, 2, 1)
    (group,) = lines.groups
    assert (group.title, group.url, group.about) == ("Pool to close", "articles/pool/", "News report")
    first = group.lines[0]
    assert (first.left, first.words, first.right) == ("The", "shameful", "plan may cost £2 million.")
    assert (first.url, first.voice, first.kind) == ("articles/pool/#flag-2", "author", "news")
    article_line = concordance_of(whole.instances["context.no-trail"]).groups[0].lines[0]
    assert (article_line.url, article_line.classes) == ("articles/pool/#note-1", "")
    many = collection(*(entry(f"a{n}") for n in range(300)))
    bounded = concordance_of(many.instances["words.loaded-word"])
    assert (bounded.first, bounded.shown, bounded.total, bounded.articles, bounded.last) == (1, 150, 600, 300, 4)
    assert sum(len(one.lines) for one in bounded.groups) == 150
    last = concordance_of(many.instances["words.loaded-word"], 4)
    assert (last.first, last.shown, last.groups[-1].title) == (451, 150, many.entries[-1].article.front.title)
    whole_page, further = pages.technique_page(LOADED, many), pages.instances_page(LOADED, 2, many)
    assert "this page has 1–150" in whole_page.html
    assert 'href="2/" rel="next"' in whole_page.html
    assert "this page has 151–300" in further.html
    assert 'href="../#instances" rel="prev"' in further.html
    assert 'href="../3/" rel="next"' in further.html
    assert 'rel="next"' not in pages.instances_page(LOADED, 4, many).html


def test_a_concordance_can_be_narrowed_where_there_is_a_choice() -> None:
    whole = collection(entry(), entry("views", type="opinion"), entry("plain", type=None))
    found = concordance_of(whole.instances["words.loaded-word"])
    voices, by_kind = found.facets
    assert [(one.value, one.count) for one in voices.choices] == [("author", 3), ("quoted", 3)]
    kinds = [(one.value, one.name, one.count) for one in by_kind.choices]
    assert kinds == [("news", "News report", 2), ("opinion", "Opinion", 2), ("unknown", "Kind not given", 2)]
    html = pages.technique_page(LOADED, whole).html
    assert '<option value="quoted">Quoted from others (3)</option>' in html
    assert html.count('<li data-voice="quoted" data-kind="opinion">') == 1
    alone = concordance_of(collection().instances["certainty.hedge"])
    assert alone.facets == ()
    assert "<form" not in pages.technique_page(HEDGE, collection()).html


def measured(monkeypatch: pytest.MonkeyPatch, page: ModuleType = pages, **more: object) -> None:
    found = {
        "rule": fingerprint(LOADED), "date": "2026-03-01", "flags": 99, "drawn": 40, "judged": 40,
        "right_first": 36, "right_second": 34, "agree": 38,
        "items": [["ptc", "ptc-1", 0, 9, "y" if n < 36 else "n", "y" if n < 34 else "n"] for n in range(40)],
    } | more  # fmt: skip
    record = Measurements("two careful <passes>", "some texts", "9.9", {LOADED.id: found})
    monkeypatch.setattr(page, "measurements", lambda: record)


def test_a_measured_technique_shows_its_figure_with_number_and_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch)
    html = pages.technique_page(LOADED, collection()).html
    assert "Right in 88 % of 40 flags drawn at random; the 95 % interval runs from 74 to 95 %." in html
    assert 'role="img" aria-label="88 % (74–95 %, n = 40)" width="100%" height="36"' in html
    assert '<circle cx="87.5%"' in html
    assert "Judged on 1 March 2026 by two careful &lt;passes&gt;. The flags come from some texts." in html
    assert "Not yet measured" not in html
    assert "Measured before" not in html
    assert "Not yet measured" in pages.technique_page(HEDGE, collection()).html
    index = pages.techniques_index(collection()).html
    assert "Right in 88 % (74–95 %, n = 40)<" in index
    assert index.count("Precision not yet measured") == 4


def test_the_figures_of_all_techniques_stand_in_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch, page=judged)
    html = judged.judged_html(RULES.values(), "how/")
    assert "1 technique of 5 has been measured, with medialit 9.9." in html
    assert "The judges were two careful &lt;passes&gt;." in html
    assert 'href="../techniques/words/loaded-word/">Loaded word</a></th>' in html
    assert "<td>88 % (74–95 %, n = 40)</td>" in html
    assert html.count("<tr>") == 2
    assert html.count("techniques/certainty/hedge/") == 1
    _Outline(html)
    monkeypatch.setattr(judged, "measurements", lambda: Measurements("", "", "9.9", {}))
    assert "<b>not yet measured</b>" in judged.judged_html(RULES.values(), "how/")


def test_a_figure_of_a_rule_that_has_changed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch, rule="another")
    assert "Measured before its last change." in pages.technique_page(LOADED, collection()).html
    assert "n = 40), before its last change<" in pages.techniques_index(collection()).html


def test_a_technique_page_marks_its_examples() -> None:
    html = pages.technique_page(LOADED, collection()).html
    assert 'A <mark class="ml-word ml-words">bad</mark> &amp; &lt;b&gt; word.' in html
    assert "words.loaded-word" in html


def test_articles_are_listed_by_date_and_never_ranked() -> None:
    whole = collection(
        entry("undated", title="Undated", date=None),
        entry("b", title="B"),
        entry("a", title="A"),
        entry("new", title="New", date=dt.date(2026, 4, 1)),
    )
    html = articles_page(1, whole).html
    assert re.findall(r'<h2><a href="(\w+)/"', html) == ["new", "a", "b", "undated"]
    assert "3 questions" in html


def test_a_range_chart_keeps_to_its_drawing() -> None:
    for grades in ({"One": -3.2, "Two": 21.7}, {"One": 9.0}, {"One": 0.0, "Two": 0.1}):
        chart = range_chart(grades)
        assert chart
        assert all(170 <= dot.x <= 452 for dot in chart.dots)
        assert chart.ticks[0][0] == 170
        assert chart.ticks[-1][0] == 452
    assert range_chart({}) is None


@pytest.mark.parametrize(
    ("plain", "curly"),
    [('He "said" it\'s', "He “said” it’s"), ("'so-called'", "‘so-called’"), ("the '90s", "the ’90s")],
)
def test_rule_texts_get_curly_quotation_marks(plain: str, curly: str) -> None:
    assert words.typographic(plain) == curly


def test_words_in_quotation_marks_keep_their_own() -> None:
    assert words.quote("so-called") == "“so-called”"
    assert words.quote("“so-called”") == "“so-called”"
    long = words.quote("word " * 100)
    assert " … " in long
    assert len(long) < 190


def test_styles_and_scripts_leave_no_part_out() -> None:
    joined, parts = "".join(bundles.bundles().values()), files("medialit.site") / "assets"
    for kind in ("css", "js"):
        for part in (parts / kind).iterdir():
            assert part.read_text() in joined, part


def test_styles_and_scripts_are_small() -> None:
    parts = files("medialit.site") / "assets"
    sizes = [len(part.read_bytes()) for kind in ("css", "js") for part in (parts / kind).iterdir()]
    assert sum(sizes) <= 60 * 1024


def test_pages_are_fast() -> None:
    whole = collection(*(entry(f"a{n}") for n in range(200)))
    pages.critique_page(whole.entries[0], whole)
    start = time.process_time()
    for one in whole.entries:
        pages.critique_page(one, whole)
    assert (time.process_time() - start) / 200 < 0.02


def test_markup_is_not_escaped_twice() -> None:
    html = pages.article_html(entry(), Markup("A &amp; B"), Markup("<p>C &amp; D</p>"), collection())
    assert ">A &amp; B</h1>" in html
    assert "<p>C &amp; D</p>" in html


def test_long_examples_are_shown_in_part() -> None:
    filler = "The town has a pool. " * 40
    flagged = [f"{filler}Then a [bad] word. {filler}", f"A [bad] word. {filler}", filler, "A [bad] one.", "[Bad]."]
    html = pages.technique_page(rule("words.loaded-word", "notice", must_flag=flagged), collection()).html
    assert "… Then a <mark" in html
    assert "404 words in all" in html
    assert len(html) < 9000
