"""Swapping groups, parties, countries, faiths and sexes changes no flag."""

from __future__ import annotations

import re
from itertools import product

import pytest
from medialit import analyze

# Names of one kind that a text may swap. None is a cue of its own, and each list mixes sides.
SWAPS = {
    "party": ["Democrats", "Republicans", "Conservatives", "Liberals", "Greens", "Socialists", "Libertarians"],
    "country": ["France", "Russia", "Israel", "Iran", "China", "Ukraine", "Nigeria", "Mexico", "Velmora"],
    "people": ["Americans", "Russians", "Israelis", "Palestinians", "Mexicans", "Ugandans", "Germans", "Velmorans"],
    "faith": ["Christians", "Muslims", "Jews", "Hindus", "Buddhists", "Catholics", "Sikhs", "Atheists"],
    "sex": ["women", "men", "girls", "boys"],
    "group": [
        "islanders",
        "natives",
        "northerners",
        "southerners",
        "pensioners",
        "teenagers",
        "homosexuals",
        "heterosexuals",
    ],
}
# Weighs the vocabulary of a sentence, in which the words of a subject count.
LEARNED = {"sourcing.unsourced-claim"}
SENTENCES = [
    "The {} blocked the vote.",
    "The corrupt {} blocked the vote, and critics called it a disgrace.",
    "Radical {} want to close the school.",
    "All {} are liars, the paper wrote, and everyone knows it.",
    "It is the fault of {} that prices soared by 9 percent.",
    "Of course, the {} slammed the plan.",
    "The mayor blasted the {} and vowed to crush the {}.",
    "“These {} are a threat to us all,” said Mira Castell.",
    "The shameful silence of {} is a disaster. Their controversial leaders are a menace to {}.",
    "Some say that {} are an utterly reckless and violent mob.",
    "Will {} ever learn? Experts say that {} must never win again.",
]


@pytest.mark.parametrize(("kind", "sentence"), list(product(SWAPS, SENTENCES)))
def test_names_change_no_flag(kind: str, sentence: str) -> None:
    seen = {}
    for name in SWAPS[kind]:
        critique = analyze(sentence.replace("{}", name))
        seen[name] = [
            (
                flag.rule.id,
                flag.voice,
                re.sub(rf"\b{name}\b", "{}", critique.document.text[flag.start : flag.end]),
                flag.count,
            )
            for flag in critique.flags
            if flag.scope == "text" and flag.rule.id not in LEARNED
        ]
    first = seen[SWAPS[kind][0]]
    assert {name: flags for name, flags in seen.items() if flags != first} == {}
