"""Readability: equal to textstat where its counts are ours, None where a text is too short, and never a download."""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import medialit.readability as readability
import pytest
from medialit.readability import FORMULAS, count_syllables, hardest_words, score
from medialit.text.sentences import split_sentences

CHILD = """Mia has a small red boat. Every day after school she takes it down to the river with her brother Tom. The
water is clear and slow there. They watch the boat drift under the old bridge and run along the bank to catch it. One
day the boat did not come out on the other side. Tom looked under the bridge. Mia looked in the tall grass. They asked
the man who sold fish by the road. He had not seen it. At last they found it under a tree, where a duck had made it her
nest. Mia laughed and let the duck keep it. Her father built her a new boat, and this one was blue and yellow."""
REPORT = """The regional administration approved a controversial redevelopment of the abandoned industrial harbour on
Wednesday, despite considerable opposition from environmental organisations and residents. Councillors argued that the
investment, estimated at several hundred million euros, would create employment opportunities in a neighbourhood that
has experienced continuous economic deterioration. Opponents described the consultation as insufficient, and criticised
the authorities for publishing the feasibility assessment only after negotiations with the developer had concluded. An
independent commission will evaluate the consequences for biodiversity, transportation and affordable accommodation.
Construction isn't expected to begin before the administrative court has considered the residents' complaint.
Neither the developer nor the mayor's office answered questions about the contract on Thursday evening."""
DIGITS = """In 2019 the town had 48,000 people and 12 schools. By 2024 it had 39,000 people and 7 schools. The council's
own well-known forecast hadn't said so. It had promised 55,000 people, a second railway station and 30 new classrooms by
2030. "We were wrong," the mayor's office admitted in a letter last week. The letter doesn't say who wrote the forecast,
what it cost, or why nobody checked it in time. The opposition wants an inquiry. The governing party's leaders say that
one isn't needed, because the numbers are public. They are public only since a local newspaper asked for them. Reporters
had to wait for eleven months, and they paid for every page."""
LONG = " ".join(
    f"The {first} committee {verb} the {second} proposal before the {third} meeting ended."
    for first, second, third in (
        ("national", "original", "annual"),
        ("local", "revised", "second"),
        ("parliamentary", "unanimous", "extraordinary"),
        ("small", "old", "long"),
    )
    for verb in ("rejected", "discussed", "supported", "read", "postponed", "misunderstood", "signed", "investigated")
)
TEXTS = {"child": CHILD, "report": REPORT, "digits": DIGITS, "long": LONG}

# Lines of the dictionary as it is published: what textstat would read.
PUBLISHED = """
a AH0
abandonment AH0 B AE1 N D AH0 N M AH0 N T
business B IH1 Z N AH0 S
can't K AE1 N T
chocolate CH AO1 K L AH0 T
colonel K ER1 N AH0 L
every EH1 V ER0 IY0
fire F AY1 ER0
government G AH1 V ER0 M AH0 N T
hmm HH M
hour AW1 ER0
isn't IH1 Z AH0 N T
literature L IH1 T ER0 AH0 CH ER0
naive N AY2 IY1 V
people P IY1 P AH0 L
phoenix F IY1 N IH0 K S
queue K Y UW1
recipe R EH1 S AH0 P IY0
refused R AH0 F Y UW1 Z D
rhythm R IH1 DH AH0 M
science S AY1 AH0 N S
they're DH EH1 R
walked W AO1 K T
washington's W AA1 SH IH0 NG T AH0 N Z
wednesday W EH1 N Z D IY0
whale W EY1 L
""".strip().splitlines()


def sentences_of(text: str) -> list[tuple[int, int]]:
    return split_sentences(text, 0, len(text))


