"""Every rule's own sentences: what it must flag, and what it must let pass."""

from __future__ import annotations

import re
from functools import cache

import pytest
from medialit import Engine, Metadata
from medialit.detect import ARTICLE_DETECTORS
from medialit.rules.loader import RuleSet, built_in
from medialit.rules.model import Example, Rule
from medialit.text.document import Document, Reference, Span
from medialit.text.plain import read_plain

ENOUGH = 8  # examples of each kind; a site may do with fewer for a rule of its own
RULES = [rule for rule in built_in() if not rule.educator_only]


def document_of(rule: Rule, example: Example) -> tuple[Document, int]:
    """The example as a document, and where its text begins in it."""
    if rule.family == "headline" and not example.title:
        return read_plain(example.plain, "example", kind="headline"), 0
    text, title, offset = example.plain, None, 0
    if example.title:
        text = f"{example.title}\n\n{example.plain}"
        title, offset = (0, len(example.title)), len(example.title) + 2
    whole = example.title or rule.family == "context"
    document = read_plain(text, "example", kind="article" if whole else "sentence", title=title)
    links = tuple(
        Reference(m.start(), m.end(), "https://example.org/")
        for phrase in example.links
        for m in [re.search(re.escape(phrase), text)]
        if m
    )
    return Document("example", text, document.blocks, document.title, document.kind, links), offset


@cache
def engine_of(rule: Rule) -> Engine:
    """The rule alone; with the others where it judges an article by their flags."""
    return Engine(RuleSet(RULES if rule.detector in ARTICLE_DETECTORS else [rule]))


def flagged(rule: Rule, example: Example) -> tuple[list[str], list[Span], str]:
    document, offset = document_of(rule, example)
    metadata = Metadata(example.type, example.date, example.author, example.outlet, lang=example.lang)
    critique = engine_of(rule).analyze(document, metadata)
    spans = [
        span
        for flag in critique.flags
        if flag.rule is rule
        for span in ([Span(flag.start, flag.end)] if flag.scope == "text" else []) + list(flag.repeats)
    ]
    return (
        [f.rule.id for f in critique.flags if f.rule is rule],
        sorted(Span(s - offset, e - offset) for s, e in spans),
        document.text,
    )


CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{kind}-{number}")
    for rule in RULES
    for kind, examples in (("flag", rule.must_flag), ("pass", rule.must_pass))
    for number, example in enumerate(examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example, request: pytest.FixtureRequest) -> None:
    ids, spans, text = flagged(rule, example)
    if "-pass-" in request.node.callspec.id:
        assert not ids, [text[s:e] for s, e in spans]
        return
    assert ids, "nothing was flagged"
    if example.spans:
        shown = [example.plain[s:e] for s, e in spans]
        assert shown == [example.plain[s:e] for s, e in example.spans]
        assert spans == [Span(*s) for s in example.spans]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_shows_enough_examples(rule: Rule) -> None:
    assert len(rule.must_flag) >= ENOUGH
    assert len(rule.must_pass) >= ENOUGH
