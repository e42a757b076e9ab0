"""The collection in pictures, each with its table. Texts are added up by kind and topic, never by who wrote them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medialit.rules.model import Family
from medialit.site import plots, urls, words
from medialit.site.collection import Collection, Entry
from medialit.site.coverage import FAMILIES, family_counts, per_hundred
from medialit.site.facets import value_of
from medialit.site.pages import Page, render
from medialit.site.plots import Drawing

_MOST_TOPICS = 14
_LAST_GRADE = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table, and where it leads if anywhere."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures with a name; the first cell of each row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, its name, what it shows in a sentence for those who do not see it, how to read it, its tables."""

    id: str
    title: str
    drawing: Drawing
    described: str
    about: tuple[str, ...]
    tables: tuple[Table, ...]


def _by_kind(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {kind: [] for kind in words.kinds()}
    for entry in entries:
        found[entry.article.front.type or words.NO_KIND].append(entry)
    return {kind: own for kind, own in found.items() if own}


def _table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Table:
    made = (tuple(cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row) for row in rows)
    return Table(caption, tuple(columns), tuple(made))


def _named(kinds: Mapping[str, list[Entry]]) -> dict[str, str]:
    """Kinds as rows name them, with the number of their articles."""
    return {kind: f"{words.kinds()[kind]} ({len(own)})" for kind, own in kinds.items()}


def _kind_cell(kind: str, name: str) -> Cell:
    return Cell(name, f"{urls.ARTICLES}?kind={kind}")


def _techniques(collection: Collection, kinds: Mapping[str, list[Entry]]) -> Picture:
    names = _named(kinds)
    own = {kind: sum(entry.ledger.writer for entry in entries) for kind, entries in kinds.items()}
    counts: dict[str, Counter[Family]] = {
        kind: sum(map(family_counts, entries), Counter()) for kind, entries in kinds.items()
    }
    rates = {
        names[kind]: {family: per_hundred(counts[kind][family], own[kind]) for family in FAMILIES} for kind in kinds
    }
    of_rule = {kind: Counter(f.rule.id for entry in entries for f in entry.flags if f.status != "dismissed")
               for kind, entries in kinds.items()}  # fmt: skip
    present = [rule for rule in collection.rules.values() if any(of_rule[kind][rule.id] for kind in kinds)]
    families = {family: words.FAMILIES[family][0] for family in FAMILIES}
    return Picture(
        id="techniques",
        title="Techniques by kind of text",
        drawing=plots.rates(rates, families),
        described="Bars: marks of each family for every 100 words of the writer’s own, by kind of text. "
        "The table below has the figures.",
        about=(
            "How many marks of each family stand on every 100 words of the writer’s own. Headlines and words of people "
            "quoted are not among them.",
            "Kinds of text have different jobs: a column argues, a report tells. Where a kind has few articles, its "
            "bar says more about these than about the kind.",
        ),
        tables=(
            _table(
                "Marks for every 100 words of the writer’s own",
                ("Kind of text", *families.values(), "Words"),
                (
                    (
                        _kind_cell(kind, names[kind]),
                        *(f"{rates[names[kind]][family]:.2f}" for family in families),
                        words.number(own[kind]),
                    )
                    for kind in kinds
                ),
            ),
            _table(
                "Marks of each technique, in anybody’s words",
                ("Technique", *names.values()),
                (
                    (
                        Cell(words.typographic(rule.name), urls.technique_url(rule)),
                        *(words.number(of_rule[kind][rule.id]) for kind in kinds),
                    )
                    for rule in present
                ),
            ),
        ),
    )


def _grades(entries: Iterable[Entry]) -> Picture:
    """How many articles have a grade in their range. A range below 1 counts at 1, one above the last grade there."""
    steps = range(1, _LAST_GRADE + 1)
    counts, unmeasured = Counter[int](), 0
    for entry in entries:
        low, high = entry.readability.grade_low, entry.readability.grade_high
        if low is None or high is None:
            unmeasured += 1
            continue
        first, last = (min(max(round(grade), 1), _LAST_GRADE) for grade in (low, high))
        counts.update(range(first, last + 1))
    labels = {step: f"{step}+" if step == _LAST_GRADE else str(step) for step in steps}
    rows = [(f"Grade {labels[step]}", words.number(counts[step])) for step in steps]
    if unmeasured:
        rows.append(("Too short to measure", words.number(unmeasured)))
    return Picture(
        id="reading",
        title="Reading ranges",
        drawing=plots.columns({labels[step]: counts[step] for step in steps}, "US school grade"),
        described="Columns: for each school grade, how many articles have it in their reading range.",
        about=(
            "For each school grade, how many articles have it in their reading range. An article stands in as many "
            "columns as its range is wide.",
            "Formulas count the length of words and sentences. They know nothing about the topic or the reader.",
        ),
        tables=(_table("Articles whose reading range includes a grade", ("Grade", "Articles"), rows),),
    )


def _voices(kinds: Mapping[str, list[Entry]]) -> Picture:
    names, parts = _named(kinds), ("The writer", "Named sources", "Unnamed")
    shares: dict[str, tuple[float, float, float]] = {}
    rows = []
    for kind, entries in kinds.items():
        ledgers = [entry.ledger for entry in entries]
        sources = [source for ledger in ledgers for source in ledger.sources]
        total = sum(ledger.total for ledger in ledgers)
        named = sum(source.words for source in sources if source.named)
        unnamed = sum(source.words for source in sources if not source.named)
        share = (per_hundred(total - named - unnamed, total), per_hundred(named, total), per_hundred(unnamed, total))
        shares[names[kind]] = share
        speaking = [words.number(sum(s.named is is_named for s in sources)) for is_named in (True, False)]
        rows.append((_kind_cell(kind, names[kind]), *(f"{part:.0f} %" for part in share), *speaking))
    return Picture(
        id="voices",
        title="Whose words",
        drawing=plots.shares(shares, parts),
        described="Bars: the shares of words that are the writer’s, those of named sources and those of unnamed ones, "
        "by kind of text.",
        about=(
            "Whose words the texts are made of: the writer’s own, those of sources with a name, and those of sources "
            "without one, quoted or reported.",
            "A source without a name can have good reasons. Ask whether the text gives them.",
        ),
        tables=(
            _table(
                "Shares of words, and how many sources speak",
                ("Kind of text", *parts, "Sources with a name", "Without"),
                rows,
            ),
        ),
    )


def _topics(entries: Iterable[Entry]) -> Picture | None:
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for entry in entries:
        for topic in dict.fromkeys(entry.article.front.topics):
            names.setdefault(value_of(topic), topic)
            counts[value_of(topic)] += 1
    if not counts:
        return None
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    bars = {names[value]: counts[value] for value in ordered[:_MOST_TOPICS]}
    about = (
        "How many articles a topic has. An article may have several. A topic that is missing here is one to look for."
    )
    return Picture(
        id="topics",
        title="Balance of topics",
        drawing=plots.counts(bars),
        described="Bars: how many articles each topic has.",
        about=(about,),
        tables=(
            _table(
                "Articles by topic",
                ("Topic", "Articles"),
                (
                    (Cell(names[value], f"{urls.ARTICLES}?topic={value}"), words.number(counts[value]))
                    for value in ordered[:200]
                ),
            ),
        ),
    )


def collection_page(collection: Collection) -> Page:
    """The page of pictures."""
    pictures: list[Picture] = []
    if collection.entries:
        kinds = _by_kind(collection.entries)
        found = (
            _techniques(collection, kinds),
            _grades(collection.entries),
            _voices(kinds),
            _topics(collection.entries),
        )
        pictures = [picture for picture in found if picture]
    html = render("collection.html", urls.COLLECTION, pictures=pictures, total=len(collection.entries))
    return Page(
        path=urls.path_of(urls.COLLECTION),
        title="Collection",
        description="What this collection holds: techniques by kind of text, reading ranges, voices, topics.",
        html=html,
        toc=tuple((picture.id, picture.title) for picture in pictures),
    )
