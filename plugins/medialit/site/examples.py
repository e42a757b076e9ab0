"""A rule's own examples, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from medialit.rules.model import Example, Rule
from medialit.site import words

# Longer examples, such as whole articles, are shown in part.
_LONGEST = 360


@dataclass(frozen=True, slots=True)
class Shown:
    """An example: its text, or the part of it that matters, with the flagged words marked, and its circumstances."""

    html: Markup
    context: str


def context_of(example: Example) -> str:
    """The circumstances of an example that its sentence does not show: headline, kind of text, links."""
    parts = [f"Headline: {words.quote(example.title)}" if example.title else ""]
    parts.append(f"Kind of text: {words.sentence_case(words.kind_of_text(example.type))}" if example.type else "")
    parts.append(f"Language: {example.lang}" if example.lang != "en" else "")
    parts.append(f"Dated {words.date(example.date)}" if example.date else "")
    parts.append(f"By {example.author}" if example.author else "")
    parts.append(f"Outlet: {example.outlet}" if example.outlet else "")
    parts.append("Links: " + ", ".join(words.quote(link) for link in example.links) if example.links else "")
    return ". ".join(part for part in parts if part)


def part_of(example: Example) -> tuple[int, int, str]:
    """Where the part of an example begins and ends that is shown, and a remark on the rest of a long one."""
    text = example.plain
    if len(text) <= _LONGEST:
        return 0, len(text), ""
    first, last = (example.spans[0][0], example.spans[-1][1]) if example.spans else (0, 0)
    start = 0 if last <= _LONGEST else max(0, text.rfind(". ", 0, first) + 1)
    end = text.find(" ", max(last, start + _LONGEST // 2))
    return start, end if end > 0 else len(text), f"{words.plural(len(text.split()), 'word')} in all"


def _shown(example: Example, classes: str | None) -> Shown:
    first, last, remark = part_of(example)
    html, end = Markup(), first
    html += "… " if first else ""
    for start, stop in example.spans if classes else ():
        html += example.plain[end:start].lstrip() if end == first else example.plain[end:start]
        html += Markup('<mark class="ml-word {}">{}</mark>').format(classes, example.plain[start:stop])
        end = stop
    html += example.plain[end:last].rstrip()
    html += " …" if last < len(example.plain) else ""
    context = context_of(example)
    return Shown(html, f"{context}. {remark}" if context and remark else context or remark)


def marked_examples(rule: Rule) -> tuple[Shown, ...]:
    """The sentences a rule must flag, with their words marked."""
    classes = f"ml-{rule.family}" + (" ml-note" if rule.tier == "note" else "")
    return tuple(_shown(example, classes) for example in rule.must_flag)


def passed_examples(rule: Rule) -> tuple[Shown, ...]:
    """The sentences a rule must leave alone."""
    return tuple(_shown(example, None) for example in rule.must_pass)
