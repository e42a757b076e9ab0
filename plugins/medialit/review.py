"""The educator's review of an article: which flags a person confirms or sets aside, and what the rules missed.

Every entry is anchored by the exact words it is about. Where these words stand more than once, `prefix`, `suffix` or
`occurrence` says which are meant; an anchor that fits no words, or several, is an error and never guessed at.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from medialit.anchor import AnchorError, place_of
from medialit.critique import Critique, Voices, in_order
from medialit.plaintext import PlainText, Sentences
from medialit.rules.hits import Flag
from medialit.rules.model import Rule
from medialit.text.document import Document, Span

OWN_QUESTION = "context.own-question"
_NEAR = 30  # code points within which a flag is near some words


class _Anchored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: Sentences | None = Field(None, description="the exact words of the article; left out for the whole article")
    prefix: Sentences | None = Field(None, description="words right before the quote, where it is not unique")
    suffix: Sentences | None = Field(None, description="words right behind the quote, where it is not unique")
    occurrence: Annotated[int, Field(ge=1)] | None = Field(None, description="which of several, from 1")
    rule: PlainText | None = Field(None, description="the rule, such as words.loaded-word")


class Confirmation(_Anchored):
    """A flag that a person agrees with."""

    note: Sentences | None = Field(None, description="what the reviewer adds; shown to readers")

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.quote is None and self.rule is None:
            raise ValueError("needs a quote, or a rule for the whole article")
        return self


class Dismissal(_Anchored):
    """A flag that a person sets aside, and why."""

    reason: Sentences = Field(description="why the flag is set aside; shown to readers")

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.quote is None and self.rule is None:
            raise ValueError("needs a quote, or a rule for the whole article")
        return self


class Addition(_Anchored):
    """A flag of the reviewer's own: a technique, a question, or both."""

    question: Sentences | None = Field(None, description="what to ask; the technique's question if left out")
    note: Sentences | None = Field(None, description="what the reviewer adds; shown to readers")

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.rule is None and self.question is None:
            raise ValueError("needs a rule or a question")
        return self


class Review(BaseModel):
    """Who looked at the flags of an article, when, and what they decided."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: PlainText = Field(description="who reviewed it, as shown to readers")
    date: dt.date = Field(description="when, such as 2026-03-14")
    confirm: tuple[Confirmation, ...] = Field((), description="flags that a person agrees with")
    dismiss: tuple[Dismissal, ...] = Field((), description="flags that a person sets aside, and why")
    add: tuple[Addition, ...] = Field((), description="flags of the reviewer's own")

    @field_validator("date", mode="before")
    @classmethod
    def _a_day(cls, value: object) -> object:
        return value.date() if isinstance(value, dt.datetime) else value


def reviewed(critique: Critique, review: Review, rules: Mapping[str, Rule]) -> tuple[Critique, list[AnchorError]]:
    """The critique with a person's decisions, and the entries that could not be placed.

    `rules` are those that a flag may be added for, by id, the techniques that only people can see among them.
    """
    flags = list(critique.flags)
    problems: list[AnchorError] = []
    decisions: list[tuple[str, int, Confirmation | Dismissal]] = [
        *(("confirm", number, entry) for number, entry in enumerate(review.confirm)),
        *(("dismiss", number, entry) for number, entry in enumerate(review.dismiss)),
    ]
    for kind, number, entry in decisions:
        try:
            at = _flag_for(critique.document, critique.flags, entry)
            if flags[at].status != "open":
                raise AnchorError(f"the flag on {_shown(entry)} is decided twice; keep one entry")
        except AnchorError as error:
            problems.append(AnchorError(error.problem, (kind, number)))
            continue
        if isinstance(entry, Dismissal):
            flags[at] = replace(flags[at], status="dismissed", note=entry.reason)
        else:
            flags[at] = replace(flags[at], status="confirmed", note=entry.note)
    for number, addition in enumerate(review.add):
        try:
            flags.append(_added(critique, addition, rules))
        except AnchorError as error:
            problems.append(AnchorError(error.problem, ("add", number)))
    return replace(critique, flags=in_order(flags)), problems


def _added(critique: Critique, entry: Addition, rules: Mapping[str, Rule]) -> Flag:
    rule_id = entry.rule or OWN_QUESTION
    if rule_id not in rules:
        near = difflib.get_close_matches(rule_id, rules, 1)
        hint = f"; did you mean '{near[0]}'?" if near else "; the command 'medialit rules' lists them"
        raise AnchorError(f"no rule is called '{rule_id}'{hint}")
    document = critique.document
    if entry.quote is None:
        flag = Flag(rules[rule_id], 0, len(document.text), "author", scope="article")
    else:
        span = _span_of(document, entry)
        voice, speaker = Voices(document, critique.attributions).at(*span)
        flag = Flag(rules[rule_id], span.start, span.end, voice, speaker)
    return replace(flag, origin="educator", status="confirmed", note=entry.note, asked=entry.question)


def _flag_for(document: Document, flags: Sequence[Flag], entry: _Anchored) -> int:
    """The index of the one flag that an entry means. Raises AnchorError."""
    of_rule = [at for at, flag in enumerate(flags) if entry.rule in (None, flag.rule.id)]
    if entry.quote is None:
        whole = next((at for at in of_rule if flags[at].scope == "article"), None)
        if whole is None:
            raise AnchorError(f"the rule '{entry.rule}' asks nothing of the whole article; give a quote")
        return whole
    span = _span_of(document, entry)
    here = [at for at in of_rule if any(part.touches(span) for part in _places(flags[at]))]
    exact = [at for at in here if span in _places(flags[at])]
    if len(exact) == 1 or len(here) == 1:
        return (exact or here)[0]
    if here:
        found = ", ".join(_named(document, flags[at]) for at in here)
        raise AnchorError(f"“{entry.quote}” has several flags; say which by 'rule' or by the exact words: {found}")
    wide = Span(max(0, span.start - _NEAR), span.end + _NEAR)
    near = [_named(document, flag) for flag in flags if any(part.touches(wide) for part in _places(flag))]
    hint = f"; near it: {', '.join(near)}" if near else "; use 'add' for a flag of your own"
    nothing = f"'{entry.rule}' does not flag" if entry.rule else "nothing is flagged at"
    raise AnchorError(f"{nothing} “{entry.quote}”{hint}")


def _span_of(document: Document, entry: _Anchored) -> Span:
    return place_of(document, entry.quote or "", entry.prefix, entry.suffix, entry.occurrence)


def _places(flag: Flag) -> tuple[Span, ...]:
    return (Span(flag.start, flag.end), *flag.repeats) if flag.scope == "text" else ()


def _named(document: Document, flag: Flag) -> str:
    return f"{flag.rule.id} on “{document.text[flag.start : flag.end]}”"


def _shown(entry: _Anchored) -> str:
    return f"“{entry.quote}”" if entry.quote else f"the whole article ({entry.rule})"
