"""What a rule file may say. One YAML file is one rule; a teacher can read and write it.

The fields are documented here because the JSON Schema for editors is made from them.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Family = Literal["words", "sourcing", "certainty", "persuasion", "headline", "context", "craft"]
Tier = Literal["ask", "notice", "note", "craft"]
Voice = Literal["author", "headline", "quoted", "attributed"]
Kind = Literal[
    "news", "opinion", "analysis", "explainer", "press-release", "feature", "interview", "review", "advertorial"
]
Clearance = Literal["number", "link", "source", "named-source", "date"]

FAMILIES: tuple[Family, ...] = ("words", "sourcing", "certainty", "persuasion", "headline", "context", "craft")
FEWEST_EXAMPLES = 5  # of each kind, for a rule that a machine applies
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cue(_Strict):
    """Words that raise the question, and what must stand around them.

    `phrases` match as written. `nouns`, `verbs` and `adjectives` match in every inflection. `patterns` are RE2
    expressions on lower-case text with plain quotation marks; each begins with a word or a group of words, such as
    `(must|should) never`. No cue reaches beyond its sentence. All the surroundings named must hold. Words that are
    plain in one country and loaded in another, such as "scheme", get a cue of their own with `not_in: [en-GB]`.
    """

    phrases: tuple[Text, ...] = Field((), description="matched as written")
    nouns: tuple[Text, ...] = Field((), description="matched in every inflection")
    verbs: tuple[Text, ...] = Field((), description="matched in every inflection")
    adjectives: tuple[Text, ...] = Field((), description="matched in every inflection")
    patterns: tuple[Text, ...] = Field((), description="RE2 patterns; each begins with a word or a group of words")
    said_by: tuple[Text, ...] = Field(
        (), description="nouns, in every inflection; flagged with the reporting word where a phrase headed by one is "
        "all that the text says of a source; the surroundings are those of the noun"
    )  # fmt: skip
    preceded_by: tuple[Text, ...] = Field((), description="RE2 patterns; one must end right before the cue")
    not_preceded_by: tuple[Text, ...] = Field((), description="RE2 patterns; none may end right before the cue")
    followed_by: tuple[Text, ...] = Field((), description="RE2 patterns; one must begin right after the cue")
    not_followed_by: tuple[Text, ...] = Field((), description="RE2 patterns; none may begin right after the cue")
    sentence_has: tuple[Text, ...] = Field((), description="RE2 patterns; one must occur in the sentence")
    sentence_lacks: tuple[Text, ...] = Field((), description="RE2 patterns; none may occur in the sentence")
    near_has: tuple[Text, ...] = Field(
        (), description="RE2 patterns; one must occur in the sentence, or in the one before or after it"
    )
    near_lacks: tuple[Text, ...] = Field(
        (), description="RE2 patterns; none may occur in the sentence, nor in the one before or after it"
    )
    position: Literal["anywhere", "clause-start"] = Field(
        "anywhere", description="clause-start: first in its sentence or clause, or set off by punctuation on both sides"
    )
    extend: Literal["no", "following", "phrase", "clause", "start", "sentence"] = Field(
        "no",
        description=(
            "following: the flag takes in the words that `followed_by` asks for; phrase: it runs on to the end of the "
            "phrase; clause: it covers the clause around the cue, between semicolons, colons, dashes, brackets, "
            "quotation marks and conjunctions; start: it begins where the sentence begins; sentence: it covers the "
            "sentence"
        ),
    )
    company: Literal["sentence", "nearby"] | None = Field(
        None,
        description=(
            "only beside a flag of the family, in the same voice, that needs no company itself: in the same sentence, "
            "or nearby, which takes in the sentences before and after"
        ),
    )
    names: bool = Field(False, description="true: flag the cue also where capitals make it look like part of a name")
    not_in: tuple[Language, ...] = Field(
        (), description="languages in whose usage the words are plain; an article says its own in `lang`"
    )

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not (self.phrases or self.nouns or self.verbs or self.adjectives or self.patterns or self.said_by):
            raise ValueError("a cue needs phrases, nouns, verbs, adjectives, patterns or said_by")
        if self.extend == "following" and not self.followed_by:
            raise ValueError("a cue with 'extend: following' needs followed_by")
        return self


class Example(_Strict):
    """A sentence written for this project. Square brackets stand around the words a must-flag example marks."""

    text: Text = Field(description="a sentence; [brackets] around the words to be marked")
    title: Text | None = Field(None, description="a headline above it")
    type: Kind | None = Field(None, description="the kind of text it stands in")
    date: dt.date | None = Field(None, description="when that appeared")
    author: Text | None = Field(None, description="who wrote it")
    outlet: Text | None = Field(None, description="where it was published")
    lang: Language = Field("en", description="language code of the text, such as en-GB")
    links: tuple[Text, ...] = Field((), description="phrases of the text that are links")

    @cached_property
    def plain(self) -> str:
        """The text without the square brackets."""
        return re.sub(r"[\[\]]", "", self.text)

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the bracketed words stand in the plain text."""
        spans, start = [], 0
        for removed, mark in enumerate(re.finditer(r"[\[\]]", self.text)):
            place = mark.start() - removed
            if mark[0] == "[":
                start = place
            else:
                spans.append((start, place))
        return tuple(spans)


