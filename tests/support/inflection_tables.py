"""Makes the tables of `plugins/medialit/data/lemminflect` anew: run it when a rule has a lemma that they lack.

python tests/support/inflection_tables.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import lemminflect
import yaml
from lemminflect.core.Inflections import Inflections
from lemminflect.core.Lemmatizer import Lemmatizer
from medialit.detect import reporting
from medialit.rules import inflect
from medialit.rules.loader import built_in

WORD_CLASSES = {"nouns": "NOUN", "verbs": "VERB", "adjectives": "ADJ"}


def listed_lemmas() -> Iterator[tuple[str, str]]:
    """Every lemma that the built-in rules and the reporting words have, with its word class."""
    for rule in built_in():
        for cue in rule.cues:
            yield from ((noun, "nouns") for noun in cue.said_by)
            for word_class in WORD_CLASSES:
                yield from ((lemma, word_class) for lemma in getattr(cue, word_class))
    for kind, words in yaml.safe_load(reporting._FILE.read_text("utf-8")).items():
        if kind != "attitude":
            yield from ((word, "nouns" if kind == "nouns" else "verbs") for word in words)


def forms_of(word: str, word_class: str, guess: bool) -> set[str]:
    """The forms of one word by lemminflect: of its dictionary, or else (with `guess`) those that it makes up."""
    tag = WORD_CLASSES[word_class]
    tags = lemminflect.getAllInflections(word, tag)
    if not tags and guess and tag != "ADJ":
        tags = lemminflect.getAllInflectionsOOV(word, tag)
    return {form for forms in tags.values() for form in forms}


def form_lines() -> Iterator[str]:
    """The lines of `forms.txt`."""
    ours = {(inflect.inflected_part(lemma, word_class)[1], word_class) for lemma, word_class in listed_lemmas()}
    known = {*Inflections()._getInflDict(), *Inflections()._getOverridesDict(), *(word for word, _ in ours)}
    for word in sorted(filter(str.islower, known)):
        line = word
        for word_class in WORD_CLASSES:
            if forms := forms_of(word, word_class, (word, word_class) in ours):
                shown = (f"+{form[len(word) :]}" if form.startswith(word) else form for form in forms - {word})
                line += f"\t{word_class[0]} {','.join(sorted(shown))}"
        if line != word:
            yield line


def word_lines() -> Iterator[str]:
    """The lines of `words.txt`."""
    known = {*Lemmatizer()._getLemmaDict(), *Lemmatizer()._getOverridesDict()}
    written = "+"
    for word in sorted(filter(str.islower, known)):
        if lemminflect.getAllLemmas(word):
            longer = word.startswith(written)
            yield f"+{word[len(written) :]}" if longer else word
            written = written if longer else word


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(inflect.TABLES / "forms.txt", form_lines())
    write(inflect.TABLES / "words.txt", word_lines())
