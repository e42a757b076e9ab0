"""Decisions of a reviewer, written into the front matter of an article.

Only the lines of `review:` are written anew, with their comments and the order of their keys; all other lines stay
as they are, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from medialit.anchor import anchor_for
from medialit.article import Article, parse_article
from medialit.rules.hits import Flag
from medialit.text.document import Document
from medialit.yamlfile import DataError

_BOM = b"\xef\xbb\xbf"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FENCE = re.compile(r"-{3,}\s*")
_ASIDE = re.compile(r"\s*(?:#.*)?")  # a blank line or a comment


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a flag. `remark` is the reason for setting it aside, or a note on what is confirmed."""

    flag: Flag
    kind: Literal["confirm", "dismiss"]
    remark: str | None = None


def with_decisions(
    raw: bytes, article: Article, document: Document, decisions: Sequence[Decision], by: str, date: dt.date
) -> bytes:
    """The content of an article's file with some decisions added to its review. Raises DataError, AnchorError."""
    mark = _BOM if raw.startswith(_BOM) else b""
    lines = [line for line in _LINE.findall(raw.removeprefix(_BOM).decode()) if line]
    begin, end = _region(lines, article)
    ending = re.search(r"[\r\n]+\Z", lines[0])
    entries = [(decision.kind, _entry(document, decision)) for decision in decisions]
    old = "".join(line.rstrip("\r\n") + "\n" for line in lines[begin:end])
    try:
        new = _with_entries(old, entries, by, date)
    except YAMLError as error:
        raise DataError(article.source, begin + 1, f"review: can't be written anew: {error}") from None
    lines[begin:end] = [new.replace("\n", ending[0] if ending else "\n")]
    whole = "".join(lines)
    _verify(article, parse_article(whole, article.slug, article.source))
    return mark + whole.encode()


def review_text(document: Document, decisions: Sequence[Decision], by: str, date: dt.date) -> str:
    """Decisions as they would stand in a front matter that has no review yet."""
    return _with_entries("", [(one.kind, _entry(document, one)) for one in decisions], by, date)


def _region(lines: Sequence[str], article: Article) -> tuple[int, int]:
    """The lines of `review:`, from 0; where there is none, an empty place in front of the closing `---`."""
    close = next(number for number, line in enumerate(lines) if number and _FENCE.fullmatch(line))
    keys = sorted(line - 1 for place, line in article.lines.items() if len(place) == 1)
    if ("review",) not in article.lines:
        return close, close
    begin = article.lines["review",] - 1
    end = next((key for key in keys if key > begin), close)
    while _ASIDE.fullmatch(lines[end - 1].rstrip("\r\n")) and not lines[end - 1].startswith(" "):
        end -= 1  # what stands in front of the next key belongs to it
    return begin, end


def _entry(document: Document, decision: Decision) -> CommentedMap:
    flag, entry = decision.flag, CommentedMap()
    if flag.scope == "text":
        for key, value in anchor_for(document, (flag.start, flag.end))._asdict().items():
            if value is not None:
                entry[key] = DoubleQuotedScalarString(value) if isinstance(value, str) else value
    entry["rule"] = flag.rule.id
    if decision.remark:
        key = "reason" if decision.kind == "dismiss" else "note"
        entry[key] = DoubleQuotedScalarString(decision.remark)
    return entry


def _with_entries(old: str, entries: Sequence[tuple[str, CommentedMap]], by: str, date: dt.date) -> str:
    """The text of a review with more entries, who made them and when."""
    yaml: Any = YAML()
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 10**9  # no line is broken that was none
    mapping, offset = _indents(old)
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    data = (yaml.load(old) if old else None) or CommentedMap()
    review = data.setdefault("review", CommentedMap())
    if review is None:
        review = data["review"] = CommentedMap()
    review.fa.set_block_style()
    if review.get("by") != by:
        review["by"] = DoubleQuotedScalarString(by)
    review["date"] = date
    for kind, entry in entries:
        if not review.get(kind):
            review[kind] = CommentedSeq()
        review[kind].fa.set_block_style()
        review[kind].append(entry)
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _indents(old: str) -> tuple[int, int]:
    """How far keys are indented, and list items from the key above them; as in the articles here where unknown."""
    keys = re.search(r"^( +)[^\s#-]", old, re.MULTILINE)
    items = re.search(r"^( *)(?:confirm|dismiss|add):[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", old, re.MULTILINE)
    return len(keys[1]) if keys else 2, len(items[2]) - len(items[1]) if items else 2


def _verify(old: Article, new: Article) -> None:
    """Make sure that nothing but the review has changed."""
    same = old.body == new.body and old.theme == new.theme
    before, after = (article.front.model_dump(exclude={"review"}) for article in (old, new))
    kept = old.front.review
    if kept and new.front.review:
        same &= new.front.review.add == kept.add
        same &= new.front.review.confirm[: len(kept.confirm)] == kept.confirm
        same &= new.front.review.dismiss[: len(kept.dismiss)] == kept.dismiss
    if not same or before != after or new.front.review is None:
        raise DataError(old.source, 1, "the review can't be added; write the front matter with one key a line")
