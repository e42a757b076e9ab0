"""Whether the expressions of a rule can be used: RE2 takes them, and none is too large."""

from __future__ import annotations

from medialit.rules.model import Rule
from medialit.rules.patterns import PatternError, anchors, compiled, has_capitals
from medialit.rules.surroundings import Surroundings

# RE2's instructions, of one expression and of a rule; the largest that ship have a half and a fifth of that. What RE2
# can't keep in its memory takes time in proportion to them.
_LARGEST_ONE, _LARGEST = 3_000, 150_000
_SHOWN = 60  # characters of an expression in a message


def check_rule(rule: Rule) -> tuple[tuple[str | int, ...], str] | None:
    """What is wrong with the expressions of a rule, and where; None if all is well."""
    size = 0
    for number, cue in enumerate(rule.cues):
        for field in (
            "patterns", "preceded_by", "not_preceded_by", "followed_by", "not_followed_by", "sentence_has",
            "sentence_lacks", "near_has", "near_lacks",
        ):  # fmt: skip
            for item, expression in enumerate(getattr(cue, field)):
                place = ("cues", number, field, item)
                try:
                    large = compiled(expression).programsize > _LARGEST_ONE
                except PatternError as error:
                    return place, f"'{_short(expression)}' is no RE2 expression: {_reason(error)}"
                if large:
                    return place, f"'{_short(expression)}' is too large; let it repeat less, or make it two"
                if has_capitals(expression):
                    problem = "has capital letters; write it in lower case, which matches both"
                    return place, f"'{_short(expression)}' {problem}"
                if field == "patterns" and not anchors(expression):
                    problem = "must begin with a word or a group such as (many|most)"
                    return place, f"the pattern '{_short(expression)}' {problem}"
        try:
            size += Surroundings(cue).compile()
        except PatternError:
            return ("cues", number), "the expressions around this cue are too large together; shorten them"
        size += sum(compiled(expression).programsize for expression in cue.patterns)
        if size > _LARGEST:
            return ("cues", number), "the expressions of this rule are too many or too large; make it two rules"
    return None


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _reason(error: PatternError) -> str:
    """What RE2 says, and of which part."""
    said = error.args[0]
    kind, colon, part = (said.decode() if isinstance(said, bytes) else said).partition(": ")
    return f"{kind}{colon}{_short(part)}"
