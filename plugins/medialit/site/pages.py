"""The pages of a site, from the collection: pure functions that return the HTML of Material's content block."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from medialit.precision import NOT_YET, Precision, measurements
from medialit.rules.model import Rule
from medialit.site import bundles, critiques, urls, words
from medialit.site.collection import Collection, Entry
from medialit.site.concordance import concordance_of
from medialit.site.examples import marked_examples, passed_examples
from medialit.site.notes import by_rule, filters_of, notes_of
from medialit.site.outside import is_invented, tasks_of
from medialit.site.policy import PAPER, policy


@dataclass(frozen=True)
class Page:
    """A generated page. `path` is its source path, `toc` the ids and texts of its second-level headings."""

    path: str
    title: str
    description: str
    html: str
    toc: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)  # what rules say stands on every page
def _typographic(text: str) -> Markup:
    return escape(words.typographic(text))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("medialit.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each use of a part would look whether its file has changed
    )
    environment.globals.update(urls=urls, words=words, bundles=bundles, paper_policy=policy(directives=PAPER))
    environment.filters.update(
        plural=words.plural,
        number=words.number,
        date=words.date,
        grades=words.grades,
        kind=words.kind_of_text,
        quote=words.quote,
        sentence_case=words.sentence_case,
        typographic=_typographic,
        nested=words.nested,
        nested_question=words.nested_question,
        capitalise=words.capitalise,
        groupby_rule=by_rule,
    )
    return environment


_TEMPLATES = _environment()


def render(template: str, url: str, **context: object) -> str:
    """A template of this layer, filled in for the page at that address."""
    return _TEMPLATES.get_template(template).render(to=partial(urls.relative, url), **context)


def article_html(entry: Entry, title_html: str, body_html: str, collection: Collection) -> str:
    """The content block of an article: header, what comes before reading, the marked text, its notes, the way on.

    `title_html` and `body_html` come marked and sanitised.
    """
    notes = notes_of(entry)
    return render(
        "article.html",
        urls.article_url(entry.slug),
        entry=entry,
        front=entry.article.front,
        readability=entry.readability,
        title=Markup(title_html),  # noqa: S704
        body=Markup(body_html),  # noqa: S704
        notes=[note for note in notes if not note.whole_article],
        whole=[note for note in notes if note.whole_article],
        filters=filters_of(notes),
        known=collection.rules,
        lesson=entry.article.front.lesson,
        standards=collection.standards,
        tasks=tasks_of(entry),
        invented=is_invented(entry),
    )


def critique_page(entry: Entry, collection: Collection) -> Page:
    """The critique of one article. It has no second copy of the text."""
    front = entry.article.front
    return Page(
        path=urls.critique_path(entry.slug),
        title=f"Critique: {front.title}",
        description=f"Questions about the language and the sources of “{front.title}”.",
        html=render("critique.html", urls.critique_url(entry.slug), **critiques.context_of(entry, collection)),
        toc=critiques.SECTIONS,
    )


def techniques_index(collection: Collection) -> Page:
    """The list of techniques by family, each with its question and how often it occurs."""
    grouped = collection.rules_by_family()
    groups = [(family, grouped[family]) for family in words.FAMILIES if family in grouped]
    counts = {rule_id: len(instances) for rule_id, instances in collection.instances.items()}
    measured = ((rule, measurements().of(rule)) for rule in collection.rules.values())
    html = render(
        "techniques.html",
        urls.TECHNIQUES,
        groups=groups,
        counts=counts,
        total=len(collection.rules),
        precisions={rule.id: _in_short(precision) for rule, precision in measured if precision},
    )
    return Page(
        path="techniques/index.md",
        title="Techniques",
        description="Every technique this site looks for, what to ask about it and when it is fine.",
        html=html,
        toc=tuple((f"family-{family}", words.FAMILIES[family][0]) for family, _ in groups),
    )


def _in_short(precision: Precision) -> str:
    return f"Right in {precision.summary}{', before its last change' if precision.stale else ''}"


TECHNIQUE_SECTIONS = (
    ("what", "What it is"),
    ("trust", "How far to trust it"),
    ("examples", "Examples"),
    ("literature", "Literature"),
    ("instances", "In this collection"),
)


def technique_page(rule: Rule, collection: Collection) -> Page:
    """One technique: what it is, when it is fine, how it errs, its examples, its literature, its instances."""
    html = render(
        "technique.html",
        urls.technique_url(rule),
        rule=rule,
        sections=TECHNIQUE_SECTIONS,
        precision=measurements().of(rule),
        measured=measurements(),
        not_yet=NOT_YET,
        flagged=marked_examples(rule),
        passed=passed_examples(rule),
        concordance=concordance_of(collection.instances.get(rule.id, [])),
    )
    return Page(
        path=urls.technique_path(rule),
        title=rule.name,
        description=f"{rule.name}: {rule.question}",
        html=html,
        toc=TECHNIQUE_SECTIONS,
    )


def instances_page(rule: Rule, number: int, collection: Collection) -> Page:
    """A further page of a technique's instances, from 2."""
    url = urls.technique_more_url(rule, number)
    concordance = concordance_of(collection.instances.get(rule.id, []), number)
    return Page(
        path=urls.path_of(url),
        title=f"{rule.name}, page {number}",
        description=f"Further instances of a technique: {rule.name}.",
        html=render("instances.html", url, rule=rule, concordance=concordance),
        toc=(("instances", "In this collection"),),
    )
