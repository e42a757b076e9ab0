"""What a search can be narrowed by, and a page as the search program reads it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from medialit.lessonplan import LessonPlan
from medialit.rules.loader import RuleSet
from medialit.rules.model import Rule
from medialit.site import words
from medialit.site.collection import Entry

# The names a page has in each facet: "topic", "kind", "technique".
Facets = Mapping[str, Iterable[str]]

# What of a page is not searched, as a selector.
UNSEARCHED = "[data-search-exclude], .headerlink"
_OWN_TITLE = re.compile(r"<h1(?![^>]*\sdata-search-exclude)[\s>]")
_MOST = 10.0  # the weight that Pagefind takes


def of_article(entry: Entry, rules: RuleSet) -> Facets:
    """The facets of an article. A technique that a reviewer has dismissed is none of its."""
    front = entry.article.front
    found = {flag.rule.id for flag in entry.critique.flags if flag.status != "dismissed"}
    return {
        "topic": front.topics,
        "kind": (words.kind_of_text(front.type),),
        "technique": [_name(rule) for rule in rules.values() if rule.id in found],
    }


def of_lesson(plan: LessonPlan, rules: RuleSet) -> Facets:
    """The facets of a lesson: the techniques it teaches."""
    taught = [rules[rule_id] for rule_id in plan.front.lesson.techniques if rule_id in rules]
    return {"kind": ("Lesson",), "technique": [_name(rule) for rule in taught]}


def of_technique(rule: Rule) -> Facets:
    """The facets of a technique's page."""
    return {"kind": ("Technique",), "technique": (_name(rule),)}


def _name(rule: Rule) -> str:
    return words.typographic(rule.name)


def page_to_read(title: str, content: str, facets: Facets, language: str, boost: float = 1) -> str:
    """A page for Pagefind. `title` is plain text, for pages that show none to search; `content` is their HTML."""
    filters = "".join(
        f'<meta data-pagefind-filter="{name}[content]" content="{html.escape(value)}">'
        for name, values in facets.items()
        for value in values
    )
    heading = "" if _OWN_TITLE.search(content) else f"<h1>{html.escape(title)}</h1>"
    weight = "" if boost == 1 else f' data-pagefind-weight="{min(boost, _MOST):g}"'
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head>{filters}</head>'
        f"<body data-pagefind-body{weight}>{heading}{content}</body></html>"
    )
