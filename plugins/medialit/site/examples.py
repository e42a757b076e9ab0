"""A rule's own examples, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from medialit.rules.model import Example, Rule
from medialit.site import words


@dataclass(frozen=True, slots=True)
class Shown:
    """An example: its text with the flagged words marked, and what is to be known about it."""

    html: Markup
    context: str


def _context(example: Example) -> str:
    parts = [f"Headline: {words.quote(example.title)}" if example.title else ""]
    parts.append(f"Kind of text: {words.sentence_case(words.kind_of_text(example.type))}" if example.type else "")
    parts.append(f"Dated {words.date(example.date)}" if example.date else "")
    parts.append(f"By {example.author}" if example.author else "")
    parts.append(f"Outlet: {example.outlet}" if example.outlet else "")
    parts.append("Links: " + ", ".join(words.quote(link) for link in example.links) if example.links else "")
    return ". ".join(part for part in parts if part)


def _marked(example: Example, classes: str) -> Markup:
    html, end = Markup(), 0
    for start, stop in example.spans:
        html += example.plain[end:start]
        html += Markup('<mark class="ml-word {}">{}</mark>').format(classes, example.plain[start:stop])
        end = stop
    return html + example.plain[end:]


def marked_examples(rule: Rule) -> tuple[Shown, ...]:
    """The sentences a rule must flag, with their words marked."""
    classes = f"ml-{rule.family}" + (" ml-note" if rule.tier == "note" else "")
    return tuple(Shown(_marked(example, classes), _context(example)) for example in rule.must_flag)


def passed_examples(rule: Rule) -> tuple[Shown, ...]:
    """The sentences a rule must leave alone."""
    return tuple(Shown(Markup.escape(example.plain), _context(example)) for example in rule.must_pass)
