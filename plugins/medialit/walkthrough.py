"""`medialit review`: the open flags of an article one by one, each with its words, its rule and its question."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.text import Text

from medialit.anchor import AnchorError, anchor_for
from medialit.article import Article, parse_article
from medialit.critique import Critique
from medialit.decisions import with_review
from medialit.export.text import WHOSE, shortened
from medialit.findings import is_question, place_of_flags
from medialit.markup.source import Place
from medialit.plaintext import PlainText, Sentences
from medialit.report import printable
from medialit.reviewfile import Decision, review_text, with_decisions
from medialit.rules.hits import Flag
from medialit.rules.loader import first_problem
from medialit.site.words import tier_name
from medialit.sources import Site, site_of, unreviewed
from medialit.wholefile import whole_bytes
from medialit.yamlfile import DataError

_KEYS = "[c]onfirm  [d]ismiss  [n]ote  [s]kip  [q]uit"
_HELP = (
    "c confirms the flag; n confirms it with a note; d sets it aside, with a reason; s leaves it open; "
    "q writes what has been decided and ends. Reasons and notes are shown to readers; they may follow on the line."
)
_WIDEST = 88  # columns of running text
_AROUND = 160  # code points of a sentence on either side of the words
_NAME: TypeAdapter[str] = TypeAdapter(PlainText)
_REMARK: TypeAdapter[str] = TypeAdapter(Sentences)


class _Ended(Exception):  # noqa: N818 - no error: there are no more answers
    """The answers have come to their end."""


class _Desk:
    """Where questions are asked and answers read: a terminal, or lines piped in."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, markup=False, emoji=False)
        self._interactive = sys.stdin.isatty()
        if not self._interactive and hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        elif self._interactive and sys.platform != "win32":
            import readline  # noqa: F401 - lines can then be edited

    def put(self, text: Text | str, indent: str = "  ") -> None:
        """Print a paragraph, wrapped."""
        shown = text if isinstance(text, Text) else Text(text)
        for line in shown.wrap(self.console, min(self.console.width, _WIDEST) - len(indent)):
            line.rstrip()
            self.console.print(Text(indent) + line, soft_wrap=True)

    def ask(self, prompt: str) -> str:
        """One line of answer. Raises _Ended."""
        try:
            answer = input(f"{prompt} > ")
        except EOFError:
            print()
            raise _Ended from None
        if not self._interactive:
            print(printable(answer))
        return answer.strip()

    def remark(self, prompt: str, given: str) -> str | None:
        """A reason or a note in plain text; None if the line is left empty."""
        while True:
            remark = given or self.ask(prompt)
            if not remark:
                return None
            try:
                return _REMARK.validate_python(remark)
            except ValidationError as error:
                self.put(f"It {first_problem(error)[1]}.")
                given = ""


def walk_through(path: Path, by: str | None, everything: bool) -> None:
    """Ask for a decision on every open flag, and write the decisions into the file. Raises DataError."""
    if path.is_dir():
        raise DataError(str(path), None, "is a folder; name one article")
    site = site_of(path, {})
    raw = path.read_bytes() if path.is_file() else b""
    article, found, wrong = unreviewed(path, site)
    critique, problems = with_review(article, found, site.engine.rules)
    if problems := [*problems, *wrong]:
        raise problems[0]
    if not os.access(path.resolve().parent, os.W_OK):
        raise DataError(str(path), None, "can't be written: its folder is read-only")
    desk = _Desk()
    by = _reviewer(desk, article, by)
    decisions = _decisions(desk, article, critique, everything)
    if not decisions:
        desk.put("Nothing has been decided; the file is as it was.", "")
        return
    today = dt.date.today()
    try:
        new = with_decisions(raw, article, found.document, decisions, by, today)
        _make_sure(article, found, critique, decisions, new, site)
        _write(path, raw, new)
    except (DataError, OSError) as error:
        desk.put("The decisions could not be written. They are:", "")
        print(f"\n{review_text(found.document, decisions, by, today)}")
        reason = f"can't be written: {error.strerror}" if isinstance(error, OSError) else str(error)
        raise error if isinstance(error, DataError) else DataError(str(path), None, reason) from None
    confirmed = sum(decision.kind == "confirm" for decision in decisions)
    told = f"{confirmed} confirmed, {len(decisions) - confirmed} set aside; written to {printable(str(path))}."
    desk.put(told, "")


def _reviewer(desk: _Desk, article: Article, by: str | None) -> str:
    if by is None and article.front.review:
        return article.front.review.by
    if by is None and not sys.stdin.isatty():
        raise DataError(article.source, None, 'say who reviews it, such as --by "A. Teacher"')
    try:
        return _NAME.validate_python(desk.ask("Your name, as readers will see it") if by is None else by)
    except ValidationError as error:
        raise DataError(article.source, None, f"the reviewer's name {first_problem(error)[1]}") from None
    except _Ended:
        raise DataError(article.source, None, "no reviewer was named; nothing was written") from None