class Rule(_Strict):
    """One technique: what it flags, what it asks, and how well it is founded."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z]+(-[a-z]+)*$")] = Field(
        description="family.name, in lower-case letters and hyphens"
    )
    name: Text = Field(description="what people call it")
    family: Family = Field(description="the group it is listed in; the id begins with it")
    tier: Tier = Field(description="how much it asks of a reader; notes and praise are not counted")
    question: Text = Field(description="what a reader should ask; shown beside every flag")
    definition: Text = Field(description="what it flags")
    why: Text = Field(description="why it matters")
    fine: Text = Field(description="when it is fine")
    limits: Text | None = Field(None, description="known false positives")
    enabled: bool = Field(True, description="false: only where the site's settings switch it on")
    educator_only: bool = Field(False, description="true: no words can find it; people add it in an article's review")
    cues: tuple[Cue, ...] = Field((), description="words that raise the question")
    exceptions: tuple[Text, ...] = Field((), description="phrases in which a cue is not flagged")
    detector: Text | None = Field(None, description="name of the built-in detector, for what a cue list can't say")
    voices: tuple[Voice, ...] = Field(
        ("author", "headline", "quoted", "attributed"), description="whose words it looks at"
    )
    genres: tuple[Kind, ...] = Field((), description="only in these kinds of text; empty: in all")
    companion: bool = Field(True, description="false: its flags are no company for cues that need some")
    cleared_by: tuple[Clearance, ...] = Field((), description="what in the sentence answers the question")
    attribution: Literal["any", "sourceless"] | None = Field(
        None, description="only where the words name who says something, or report it; sourceless: with nobody named"
    )
    most_per_paragraph: Annotated[int, Field(ge=1)] | None = Field(None, description="flag no more than this")
    sources: tuple[Text, ...] = Field(min_length=1, description="the literature, and licensed lists")
    must_flag: tuple[Example, ...] = Field(min_length=1, description="sentences to be marked, words in [brackets]")
    must_pass: tuple[Example, ...] = Field(min_length=1, description="sentences that tempt the rule and are fine")

    @field_validator("must_flag", "must_pass", mode="before", json_schema_input_type=tuple[Text | Example, ...])
    @classmethod
    def _sentences(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            return [{"text": item} if isinstance(item, str) else item for item in value]
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.id.split(".")[0] != self.family:
            raise ValueError(f"id '{self.id}' must begin with its family, '{self.family}.'")
        for name in ("must_flag", "must_pass"):
            if not self.educator_only and len(getattr(self, name)) < FEWEST_EXAMPLES:
                raise ValueError(f"{name} needs at least {FEWEST_EXAMPLES} items and has {len(getattr(self, name))}")
        automatic = bool(self.cues or self.detector)
        if automatic == self.educator_only:
            wrong = "has neither cues nor a detector" if automatic else "needs cues or a detector"
            raise ValueError(f"a rule that is educator_only {wrong}" if automatic else f"a rule {wrong}")
        if (self.tier == "craft") != (self.family == "craft"):
            raise ValueError("tier 'craft' and family 'craft' go together")
        return self

    @property
    def slug(self) -> str:
        """The id without its family, as in the address of its page."""
        return self.id.split(".")[1]


class Switches(_Strict):
    """The site's choice of rules: `site_config/rules/switches.yml`."""

    on: tuple[Text, ...] = Field(default=(), description="ids of rules that are off by default")
    off: tuple[Text, ...] = Field(default=(), description="ids of rules that this site does without")
