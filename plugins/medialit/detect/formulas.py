"""Attributions made by a set phrase, not by a verb: "according to", "in a survey", a label, nobody at all."""

from __future__ import annotations

import re
from collections.abc import Callable

from medialit.detect.sentence import Sentence, trimmed
from medialit.detect.sourcephrases import Source, is_holder, read_source
from medialit.detect.speakers import phrase_after
from medialit.text.document import Document, Span
from medialit.text.scan import Scan

MOST = 12  # attributions of one sentence; no sentence that people read has more
_ACCORDING = re.compile(r"\b(?:according to|in the (?:words|view|opinion|eyes) of)\b(?! (?:the )?law\b)")
# "In a survey of 1,200 households, …": what stands in a document of figures is the document's.
_IN_FIGURES = re.compile(
    r"\b(?:in|per) (?=(?:the|a|an|this|that|one|another|its|his|her|their|recent|new|latest|public|[a-z]+(?:/| news))\b"
    r"[^,.;:()“\"]{0,60}?\b(?:polls?|polling|surveys?|stud(?:y|ies)|census|exit polls?|estimates?)\b)"
)
_BY_ACCOUNT = re.compile(
    r"\bby (his|her|their|its|my|our|(?:[\w.-]+ ){0,4}?[\w.-]+?)(?:'s|(?<=s)')? "
    r"((?:own )?(?:account|admission|estimate|estimates|count|reckoning|calculation|telling))\b"
)
_BELIEVED = (
    "believed|feared|expected|thought|understood|said|reported|hoped|rumou?red|assumed|alleged|claimed|known|seen|"
    "considered|estimated|regarded|viewed|speculated|suspected|presumed|supposed|projected|predicted|deemed|perceived|"
    "widely believed|acknowledged|accepted|agreed|accused|scheduled|rated|meant"
)
_SOURCELESS = re.compile(
    rf"\b(?:it (?:is|was|has been|had been|'s) (?:\w+ly |also |often )?(?:{_BELIEVED}|clear|unclear|likely|possible)\b"
    rf"|(?:is|are|was|were|been|be|being)(?: not)? (?:\w+ly |also |often |now |still )?"
    rf"(?:{_BELIEVED}) (?:to|as|that|of|for|by some)\b"
    r"|rumou?r has it\b"
    r"|it(?:'s| is| was| remains) (?:\w+ly |also |still |not )?"
    r"(?:(?:un)?clear|apparent|evident|hard|difficult|impossible|important) "
    r"(?:\w+ly )?(?:that|whether|how|why|when|if|to (?:say|know|predict|tell|note|see))\b"
    r"|it (?:has |had )?(?:later |since )?(?:emerged|transpired|come to light|came to light)\b"
    r"|as (?:predicted|planned|promised|advertised|anticipated)\b"
    r"|there (?:is|'s|was|were|are|has been|have been) (?:no |little |some |much |growing |widespread |a lot of )?"
    r"(?:signs?|evidence|talk|speculation|anger|concerns?|doubts?|indications?|consensus|hopes?|suspicions?) "
    r"(?:of|that|about|over)\b"
    r"|(?:is|are|was|were|been) (?:better |best )?(?:named|nominated|rated|perceived|labell?ed|"
    r"dubbed|deemed|known as)\b"
    r"|as expected\b|reportedly\b|allegedly\b|supposedly\b|purportedly\b|seemingly\b|apparently\b"
    r"|(?:it )?(?:seem|appear)(?:s|ed)?(?: not)?(?: to\b| that\b| like\b| as if\b| as though\b)"
    r"|(?:can |does not |did not |doesn't |didn't )?(?:seem|seems|seemed|appears|appeared)\b"
    r"|(?:^|(?<=, )|(?<=. ))(?:when )?asked(?: \w+)? (?:about|if|whether|why|how|what|by|to|who|where|when)\b"
    r"|(?:looks?|sound(?:s|ed)?) (?:like|as if|as though)\b"
    r"|\b(?:questions|doubts|concerns|fears|suspicions|speculation|rumou?rs|accusations|allegations|criticism|calls|"
    r"complaints) "
    r"(?:have|has|are|is|were|was|had)(?: been)? (?:mount|grow|aris|arose|emerg|swirl|circulat|surfac|rais|abound)\w*)"
)
_FIGURES_LABEL = re.compile(r"((?:[\w-]+ ){0,2}(?:polls?|surveys?|study|report|analysis|insiders|experts|sources))(:) ")
_TO_THEM = re.compile(r"(?:but |and |yet )?(to|for) (?=[^,.;:“\"]{2,40}, )")
_LABEL = re.compile(r"((?:[A-Z][\w.’'-]*\s){0,3}[A-Z][\w.’'-]*)(\s?\([^)]{1,40}\))?(:)\s(?=[“\"‘A-Z])")
_SIGNED = re.compile(r"[”\"’.!?]\s*([―—–-])\s*((?:[A-Z][\w.’'-]*\s?){1,5})(?:, [\w .’'-]+)?$")

_DASHES = "―—–-"


def according(sentence: Sentence) -> None:
    """Sources behind "according to" and "in the words of"."""
    document, span = sentence.document, sentence.span
    for phrase in _ACCORDING.finditer(document.folded, span.start, span.end):
        # A comma behind the source may end it: "The fire, according to Lopez, began …".
        opening = phrase.start() <= span.start + 1 or document.text[
            max(0, phrase.start() - 3) : phrase.start()
        ].rstrip().endswith((",", ":"))
        if sentence.quoted(phrase.start()) or len(sentence.found) >= MOST:
            continue
        source = phrase_after(document, phrase.end(), span.end, opening=opening)
        if source and not _is_measure(source):
            cue = Span(*phrase.span())
            sentence.add(cue, source, sentence.rest([Span(cue.start, source.span.end)], span.start, span.end))


