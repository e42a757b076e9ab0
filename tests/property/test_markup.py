"""Whatever Markdown comes: the marks add nothing, lose nothing, and stand on the words they are about."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from medialit import Engine
from medialit.markup import MedialitExtension
from medialit.rules.loader import load_rules
from medialit.site.sanitise import sanitise, sanitise_marked, without_marks
from medialit.sources import STARTER_EXTENSIONS

ENGINE = Engine(load_rules()[0])
EXTENSIONS = [*STARTER_EXTENSIONS, "fenced_code"]

# Words that raise flags of several families, and much that could upset positions between them.
WORDS = st.sampled_from(
    """disastrous shameful always never everyone catastrophic regime obviously reportedly perhaps 43% Lopez said that
    experts say it is believed that will destroy once and for all the entire world many people the 1990s dogs' café
    cafe\u0301 naïve 😀 👩‍👩‍👧 İstanbul ﬁne AT&amp;T &mdash; &copy; &#8217; &lt; &nbsp; -- ... "quoted words" 'single'
    “curly disaster” ‘inner’ don’t it’s ’90s x<sub>2</sub> \\*not\\* a_b_c 1 < 2 & more [^1] HTML""".split(" ")
)
PHRASES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    around = st.sampled_from(
        ["*{}*", "**{}**", "***{}***", "_{}_", "[{}](https://example.org/a?b=1&c=2)", "[{}](<#x> \"t\")", "`{}`",
         "*a **b {} c** d*", "[*{}*](https://example.org)", "<b>{}</b>", "<i>{}", "{}</span>", "<em class=\"x\">{}</em>",
         "{}{{: .note #here }}", "![{}](x.png)", "{}<br>{}", "\\{}", "*{}", "{}**"]
    )  # fmt: skip
    return st.tuples(around, inner).map(
        lambda pair: pair[0].replace("{}", pair[1]).replace("{{", "{").replace("}}", "}")
    )


INLINE = st.recursive(PHRASES, _wrapped, max_leaves=4)
SENTENCE = st.lists(INLINE, min_size=1, max_size=4).map(lambda parts: " ".join(parts) + ".")
PARAGRAPH = st.tuples(st.lists(SENTENCE, min_size=1, max_size=3), st.sampled_from([" ", "\n", "  \n"])).map(
    lambda pair: pair[1].join(pair[0])
)
BLOCK = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map(lambda text: "\n".join(f"> {line}" for line in text.splitlines())),
    SENTENCE.map(lambda text: f"## {text}"),
    SENTENCE.map(lambda text: f"# {text}"),
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda items: "\n\n".join(f"1. {item}" for item in items)),
    st.tuples(PHRASES, PHRASES).map(lambda cells: f"| {cells[0]} | b |\n|---|---|\n| {cells[1]} | {cells[0]} |"),
    SENTENCE.map(lambda text: f"Term\n:   {text}"),
    SENTENCE.map(lambda text: f"[^1]: {text}"),
    SENTENCE.map(lambda text: f"```\n{text}\n```"),
    SENTENCE.map(lambda text: f'<div markdown="1" class="box">\n\n{text}\n\n</div>'),
    SENTENCE.map(lambda text: f"<div>{text}</div>"),
    st.just("*[HTML]: HyperText Markup Language"),
    st.just("---"),
)
MARKDOWN = st.tuples(st.lists(BLOCK, min_size=1, max_size=6), st.sampled_from(["\n\n", "\r\n\r\n", "\n"])).map(
    lambda pair: pair[1].join(pair[0])
)
TITLES = st.one_of(st.none(), PHRASES.map(lambda text: text.replace("\n", " ")))


def convert(source: str, extension: MedialitExtension | None) -> str:
    return Markdown(extensions=[*EXTENSIONS, *([extension] if extension else [])]).convert(source)


def check(source: str, title: str | None) -> None:
    if not source.strip():
        return  # Python-Markdown converts nothing then
    plain = convert(source, None)
    extension = MedialitExtension(analyze=ENGINE.analyze)
    extension.title = title
    marked = convert(source, extension)
    critique, linear = extension.critique, extension.linear
    assert critique is not None
    assert linear is not None
    text = critique.document.text

    # 1. The marks add nothing and lose nothing.
    dropped = title is not None and plain.startswith("<h1") and not marked.startswith("<h1")
    if dropped:
        plain = plain.partition("</h1>")[2].lstrip("\n")
    assert without_marks(marked) == plain

    # 2. Nothing of Markdown's inner workings is in the text.
    assert "\x02" not in text
    assert "\x03" not in text
    assert "wzxhzdk" not in text
    # Python-Markdown itself shows readers "klzzwxh" where emphasis begins inside one of its placeholders.
    assert "klzzwxh" not in text or "klzzwxh" in plain

    # 3. The marked words are the flagged words.
    words: dict[str, str] = {}
    whole = (f"<h1>{extension.title_html}</h1>\n" if title is not None else "") + marked
    for mark in re.finditer(r'<mark class="ml-flag[^>]*data-flag="(\d+)"[^>]*>', whole):
        depth, end = 1, mark.end()
        while depth:
            step = re.compile(r"<mark\b|</mark>").search(whole, end)
            assert step
            depth += 1 if step[0] == "<mark" else -1
            end = step.end()
        inside = re.sub(r"<[^>]*>", "", whole[mark.end() : end - len("</mark>")])
        words[mark[1]] = words.get(mark[1], "") + html.unescape(inside)
    for number, flag in enumerate(critique.flags, 1):
        assert 0 <= flag.start < flag.end <= len(text)
        if flag.scope == "text":
            shown = text[flag.start : flag.end]
            if linear.raw_html:  # a raw <br> is a line break in the text, and nothing inside a mark
                shown = shown.replace("\n", "")
                words[str(number)] = words[str(number)].replace("\n", "")
            assert words[str(number)] == shown

    # 4. On the site: the same, of the sanitised page.
    noted = MedialitExtension(analyze=ENGINE.analyze, notes=True)
    noted.title = title
    page = convert(source, noted)
    body, kept = sanitise_marked(page, noted.linear is not None and noted.linear.raw_html)
    assert without_marks(body) == sanitise(plain)
    if kept:
        assert body.count('class="ml-ref ') == sum(
            flag.scope == "text" and not (title is not None and flag.start < len(title)) for flag in critique.flags
        )


@given(MARKDOWN, TITLES)
def test_marks_stand_on_their_words_and_add_nothing(source: str, title: str | None) -> None:
    check(source, title)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_at_all(source: str) -> None:
    check(source, None)


@pytest.mark.soak
@settings(settings.get_profile("soak"))
@given(MARKDOWN, TITLES)
def test_marks_stand_on_their_words_long_run(source: str, title: str | None) -> None:
    check(source, title)
