"""RE2 expressions of rule files: compiled with word boundaries; RE2 runs in linear time whatever is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any

import re2

from medialit.text.document import plain_marks

PatternError = re2.error

# Not inside a word; expressions may also begin or end with signs, such as "%".
_BEGIN = r"(?:\b|\W|^)"
_END = r"(?:\b|\W|$)"
# "n't" stands for every word that ends with it.
_NOT = re.compile(r"(?:(?<=[(|])|^)n't")
_WORD_NOT = r"\\w+n't"
_NOT_LITERAL = re.compile(r"\\[pP]\{\^?\w+\}|\\.|\(\?P?<\w+>")


def _options(capture: bool, memory: int) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.longest_match = True  # so that "many (believe|believed)" takes the whole word
    options.never_capture = not capture
    options.max_mem = memory
    return options


@lru_cache(maxsize=4096)
def compiled(expression: str, capture: bool = False) -> Any:
    """An RE2 pattern over UTF-8 bytes, which has its groups only with `capture`. Raises PatternError."""
    return re2.compile(plain_marks(expression).encode(), _options(capture, 1 << 20))


class Condition:
    """Whether an expression matches in UTF-8 bytes, anywhere or (`at_start`) at their beginning.

    Most conditions are never asked in the course of a text: they are compiled when they first are.
    """

    def __init__(self, expression: str, at_start: bool = False) -> None:
        self._expression, self._at_start = expression, at_start

    @property
    def size(self) -> int:
        """In RE2's instructions. Raises PatternError."""
        return int(compiled(self._expression).programsize)

    @cached_property
    def holds(self) -> Callable[[bytes], Any]:
        """True of bytes in which it matches. Raises PatternError when it is first asked for."""
        # A set of one: it says only whether, which RE2 knows long before it knows where.
        kind = re2.Set.MatchSet if self._at_start else re2.Set.SearchSet
        expressions = kind(
            _options(capture=False, memory=8 << 20)
        )  # a set has no slower way to go on, once that is full
        expressions.Add(plain_marks(self._expression).encode())
        expressions.Compile()
        return expressions.Match  # type: ignore[no-any-return]


def has_capitals(expression: str) -> bool:
    """Whether an expression asks for capital letters, which the lower-case text it is matched with never has."""
    return re.search("[A-Z]", _NOT_LITERAL.sub("", expression)) is not None


def _joined(expressions: Iterable[str]) -> str:
    return "|".join(f"(?:{_NOT.sub(_WORD_NOT, expression)})" for expression in expressions)


def right_before(expressions: Iterable[str]) -> str:
    """Matches, anywhere, where whole words that fit one of the expressions end at the end of the text."""
    return rf"{_BEGIN}(?:{_joined(expressions)})\s*$" if expressions else ""


def right_after(expressions: Iterable[str]) -> str:
    """Matches, at the start, where whole words that fit one of the expressions begin the text; group 1 is the words."""
    return rf"\s*({_joined(expressions)}){_END}" if expressions else ""


def anywhere(expressions: Iterable[str]) -> str:
    """Matches where whole words that fit one of the expressions occur."""
    return rf"{_BEGIN}(?:{_joined(expressions)}){_END}" if expressions else ""


@lru_cache(maxsize=4096)
def anchors(expression: str) -> tuple[str, ...]:
    """The literal beginnings by which a pattern is found in a text; none if it has no literal beginning.

    They are as long as the pattern allows, since a short one ("the") would have the pattern tried at every other word.
    """
    found, _ = _beginnings(plain_marks(expression), 0)
    literal = set()
    for words, _ in found:
        bare = words.rstrip()
        # "a" alone would be found in every word that begins with it.
        literal.add(f"{bare} " if len(bare) == 1 and bare != words else bare)
    if any(len(words) < 2 for words in literal):
        return ()
    kept: list[str] = []
    for words in sorted(literal):  # one that begins with another is found with it
        if not kept or not words.startswith(kept[-1]):
            kept.append(words)
    return tuple(kept)


# How a text may begin: literal characters, and whether only these are known (no more may be added).
_Beginnings = set[tuple[str, bool]]
_PLAIN_RUN = re.compile(r"[\w '-]+(?![?*+{])")  # the last character before a sign of repetition stands alone
_MOST_ANCHORS = 400  # of one pattern


def _beginnings(expression: str, place: int) -> tuple[_Beginnings, int]:
    """What the alternatives that start at a place may begin with, and where their group ends."""
    alternatives: _Beginnings = set()
    known: _Beginnings = {("", False)}
    while place < len(expression) and expression[place] != ")":
        if expression[place] == "|":
            alternatives |= known
            known = {("", False)}
            place += 1
            continue
        item, place = _item(expression, place)
        item, place = _repeated(item, expression, place)
        unfinished = [words for words, closed in known if not closed]
        longer = {words for words in known if words[1]}
        longer.update((words + more, end) for words in unfinished for more, end in item)
        if len(longer) + len(alternatives) > _MOST_ANCHORS:
            longer = {(words, True) for words, _ in known}
        known = longer
    return alternatives | known, place + 1


def _item(expression: str, place: int) -> tuple[_Beginnings, int]:
    """What a run of characters, a class or a group may begin with, and where it ends."""
    if run := _PLAIN_RUN.match(expression, place):
        return {(run[0], False)}, run.end()
    char = expression[place]
    if char == "(":
        inside = place + (3 if expression.startswith("(?:", place) else 1)
        return _beginnings(expression, inside)
    if char == "[":
        return {("", True)}, expression.find("]", place + 2) + 1 or len(expression)  # none behind "\\Q[", a plain sign
    if char == "\\":
        return {("", expression[place + 1] not in "bB")}, place + 2
    return {("", True) if char in ".^$" else (char, False)}, place + 1


def _repeated(item: _Beginnings, expression: str, place: int) -> tuple[_Beginnings, int]:
    """An item with the sign behind it that says how often it may stand."""
    sign = expression[place : place + 1]
    if sign == "?":
        return item | {("", False)}, place + 1
    if sign in ("*", "+") or (sign == "{" and (most := expression.find("}", place)) > 0):
        none = {("", False)} if sign == "*" or expression.startswith(("{0", "{,"), place) else set()
        return {(words, True) for words, _ in item} | none, (place if sign != "{" else most) + 1
    return item, place
