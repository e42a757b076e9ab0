"""Packed critiques say what the critiques say."""

from __future__ import annotations

from dataclasses import replace

from entries import entry
from medialit.critique import Critique, Engine
from medialit.packed import PackedCritique
from medialit.rules.loader import load_rules
from medialit.site.collection import Collection
from medialit.site.concordance import concordance_of
from medialit.site.pages import critique_page
from medialit.text.plain import read_plain

REVIEW = """\
review:
  by: Tam Okoro
  date: 2026-03-02
  confirm: [{quote: shameful, rule: words.loaded-word}]
  dismiss: [{quote: cowards, rule: words.label, reason: Her word.}]
"""


def test_nothing_is_lost() -> None:
    one = entry(head=REVIEW)
    packed = one.packed()
    assert packed.critique == one.critique
    assert repr(packed.critique) == repr(one.critique)
    assert (packed.flags, packed.readability, packed.text) == (one.flags, one.readability, one.critique.text)
    assert [packed.around(n, flag) for n, flag in packed.numbered()] == [
        one.around(n, flag) for n, flag in one.numbered()
    ]
    assert {flag.status for flag in packed.flags} == {"open", "confirmed", "dismissed"}
    assert packed.article == replace(one.article, body="", head="", lines={})


def test_pages_made_of_it_are_the_same() -> None:
    rules = load_rules()[0]
    pages = []
    for one in (entry(head=REVIEW), entry(head=REVIEW).packed()):
        collection = Collection((one,), rules)
        lines = [concordance_of(instances) for instances in collection.instances.values()]
        pages.append((critique_page(one, collection), lines, one.ledger, one.counted))
    assert pages[0] == pages[1]


def test_any_text_is_kept_as_it_is() -> None:
    engine = Engine(load_rules()[0])
    for text in ("Everyone knows it.", "İ 😀 “disastrous” \u2028 plan", "x"):
        critique: Critique = engine.analyze(read_plain(text, "any"))
        packed = PackedCritique(critique)
        assert packed.text == critique.text == text
        assert repr(packed.whole()) == repr(critique)


def test_the_last_ones_asked_for_are_remembered() -> None:
    packed = entry().packed()
    assert packed.critique is packed.critique