def in_figures(sentence: Sentence) -> None:
    """Polls and surveys that a statement stands in."""
    document, span = sentence.document, sentence.span
    for phrase in _IN_FIGURES.finditer(document.folded, span.start, span.end):
        if sentence.quoted(phrase.start()) or sentence.found:
            continue
        source = phrase_after(document, phrase.end(), span.end, opening=True)
        if source:
            cue = trimmed(document.text, *phrase.span())
            sentence.add(cue, source, sentence.rest([Span(cue.start, source.span.end)], span.start, span.end))


def to_them(sentence: Sentence) -> None:
    """Whose view a sentence gives: "To the union, the fight is about wages"."""
    document, span = sentence.document, sentence.span
    opening = _TO_THEM.match(document.folded, span.start, span.end)
    if opening is None:
        return
    source = phrase_after(document, opening.end(), span.end, opening=True)
    closed = source is not None and document.text[source.span.end : source.span.end + 1] == ","
    if source and closed and is_holder(source):
        cue = Span(*opening.span(1))
        sentence.add(cue, source, sentence.rest([Span(span.start, source.span.end)], span.start, span.end))


def by_account(sentence: Sentence) -> None:
    """In "by her own account" the words around are hers."""
    document, span = sentence.document, sentence.span
    for phrase in _BY_ACCOUNT.finditer(document.folded, span.start, span.end):
        if not sentence.quoted(phrase.start()):
            source = read_source(document, Span(*phrase.span(1)))
            rest = sentence.rest([Span(*phrase.span())], span.start, span.end)
            sentence.add(Span(*phrase.span(2)), source, rest)


def _is_measure(source: Source) -> bool:
    """Whether "according to" says how, not who: "according to plan", "according to size"."""
    words = source.speaker.split()
    return len(words) == 1 and not source.named and words[0].islower() and not words[0].endswith("s")


def sourceless(sentence: Sentence) -> None:
    """Beliefs and reports that nobody is named for: "is feared", "reportedly", "it seems"."""
    document, span = sentence.document, sentence.span
    for phrase in _SOURCELESS.finditer(document.folded, span.start, span.end):
        if not sentence.quoted(phrase.start()) and len(sentence.found) < MOST:
            cue = trimmed(document.text, *phrase.span())
            sentence.add(cue, None, sentence.rest([cue], span.start, span.end), theirs=False)


def labelled(sentence: Sentence) -> None:
    """Lines such as "Lopez: “…”" or "“…” – Ana Lopez", and those of an interview or a transcript."""
    document, span = sentence.document, sentence.span
    block = document.block_at(span.start)
    if block is None:
        return
    text = document.text
    figures = _FIGURES_LABEL.match(document.folded, span.start, span.end)
    if figures and figures[1] == "sources" and not document.in_title(span.start):
        return  # the line under a table or a picture
    if figures:
        source = read_source(document, Span(*figures.span(1)))
        sentence.add(Span(*figures.span(2)), source, (trimmed(text, figures.end(), span.end),))
    elif span.start == block.start and (label := _LABEL.match(text, span.start, span.end)):
        name = Span(*label.span(1))
        if label[2] or name.end - name.start < 40:
            source = read_source(document, name)
            if source and source.named and not document.in_title(span.start):
                # A line of an interview is theirs to its end; of a line with a quotation, the quotation.
                quoted = text[label.end() : label.end() + 1] in "“\"‘'"
                end = span.end if quoted else block.end
                sentence.add(Span(label.start(3), label.start(3) + 1), source, (trimmed(text, label.end(), end),))
    elif span.end == block.end and (signed := _SIGNED.search(text, max(block.start, span.end - 100), span.end)):
        source = read_source(document, Span(*signed.span(2)))
        if source:
            content = trimmed(text, block.start, signed.start(1))
            if content.start < content.end:
                sentence.add(Span(*signed.span(1)), source, (content,))


Formula = Callable[[Sentence], None]
_SCANNED: tuple[tuple[Formula, Scan], ...] = (
    (according, Scan(_ACCORDING.pattern)),
    (in_figures, Scan(_IN_FIGURES.pattern)),
    (by_account, Scan(_BY_ACCOUNT.pattern)),
    (sourceless, Scan(_SOURCELESS.pattern)),
)
_TO_OPENINGS = tuple(f"{joint}{word} " for joint in ("", "but ", "and ", "yet ") for word in ("to", "for"))
_LABEL_REACH = 90  # code points within which a label ends, or a signature begins


def formulas_of(document: Document) -> dict[int, list[Formula]]:
    """The set phrases that each sentence may hold, by the index of the sentence; those without any are left out."""
    found: dict[int, list[Formula]] = {}
    for formula, scan in _SCANNED:
        for span in scan.spans(document):
            index = document.sentence_index(span.start)
            if index is not None and formula not in found.setdefault(index, []):
                found[index].append(formula)
    text, folded = document.text, document.folded
    for index, sentence in enumerate(document.sentences):
        if folded.startswith(_TO_OPENINGS, sentence.start):
            found.setdefault(index, []).append(to_them)
        near = text[sentence.start : sentence.start + _LABEL_REACH]
        last = text[max(sentence.start, sentence.end - _LABEL_REACH) : sentence.end]
        if ":" in near or any(dash in last for dash in _DASHES):
            found.setdefault(index, []).append(labelled)
    return found
