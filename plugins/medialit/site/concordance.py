"""Every instance of a technique with some words around it, one below the other."""

from __future__ import annotations

from dataclasses import dataclass

from medialit.site import words
from medialit.site.collection import Instance
from medialit.site.urls import article_url

# Room for the words on either side, in characters.
_REACH = 58
_MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One instance: the flagged words, what stands left and right in the same sentence, where it is from."""

    left: str
    words: str
    right: str
    url: str
    title: str
    outlet: str
    voice: str
    classes: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines shown, and how many instances in how many articles there are in all."""

    lines: tuple[Line, ...]
    total: int
    articles: int


def _tail(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _REACH else f"… {text[-_REACH:].split(' ', 1)[-1]}"


def _head(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _REACH else f"{text[:_REACH].rsplit(' ', 1)[0]} …"


def line_of(instance: Instance) -> Line:
    """The line of one instance. Flags about a whole article have no words to show."""
    entry, flag = instance.entry, instance.flag
    document = entry.critique.document
    left = middle = right = ""
    if flag.scope == "text":
        around = document.sentence_at(flag.start) or document.block_at(flag.start)
        start, end = (around.start, around.end) if around else (flag.start, flag.end)
        left = _tail(document.text[start : flag.start])
        right = _head(document.text[flag.end : max(end, flag.end)])
        middle = words.quote(document.text[flag.start : flag.end]) if not (left or right) else ""
        middle = middle or " ".join(document.text[flag.start : flag.end].split())
    return Line(
        left=left,
        words=middle or "the whole article",
        right=right,
        url=f"{article_url(entry.slug)}#{'flag' if flag.scope == 'text' else 'note'}-{instance.number}",
        title=entry.article.front.title,
        outlet=entry.article.front.outlet or "",
        voice=words.whose_words(flag) if flag.scope == "text" else "",
        classes=f"ml-{flag.rule.family}" + (" ml-note" if flag.rule.tier == "note" else ""),
    )


def concordance_of(instances: list[Instance], most: int = _MOST) -> Concordance:
    """The concordance of a technique, bounded so that no page grows without end."""
    articles = len({instance.entry.slug for instance in instances})
    return Concordance(tuple(line_of(i) for i in instances[:most]), len(instances), articles)
