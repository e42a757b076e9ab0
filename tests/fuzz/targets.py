"""What must hold whatever comes in: one function a part of the program, from any text to nothing.

Hypothesis calls them with texts that it makes up (`tests/property/test_fuzz.py`), atheris with those that reach new
code (`tests/fuzz/run.py`). A target raises where something is wrong; bad input that is told of as such is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache

from lxml import etree
from markdown import Markdown
from marking import EXTENSIONS, assert_marks_stand_on_their_words
from medialit import Engine, load_rules
from medialit.anchor import AnchorError, anchor_for, comparable, place_of
from medialit.article import FrontMatter, parse_article
from medialit.importing.markdown import blocks_of
from medialit.markup import MedialitExtension
from medialit.plaintext import is_plain
from medialit.rules.loader import parse_rule
from medialit.rules.matcher import Matcher
from medialit.rules.model import Cue
from medialit.text.document import Document
from medialit.text.plain import read_plain
from medialit.text.quotations import find_quotations
from medialit.yamlfile import DataError
from rulefile import BEGINNING

_BODY = "The vote was disastrous, and everyone stayed at home.\n"
_PATTERNS = ("patterns", "preceded_by", "not_followed_by", "sentence_has", "near_lacks", "phrases", "verbs")


@cache
def _engine() -> Engine:
    return Engine(load_rules()[0])


def _assert_told_in_one_line(error: DataError, text: str) -> None:
    message = str(error)
    assert message.isprintable(), message
    assert len(message) < 2_000, message
    assert error.line is None or 1 <= error.line <= len(re.split("\r\n|\r|\n|\x85|\u2028|\u2029", text)) + 1, message


def front_matter(text: str) -> None:
    """A file that begins with `---` is read as it is; any other text as more keys below a title and the rights."""
    source = text if text.startswith("---") else f"---\ntitle: A\nrights: CC0\n{text}\n---\n{_BODY}"
    try:
        article = parse_article(source, "a", "a.md")
    except DataError as error:
        _assert_told_in_one_line(error, source)
        return
    assert all(map(is_plain, article.front.title))
    again = FrontMatter.model_validate_json(article.front.model_dump_json())
    assert again == article.front
    assert source.replace("\r\n", "\n").replace("\r", "\n") == article.head + article.body
    assert article.body_line == article.head.count("\n") + 1


def rule_file(text: str) -> None:
    """A rule file; a text without `cues:` as lines of words and patterns of a good one, tried on itself."""
    if "cues:" not in text:
        lines = text.split("\n")
        cues = [{"phrases": ["bollard"]} | {_PATTERNS[n % len(_PATTERNS)]: [line]} for n, line in enumerate(lines)]
        source = f"{BEGINNING}cues: {json.dumps(cues)}\n"
    else:
        source = text if "must_pass:" in text else f"{BEGINNING}{text}\n"
    try:
        rule = parse_rule(source, "rule.yml")
    except DataError as error:
        _assert_told_in_one_line(error, source)
        return
    assert all(isinstance(cue, Cue) for cue in rule.cues)
    document = read_plain(f"A bollard stood. {text}", "a")
    for hit in Matcher([rule]).find(document):
        assert 0 <= hit.start < hit.end <= len(document.text)


def markdown(text: str) -> None:
    """The body of an article. A first line "# …" is its title too, if it may be one. Class names of our own are
    another matter.
    """
    text = text.replace("ml-", "m-")
    heading = re.match("# ([^\n]+)", text)
    title = " ".join(heading[1].split()) if heading else ""
    assert_marks_stand_on_their_words(text, title if title and all(map(is_plain, title)) else None)


def quotations(text: str) -> None:
    """Paragraphs, those that begin with ">" block quotes."""
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph:
            blocks.append((at, at + len(paragraph), paragraph.startswith(">")))
        at += len(paragraph) + 2
    last, of_block = 0, {(start, end) for start, end, is_quote in blocks if is_quote}
    for found in find_quotations(text, blocks):
        assert last <= found.start <= found.inner_start <= found.inner_end <= found.end, found
        assert found.start < found.end
        assert any(start <= found.start and found.end <= end for start, end, _ in blocks), found
        assert (found.kind == "block") == ((found.start, found.end) in of_block)
        assert found.kind == "block" or text[found.start] in "“”„\"«»‘’'`"
        last = found.end


def analysis(text: str) -> None:
    """A plain text, analysed: everything found lies in it, in order, and a second look finds the same."""
    document = read_plain(text, "a")
    sentences = [place for sentence in document.sentences for place in sentence]
    assert sentences == sorted(sentences)
    critique = _engine().analyze(document)
    size, last = len(document.text), 0
    for flag in critique.flags:
        assert 0 <= flag.start <= flag.end <= size
        assert flag.scope == "article" or flag.start < flag.end
        assert flag.scope == "article" or last <= flag.start
        last = flag.start if flag.scope != "article" else last
    for attribution in critique.attributions:
        for start, end in (attribution.cue, *attribution.content):
            assert 0 <= start <= end <= size
    for claim in critique.claims:
        assert 0 <= claim.start < claim.end <= size
    assert _engine().analyze(read_plain(text, "a")).flags == critique.flags


def anchors(text: str) -> None:
    """Of every third word and a few behind it: the anchor for them leads back to them and nowhere else."""
    document: Document = read_plain(text, "a")
    words = [match.span() for match in re.finditer(r"\S+", document.text)][:60]
    for number in range(0, len(words), 3):
        span = words[number][0], words[min(number + number % 4, len(words) - 1)][1]
        try:
            anchor = anchor_for(document, span)
        except AnchorError:
            continue  # no characters that can be written
        place = place_of(document, *anchor)
        assert span[0] <= place.start < place.end <= span[1]
        assert comparable(document.words_of(place)) == comparable(anchor.quote)


def imported(text: str) -> None:
    """An article's tree as `medialit import` reads it: it becomes Markdown in which nothing is a tag of its own."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    shown = "".join(char if char in "\n\t" or char >= " " else " " for char in text)
    body = etree.fromstring(f"<body>{shown}</body>".encode("utf-8", "replace"), parser)
    if body is None:
        return
    blocks = list(blocks_of(body))
    assert all(block for _, block in blocks)
    extension = MedialitExtension(analyze=_engine().analyze)
    source = "\n\n".join(block for _, block in blocks)
    Markdown(extensions=[*EXTENSIONS, extension]).convert(source)
    assert extension.linear is None or not extension.linear.raw_html, source


