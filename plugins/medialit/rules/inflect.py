"""Every inflected form of a lemma, by lemminflect (MIT licence): from tables made of its dictionary, else by itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent.parent / "data" / "lemminflect"
_PART_OF_SPEECH = {"nouns": "NOUN", "verbs": "VERB", "adjectives": "ADJ"}


@cache
def inflections(lemma: str, word_class: str) -> frozenset[str]:
    """The forms of a lemma; `word_class` is "nouns", "verbs" or "adjectives".

    Of a phrase, a verb's first word is inflected ("cosy up") and a noun's or adjective's last ("puff piece").
    """
    before, word, behind = inflected_part(lemma, word_class)
    if (word_class == "adjectives" and before.endswith("-")) or not word[-1:].isalpha():
        return frozenset({lemma})
    return frozenset({lemma, *(f"{before}{form}{behind}" for form in _forms(word, word_class))})


def inflected_part(lemma: str, word_class: str) -> tuple[str, str, str]:
    """What stands before the part of a lemma that is inflected, that part, and what stands behind it."""
    before, behind = "", ""
    if word_class == "verbs":
        lemma, space, behind = lemma.partition(" ")
        behind = space + behind
    else:
        before, space, lemma = lemma.rpartition(" ")
        before += space
    head, hyphen, word = lemma.rpartition("-")
    return before + head + hyphen, word, behind


def _forms(word: str, word_class: str) -> set[str]:
    """The forms of one word, all but itself; of an adjective that the dictionary lacks, none."""
    if word.islower():
        listed = _dictionary().get(word, "")
        for group in listed.split("\t"):
            if group[:1] == word_class[0]:
                return {word + form[1:] if form[0] == "+" else form for form in group[2:].split(",") if form}
        if word_class == "adjectives":
            return set()
    import lemminflect  # here, since it takes long to load its tables

    tag = _PART_OF_SPEECH[word_class]
    tags = lemminflect.getAllInflections(word, tag)
    if not tags and tag != "ADJ":
        tags = lemminflect.getAllInflectionsOOV(word, tag)
    return {form for forms in tags.values() for form in forms}


@cache
def _dictionary() -> dict[str, str]:
    """The lines of the table of forms, by lemma."""
    lines = (TABLES / "forms.txt").read_text("utf-8").splitlines()
    return {line[: (tab := line.index("\t"))]: line[tab + 1 :] for line in lines}


@cache
def _common_words() -> frozenset[str]:
    words, written = [], ""
    for line in (TABLES / "words.txt").read_text("utf-8").splitlines():
        if line[0] == "+":
            words.append(written + line[1:])
        else:
            words.append(written := line)
    return frozenset(words)


def is_common_word(word: str) -> bool:
    """Whether the dictionary has a word in lower case as a noun, verb, adjective or adverb; it has few names."""
    return word in _common_words()
