"""Check outside first: four short tasks before reading, made from what the article says of itself.

Stop, Investigate, Find, Trace after Caulfield's SIFT moves (CC BY); the tasks are our own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from medialit.detect.claims import CHECKABLE
from medialit.detect.evidence import Claim
from medialit.site import words
from medialit.site.collection import Entry

_INVENTED = re.compile(r"\s*\(invented\)", re.IGNORECASE)
_CLAIM = range(40, 240)  # code points of a sentence that can stand in a task


class Task(NamedTuple):
    """One thing to do off the page."""

    name: str
    text: str


def tasks_of(entry: Entry) -> tuple[Task, ...]:
    """The four tasks of an article."""
    return (
        Task("Stop", _stop(entry)),
        Task("Investigate", _investigate(entry)),
        Task("Find", _find(entry)),
        Task("Trace", _trace(entry)),
    )


def is_invented(entry: Entry) -> bool:
    """Whether the outlet is marked as invented, so that a search finds nothing and students say what they would do."""
    return bool(entry.article.front.outlet and _INVENTED.search(entry.article.front.outlet))


def _outlet(entry: Entry) -> str:
    return _INVENTED.sub("", entry.article.front.outlet or "")


def _stop(entry: Entry) -> str:
    front = entry.article.front
    kind = words.kind_of_text(front.type) if front.type else ""
    about = f"It is labelled “{kind}”. " if kind else "Nothing says what kind of text it is. "
    known = (
        f"What do you know of {_outlet(entry)} so far"
        if _outlet(entry)
        else "No outlet is given: who could be behind it"
    )
    return f"Read only the headline. What does it make you feel, or want to share? {about}{known}?"


def _investigate(entry: Entry) -> str:
    author, outlet = entry.article.front.author, _outlet(entry)
    if author and outlet:
        return (
            f"Leave this page and look up {outlet} and {author}. What do others say of them? Who pays for the outlet?"
        )
    if outlet:
        return (
            f"No author is named. Leave this page and look up {outlet}: what do others say of it, and who pays for it?"
        )
    if author:
        return f"No outlet is named. Leave this page and look up {author}: what is their field, and who prints them?"
    return "Neither author nor outlet is named. Search for the headline: where was it first published, and by whom?"


def _find(entry: Entry) -> str:
    date = entry.article.front.date
    when = f" from around {words.date(date)}" if date else " (no date is given, so find that out too)"
    claim = claim_of(entry)
    if claim is None:
        return f"Find another report{when} on the same matter. What does it tell that may be missing here?"
    said = words.quote(entry.critique.document.text[claim.start : claim.end], _CLAIM.stop)
    return f"Find another report{when}. Does it agree with this: {said}"


def _trace(entry: Entry) -> str:
    document = entry.critique.document
    for link in document.references:
        if link.target.startswith(("http://", "https://")) and link.start < link.end:
            said = words.quote(document.text[link.start : link.end], 90)
            return f"Follow the link {said} to {words.host(link.target)}. Does the original say what the article says?"
    return (
        "The text links to nothing. Choose one figure or quotation: where would its original be, and can you find it?"
    )


def claim_of(entry: Entry) -> Claim | None:
    """The most checkable claim of the body that is short enough for a task."""
    document = entry.critique.document
    fit = [
        claim
        for claim in entry.critique.claims
        if claim.checkable >= CHECKABLE and claim.end - claim.start in _CLAIM and not document.in_title(claim.start)
    ]
    return max(fit, key=lambda claim: claim.checkable, default=None)
