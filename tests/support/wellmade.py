"""What must hold of an article that was read: its places, its marks and notes, the decisions of people in it."""

from __future__ import annotations

import re
from collections import Counter

from markdown import Markdown
from marking import EXTENSIONS
from medialit.anchor import comparable
from medialit.article import Article
from medialit.critique import Critique
from medialit.decisions import positions_of
from medialit.export.annotations import page_of
from medialit.export.record import record_of
from medialit.ignores import ignores_in
from medialit.markup import MedialitExtension
from medialit.review import Addition, Confirmation, Dismissal
from medialit.rules.hits import Flag
from medialit.rules.loader import RuleSet
from medialit.site.collection import Collection, Entry
from medialit.site.pages import article_html
from medialit.site.sanitise import sanitise_marked
from medialit.text.document import Document, Span
from medialit.yamlfile import DataError

_ID = re.compile(r'<[a-z]\w*\b[^<>]*? id="((?:flag|ref|note|source)-\d+)"')
_TO = re.compile(r'<a\b[^<>]*? href="#((?:flag|ref|note|source)-\d+)"')


def assert_told_in_one_line(error: DataError, lines: int) -> None:
    """Raises AssertionError where a complaint about a file of so many lines is none that a person can use."""
    said = str(error)
    assert said.isprintable(), said
    assert len(said) < 2_000, said
    assert error.problem, said
    assert error.line is None or 1 <= error.line <= lines, said


def assert_places(article: Article, critique: Critique) -> None:
    """Raises AssertionError where a place in the text does not hold the words that are recorded for it."""
    document, text = critique.document, critique.document.text
    last = 0
    for quotation in document.quotations:
        assert last <= quotation.start <= quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        assert any(block.start <= quotation.start and quotation.end <= block.end for block in document.blocks)
        last = quotation.end
    said = " ".join(text.split())
    for attribution in critique.attributions:
        spans = [attribution.cue, *attribution.content]
        spans += [span for span in (attribution.source, attribution.mention) if span]
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert text[slice(*attribution.cue)].strip()
        assert attribution.credited(text) in said, attribution
    record = record_of(critique)
    annotations = page_of(critique)["items"]
    for flag, kept, annotation in zip(critique.flags, record["flags"], annotations, strict=True):
        if flag.scope == "article":
            continue
        words = text[flag.start : flag.end]
        assert words.strip()
        assert text[kept["start"] : kept["end"]] == words
        for start, end in flag.repeats:
            assert comparable(text[start:end]).casefold() == comparable(words).casefold()
        for selector in (target["selector"] for target in annotation["target"]):
            if selector["type"] == "TextQuoteSelector":
                assert selector.get("prefix", "") + selector["exact"] + selector.get("suffix", "") in text
            else:
                assert (selector["start"], selector["end"]) in {(flag.start, flag.end), *flag.repeats}
    assert_source_places(article, critique)


def assert_source_places(article: Article, critique: Critique) -> None:
    """The letters and digits of flagged words are those that stand in the file where they are said to stand."""
    positions, text = positions_of(article, critique.document), critique.document.text
    source = article.head + article.body
    for flag in critique.flags:
        for at in range(flag.start, flag.end) if flag.scope == "text" else ():
            offset = positions.offset(at)
            if offset is not None and text[at].isalnum() and source[offset] != "&":
                assert source[offset] == text[at], (text[flag.start : flag.end], source[offset : offset + 30])


def assert_pairs(article: Article, critique: Critique, rules: RuleSet) -> None:
    """Raises AssertionError where marks, references and notes of the article's page don't belong together one to one."""
    seen: list[Document] = []

    def reviewed(document: Document) -> Critique:
        seen.append(document)
        return critique

    extension = MedialitExtension(analyze=reviewed, notes=True)
    extension.id, extension.title = article.slug, article.front.title
    content = Markdown(extensions=[*EXTENSIONS, extension]).convert(article.body)
    assert seen == [critique.document]
    assert extension.linear is not None
    body, kept = sanitise_marked(content, extension.linear.raw_html)
    entry = Entry(article, critique)
    page = article_html(entry, extension.title_html, body, Collection((entry,), rules))
    ids = Counter(_ID.findall(page))
    assert not [name for name, times in ids.items() if times > 1]
    notes = {f"note-{number}" for number, _ in entry.numbered()}
    assert notes == {name for name in ids if name.startswith("note-")}
    if not kept:
        return  # which the build tells
    marked = {number for number, flag in entry.numbered() if flag.scope == "text"}
    for kind in ("flag", "ref"):
        assert {f"{kind}-{number}" for number in marked} == {name for name in ids if name.startswith(f"{kind}-")}
    assert {f"source-{number}" for number, _ in enumerate(critique.first_mentions, 1)} == {
        name for name in ids if name.startswith("source-")
    }
    assert {int(number) for number in re.findall(r'<mark class="ml-flag[^>]*data-flag="(\d+)"', page)} == marked
    assert set(_TO.findall(page)) <= set(ids)


def asked_for(entry: Addition | Confirmation | Dismissal, text: str) -> list[Span]:
    """All places that have the words an entry asks for, in the company it asks for."""
    plain, quote = comparable(text), comparable(entry.quote or "")
    before, behind = comparable(entry.prefix or "").strip(), comparable(entry.suffix or "").strip()
    found = [
        place
        for place in _all_places(plain, quote)
        if plain[: place.start].rstrip().endswith(before) and plain[place.end :].lstrip().startswith(behind)
    ]
    return found[entry.occurrence - 1 : entry.occurrence] if entry.occurrence else found


def _all_places(text: str, words: str) -> list[Span]:
    return [Span(at, at + len(words)) for at in range(len(text)) if text.startswith(words, at)]


def _touches(flag: Flag, places: list[Span]) -> bool:
    return any(place.touches(own) for own in (Span(flag.start, flag.end), *flag.repeats) for place in places)


def assert_decisions(article: Article, critique: Critique, problems: list[DataError], known: RuleSet) -> None:
    """Raises AssertionError where a decision stands on other words than it names, or is lost and nobody is told.

    The remarks of the entries of the review have to be all different, and others than those of comments.
    """
    text, review = critique.document.text, article.front.review
    decided = [flag for flag in critique.flags if flag.status != "open" and flag.origin == "rule"]
    entries: dict[str | None, Confirmation | Dismissal] = {}
    entries |= {entry.note: entry for entry in review.confirm} if review else {}
    entries |= {entry.reason: entry for entry in review.dismiss} if review else {}
    ignores, unread = ignores_in(article.head + article.body, len(article.head), article.source, known)
    comments = {ignore.reason: ignore for ignore in ignores}
    for flag in decided:
        if entry := entries.get(flag.note):
            assert entry.rule in (None, flag.rule.id)
            places = asked_for(entry, text) if entry.quote else []
            assert len(places) == bool(entry.quote), entry
            assert _touches(flag, places) if entry.quote else flag.scope == "article", entry
        else:
            comment = comments[flag.note or ""]
            assert comment.rule == flag.rule.id
            assert _touches(flag, _all_places(comparable(text), comparable(comment.words)))
            assert flag.status == "dismissed"
    added = [flag for flag in critique.flags if flag.origin == "educator"]
    additions = review.add if review else ()
    for flag in added:
        assert any(flag.scope == "article" or _touches(flag, asked_for(one, text)) for one in additions)
    asked = len(entries) + len(additions) + len(ignores) + len(unread)
    assert len(decided) + len(added) + len(problems) >= asked
