"""Browsing: the list of articles and its facets, stories, lessons, the collection, the example of the start page."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree

import pytest
from medialit.article import Article, FrontMatter
from medialit.critique import Engine
from medialit.lessonplan import parse_lesson
from medialit.rules.loader import RuleSet, built_in
from medialit.rules.model import FAMILIES
from medialit.site import articles, coverage, plots, stories
from medialit.site.articles import articles_page, facets_of, item_of, page_count
from medialit.site.collection import Collection, Entry
from medialit.site.collection_page import collection_page
from medialit.site.example import with_examples
from medialit.site.facets import choices_of, value_of
from medialit.site.lessons import lesson_html, lessons_index
from medialit.site.standards import Standard
from medialit.text.plain import read_plain
from medialit.yamlfile import DataError

LEDGER = (
    "The town council of Port Averil voted to close the lido.\n\n"
    "“A disgrace,” said Ana Ruiz, a swimmer. Ben Okoro, the engineer, said that the floor is cracked.\n\n"
    + " ".join(f"Visitor {n} walked along the water in the morning." for n in range(16))
)
BUZZ = (
    "For immediate release\n\n"
    "In a shameful and disastrous vote, the lido was sentenced to death last night.\n\n"
    "“It is shameful,” said Ana Ruiz, who swims there.\n\n"
    + " ".join(f"Guest {n} has never swum anywhere else in Port Averil." for n in range(16))
)


@cache
def rules() -> RuleSet:
    return RuleSet(rule for rule in built_in() if rule.enabled)


@cache
def engine() -> Engine:
    return Engine(rules())


def entry(slug: str, body: str = LEDGER, **front: object) -> Entry:
    fields = {"title": f"The {slug} of it", "rights": "Invented; CC0.", "type": "news"} | front
    article = Article(slug, f"content/articles/{slug}.md", FrontMatter.model_validate(fields), {}, body, 5)
    text = f"{article.front.title}\n\n{body}"
    document = read_plain(text, slug, title=(0, len(article.front.title)))
    return Entry(article, engine().analyze(document, article.metadata))


def collection(*entries: Entry) -> Collection:
    return Collection(entries, rules())


@cache
def pair() -> Collection:
    day = dt.date(2026, 3, 10)
    return collection(
        entry("buzz", BUZZ, outlet="Quay Buzz", story="port-averil-lido", date=day + dt.timedelta(1), type="opinion"),
        entry("ledger", outlet="The <Ledger>", story="port-averil-lido", date=day, topics=["Pools & baths", "Money"]),
        entry("alone", story="other-event", type=None, topics=["Money"]),
    )


# Articles and their facets


def test_choices_are_in_order_and_only_where_there_is_a_choice() -> None:
    names = {"a": "First", "b": "Second", "c": "Third"}
    found = choices_of(["b", "a", "b"], names, {"b": "Later"})
    assert [(one.value, one.name, one.count, one.group) for one in found] == [
        ("a", "First", 1, ""),
        ("b", "Second", 2, "Later"),
    ]
    assert choices_of(["b", "b"], names) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("Pools & baths", "pools-baths"), ("  École ", "école"), ("a_b c", "a-b-c"), ("!?", "-"), ("水", "水")],
)
def test_names_become_one_word_of_an_address(name: str, value: str) -> None:
    assert value_of(name) == value
    assert " " not in value_of(name)


def test_an_article_carries_what_it_can_be_found_by() -> None:
    buzz, ledger, alone = (item_of(one, rules()) for one in pair().entries)
    assert ledger.topics == (("pools-baths", "Pools & baths"), ("money", "Money"))
    assert (buzz.kind, ledger.kind, alone.kind) == ("opinion", "news", "unknown")
    assert "words.loaded-word" in buzz.techniques
    assert list(buzz.techniques) == [rule_id for rule_id in rules() if rule_id in buzz.techniques]
    facets = {facet.name: facet for facet in facets_of((buzz, ledger, alone), rules())}
    assert [(one.value, one.count) for one in facets["topic"].choices] == [("money", 2), ("pools-baths", 1)]
    assert [(one.value, one.count) for one in facets["kind"].choices] == [("news", 1), ("opinion", 1), ("unknown", 1)]
    loaded = next(one for one in facets["technique"].choices if one.value == "words.loaded-word")
    assert loaded.group == "Word choice"
    assert loaded.count == sum("words.loaded-word" in item.techniques for item in (buzz, ledger, alone))


def test_a_flag_that_was_set_aside_does_not_lead_to_its_article() -> None:
    from dataclasses import replace

    one = entry("buzz", BUZZ)
    dismissed = tuple(replace(flag, status="dismissed") for flag in one.critique.flags)
    assert item_of(one, rules()).techniques
    assert item_of(Entry(one.article, replace(one.critique, flags=dismissed)), rules()).techniques == ()


def test_the_list_of_articles_has_its_filter_and_its_data() -> None:
    html = articles_page(1, pair()).html
    assert '<li data-topic="pools-baths money" data-kind="news" data-technique="' in html
    assert '<option value="money">Money (2)</option>' in html
    assert html.count("<optgroup") == html.count("</optgroup>") >= 2
    assert html.index("buzz/") < html.index("ledger/") < html.index("alone/"), "newest first, undated last"
    assert "Pools &amp; baths" in html
    assert "<Ledger>" not in html
    assert "<form" not in articles_page(1, collection()).html


def test_a_long_list_goes_on_on_further_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MOST", 2)
    whole = collection(*(entry(f"n{n}", date=dt.date(2026, 1, 1 + n)) for n in range(5)))
    assert (page_count(0), page_count(2), page_count(5)) == (1, 1, 3)
    first, second, third = (articles_page(number, whole) for number in (1, 2, 3))
    assert [page.path for page in (first, second, third)] == [
        "articles/index.md",
        "articles/older/2/index.md",
        "articles/older/3/index.md",
    ]
    assert [re.findall(r'<h2><a href="[./]*(n\d)/"', page.html) for page in (first, second, third)] == [
        ["n4", "n3"],
        ["n2", "n1"],
        ["n0"],
    ]
    assert 'href="older/2/" rel="next"' in first.html
    assert "Newer" not in first.html
    assert 'href="../../" rel="prev"' in second.html
    assert "3–4 of 5 articles" in second.html
    assert "Older" not in third.html


# Stories


def test_one_article_is_no_story() -> None:
    assert list(pair().stories) == ["port-averil-lido"]
    assert "other" not in stories.stories_index(pair()).html
    assert "There is no story yet" in stories.stories_index(collection(entry("alone", story="x"))).html


def test_a_storys_name_is_written_as_its_articles_write_it() -> None:
    assert stories.name_of("port-averil-lido", pair().entries) == "Port Averil lido"
    assert stories.name_of("unheard-of", pair().entries) == "Unheard of"


def test_pieces_are_compared_by_lead_sources_and_marks() -> None:
    buzz, ledger = stories.pieces_of(pair().stories["port-averil-lido"])
    assert ledger.lead == "The town council of Port Averil voted to close the lido."
    assert buzz.lead.startswith("In a shameful and disastrous vote"), "what stands above the first sentence is no lead"
    assert [(voice.name, voice.named, voice.only_here) for voice in ledger.voices] == [
        ("Ana Ruiz", True, False),
        ("Ben Okoro", True, True),
    ]
    assert (ledger.named, ledger.unnamed) == (2, 0)
    flags = [f for f in buzz.entry.critique.flags if f.rule.family == "words" and f.counted and f.voice == "author"]
    assert len(flags) >= 2
    assert buzz.rates
    assert buzz.rates["words"] == pytest.approx(100 * len(flags) / buzz.own_words)
    quoted = next(f for f in buzz.entry.critique.flags if f.voice == "quoted")
    assert quoted not in flags, "words of people quoted are not the writer’s"
    assert buzz.own_words == buzz.entry.ledger.writer, "without the headline"


def test_the_rate_of_a_short_text_is_not_given() -> None:
    short = entry("short", "A shameful vote ended late in the night.", story="s")
    assert stories.pieces_of([short])[0].rates is None
    assert ">too short<" in stories.story_page("s", collection(short, entry("long", BUZZ, story="s"))).html


def test_a_story_page_shows_pieces_in_order_of_time_and_ranks_nothing() -> None:
    html = stories.story_page("port-averil-lido", pair()).html
    heads = re.findall(r'<th scope="col">([^<]+)<', html)
    assert heads == ["The &lt;Ledger&gt;", "Quay Buzz"]
    assert "Ben Okoro is heard in The &lt;Ledger&gt; alone" in html
    assert "Opinion, and opinion may argue" in html
    assert len(re.findall(r'<th scope="row(?:group)?"', html)) == html.count("<tr") - 1
    for word in ("best", "worst", "score", "winner", "biased"):
        assert word not in html


def test_two_pieces_of_one_outlet_are_told_apart() -> None:
    both = [entry("a", outlet="The Ledger"), entry("b", outlet="The Ledger", type="opinion")]
    assert [piece.label for piece in stories.pieces_of(both)] == ["The Ledger, news report", "The Ledger, opinion"]


def test_a_crowded_story_stays_bounded() -> None:
    crowd = "\n\n".join(f"“Yes,” said Ana{chr(97 + n)} Ruiz{chr(97 + n)}, a swimmer." for n in range(26))
    whole = collection(*(entry(f"p{n}", crowd, story="s") for n in range(20)))
    html = stories.story_page("s", whole).html
    assert html.count('<th scope="col"') == stories.MOST_PIECES
    assert len(re.findall(r'<a href="../../articles/p\d+/">', html)) == 20 + stories.MOST_PIECES
    assert "and 14 more" in html


# Lessons

LESSON = """\
---
title: Whose <words> are these?
description: Who speaks, and who does not.
lesson:
  minutes: 20
  grade: 7
  articles: [ledger, buzz]
  techniques: [words.loaded-word]
  objectives:
    - Tell a named source from an unnamed one.
  standards: RI.8.6
