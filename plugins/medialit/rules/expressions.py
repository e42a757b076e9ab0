"""Whether the expressions of a rule can be used: RE2 takes them, and none is too large."""

from __future__ import annotations

from medialit.rules.model import Rule
from medialit.rules.patterns import PatternError, anchors, compiled, has_capitals
from medialit.rules.surroundings import Surroundings

# RE2's instructions, of one expression and of a rule; the largest that ship have a half and a fifth of that. What RE2
# can't keep in its memory takes time in proportion to them.
_LARGEST_ONE, _LARGEST = 3_000, 150_000


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
                    reason = error.args[0]
                    reason = reason.decode() if isinstance(reason, bytes) else reason
                    return place, f"'{expression}' is no RE2 expression: {reason}"
                if large:
                    return place, f"'{expression[:60]}' is too large; let it repeat less, or make it two"
                if has_capitals(expression):
                    return place, f"'{expression}' has capital letters; write it in lower case, which matches both"
                if field == "patterns" and not anchors(expression):
                    return place, f"the pattern '{expression}' must begin with a word or a group such as (many|most)"
        try:
            size += Surroundings(cue).compile()
        except PatternError:
            return ("cues", number), "the expressions around this cue are too large together; shorten them"
        size += sum(compiled(expression).programsize for expression in cue.patterns)
        if size > _LARGEST:
            return ("cues", number), "the expressions of this rule are too many or too large; make it two rules"
    return None