TARGETS: dict[str, Callable[[str], None]] = {
    target.__name__: target for target in (front_matter, rule_file, markdown, quotations, analysis, anchors, imported)
}

# Pieces that these parts look for: hypothesis joins them, libFuzzer takes them for its dictionary.
TOKENS: dict[str, tuple[str, ...]] = {
    "front_matter": (
        "---\n", "title: ", "rights: ", "date: 2026-03-01\n", "2026-02-30", "type: news\n", "topics: [a, b]\n", "story: a-b\n",
        "lang: en-GB\n", "excerpt: true\n", "reveal: ", "after-reading\n", "lesson:\n", "  minutes: 20\n", "  objectives: [A.]\n",
        "  discuss:\n", "  - ", "review:\n", "  by: A\n", "  date: 2026-01-01\n", "  confirm:\n", "  dismiss:\n", "  add:\n", "    rule: words.label\n",
        "    quote: ", "corrections:\n", "url: https://example.org/\n", "hide: [toc]\n", "tags: ", "description: ", "*a", "&a ", "<<: ", "!!python/object ",
        "!!binary ", "? ", "{", "}", "[", "]", "'", '"', "|\n", ">-\n", "#", "%YAML 1.1\n", "\t", "\r\n", "\u2028", "\x00", "\ufeff", "\u202e", "1e400", "0x10", "12:30",
        ".inf", "~", "null", "9" * 30,
    ),
    "rule_file": (
        "cues:\n", "  - phrases: [bollard]\n", "    patterns: ['", "']\n", "    sentence_lacks: ['", "    extend: following\n", "    followed_by: ['",
        "    company: nearby\n", "    position: clause-start\n", "    not_in: [en-GB]\n", "    nouns: [bollard]\n", "exceptions: [a]\n", "detector: ", "voices: [quoted]\n",
        "cleared_by: [number]\n", "most_per_paragraph: 1\n", "(must|should) ", "(a+)+", "\\b", "\\w+", ".*", "[^.]", "{2,500}", "(?:", "(?P<a>", "(?i)", "\\p{L}", "n't", "\\1",
        "^", "$", "|", "?", "*", ")", "]", "\\", "bollard", "\u2019", "\x00", "(?=a)", "\\C", "\\Q", "[[:alpha:]]",
    ),
    "markdown": (
        "disastrous ", "everyone ", "said Ana Lopez. ", "“It was shameful,” she said. ", "*", "**", "_", "`", "```\n", "[", "](https://example.org)", "![", "][a]", "[a]: b\n", "<b>",
        "</b>", "<div>\n", "</div>\n", '<div markdown="1">\n', "<!--", "-->", "<br>", "&amp;", "&#8217;", "&", "# ", "## ", "> ", "- ", "1. ", "    ", "\n", "\n\n", "  \n", "| ",
        "|---|---|\n", "[^1]", "[^1]: ", "*[HTML]: b\n", ":   ", "{: .a }", "{: #a }", "\\", "---\n", "===\n", "--", "...", '"', "'", "\x02", "\x03", "klzzwxh:0",
        "wzxhzdk:0", "\x02amp\x03", "[TOC]", "\r\n", "\t", "\u00a0", "\u202e", "<mark>", "</mark>", "<a ", "😀", "İ", "ﬁ", "\u0301",
    ),
    "quotations": (
        "“", "”", '"', "„", "«", "»", "‘", "’", "'", "''", "``", "‘‘", "’’", "s' ", "’90s", "’tis ", "rock ’n’ roll", '12" pipe', "5'10\"", ", ", ": ", " ", "a", "\n\n", ">", "—", "(", ".",
        "\u2060", "1", "goin' ",
    ),
    "analysis": (
        "The vote was disastrous. ", "Everyone knows it. ", "Experts say ", "said Ana Lopez, the harbour master", "according to ", "“It was shameful,” she said. ", "43 percent ",
        "once and for all ", "It is believed that ", "Some say ", "will destroy ", "never ", "?", "!", ".", ", ", "\n\n", "# ", "> ", "U.S. ", "Dr. ", "“", "”", "‘", "’", "not ", "the ", "on 3 March 2026 ",
        "told reporters", "announced", "\u00a0", "\u2028", "İ", "ß", "😀", "\u0301", "SHOCKING ", "you won’t believe ", "may ", "reportedly ", "HUGE ",
    ),
    "anchors": ("the ", "vote ", "was ", "“the vote” ", "’", "'", "\u00a0", "\n", "\n\n", "\u202e", "\x07", "a", " ", "\t", "İ", "😀", "\u00ad", "-", "\u2010", ". "),
    "imported": (
        "<p>", "</p>", "<head>", '<head rend="h3">', "</head>", "<list>", '<list rend="ol">', "<item>", "</item>", "</list>", "<quote>", "</quote>", "<table>", "<row>", "<cell>", "</cell>", "</row>",
        "</table>", '<hi rend="#b">', '<hi rend="#i">', "</hi>", '<ref target="https://example.org/a_(b)">', "</ref>", "<lb/>", "<del>", "<code>", "</code>", "<graphic/>", "&lt;script&gt;",
        "&lt;b", "&amp;amp;", "&amp;lt;", "*", "_", "`", "[", "](", "{: .a }", "# ", "- ", "1. ", "|", "\\", "&gt; ", "+ ", "===", ":   ", "[^1]: ", "!!! ", "\n", "&#160;", "&#8232;", "~~~",
    ),
}  # fmt: skip