@pytest.fixture(scope="session")
def textstat(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """textstat with a dictionary in NLTK's layout that has our numbers of syllables."""
    import nltk

    root = tmp_path_factory.mktemp("nltk")
    folder = root / "corpora" / "cmudict"
    folder.mkdir(parents=True)
    lines = (f"{word.upper()} 1 {'AH0 ' * n or 'M'}".rstrip() for word, n in readability._dictionary().items())
    (folder / "cmudict").write_text("\n".join(lines) + "\n", "utf-8")
    nltk.data.path.insert(0, str(root))
    import textstat as module

    assert module.syllable_count("abandonment") == 4
    return module  # type: ignore[no-any-return]


def dale_chall_band(raw: float) -> float:
    """The published table, read from the top down."""
    for least, grade in ((10, 16), (9, 14), (8, 11.5), (7, 9.5), (6, 7.5), (5, 5.5)):
        if raw >= least:
            return grade
    return 4


def textstats_own(textstat: ModuleType, text: str) -> dict[str, float]:
    scores = {
        "Flesch–Kincaid": textstat.flesch_kincaid_grade(text),
        "Gunning fog": textstat.gunning_fog(text),
        "SMOG": textstat.smog_index(text),
        "Coleman–Liau": textstat.coleman_liau_index(text),
        "ARI": textstat.automated_readability_index(text),
        "Dale–Chall": dale_chall_band(textstat.dale_chall_readability_score(text)),
    }
    return {name: round(value, 1) for name, value in scores.items()}


def assert_equal_to_textstat(textstat: ModuleType, text: str) -> None:
    ours = score(text, sentences_of(text))
    counted = (textstat.lexicon_count(text), textstat.sentence_count(text), textstat.syllable_count(text))
    assert (ours.words, ours.sentences, ours.syllables) == counted
    assert ours.flesch_reading_ease == round(textstat.flesch_reading_ease(text), 1)
    expected: dict[str, Any] = textstats_own(textstat, text)
    if ours.sentences < 30:
        expected["SMOG"] = None
    assert ours.scores == expected


@pytest.mark.parametrize("name", TEXTS)
def test_scores_equal_textstats_own(textstat: ModuleType, name: str) -> None:
    assert_equal_to_textstat(textstat, TEXTS[name])


@pytest.mark.parametrize("seed", range(12))
def test_scores_equal_textstats_own_on_random_words(textstat: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    known = sorted(word for word in readability._dictionary() if re.fullmatch(r"[a-z]{2,}(?:'[sdt])?", word))
    words = chance.choices(known, k=200) + ["the", "brexiteers", "zyxomatic", "2019", "well-being"] * 30
    chance.shuffle(words)
    parts = [words[at : at + chance.randint(4, 9)] for at in range(0, len(words), 9)]
    assert_equal_to_textstat(textstat, " ".join(" ".join(part).capitalize() + "." for part in parts))


def test_syllables_equal_textstats_own(textstat: ModuleType) -> None:
    known = sorted(readability._dictionary())
    others = [
        "Adeyemi",
        "brexiteers",
        "deplatforming",
        "o'clock",
        "well-known",
        "state-of-the-art",
        "2019",
        "X",
        "café",
    ]
    for word in [*random.Random(1).sample(known, 3000), *others]:
        assert count_syllables(word) == textstat.syllable_count(word), word
    assert count_syllables("don’t") == count_syllables("don't") == 1
    assert count_syllables("—") == 0


@pytest.mark.parametrize("line", PUBLISHED)
def test_syllables_are_those_of_the_published_dictionary(line: str) -> None:
    word, *sounds = line.split()
    assert count_syllables(word) == sum(sound[-1].isdigit() for sound in sounds)


def test_abbreviations_and_decimals_are_not_sentences() -> None:
    text = "Dr. Kim Lee of the U.S. E.P.A. said the 3.5 percent rise was small. It was not."
    found = score(text, sentences_of(text))
    assert (found.sentences, found.words) == (2, 17)


@pytest.mark.parametrize("text", ["", "…", "Rain fell. It stopped. It fell again.", "word " * 150 + ". It ended."])
def test_too_short(text: str) -> None:
    found = score(text, sentences_of(text))
    assert (found.grade, found.grade_low, found.grade_high, found.flesch_reading_ease) == (None,) * 4
    assert list(found.scores) == list(FORMULAS)
    assert set(found.scores.values()) == {None}
    assert found.minutes == 1


def test_the_limits_are_exact() -> None:
    sentences = ["Red " + "word " * 32 + "ends."] * 2 + ["Red " + "word " * 30 + "ends."]

    def grade_of(sentences: list[str]) -> float | None:
        text = " ".join(sentences)
        found = score(text, sentences_of(text))
        assert found.sentences == len(sentences)
        return found.grade

    assert grade_of(sentences) is not None  # 100 words in 3 sentences
    assert grade_of([*sentences[:2], sentences[2].replace("word ", "", 1)]) is None
    assert grade_of(["Red " + "word " * 60 + "ends."] * 2) is None


def test_range_and_middle() -> None:
    found = score(REPORT, sentences_of(REPORT))
    grades = sorted(grade for grade in found.scores.values() if grade is not None)
    assert len(grades) == 5  # SMOG needs 30 sentences
    assert found.scores["SMOG"] is None
    assert (found.grade_low, found.grade_high) == (grades[0], grades[-1])
    assert found.flesch_reading_ease == -19.3
    ease_as_grade = 17 + (15 + 19.3) / 10  # the line through Flesch's last bands, continued
    assert found.grade == pytest.approx((sum(grades) + ease_as_grade) / 6, abs=0.1)
    easy = score(CHILD, sentences_of(CHILD))
    assert easy.grade is not None
    assert found.grade is not None
    assert easy.grade < 5 < 14 < found.grade
    assert score(LONG, sentences_of(LONG)).scores["SMOG"] is not None


def test_only_what_is_inside_the_sentences_counts() -> None:
    assert score(REPORT, sentences_of(REPORT)[:2]).words < score(REPORT, sentences_of(REPORT)).words
    assert score("One two. Three.", [(0, 8)]).words == 2
    assert score("One two. … Three.", [(0, 8), (9, 10), (11, 17)]).sentences == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("don't stop, rock ’n’ roll", 5),
        ("U.S. E.P.A. at 3.5 percent, 1,200 in all", 8),
        ("one—two – three --four...five", 5),
        ("AT&T's well-known and/or @handle", 4),
        ("see https://example.org/a?b=c&d=e, or www.example.org/x!", 4),
        ("re\u00adsume\u0301 _ ___ 🎉 ( ) “x”", 2),
    ],
)
def test_words(text: str, words: int) -> None:
    assert score(text, [(0, len(text))]).words == words


