"""What a list can be narrowed by. The counts here are those of the whole list; facets.js keeps them true after that."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list: its value in the address, its name, how many items it leaves, its group if any."""

    value: str
    name: str
    count: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One question a reader may ask of a list, with its answers. `name` stands in the address."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def choices_of(
    values: Iterable[str], names: Mapping[str, str], groups: Mapping[str, str] | None = None
) -> tuple[Choice, ...]:
    """The values that occur, in the order of `names`; none where there is only one, which would narrow nothing."""
    counts = Counter(values)
    groups = groups or {}
    found = tuple(
        Choice(value, name, counts[value], groups.get(value, "")) for value, name in names.items() if counts[value]
    )
    return found if len(found) > 1 else ()


def value_of(name: str) -> str:
    """A name as one word of an address: "Public services" is "public-services". Letters of any script stay."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", name).casefold()).strip("-") or "-"