def _decisions(desk: _Desk, article: Article, critique: Critique, everything: bool) -> list[Decision]:
    places = place_of_flags(article, critique)
    waiting = [
        (flag, place)
        for flag, place in zip(critique.flags, places, strict=True)
        if flag.status == "open" and (everything or is_question(flag)) and _has_anchor(critique, flag)
    ]
    if not waiting:
        desk.put("No flag is open.", "")
        return []
    decisions = []
    try:
        for number, (flag, place) in enumerate(waiting, 1):
            _show(desk, article, critique, flag, place, f"{number} of {len(waiting)}")
            if (decision := _decide(desk, flag)) is not None:
                decisions.append(decision)
    except _Ended:
        pass
    return decisions


def _has_anchor(critique: Critique, flag: Flag) -> bool:
    """Whether a line of front matter can say which words are meant; not so for signs alone that it may not hold."""
    try:
        return flag.scope == "article" or bool(anchor_for(critique.document, (flag.start, flag.end)))
    except AnchorError:
        return False


def _decide(desk: _Desk, flag: Flag) -> Decision | None:
    while True:
        key, _, given = desk.ask(_KEYS).partition(" ")
        match key.lower():
            case "c" | "confirm":
                return Decision(flag, "confirm", desk.remark("", given) if given.strip() else None)
            case "n" | "note":
                if note := desk.remark("Note for readers", given.strip()):
                    return Decision(flag, "confirm", note)
            case "d" | "dismiss":
                if reason := desk.remark("Reason, which readers will see", given.strip()):
                    return Decision(flag, "dismiss", reason)
                desk.put("A flag is set aside with a reason only.")
            case "s" | "skip":
                return None
            case "q" | "quit":
                raise _Ended
            case _:
                desk.put(_HELP)


def _show(desk: _Desk, article: Article, critique: Critique, flag: Flag, place: Place, count: str) -> None:
    """Print what has to be decided: where, which rule, the words in their sentence, the question."""
    column = f":{place.column}" if place.column is not None else ""
    about = [flag.rule.id, tier_name(flag.rule.tier)]
    if flag.scope == "text" and flag.voice != "author":
        about.append(WHOSE[flag.voice] + (f": {shortened(flag.speaker)}" if flag.speaker else ""))
    if flag.count > 1:
        about.append(f"{flag.count} times")
    desk.console.print()
    desk.console.print(Text(f"{count} · {printable(article.source)}:{place.line}{column}", "dim"), soft_wrap=True)
    desk.put(Text(" · ".join(about), "bold"))
    desk.put(_in_sentence(critique, flag) if flag.scope == "text" else Text("(the whole article)"))
    desk.put(flag.question)


def _in_sentence(critique: Critique, flag: Flag) -> Text:
    """The sentence of some words, which stand in brackets, bold and underlined."""
    document = critique.document
    sentence = document.sentence_at(flag.start) or (flag.start, flag.end)
    before, behind = document.text[sentence[0] : flag.start], document.text[flag.end : max(sentence[1], flag.end)]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].split(' ', 1)[-1]}"
    if len(behind) > _AROUND:
        behind = f"{behind[:_AROUND].rsplit(' ', 1)[0]} …"
    words = document.text[flag.start : flag.end]
    shown = Text()
    for part, style in ((before, ""), (f"[{words}]", "bold underline"), (behind, "")):
        shown.append(printable(re.sub(r"\s+", " ", part)), style)
    return shown


def _make_sure(
    article: Article, found: Critique, critique: Critique, decisions: Sequence[Decision], new: bytes, site: Site
) -> None:
    """Make sure that the new file says what was decided, and nothing else. Raises DataError."""
    written = parse_article(new.decode("utf-8-sig"), article.slug, article.source)
    after, problems = with_review(written, found, site.engine.rules)
    if problems:
        raise problems[0]
    wanted = {id(one.flag): ("confirmed" if one.kind == "confirm" else "dismissed", one.remark) for one in decisions}
    for flag, then in zip(critique.flags, after.flags, strict=True):
        status, note = wanted.get(id(flag), (flag.status, flag.note))
        if (then.rule.id, then.start, then.end, then.status, then.note) != (
            flag.rule.id,
            flag.start,
            flag.end,
            status,
            note,
        ):
            raise DataError(article.source, None, f"the decision on “{_words(critique, flag)}” could not be anchored")


def _words(critique: Critique, flag: Flag) -> str:
    return textwrap.shorten(critique.document.text[flag.start : flag.end], 60, placeholder="…")


def _write(path: Path, old: bytes, new: bytes) -> None:
    if path.read_bytes() != old:
        raise OSError(errno.EBUSY, "it was changed by another program meanwhile")
    with whole_bytes(path) as stream:
        stream.write(new)
