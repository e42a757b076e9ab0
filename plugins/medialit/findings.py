"""The flags of article files with their places in these files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from medialit.article import Article
from medialit.critique import Critique
from medialit.decisions import positions_of
from medialit.markup.source import Place
from medialit.rules.hits import Flag
from medialit.yamlfile import DataError


@dataclass(frozen=True)
class InFile(Critique):
    """The critique of a file, named as people know it, which is that of an article or else plain text."""

    shown: str
    article: Article | None

    @cached_property
    def places(self) -> list[Place]:
        """The places of all flags in the file, in their order. Those of the whole text stand at its beginning."""
        return place_of_flags(self.article, self) if self.article else place_in_text(self)


def in_file(critique: Critique, shown: str, article: Article | None = None) -> InFile:
    """A critique that knows its file."""
    found = {one.name: getattr(critique, one.name) for one in fields(Critique)}
    return InFile(**found, shown=shown, article=article)


@dataclass(frozen=True, slots=True)
class Finding:
    """Flag `number` of an article and where its words stand in the file; that of a whole article has no words."""

    number: int
    flag: Flag
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Checked:
    """An article file, named as people know it. `aside` and `hidden` count the flags that are not listed: set aside
    by a person, and left out because they are other people's words or good practice.
    """

    shown: str
    slug: str
    findings: tuple[Finding, ...] = ()
    problems: tuple[DataError, ...] = ()
    aside: int = 0
    hidden: int = 0

    def count(self, status: str) -> int:
        """How many of the flags listed are open, or confirmed."""
        return sum(finding.flag.status == status for finding in self.findings)


def is_question(flag: Flag) -> bool:
    """Whether a flag asks something of the writer's own words."""
    return flag.voice in ("author", "headline") and flag.rule.tier != "craft"


def place_of_flags(article: Article, critique: Critique) -> list[Place]:
    """The places of all flags, in their order. Those of the whole article stand at its title."""
    positions = positions_of(article, critique.document)
    title = article.line_of_key(("title",))
    whole = Place(title, None, title, None)
    return [positions.place(flag.start, flag.end) if flag.scope == "text" else whole for flag in critique.flags]


def place_in_text(critique: Critique) -> list[Place]:
    """The places of all flags in a file that is their text. Lines end as editors see it."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", critique.document.text))]

    def at(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    whole = Place(1, None, 1, None)
    return [Place(*at(flag.start), *at(flag.end)) if flag.scope == "text" else whole for flag in critique.flags]


def fails(results: Iterable[Checked], tier: str) -> bool:
    """Whether the data are wrong somewhere, or a question of a tier ("any": of any, "never": of none) is open."""
    tiers = ("ask", "notice", "note") if tier == "any" else (tier,)
    return any(
        result.problems
        or any(
            is_question(finding.flag) and finding.flag.status == "open" and finding.flag.rule.tier in tiers
            for finding in result.findings
        )
        for result in results
    )
