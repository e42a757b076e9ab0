"""The tables of inflected forms say what lemminflect says."""

from __future__ import annotations

import subprocess
import sys

import lemminflect
from inflection_tables import forms_of, listed_lemmas
from medialit.rules.inflect import inflected_part, inflections, is_common_word


def test_forms_of_all_lemmas_of_the_rules() -> None:
    for lemma, word_class in listed_lemmas():
        before, word, behind = inflected_part(lemma, word_class)
        if not word[-1:].isalpha() or (word_class == "adjectives" and before.endswith("-")):
            continue
        forms = {f"{before}{form}{behind}" for form in forms_of(word, word_class, guess=True)}
        assert inflections(lemma, word_class) == forms | {lemma}, (lemma, word_class)


def test_what_the_tables_lack_is_left_to_lemminflect() -> None:
    assert inflections("quillport", "nouns") == {"quillport", "quillports"}
    assert inflections("Zorp", "verbs") >= {"Zorp", "Zorps", "Zorping"}
    assert inflections("zorpish", "adjectives") == {"zorpish"}


def test_common_words() -> None:
    words = "bridge bridges bridged bridging quickly london smith said went children abandonment zorp 12 's a".split()
    assert [word for word in words if is_common_word(word)] == [w for w in words if lemminflect.getAllLemmas(w)]


def test_the_rules_load_without_lemminflect() -> None:
    # Where this fails, a rule has a new lemma: see tests/support/inflection_tables.py.
    code = (
        "import sys; from medialit.critique import Engine; from medialit.rules.loader import RuleSet, built_in;"
        "Engine(RuleSet(built_in())); print([name for name in ('numpy', 'lemminflect') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"
