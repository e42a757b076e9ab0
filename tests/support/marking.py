"""What must hold of a marked article, whatever its Markdown."""

from __future__ import annotations

import html
import re

from markdown import Markdown
from medialit import Engine
from medialit.markup import MedialitExtension
from medialit.rules.loader import load_rules
from medialit.site.sanitise import sanitise, sanitise_marked, without_marks
from medialit.sources import STARTER_EXTENSIONS

ENGINE = Engine(load_rules()[0])
EXTENSIONS = [*STARTER_EXTENSIONS, "fenced_code"]
_TAG = re.compile("<[^>]*>")
_NAMES = re.compile(r' (?:class|id)="[^"]*"')


def convert(source: str, extension: MedialitExtension | None) -> str:
    return Markdown(extensions=[*EXTENSIONS, *([extension] if extension else [])]).convert(source)


def _bare(page: str) -> str:
    """A page without what may hold a name that is not for authors."""
    return _NAMES.sub("", page)


def assert_marks_stand_on_their_words(source: str, title: str | None) -> None:
    """Raises AssertionError where the marks of an article change it, or stand on other words than the flags do."""
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

    # 1. The marks add nothing and lose nothing; names that are not for authors are taken away, and told.
    dropped = title is not None and plain.startswith("<h1") and marked.count("<h1") < plain.count("<h1")
    if dropped:
        plain = plain.partition("</h1>")[2].lstrip("\n")
    bare = _bare if extension.reserved else str
    assert bare(without_marks(marked)) == bare(plain)

    # 2. Nothing of Markdown's inner workings is in the text, if no author wrote the same, with tags in it or without.
    assert "\x02" not in text
    assert "\x03" not in text
    assert "wzxhzdk" not in text or "wzxhzdk" in source + _TAG.sub("", source)
    # Python-Markdown itself shows readers "klzzwxh" where emphasis begins inside one of its placeholders.
    assert "klzzwxh" not in text or "klzzwxh" in plain + _TAG.sub("", plain)

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
        inside = _TAG.sub("", whole[mark.end() : end - len("</mark>")])
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
    # An attribute list may leave a class without a name, which only the closer look at others' HTML takes away.
    bare = _bare if noted.reserved else str
    assert bare(without_marks(body).replace(' class=""', "")) == bare(sanitise(plain))
    if kept:
        assert body.count('class="ml-ref ') == sum(
            flag.scope == "text" and not (title is not None and flag.start < len(title)) for flag in critique.flags
        )
