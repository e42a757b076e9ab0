"""Texts for timing: generated, the same for the same seed, with the mix of plain and remarkable words of a news text."""

from __future__ import annotations

import random

_PEOPLE = ["Ana Lopez", "Kofi Brandt", "Mira Solheim", "Jonas Weber", "Priya Nair", "Tom Ashdown"]
_ROLES = ["the harbour master", "a council engineer", "the head of the school board", "a resident of Mill Lane"]
_THINGS = ["the bridge", "the new pool", "the bus timetable", "the sea wall", "the market hall", "the water plant"]
_DONE = ["was inspected", "was closed", "opened again", "cost more than planned", "was moved", "stayed as it was"]
_WHEN = ["on Tuesday", "last year", "in March 2026", "after the vote", "before the winter", "in the morning"]
_PLAIN = [
    "{Thing} {done} {when}, and the street beside it was quiet.",
    "{person}, {role}, said {thing} {done} {when}.",
    "“We looked at {thing} twice,” said {person}. “It {done} {when}.”",
    "According to {person}, {n} percent of the residents use {thing} every week.",
    "{Thing} {done} {when}; {person} did not answer a question about it.",
    "The report lists {n} repairs to {thing}, each with its date and its price.",
    "People who live near {thing} met {when} and spoke with {person}.",
]
_REMARKABLE = [
    "Of course, {thing} was a disastrous mistake that nobody will ever forget.",
    "Experts say {thing} will destroy the town once and for all.",
    "It is feared that {thing} {done} because of a shameful scheme.",
    "Why would anyone defend {thing}?",
    "Many people believe that {thing} may never be safe again.",
    "Reportedly, {n} million people saw {thing} {when}.",
]


def sentence(rng: random.Random) -> str:
    """One sentence."""
    template = rng.choice(_PLAIN if rng.random() < 0.8 else _REMARKABLE)
    thing = rng.choice(_THINGS)
    return template.format(
        thing=thing, Thing=thing.capitalize(), done=rng.choice(_DONE), when=rng.choice(_WHEN), n=rng.randint(2, 98),
        person=rng.choice(_PEOPLE), role=rng.choice(_ROLES),
    )  # fmt: skip


def body(seed: int, words: int = 600) -> str:
    """A text of about so many words, in paragraphs of four sentences."""
    rng, paragraphs, count = random.Random(seed), [], 0
    while count < words:
        paragraph = " ".join(sentence(rng) for _ in range(4))
        count += len(paragraph.split())
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs) + "\n"


def article(seed: int, words: int = 600) -> str:
    """A Markdown article with front matter."""
    topic = _THINGS[seed % len(_THINGS)].removeprefix("the ")
    return (
        f"---\ntitle: What happened at {_THINGS[seed % len(_THINGS)]}, part {seed}\nrights: Generated for timing; CC0.\n"
        f"date: 2026-{seed % 12 + 1:02}-{seed % 28 + 1:02}\nauthor: {_PEOPLE[seed % len(_PEOPLE)]}\n"
        f"type: {('news', 'opinion', 'explainer')[seed % 3]}\ntopics: [{topic}]\n---\n{body(seed, words)}"
    )
