"""The articles of a site with their critiques: what every page is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from medialit.article import Article
from medialit.critique import Critique
from medialit.packed import PackedCritique
from medialit.readability import Readability
from medialit.rules.hits import Flag
from medialit.rules.loader import RuleSet
from medialit.rules.model import Rule
from medialit.site.ledger import Ledger, ledger_of
from medialit.site.standards import Standard
from medialit.text.document import Span


@dataclass(frozen=True, eq=False)
class Entry:
    """One article and what the engine found in it. Two entries are never equal, so that they are good keys.

    `marked` is whether its page has the marks in the text, and the places of its sources; an author's HTML may leave no
    room for them.
    """

    article: Article
    held: Critique | PackedCritique
    marked: bool = True

    def packed(self) -> Entry:
        """The same in less room, without the Markdown of the article."""
        entry = replace(self, article=self.article.without_text(), held=PackedCritique(self.critique))
        vars(entry)["ledger"] = self.ledger  # every entry is asked for it
        return entry

    @property
    def critique(self) -> Critique:
        """What the engine found. Of many entries one after the other, ask for `flags`, `readability` or `text`."""
        return self.held.whole() if isinstance(self.held, PackedCritique) else self.held

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of its critique."""
        return self.held.flags

    @property
    def readability(self) -> Readability:
        """How hard it is to read."""
        return self.held.readability

    @property
    def text(self) -> str:
        """The text that flags stand in."""
        return self.held.text

    def around(self, number: int, flag: Flag) -> Span:
        """The sentence that holds a flag with its number; where it is in none, the block, or else the flag itself."""
        return self.held.around(number) if isinstance(self.held, PackedCritique) else self.held.around(flag)

    @property
    def slug(self) -> str:
        """The article's part of its addresses."""
        return self.article.slug

    def has_mark(self, flag: Flag) -> bool:
        """Whether a flag of its own has a mark in its text, which links may lead to; else they lead to its note."""
        return self.marked and flag.scope == "text"

    def numbered(self) -> Iterator[tuple[int, Flag]]:
        """The flags with their numbers, from 1, in the order of the text."""
        return enumerate(self.flags, 1)

    @cached_property
    def counted(self) -> int:
        """How many flags are questions about the writer's own words."""
        return sum(flag.counted for flag in self.flags)

    @cached_property
    def ledger(self) -> Ledger:
        """Who speaks in it."""
        return ledger_of(self.critique)


class Instance(NamedTuple):
    """One flag of a rule somewhere in the collection."""

    entry: Entry
    number: int
    flag: Flag


@dataclass(frozen=True, eq=False)
class Collection:
    """All articles of a site, newest first, and the rules in force.

    `mistakes_to` is where readers report mistakes; `standards` are those that lessons may name.
    """

    entries: tuple[Entry, ...]
    rules: RuleSet
    mistakes_to: str = ""
    standards: Mapping[str, Standard] = field(default_factory=dict)

    @cached_property
    def by_slug(self) -> dict[str, Entry]:
        """Entries by slug."""
        return {entry.slug: entry for entry in self.entries}

    @cached_property
    def by_story(self) -> dict[str, list[Entry]]:
        """Entries by the story they share, in their order."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if story := entry.article.front.story:
                found.setdefault(story, []).append(entry)
        return found

    @cached_property
    def instances(self) -> dict[str, list[Instance]]:
        """Every flag in the collection by rule id, in the order of the entries."""
        found: dict[str, list[Instance]] = {rule_id: [] for rule_id in self.rules}
        for entry in self.entries:
            for number, flag in entry.numbered():
                found.setdefault(flag.rule.id, []).append(Instance(entry, number, flag))
        return found

    @cached_property
    def stories(self) -> dict[str, list[Entry]]:
        """The stories by name, in alphabetical order; one article is no story."""
        return {story: own for story, own in sorted(self.by_story.items()) if len(own) > 1}

    def rules_by_family(self) -> dict[str, list[Rule]]:
        """The rules in force, grouped."""
        groups: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            groups.setdefault(rule.family, []).append(rule)
        return groups
