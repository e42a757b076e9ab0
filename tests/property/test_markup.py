"""Whatever Markdown comes: the marks add nothing, lose nothing, and stand on the words they are about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marking import assert_marks_stand_on_their_words

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


@given(MARKDOWN, TITLES)
def test_marks_stand_on_their_words_and_add_nothing(source: str, title: str | None) -> None:
    assert_marks_stand_on_their_words(source, title)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_at_all(source: str) -> None:
    assert_marks_stand_on_their_words(source, None)


@pytest.mark.soak
@settings(settings.get_profile("soak"))
@given(MARKDOWN, TITLES)
def test_marks_stand_on_their_words_long_run(source: str, title: str | None) -> None:
    assert_marks_stand_on_their_words(source, title)
