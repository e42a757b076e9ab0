"""Analyses that are kept: the same as fresh ones in every detail, found only where nothing that matters has changed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import medialit.cachedengine as module
import medialit.fingerprint
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from medialit.article import load_article, parse_article
from medialit.cache import Cache
from medialit.cachedengine import CachedEngine, decoded, encoded
from medialit.critique import Critique, Engine
from medialit.fingerprint import fingerprint_now
from medialit.markup import MedialitExtension
from medialit.rules.loader import RuleSet, load_rules
from medialit.site.collection import Collection, Entry
from medialit.site.pages import critique_page
from medialit.text.document import Block, Document, Metadata, Reference, Span
from medialit.text.plain import read_plain, read_text_file

TEXT = """Shameful plan shocks town

The shameful plan will cost £2 million, and experts say that it is doomed. Everyone knows it: the regime is to blame.

“It is a disgraceful betrayal by cowards,” said Ana Ruiz, a swimmer. Ruiz said that 43 percent of the town stayed away.

Critics call the vote shameful. It was held on Tuesday, according to a report. The regime has had a shameful year."""
RULES = load_rules()[0]


@cache
def engine() -> Engine:
    return Engine(RULES)


class Counting:
    """An engine that tells how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def analyze(self, document: Document, metadata: Metadata) -> Critique:
        self.asked += 1
        return engine().analyze(document, metadata)


def cached(folder: Path, rules: Any = RULES) -> tuple[CachedEngine, Counting]:
    """An engine as a new process would have it, and the one behind it."""
    made, behind = CachedEngine(rules, Cache(folder)), Counting()
    made.__dict__["engine"] = behind
    return made, behind


def document(text: str = TEXT, name: str = "plan") -> Document:
    return read_text_file(text, name)


def round_trip(critique: Critique) -> Critique | None:
    return decoded(encoded(critique), critique.document, critique.metadata, RULES)


@pytest.mark.parametrize("path", sorted(Path("content/articles").glob("*.md")), ids=lambda path: path.stem)
def test_articles_come_back_as_they_were(path: Path) -> None:
    article = load_article(path, str(path))
    critique = engine().analyze(read_plain(article.body, article.slug), article.metadata)
    assert critique.flags
    assert repr(round_trip(critique)) == repr(critique)


def test_the_examples_of_all_rules_come_back_as_they_were() -> None:
    for rule in RULES.values():
        for example in rule.must_flag[:4]:
            metadata = Metadata(example.type, example.date, example.author, example.outlet, None, example.lang)
            critique = engine().analyze(read_plain(example.plain, "example", kind="sentence"), metadata)
            assert repr(round_trip(critique)) == repr(critique)


def test_the_second_time_nothing_is_analysed(tmp_path: Path) -> None:
    first, behind = cached(tmp_path)
    fresh = first.analyze(document())
    assert (first.anew, behind.asked) == (1, 1)
    assert len(fresh.flags) > 5 and fresh.attributions and fresh.claims
    assert any(flag.repeats for flag in fresh.flags)
    again, behind = cached(tmp_path)
    renamed = again.analyze(document(name="renamed"))
    assert (again.anew, behind.asked) == (0, 0)
    assert renamed.document.id == "renamed"
    assert repr(replace(renamed, document=fresh.document)) == repr(fresh)


def test_without_a_cache_everything_is_analysed() -> None:
    made = CachedEngine(RULES)
    assert repr(made.analyze(document())) == repr(made.analyze(document())) == repr(engine().analyze(document()))
    assert made.anew == 2


METADATA = Metadata("news", dt.date(2026, 3, 1), "Ana Ruiz", "The Post (invented)", "https://example.org/", "en-GB")
CHANGED: dict[str, Any] = {
    "text": TEXT.replace("Tuesday", "Monday."),
    "blocks": (Block(0, len(TEXT)),),
    "title": None,
    "kind": "sentence",
    "references": (Reference(3, 9, "https://example.org/"),),
    "gaps": (5,),
    "type": "opinion",
    "date": None,
    "author": None,
    "outlet": "The Echo (invented)",
    "url": None,
    "lang": "en",
}


def test_every_field_is_part_of_the_key(tmp_path: Path) -> None:
    """A field that is new has to be added here, with a value that differs."""
    assert {field.name for kind in (Document, Metadata) for field in fields(kind)} - {"id"} == set(CHANGED)
    made, behind = cached(tmp_path)
    made.analyze(document(), METADATA)
    for number, (name, value) in enumerate(CHANGED.items(), 2):
        if name in {field.name for field in fields(Document)}:
            made.analyze(replace(document(), **{name: value}), METADATA)
        else:
            made.analyze(document(), replace(METADATA, **{name: value}))
        assert behind.asked == number, name


def test_every_word_of_a_rule_is_part_of_the_key(tmp_path: Path) -> None:
    cached(tmp_path)[0].analyze(document())
    rule = RULES["words.loaded-word"]
    others = [other for other in RULES.values() if other is not rule]
    for changed in (
        rule.model_copy(update={"exceptions": ("shameful plan",)}),
        rule.model_copy(update={"cues": rule.cues[1:]}),
        rule.model_copy(update={"cleared_by": ("link",)}),
    ):
        made, behind = cached(tmp_path, RuleSet([*others, changed]))
        made.analyze(document())
        assert behind.asked == 1
    for rules in (RuleSet(others), RuleSet([*others, rule])):
        made, behind = cached(tmp_path, rules)
        made.analyze(document())
        assert behind.asked == (rule.id not in rules)


