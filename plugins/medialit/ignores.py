"""Flags set aside where they stand: comments in the Markdown of an article.

<!-- medialit: ignore words.loaded-word "radical" — name of the party -->

sets aside the flag of this rule on these words, in the block that holds the comment or else in the next one. The
reason is shown to readers. A comment that fits no flag, or several, is an error and never guessed at.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from medialit.anchor import comparable
from medialit.critique import Critique
from medialit.markup.source import SourceMap
from medialit.markup.syntax import hidden_in
from medialit.plaintext import Sentences
from medialit.rules.hits import Flag
from medialit.rules.loader import first_problem
from medialit.text.document import Document, Span
from medialit.yamlfile import DataError

SHAPE = '<!-- medialit: ignore words.loaded-word "the words" — the reason -->'

_COMMENT = re.compile(r"<!--[ \t]*medialit[ \t]*:(.*?)(-->|\Z)", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`++)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)\1(?!`)", re.DOTALL)
_IGNORE = re.compile(
    r"""\s*ignore\s+(?P<rule>[\w.-]++)\s*
    (?:"(?P<plain>[^"]*)"|“(?P<curly>[^”]*)”)?\s*
    (?:(?:—|–|--?|:)\s*(?P<reason>.*))?""",
    re.DOTALL | re.VERBOSE,
)  # fmt: skip
_REASON: TypeAdapter[str] = TypeAdapter(Sentences)


class Ignore(NamedTuple):
    """One such comment; `start` and `end` are where it stands in the file."""

    start: int
    end: int
    rule: str
    words: str
    reason: str


def ignores_in(source: str, body: int, shown: str, rules: Collection[str]) -> tuple[list[Ignore], list[DataError]]:
    """The comments in a file whose Markdown begins at `body`, and what is wrong with them. Comments in code are text.

    `rules` are the ids that there are.
    """
    if "medialit" not in source[body:]:
        return [], []
    hidden = hidden_in(source, body).regions
    code = [Span(*region) for region in hidden.items() if not source.startswith("<!--", region[0])]
    code += [Span(*match.span()) for match in _CODE.finditer(source, body)]
    found, problems = [], []
    for comment in _COMMENT.finditer(source, body):
        if any(span.start <= comment.start() < span.end for span in code):
            continue
        try:
            rule, words, reason = _read(comment[1], comment[2] != "", rules)
        except ValueError as error:
            problems.append(DataError(shown, source.count("\n", 0, comment.start()) + 1, str(error)))
        else:
            found.append(Ignore(*comment.span(), rule, words, reason))
    return found, problems


def _read(content: str, closed: bool, rules: Collection[str]) -> tuple[str, str, str]:
    """Rule, words and reason of a comment. Raises ValueError."""
    if not closed:
        raise ValueError("the comment has no end; close it with -->")
    match = _IGNORE.fullmatch(content)
    if match is None:
        raise ValueError(f"the comment can't be read; write {SHAPE}")
    rule, words = match["rule"], " ".join((match["plain"] or match["curly"] or "").split())
    if rule not in rules:
        near = difflib.get_close_matches(rule, rules, 1)
        hint = f"did you mean '{near[0]}'?" if near else "the command 'medialit rules' lists them"
        raise ValueError(f"ignore: no rule is called '{rule}'; {hint}")
    if not words:
        raise ValueError(f"ignore: the words are missing; write {SHAPE}")
    if not (match["reason"] or "").strip():
        raise ValueError(f"ignore: the reason is missing, which readers will see; write {SHAPE}")
    try:
        return rule, words, _REASON.validate_python(match["reason"])
    except ValidationError as error:
        raise ValueError(f"ignore: the reason {first_problem(error)[1]}") from None


def with_ignores(
    critique: Critique, ignores: Iterable[Ignore], positions: SourceMap, shown: str
) -> tuple[Critique, list[DataError]]:
    """The critique with the flags set aside that the comments mean, and what is wrong with the others."""
    flags = list(critique.flags)
    problems = []
    for ignore in ignores:
        try:
            at = _flag_for(critique.document, flags, ignore, positions)
        except ValueError as error:
            problems.append(DataError(shown, positions.line(ignore.start), f"ignore: {error}"))
        else:
            flags[at] = replace(flags[at], status="dismissed", note=ignore.reason)
    return replace(critique, flags=tuple(flags)), problems


def _flag_for(document: Document, flags: list[Flag], ignore: Ignore, positions: SourceMap) -> int:
    """The index of the one flag that a comment means. Raises ValueError."""
    number = _block_for(document, ignore, positions)
    if number is None:
        raise ValueError("no text follows the comment; put it in front of the paragraph it is about")
    block = document.blocks[number]
    text, words = comparable(document.text), comparable(ignore.words)
    places = []
    at = text.find(words, block.start, block.end)
    while at >= 0:
        places.append(Span(at, at + len(words)))
        at = text.find(words, at + 1, block.end)
    beginning = " ".join(document.text[block.start : block.end].split())[:40]
    if not places:
        raise ValueError(f"the words “{ignore.words}” are not in the text that it is about (“{beginning}…”)")
    of_rule = [n for n, flag in enumerate(flags) if flag.rule.id == ignore.rule and flag.origin == "rule"]
    exact = [n for n in of_rule if any(place in _places(flags[n]) for place in places)]
    near = [n for n in of_rule if any(place.touches(span) for place in places for span in _places(flags[n]))]
    candidates = exact or near
    if not candidates:
        raise ValueError(f"'{ignore.rule}' does not flag “{ignore.words}” in the text that it is about; remove it")
    if len(candidates) > 1:
        found = ", ".join(f"“{document.text[flags[n].start : flags[n].end]}” ({flags[n].voice})" for n in candidates)
        raise ValueError(f"'{ignore.rule}' has several flags there: {found}; set them aside under 'review' instead")
    if flags[candidates[0]].status != "open":
        raise ValueError(f"the flag on “{ignore.words}” is decided twice; keep one of the two")
    return candidates[0]


def _places(flag: Flag) -> tuple[Span, ...]:
    return (Span(flag.start, flag.end), *flag.repeats) if flag.scope == "text" else ()


def _block_for(document: Document, ignore: Ignore, positions: SourceMap) -> int | None:
    """The block that a comment stands in, or begins, or ends with its line; else the one that follows it."""
    blocks = [
        (*positions.extent(number), number) for number, block in enumerate(document.blocks) if block.kind != "title"
    ]
    before = max((block for block in blocks if block[0] <= ignore.start), default=None)
    after = min((block for block in blocks if block[0] >= ignore.end), default=None)
    if before and ignore.start < before[1]:
        return before[2]
    if after and positions.in_one_cell(ignore.end, after[0]):
        return after[2]
    if before and positions.line(before[1]) == positions.line(ignore.start):
        return before[2]
    return after[2] if after else None