def test_minutes() -> None:
    text = "Rain fell. " * 600
    assert score(text, sentences_of(text.strip())).minutes == 5


def test_hardest_words() -> None:
    found = hardest_words(REPORT, sentences_of(REPORT), 6)
    assert len(found) == 6
    assert {"biodiversity", "deterioration"} < set(found)
    assert all(word.islower() and count_syllables(word) >= 5 for word in found)
    assert not {"administration", "administrative"} <= set(hardest_words(REPORT, sentences_of(REPORT), 50))
    assert hardest_words(CHILD, sentences_of(CHILD)) == []
    assert hardest_words("", []) == []


@pytest.fixture
def cold() -> Iterator[None]:
    def forget() -> None:
        for function in (readability._dictionary, readability._hyphens, readability._easy_words):
            function.cache_clear()
        readability._remembered.clear()

    forget()
    yield
    forget()


def test_nothing_is_downloaded(cold: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a request at run time")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(nltk, "download", refuse)
    assert score(REPORT + " Brexiteers zyxomatically.", sentences_of(REPORT)).grade is not None


def test_neither_nltk_nor_textstat_is_imported() -> None:
    code = (
        "import sys; from medialit.readability import score; assert 'pyphen' not in sys.modules;"
        "score('Zyxomatic rain fell.', [(0, 20)]); assert not {'nltk', 'textstat'} & set(sys.modules)"
    )
    package = str(Path(readability.__file__).parents[1])
    subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {package!r}); {code}"], check=True)


def test_a_missing_word_list_is_said(cold: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readability, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="pip install textstat"):
        score(CHILD, sentences_of(CHILD))


def test_words_are_looked_up_once(cold: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = score(REPORT, sentences_of(REPORT))
    monkeypatch.setattr(readability, "_count_token", None)  # asking again would fail
    assert score(REPORT, sentences_of(REPORT)) == first


def test_what_is_remembered_of_words_does_not_grow_without_end(cold: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = score(REPORT, sentences_of(REPORT))
    monkeypatch.setattr(readability, "_TOKENS_REMEMBERED", 20)
    readability._remembered.clear()
    assert score(REPORT, sentences_of(REPORT)) == whole
    assert len(readability._remembered) <= 20
