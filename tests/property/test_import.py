"""Text taken from a web page is text on the site: no sign of it begins a block, a link or emphasis."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree  # noqa: N813

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from medialit.importing.markdown import blocks_of
from medialit.markup import MedialitExtension
from medialit.sources import STARTER_EXTENSIONS

# Without smarty, which changes signs on purpose.
EXTENSIONS = [name for name in STARTER_EXTENSIONS if name != "smarty"]
WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            """a word b. 1. 2) # ## - + * ** _x_ __ ` `` [a] [a](b) [^1] [x]: <b> </b> <!-- --> & &amp; &lt; &#35; > >> |
            | --- === ::: : ; ! !!! ??? \\ \\\\ {: .x } {#id} ~~~ ``` http://e.org <http://e.org> a@b.org *[HTML]: $ ^ ~ “q”
            [TOC] \x26copy; 1986. C# |a|b| --- *** ___ ![i](j) a_b_c 2*3*4 \u00a0""".split()
        ),
        st.text("ab*_`[]()<>&#-+.!|{}\\:~^=1 \"'", min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


def text_of(markdown: str) -> list[tuple[str, str]]:
    extension = MedialitExtension()
    Markdown(extensions=[*EXTENSIONS, extension]).convert(markdown)
    assert extension.critique is not None
    document = extension.critique.document
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def tidy(words: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(words)).strip()


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["p", "head", "quote", "item", "cell"]))
def test_words_of_a_page_are_words_of_the_article(paragraphs: list[list[str]], tag: str) -> None:
    texts = [text for words in paragraphs if (text := tidy(words))]
    body = etree.Element("body")
    parent = {"item": "list", "cell": "table"}.get(tag)
    holder = etree.SubElement(body, parent) if parent else body
    for text in texts:
        row = etree.SubElement(holder, "row") if tag == "cell" else holder
        etree.SubElement(row, tag).text = text
    markdown = "\n\n".join(text for _, text in blocks_of(body))
    kind = {"p": "paragraph", "head": "heading", "quote": "quote", "item": "list-item", "cell": "table-cell"}[tag]
    found = text_of(markdown) if texts else []
    assert [text for _, text in found] == texts, markdown
    assert {found_kind for found_kind, _ in found} <= {kind}


@given(WORDS, WORDS, WORDS)
def test_links_and_emphasis_hold_their_words(before: list[str], inside: list[str], behind: list[str]) -> None:
    body = etree.Element("body")
    paragraph = etree.SubElement(body, "p")
    paragraph.text = "So " + tidy(before) + " "
    link = etree.SubElement(paragraph, "ref", {"target": "https://example.org/a_(b)"})
    link.text = tidy(inside)
    link.tail = " and "
    strong = etree.SubElement(paragraph, "hi", {"rend": "#b"})
    strong.text = tidy(inside)
    strong.tail = " " + tidy(behind) + " end."
    markdown = "\n\n".join(text for _, text in blocks_of(body))
    expected = tidy([paragraph.text, tidy(inside), "and", tidy(inside), tidy(behind), "end."])
    assert text_of(markdown) == [("paragraph", expected)], markdown