def test_another_engine_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached(tmp_path)[0].analyze(document())
    monkeypatch.setattr(module, "_LOADED", "another")
    made, behind = cached(tmp_path)
    made.analyze(document())
    assert behind.asked == 1


@pytest.mark.parametrize(
    "changed", ["critique.py", "detect/reporting.yml", "data/cmudict/syllables.txt", "text/new.py"]
)
def test_a_change_of_any_file_makes_another_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    for name in ("critique.py", "detect/reporting.yml", "data/cmudict/syllables.txt", "site/pages.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one")
    monkeypatch.setattr(medialit.fingerprint, "_PACKAGE", tmp_path)
    before = fingerprint_now()
    (tmp_path / "site" / "pages.py").write_text("two")
    assert fingerprint_now() == before
    (tmp_path / changed).parent.mkdir(exist_ok=True)
    (tmp_path / changed).write_text("two")
    assert fingerprint_now() != before


def test_a_change_while_the_program_runs_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, behind = cached(tmp_path)
    monkeypatch.setattr(module, "fingerprint_now", lambda: "what the files are now")
    for number in (1, 2):
        made.analyze(document())
        assert behind.asked == number
    assert list(made.cache.files()) == []  # type: ignore[union-attr]


def test_an_entry_of_another_shape_is_analysed_anew(tmp_path: Path) -> None:
    made, behind = cached(tmp_path)
    fresh = made.analyze(document())
    key = made._key(document(), Metadata())
    good = json.loads(encoded(fresh))
    assert made.cache
    for content in (b"", b"null", b"[]", b"{}", encoded(fresh)[:-1], b"\x80\x04.", json.dumps(good[:4]).encode()):
        made.cache.put(key, content)
        asked = behind.asked
        assert repr(made.analyze(document())) == repr(fresh)
        assert behind.asked == asked + 1, content
        made.analyze(document())
        assert behind.asked == asked + 1


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ((3, 0, 0), "words.no-such-rule"), ((3, 0, 1), -1), ((3, 0, 2), 99_999), ((3, 0, 1), "0"), ((3, 0, 1), True),
        ((3, 0, 3), "nobody"), ((3, 0, 4), ["<b>"]), ((1, 0), 999), ((1, 0), -1), ((2, 0, 2), "high"),
        ((0, 0, "cue"), [5, 4]), ((0, 0, "cue"), [1]), ((0, 0, "content"), [[0, 10**30]]),
        ((4, "words"), None), ((2, 0, 4), 999),
    ],
)  # fmt: skip
def test_a_forged_entry_with_values_that_cannot_be_is_refused(where: tuple[Any, ...], value: object) -> None:
    critique = engine().analyze(document())
    record = json.loads(encoded(critique))
    inner = record
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    assert decoded(json.dumps(record).encode(), document(), Metadata(), RULES) is None


HEAD = "---\ntitle: Shameful plan shocks town\nrights: Invented for a test; CC0.\n---\n"
ARTICLE = parse_article(HEAD + TEXT.split("\n\n", 1)[1], "plan", "plan.md")
VALUES = st.one_of(
    st.integers(0, 500), st.none(), st.booleans(), st.text(max_size=9), st.floats(0, 1), st.builds(lambda: [0, 9])
)


@given(st.data())
def test_a_forged_entry_never_stops_a_build(data: st.DataObject) -> None:
    def forged(document: Document) -> Critique:
        critique = engine().analyze(document, ARTICLE.metadata)
        record = json.loads(encoded(critique))
        for _ in range(data.draw(st.integers(1, 6))):
            inner: Any = record
            while True:
                keys = list(inner) if isinstance(inner, dict) else range(len(inner))
                step = data.draw(st.sampled_from(list(keys)))
                if not (isinstance(inner[step], list | dict) and inner[step]) or data.draw(st.integers(0, 9)) == 0:
                    break
                inner = inner[step]
            old = inner[step]
            same = [old + 1, max(0, old - 1)] if type(old) is int else [old]
            inner[step] = data.draw(st.one_of(VALUES, st.sampled_from(same), st.sampled_from(same)))
        return decoded(json.dumps(record).encode(), document, ARTICLE.metadata, RULES) or critique

    extension = MedialitExtension(analyze=forged, notes=True)
    extension.id, extension.title = ARTICLE.slug, ARTICLE.front.title
    Markdown(extensions=[extension]).convert(ARTICLE.body)
    assert extension.critique
    entry = Entry(ARTICLE, extension.critique)
    assert critique_page(entry, Collection((entry,), RULES)).html


@given(st.lists(st.sampled_from([*TEXT.split("\n\n"), *TEXT.split(". "), "“No,” he said", "😀 “İ” ", "\u2028", ""])))
def test_any_text_comes_back_as_it_was(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    critique = engine().analyze(read_plain(text, "any"), METADATA)
    assert repr(round_trip(critique)) == repr(critique)


def test_places_are_spans_again() -> None:
    critique = round_trip(engine().analyze(document()))
    assert critique
    places = [place for attribution in critique.attributions for place in (attribution.cue, *attribution.content)]
    places += [place for flag in critique.flags for place in flag.repeats]
    assert places
    assert all(type(place) is Span for place in places)
