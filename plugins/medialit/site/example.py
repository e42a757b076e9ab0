"""A sentence in an ordinary page, marked as the engine does it: `<!-- medialit: example The sentence. -->`."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from markupsafe import Markup

from medialit.critique import Critique
from medialit.site.notes import Note, note_of
from medialit.site.pages import render
from medialit.text.document import Document
from medialit.text.plain import read_plain

_EXAMPLE = re.compile(r"<!-- medialit: example\s(.*?)-->", re.DOTALL)


def with_examples(page_html: str, url: str, analyze: Callable[[Document], Critique]) -> str:
    """The page with every example in it marked."""
    return _EXAMPLE.sub(lambda match: example_html(html.unescape(match[1]), url, analyze), page_html)


def example_html(sentence: str, url: str, analyze: Callable[[Document], Critique]) -> str:
    """One example: its words with their marks, and a note for each. Of marks that share words the first is shown."""
    text = " ".join(sentence.split())
    critique = analyze(read_plain(text, "example"))
    marked, notes, end = Markup(), list[Note](), 0
    for flag in critique.flags:
        if flag.scope != "text" or flag.start < end or flag.end - flag.start == len(text):
            continue
        note = note_of(len(notes) + 1, flag, text)
        notes.append(note)
        marked += text[end : flag.start]
        marked += Markup('<mark class="ml-word {}">{}</mark><sup class="{}">{}</sup>').format(
            note.classes, text[flag.start : flag.end], note.classes, note.number
        )
        end = flag.end
    marked += text[end:]

    return render("example.html", url, marked=marked, notes=notes)