---

## Read

Read both.
"""


def test_a_lesson_is_read() -> None:
    plan = parse_lesson(LESSON, "whose", "content/lessons/whose.md")
    needs = plan.front.lesson
    assert (needs.minutes, needs.grade, needs.articles, needs.standards) == (20, "7", ("ledger", "buzz"), ("RI.8.6",))
    assert plan.body.startswith("## Read")
    assert list(plan.problems(["ledger", "buzz"], rules())) == []


@pytest.mark.parametrize(
    ("wrong", "right", "line", "says"),
    [
        ("  minutes: 20\n", "", 4, "'minutes' is missing in lesson; say how long it takes, such as minutes: 20"),
        ("minutes: 20", "minutes: soon", 5, "lesson, minutes: 'soon' is not a whole number"),
        ("minutes: 20", "minutes: 0", 5, "lesson, minutes: '0' is less than 1"),
        ("  grade: 7", "  grades: 7", 6, "unknown key 'grades'; did you mean 'grade'?"),
        ("description:", "summary:", 3, "unknown key 'summary'"),
        ("title: Whose <words> are these?\n", "", 2, "'title' is missing"),
        ("[ledger, buzz]", "[Ledger.md]", 7, "lesson, articles 1: 'Ledger.md' is not in the right form; write an"),
        ("## Read\n\nRead both.\n", "", 14, "the lesson has no plan below its front matter"),
        ("## Read", "# Whose", 14, "the title stands in the front matter; remove this line"),
        ("---\ntitle", "title", 1, "no front matter"),
    ],
)
def test_what_is_wrong_with_a_lesson_is_told_with_its_line(wrong: str, right: str, line: int, says: str) -> None:
    text = LESSON.replace(wrong, right, 1)
    with pytest.raises(DataError) as caught:
        parse_lesson(text, "whose", "content/lessons/whose.md")
    assert str(caught.value).startswith(f"content/lessons/whose.md:{line}: "), caught.value
    assert says in str(caught.value)


def test_a_lesson_that_names_what_is_not_there_is_told_the_nearest() -> None:
    text = LESSON.replace("[ledger, buzz]", "[ledger, buz]").replace("words.loaded-word", "words.loaded-words")
    plan = parse_lesson(text, "whose", "lessons/whose.md")
    assert [str(problem) for problem in plan.problems(["ledger", "buzz"], rules())] == [
        "lessons/whose.md:7: lesson, articles: no article is called 'buz'; did you mean 'buzz'?",
        "lessons/whose.md:8: lesson, techniques: no technique is called 'words.loaded-words'; "
        "did you mean 'words.loaded-word'?",
    ]


def test_a_lesson_shows_what_it_needs_above_its_plan() -> None:
    plan = parse_lesson(LESSON, "whose", "")
    known = {one.slug: one.article for one in pair().entries if one.slug != "buzz"}
    html = lesson_html(
        plan, "<h2>Read</h2>", known, rules(), {"RI.8.6": Standard(text="Find the <view>.", source="A school")}
    )
    assert "Whose &lt;words&gt; are these?</h1>" in html
    assert (
        'href="../../articles/ledger/">The ledger of it</a><br><a href="../../articles/ledger/worksheet/">worksheet</a>'
        in html
    )
    assert "articles/buzz/" not in html, "no link to what is not there"
    assert 'class="ml-key ml-words" href="../../techniques/words/loaded-word/"' in html
    for shown in ("20 minutes", "Grades 7", "Tell a named source", "RI.8.6", "Find the &lt;view&gt;. A school"):
        assert shown in html
    assert html.index("</h1>") < html.index("<h2>Read</h2>")


def test_lessons_are_listed_the_shortest_first() -> None:
    plans = [
        parse_lesson(LESSON.replace("minutes: 20", f"minutes: {minutes}"), f"m{minutes}", "")
        for minutes in (45, 20, 30)
    ]
    html = lessons_index(plans, pair()).html
    assert re.findall(r'<h2><a href="(m\d+)/"', html) == ["m20", "m30", "m45"]
    assert '<time datetime="PT45M">45 minutes</time>' in html
    assert "There is no lesson yet" in lessons_index([], pair()).html


# The collection


def svg_of(drawing: plots.Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(f"<svg>{drawing.inner}</svg>")


def test_a_drawing_is_plain_svg_with_its_text_as_text() -> None:
    values = {"Fish & chips": 3, "x" * 40: 1}
    root = svg_of(plots.counts(values))
    assert {element.tag for element in root} == {"path", "text"}
    shown = [element.text for element in root.iter("text")]
    assert shown == ["Fish & chips", "x" * 18 + "…", "3", "1"]
    used = {name for element in root for name in element.attrib}
    assert used <= {"d", "x", "y", "class", "font-size", "text-anchor", "transform", "fill", "stroke", "stroke-opacity"}
    assert plots.counts(values) == plots.counts(values)
    assert len(str(plots.counts(values).inner)) < 1200


def widths(root: ElementTree.Element, css: str | None) -> list[float]:
    """The widths of the bars with a class."""
    found = []
    for path in root.iter("path"):
        if path.get("class") == css:
            xs = [float(x) for x in re.findall(r"[ML] (\S+) ", path.get("d", ""))]
            found.append(max(xs) - min(xs))
    return found


def test_bars_are_as_long_as_their_numbers() -> None:
    long, short = widths(svg_of(plots.counts({"a": 4, "b": 1})), None)
    assert long == pytest.approx(4 * short, abs=0.3)
    rows = {"News (2)": dict.fromkeys(FAMILIES, 0.0) | {"words": 2.0, "craft": 1.0}}
    root = svg_of(plots.rates(rows, {family: family for family in FAMILIES}))
    assert widths(root, "ml-words")[0] == pytest.approx(2 * widths(root, "ml-craft")[0], abs=0.3)
    assert widths(root, "ml-sourcing") == [0]
    assert [e.text for e in root.iter("text")].count("0.0") == 5
    shares = svg_of(plots.shares({"News": (50, 30, 20)}, ("a", "b", "c")))
    assert widths(shares, "ml-sourcing")[0] == pytest.approx(3 / 5 * widths(shares, None)[0], abs=0.3)


def test_a_drawing_hangs_on_no_setting_of_the_machine(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib

    before = plots.columns({"1": 2, "2": 0}, "grade")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path", "text.color": "b"}):
        assert plots.columns({"1": 2, "2": 0}, "grade") == before


def test_matplotlib_is_imported_only_to_draw() -> None:
    code = "import sys, medialit.plugin; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_collection_has_four_pictures_each_with_its_table() -> None:
    page = collection_page(pair())
    assert [anchor for anchor, _ in page.toc] == ["techniques", "reading", "voices", "topics"]
    html = page.html
    assert html.count("<svg") == html.count("<details>") == html.count("<title") == html.count("<desc") == 4
    assert html.count('<g aria-hidden="true">') == 4
    words = pair().entries[0], coverage.family_counts(pair().entries[0])
    rate = 100 * words[1]["words"] / words[0].ledger.writer
    row = re.search(
        r'<th scope="row"><a href="../articles/\?kind=opinion">Opinion \(1\)</a></th><td[^>]*>([\d.]+)<', html
    )
    assert row
    assert float(row[1]) == pytest.approx(rate, abs=0.01)
    assert '<th scope="row"><a href="../articles/?topic=money">Money</a></th><td class="ml-num">2</td>' in html
    assert 'href="../techniques/words/loaded-word/">Loaded word</a>' in html


def test_the_collection_adds_up_no_outlet_and_no_writer() -> None:
    html = collection_page(collection(entry("a", outlet="The Outlet", author="The Writer"), entry("b"))).html
    assert "The Outlet" not in html
    assert "The Writer" not in html


def test_grades_count_every_article_whose_range_has_them() -> None:
    page = collection_page(pair()).html
    table = page[page.index("reading range includes a grade") :]
    counts = {int(g): int(n) for g, n in re.findall(r'>Grade (\d+)\+?</th><td class="ml-num">(\d+)<', table)}
    assert list(counts) == list(range(1, 17))
    spans = [(e.critique.readability.grade_low, e.critique.readability.grade_high) for e in pair().entries]
    for grade, count in counts.items():
        assert count == sum(max(1, round(low)) <= grade <= max(1, round(high)) for low, high in spans)


def test_an_empty_collection_says_so_and_one_without_topics_leaves_them_out() -> None:
    assert "There is no article yet" in collection_page(collection()).html
    assert [anchor for anchor, _ in collection_page(collection(entry("a"))).toc] == ["techniques", "reading", "voices"]


# The start page


def test_an_example_is_marked_by_the_engine() -> None:
    html = with_examples(
        "<p>Before</p>\n<!-- medialit: example A shameful vote &amp; no\n  more. -->\n<p>After</p>",
        "",
        engine().analyze,
    )
    assert html.startswith("<p>Before</p>")
    assert html.endswith("<p>After</p>")
    assert 'A <mark class="ml-word ml-words">shameful</mark><sup class="ml-words">1</sup> vote &amp; no more.' in html
    assert 'href="techniques/words/loaded-word/">Loaded word</a>' in html
    assert with_examples("<p>None</p>", "", engine().analyze) == "<p>None</p>"
