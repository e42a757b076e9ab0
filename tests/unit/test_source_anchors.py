"""The ledger leads into the text: an empty anchor stands where each source is first mentioned."""

from __future__ import annotations

import re

from markdown import Markdown
from medialit.markup import MedialitExtension
from medialit.site.sanitise import without_marks

TEXT = """The bridge is closed. *Ana Lopez*, the engineer, said it was unsafe.

The order came from Mara Lind, who wrote that **three cables** had snapped. Lopez said they were old.
"""


def converted(text: str, *, notes: bool) -> tuple[str, MedialitExtension]:
    extension = MedialitExtension(notes=notes)
    return Markdown(extensions=[extension]).convert(text), extension


def test_each_source_has_one_anchor_right_before_its_first_mention() -> None:
    html, extension = converted(TEXT, notes=True)
    assert extension.critique is not None
    places = [re.sub(r"<[^>]*>", "", html[match.end() :]) for match in re.finditer(r'id="source-\d+"></span>', html)]
    shown = [re.sub(r"\s+", " ", place) for place in places]
    assert [place[:9] for place in shown] == ["Ana Lopez", "Mara Lind"]
    assert list(extension.critique.first_mentions) == ["ana lopez", "mara lind"]


def test_anchors_add_nothing_and_need_notes() -> None:
    with_notes, _ = converted(TEXT, notes=True)
    without_notes, _ = converted(TEXT, notes=False)
    assert "source-1" not in without_notes
    assert without_marks(with_notes) == Markdown().convert(TEXT)


def test_an_author_cannot_write_such_an_anchor() -> None:
    extension = MedialitExtension(notes=True)
    html = Markdown(extensions=["attr_list", extension]).convert("A paragraph.\n{#source-1}\n")
    assert 'id="source-1"' not in html
    assert extension.reserved == ["source-1"]
