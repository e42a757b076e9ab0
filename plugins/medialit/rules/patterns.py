"""RE2 expressions of rule files: compiled with word boundaries; RE2 runs in linear time whatever is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
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
_LITERAL = re.compile(r"[a-z0-9' -]+")


@lru_cache(maxsize=4096)
def compiled(expression: str) -> Any:
    """An RE2 pattern over UTF-8 bytes. Raises PatternError."""
    options = re2.Options()
    options.log_errors = False
    options.longest_match = True  # so that "many (believe|believed)" takes the whole word
    options.max_mem = 8 << 20
    return re2.compile(plain_marks(expression).encode(), options)


def has_capitals(expression: str) -> bool:
    """Whether an expression asks for capital letters, which the lower-case text it is matched with never has."""
    return re.search("[A-Z]", _NOT_LITERAL.sub("", expression)) is not None


def _joined(expressions: Iterable[str]) -> str:
    return "|".join(f"(?:{_NOT.sub(_WORD_NOT, expression)})" for expression in expressions)


def right_before(expressions: Iterable[str]) -> str:
    """Matches, anywhere, where whole words that fit one of the expressions end at the end of the text."""
    return rf"{_BEGIN}(?:{_joined(expressions)})\s*$" if expressions else ""


def right_after(expressions: Iterable[str]) -> str:
    """Matches, at the start, where whole words that fit one of the expressions begin the text."""
    return rf"\s*(?:{_joined(expressions)}){_END}" if expressions else ""


def anywhere(expressions: Iterable[str]) -> str:
    """Matches where whole words that fit one of the expressions occur."""
    return rf"{_BEGIN}(?:{_joined(expressions)}){_END}" if expressions else ""


def _options(expression: str) -> tuple[list[str], str]:
    """The alternatives of the group that an expression begins with, and what comes after the group."""
    depth, option = 0, ""
    options: list[str] = []
    for place, char in enumerate(expression):
        if char == "(":
            depth += 1
            if depth == 1:
                continue
        elif char == ")":
            depth -= 1
            if depth == 0:
                return [*options, option.removeprefix("?:")], expression[place + 1 :]
        elif char == "|" and depth == 1:
            options.append(option.removeprefix("?:"))
            option = ""
            continue
        option += char
    return [], ""


def _prefix(expression: str) -> str:
    literal = _LITERAL.match(expression)
    if not literal:
        return ""
    words = literal[0]
    if literal.end() < len(expression) and expression[literal.end()] in "?*{":
        words = words[:-1]
    # "a" alone would be found in every word that begins with it.
    return words if len(words) == 2 and words[1] == " " else words.rstrip()


def anchors(expression: str) -> list[str]:
    """The literal beginnings by which a pattern is found in a text; none if it has no literal beginning."""
    expression = plain_marks(expression)
    if expression.startswith("("):
        options, rest = _options(expression)
        if rest[:1] in ("?", "*", "{"):
            return []
        found = [_prefix(option if len(option) > 1 else option + rest[:1]) for option in options]
    else:
        found = [_prefix(expression)]
    return found if all(len(word) > 1 for word in found) else []
