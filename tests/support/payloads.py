"""What hostile files try (`payloads.yml`), as the files of a site: one article, lesson or rule a payload."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

SCRIPT = "__pwn()"
OFFSITE = "https://evil.invalid"
HARMLESS = "plain words"

_BODY = """\
The council met on Monday and spoke about the harbour wall.

{payload}

The next meeting is on Thursday.
"""
_HOW = "# Figures\n\n<!-- medialit: evaluation -->\n"
GOOD = "---\ntitle: A report on the wall\nrights: CC0\ndate: 2020-01-01\n---\nExperts say the wall is disastrous.\n"


@dataclass(frozen=True)
class Payload:
    """One payload. `number` counts from 0 in the file."""

    number: int
    where: str
    note: str
    text: str
    name: str = ""
    refused: str = ""

    @property
    def letters(self) -> str:
        """Its number in letters, for names that hold no digit."""
        return "".join(chr(97 + int(digit)) for digit in f"{self.number:03}")

    @property
    def kind(self) -> str:
        """What it is put into: an article, a lesson, a rule, a file, or one of the other settings."""
        head, colon, _ = self.where.partition(":")
        return head if colon or head == "file" else "article"

    @property
    def urls(self) -> list[str]:
        """The addresses of the pages that show it."""
        article = f"articles/{self.slug}/"
        match self.kind:
            case "article" | "standards":
                return [article, f"{article}critique/", f"{article}worksheet/", f"{article}key/"]
            case "lesson":
                return [f"lessons/{self.slug}/"]
            case "rule":
                return [f"techniques/words/zonk-{self.letters}/", article, f"{article}critique/", f"{article}key/"]
            case "evaluation":
                return ["figures/"]
            case "file":
                return [self.name]
        return []

    @property
    def slug(self) -> str:
        """The last part of the address of its article or lesson."""
        return f"p{self.number:03}"

    def __str__(self) -> str:
        return f"{self.number} {self.where}: {self.note}"


@cache
def payloads() -> tuple[Payload, ...]:
    """All payloads, with what stands for the script and the other host filled in."""
    data = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return tuple(
        Payload(number, **{key: _filled(value) if key == "text" else value for key, value in entry.items()})
        for number, entry in enumerate(data)
    )


def _filled(text: str) -> str:
    return text.replace("PWN", SCRIPT).replace("OFFSITE", OFFSITE)


def _put(front: dict, place: str, value: str) -> None:
    """Put a value where a path of keys and numbers leads; the last word may hold dots if it holds a tag."""
    keys = re.split(r"\.(?![^<]*>)", place)
    here = front
    for key, following in pairwise(keys):
        step = int(key) if isinstance(here, list) else key
        if not isinstance(here, list) and not isinstance(here.get(key), (dict, list)):
            here[key] = [None] if following.isdigit() else {}
        here = here[step]
    here[int(keys[-1]) if isinstance(here, list) else keys[-1]] = value


def _article(payload: Payload, text: str) -> str:
    front = {
        "title": f"Report {payload.number}",
        "rights": "CC0",
        "date": dt.date(2021, 1, 1) + dt.timedelta(days=payload.number),
    }
    body = _BODY.format(payload="The wall is old.")
    place = payload.where
    if place == "body":
        body = _BODY.replace("{payload}", text)
    elif payload.kind == "standards":
        front["lesson"] = {"minutes": 20, "standards": [f"X.{payload.number}"]}
    elif payload.kind == "rule":
        body = _BODY.format(payload=f"The wall is zonk{payload.letters}ish.")
    else:
        if place.startswith("lesson.quiz"):
            front["lesson"] = {"quiz": [{"question": "Which?", "options": ["One", "Two"], "answer": 1}]}
        elif place.startswith("review"):
            body = _BODY.format(payload="Experts say that the disastrous wall is iconic. It was a shameful night.")
            front["review"] = {
                "by": "A. Teacher",
                "date": dt.date(2026, 1, 1),
                "confirm": [{"quote": "disastrous", "note": "It judges."}],
                "dismiss": [{"quote": "shameful", "reason": "It is said so."}],
                "add": [{"quote": "on Monday", "question": "Which Monday?", "note": "Look."}],
            }
        elif place.startswith("corrections"):
            front["corrections"] = [{"date": dt.date(2026, 1, 1), "text": "The day was wrong."}]
        elif place == "lang":
            front["lang"] = "en"
        _put(front, place, text)
    return f"---\n{yaml.safe_dump(front, allow_unicode=False, sort_keys=False)}---\n{body}"


def _lesson(payload: Payload, text: str) -> str:
    front = {"title": f"Lesson {payload.number}", "description": "A lesson.", "lesson": {"minutes": 20}}
    body, key = "Read the text.", payload.where.partition(":")[2]
    if key == "body":
        body = f"Read the text.\n\n{text}\n\nTalk about it."
    elif key in front:
        front[key] = text
    else:
        front["lesson"][key] = [text] if key == "objectives" else text
    return f"---\n{yaml.safe_dump(front)}---\n{body}\n"


def _rule(payload: Payload, text: str) -> str:
    word = f"zonk{payload.letters}ish"
    rule = {
        "id": f"words.zonk-{payload.letters}", "name": f"Zonk {payload.letters}", "family": "words", "tier": "notice",
        "question": "What is meant?", "definition": "A word.", "why": "It is odd.", "fine": "In a quotation.",
        "limits": "None.", "cues": [{"phrases": [word]}], "sources": ["Made up."],
        "must_flag": [f"The {one} was [{word}]." for one in ("wall", "boat", "town", "sea", "day")],
        "must_pass": [f"The {one} was fine." for one in ("wall", "boat", "town", "sea", "day")],
    }  # fmt: skip
    key = payload.where.partition(":")[2]
    text = text.replace("zonkish", word)
    rule[key] = [text, *rule[key][1:]] if isinstance(rule[key], list) else text
    return yaml.safe_dump(rule)


def _evaluation(name: str, method: str) -> str:
    figure = {"task": "babe", "metric": "sentence macro-F1", "ours": 0.5, "peer": {"name": name, "figure": 0.4},
              "trained": {"name": method, "figure": 0.4}}  # fmt: skip
    data = [{"task": "babe", "documents": 9}]
    return json.dumps({"engine": "1", "date": "2026-01-01", "data": data, "figures": [figure]})


def files_of(chosen: list[Payload], *, harmless: bool = False) -> dict[str, str]:
    """The files of a site with these payloads, or with plain words in the place of each that is no file."""
    files = {"content/articles/good.md": GOOD, "content/figures.md": _HOW}
    standards: dict[str, dict[str, str]] = {}
    named = {"peer": "word list", "trained": "model"}
    for one in chosen:
        text = HARMLESS if harmless and not one.refused else one.text
        if text == HARMLESS and one.where == "url":
            text = "https://example.org/"
        key = one.where.partition(":")[2]
        match one.kind:
            case "article":
                files[f"content/articles/{one.slug}.md"] = _article(one, text)
            case "lesson":
                files[f"content/lessons/{one.slug}.md"] = _lesson(one, text)
            case "rule":
                if harmless and key == "must_flag":
                    text = "The plain [zonkish] word."
                files[f"site_config/rules/words/zonk-{one.letters}.yml"] = _rule(one, text)
                files[f"content/articles/{one.slug}.md"] = _article(one, text)
            case "standards":
                standards[f"X.{one.number}"] = {"text": "Words.", "source": "Here."} | {key: text}
                files[f"content/articles/{one.slug}.md"] = _article(one, text)
            case "evaluation":
                named[key] = text
            case "switches":
                files["site_config/rules/switches.yml"] = yaml.safe_dump({"off": [text]})
            case "file" if not harmless:
                files[f"content/{one.name}"] = text
    files["site_config/standards.yml"] = yaml.safe_dump(standards)
    files["site_config/evaluation.json"] = _evaluation(named["peer"], named["trained"])
    return files
