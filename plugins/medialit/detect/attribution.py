"""Who says what in a document: the attributions of its sentences, put together across sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from medialit.detect.evidence import Attribution
from medialit.detect.formulas import formulas_of
from medialit.detect.pronouns import resolve_speakers
from medialit.detect.reporting import Cue, ReportingWords
from medialit.detect.statements import attributions_of
from medialit.text.document import Document, Span


def find_attributions(document: Document, words: ReportingWords | None = None) -> tuple[Attribution, ...]:
    """The attributions of a document in order.

    A quotation with no reporting word of its own goes to the speaker of the sentence before it in its paragraph, or
    before the paragraph where it carries on a quotation.
    """
    found: list[Attribution] = []
    previous: tuple[int | None, int] | None = None  # block of the sentence before, and whose it was (index in found)
    formulas = formulas_of(document)
    words = words or ReportingWords(document)
    for index, (span, cues) in enumerate(_cues_by_sentence(document, words)):
        first = len(found)
        if cues or index in formulas:
            found += attributions_of(document, span, cues, formulas.get(index, ()))
        elif previous is None:
            continue
        block = document.block_index(span.start)
        quotes = [quote for quote in document.quotations_in(span) if quote.kind == "marks"]
        if sourced := [at for at in range(first, len(found)) if found[at].source]:
            previous = (block, sourced[-1])
        elif previous and quotes and quotes[0].start <= span.start + 1 and (
            previous[0] == block or quotes[0].continues
        ):  # fmt: skip
            content = Span(max(quotes[0].start, span.start), min(quotes[-1].end, span.end))
            speaking = found[previous[1]]
            found[previous[1]] = replace(speaking, content=(*speaking.content, content))
            previous = (block, previous[1])
        else:
            previous = None
    return tuple(resolve_speakers(document, (_with_whole_quotations(item, document) for item in found)))


def _cues_by_sentence(document: Document, words: ReportingWords) -> Iterator[tuple[Span, list[Cue]]]:
    """Every sentence with the reporting words in it that stand outside its quotations."""
    cues = words.inside(Span(0, len(document.text)))
    position = 0
    for span in document.sentences:
        while position < len(cues) and cues[position].start < span.start:
            position += 1
        inside: list[Cue] = []
        while position < len(cues) and cues[position].end <= span.end:
            quotation = document.quotation_at(cues[position].start)
            if quotation is None or quotation.kind != "marks":
                inside.append(cues[position])
            position += 1
        yield span, inside


def _with_whole_quotations(item: Attribution, document: Document) -> Attribution:
    """An attribution whose quotations are whole, also where they began sentences before."""
    if not item.source or item.kind == "indirect":
        return item
    content = []
    for span in item.content:
        for quotation in document.quotations_in(span):
            if quotation.kind == "marks":
                span = Span(min(span.start, quotation.start), max(span.end, quotation.end))
        content.append(span)
    return replace(item, content=tuple(content))
