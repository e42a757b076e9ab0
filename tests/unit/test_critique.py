"""From hits to flags: voices, clearances, overlaps, repeats, order."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from medialit import Critique, Document, Engine, Flag, Metadata, analyze, load_rules
from medialit.export.record import record_of
from medialit.rules.loader import RuleSet
from medialit.rules.model import Rule
from medialit.text.document import Block, Reference
from medialit.text.plain import read_plain, read_text_file

ENGINE = Engine(load_rules()[0])


def rule_of(phrases: str | dict[str, Any] = "dire", id: str = "words.test", **fields: Any) -> Rule:  # noqa: A002
    cue = {"phrases": phrases.split(", ")} if isinstance(phrases, str) else phrases
    family = id.split(".")[0]
    return Rule.model_validate(
        {
            "id": id, "name": "Test", "family": family, "tier": "craft" if family == "craft" else "notice",
            "question": "Why?", "definition": "d", "why": "w", "fine": "f", "sources": ["s"],
            "cues": [] if "detector" in fields else [cue], "must_flag": ["a"] * 5, "must_pass": ["a"] * 5, **fields,
        }
    )  # fmt: skip


def critique_of(text: str, *rules: Rule, metadata: Metadata | None = None) -> Critique:
    return Engine(RuleSet(rules or [rule_of()])).analyze(read_text_file(text, "x"), metadata)


def words(critique: Critique) -> list[str]:
    return [critique.document.text[flag.start : flag.end] for flag in critique.flags]


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("The plan is dire.", "author", None),
        ("A Dire Plan\n\nIt rained.", "headline", None),
        ("‘Dire’ Plan\n\nIt rained.", "quoted", None),
        ("“The plan is dire,” Ana Reyle said.", "quoted", "Ana Reyle"),
        ("“The plan is dire,” said Ana Reyle, an engineer.", "quoted", "Ana Reyle"),
        ("Ana Reyle said the plan was dire.", "attributed", "Ana Reyle"),
        ("The plan is dire, according to Ana Reyle.", "attributed", "Ana Reyle"),
        ("Officials said the plan was dire.", "attributed", "Officials"),
        ("It is believed that the plan is dire.", "author", None),
        ("The “dire” plan came.", "quoted", None),
        ("It rained.\n\n“It is dire.", "quoted", None),
        ("Ana Reyle said it rained. The plan is dire.", "author", None),
        ("The dire plan, Ana Reyle said.", "attributed", "Ana Reyle"),
    ],
)
def test_voices(text: str, voice: str, speaker: str | None) -> None:
    (flag,) = critique_of(text).flags
    assert (flag.voice, flag.speaker) == (voice, speaker)
    assert flag.counted == (voice in ("author", "headline"))


def test_a_block_quote_is_quoted() -> None:
    text = "It rained.\n\nThe plan is dire."
    document = Document("x", text, (Block(0, 10), Block(12, 29, "quote")))
    (flag,) = Engine(RuleSet([rule_of()])).analyze(document).flags
    assert flag.voice == "quoted"


@pytest.mark.parametrize(
    ("text", "voice"),
    [("The “plan” is dire, and it rained.", "author"), ("“Plan” is a dire word.", "author"),
     ("“The plan is dire,” she said.", "quoted")],
)  # fmt: skip
def test_a_whole_sentence_has_the_voice_of_most_of_it(text: str, voice: str) -> None:
    rule = rule_of({"phrases": ["dire"], "extend": "sentence"})
    assert [flag.voice for flag in critique_of(text, rule).flags] == [voice]


def test_voices_that_a_rule_does_not_ask_about() -> None:
    text = "Dire Plan\n\nIt is dire. “It is dire.” Ana Reyle said it was dire."
    for voice, start in (("headline", 0), ("author", 17), ("quoted", 30), ("attributed", 59)):
        (flag,) = critique_of(text, rule_of(voices=[voice])).flags
        assert (flag.voice, flag.start) == (voice, start)


def test_praise_of_a_source_is_for_the_writer() -> None:
    (flag,) = critique_of("Council engineer Ana Reyle said it rained.", rule_of(
        id="craft.test", detector="craft.named-source")).flags  # fmt: skip
    assert (flag.voice, flag.counted) == ("author", False)


@pytest.mark.parametrize(
    ("clearance", "cleared", "open_"),
    [
        ("number", ["A dire 12 days.", "Three dire days."], ["A dire day. It rained 12 days.", "A dire day."]),
        (
            "named-source",
            ["It is dire. Ana Reyle said it rained.", "It is dire. It rained. “No,” said Ana Reyle."],
            [
                "It is dire.\n\nAna Reyle said it rained.",
                "Ana Reyle said it rained. It is dire.",
                "It is dire. She left.",
            ],
        ),
    ],
)
def test_what_clears_a_flag(clearance: str, cleared: list[str], open_: list[str]) -> None:
    rule = rule_of(cleared_by=[clearance], voices=["author"])
    for text in cleared:
        assert not critique_of(text, rule).flags, text
    for text in open_:
        assert words(critique_of(text, rule)) == ["dire"], text


def test_a_number_inside_the_flag_does_not_clear_it() -> None:
    rule = rule_of("dire 12", cleared_by=["number"])
    assert words(critique_of("It was a dire 12 then.", rule)) == ["dire 12"]
    assert words(critique_of("It was a dire 12 and 13 then.", rule)) == []
    assert words(critique_of("In 11 it was a dire 12 then.", rule)) == []


def test_a_date_clears_a_flag() -> None:
    rule = rule_of(cleared_by=["date"])
    assert words(critique_of("It is dire.", rule)) == ["dire"]
    assert words(critique_of("It is dire.", rule, metadata=Metadata(date=dt.date(2026, 3, 14)))) == []


@pytest.mark.parametrize(
    ("text", "cleared"),
    [
        ("It is dire.\n\nPublished 4 May 2019", True),
        ("OLDPORT, May 4, 2019 — It rained.\n\nIt is dire.", True),
        ("It was sold on 2019-05-04.\n\nIt is dire.", True),
        ("It rained.\n\nIt snowed.\n\nIt was sold on 4 May 2019.\n\nIt is dire.", False),
        ("It is dire in May 2019.", True),
        ("It is dire (4 May).", True),
        ("On Sept. 3 they went home, and it is dire.", True),
        ("Built in 1921, it is dire.", False),
        ("It may be 20 times as dire.", False),
        ("It is dire. On 4 May it rained.", False),
        ("It is dire by 4 May, 2000 of them said.", True),
    ],
)
def test_a_date_in_the_text_clears_a_flag(text: str, cleared: bool) -> None:
    critique = critique_of(f"A title\n\n{text}", rule_of(cleared_by=["date"]))
    assert words(critique) == ([] if cleared else ["dire"])


@pytest.mark.parametrize("lang", ["en", "en-GB"])
def test_the_language_of_a_text_decides_on_words_that_are_plain_there(lang: str) -> None:
    rule = rule_of({"phrases": ["scheme"], "not_in": ["en-GB"]})
    assert words(critique_of("A scheme.", rule, metadata=Metadata(lang=lang))) == (["scheme"] if lang == "en" else [])


def test_an_article_is_judged_by_the_flags_on_its_words() -> None:
    rule = rule_of(id="context.test", detector="context.unlabelled-opinion")
    loaded = rule_of("dire, awful, vile")
    text = "It is dire here. It was awful there. They have a vile plan. We must go home now. The town should keep its "
    text += "boats. It rained for a day. It snowed for a week. It was dry in May."
    news = Metadata("news")
    article, *others = critique_of(text, rule, loaded, metadata=news).flags
    assert (article.rule.id, article.scope, len(others)) == ("context.test", "article", 3)
    assert article.reason == (
        "Of 8 sentences in the writer’s own voice 3 judge (“dire”, “awful”, “vile”) and 2 urge, ask to "
        "be agreed with, or say “I” or “we” "
        "(“We must go home”, “town should keep its”)."
    )
    assert not critique_of(text, rule, metadata=news).flags


@pytest.mark.parametrize(("at", "flags"), [(0, 0), (11, 0), (12, 1), (23, 1)], ids=["first", "end", "next", "later"])
def test_a_link_in_the_sentence_clears_a_flag(at: int, flags: int) -> None:
    document = read_plain("It is dire. It rained a lot.", "x")
    document = dataclasses.replace(document, references=(Reference(at, at + 2, "https://example.org/"),))
    assert len(Engine(RuleSet([rule_of(cleared_by=["link"])])).analyze(document).flags) == flags


def test_most_per_paragraph() -> None:
    rule = rule_of("dire, grim, bleak", most_per_paragraph=2)
    found = critique_of("It is dire, grim and bleak.\n\nIt is bleak, grim and dire.", rule)
    assert words(found) == ["dire", "grim", "bleak"]
    assert [flag.count for flag in found.flags] == [1, 2, 1]


@pytest.mark.parametrize(
    ("phrases", "others", "expected"),
    [
        ("dire", "dire straits", ["dire straits"]),
        ("a very dire", "dire", ["a very dire"]),
        ("very dire, straits now", "dire straits", ["dire straits"]),
        ("very", "straits", ["very", "straits"]),
        ("very dire", "straits", ["very dire", "straits"]),
    ],
)
def test_one_flag_a_place_in_a_family_the_longest(phrases: str, others: str, expected: list[str]) -> None:
    text = "It is a very dire straits now."
    one, two = rule_of(phrases, "words.a"), rule_of(others, "words.b")
    assert words(critique_of(text, one, two)) == expected
    assert words(critique_of(text, rule_of(phrases, "words.b"), rule_of(others, "words.a"))) == expected
    apart = critique_of(text, one, rule_of(others, "sourcing.b"))
    assert len(apart.flags) == len(phrases.split(", ")) + len(others.split(", "))


def test_equal_flags_of_a_family_leave_the_first_rule() -> None:
    assert [
        flag.rule.id for flag in critique_of("It is dire.", rule_of(id="words.b"), rule_of(id="words.a")).flags
    ] == ["words.a"]


def test_a_whole_sentence_gives_way_to_exact_words() -> None:
    whole = rule_of({"phrases": ["it is"], "extend": "sentence"}, "words.whole")
    found = critique_of("It is wet. It is dire. It is late.", whole, rule_of())
    assert words(found) == ["It is wet.", "dire", "It is late."]
    other = critique_of("It is dire.", whole, rule_of(id="sourcing.test"))
    assert words(other) == ["It is dire.", "dire"]


def test_two_whole_sentences_of_a_family_are_one() -> None:
    cue = {"phrases": ["it is"], "extend": "sentence"}
    assert [f.rule.id for f in critique_of("It is wet.", rule_of(cue, "words.a"), rule_of(cue, "words.b")).flags] == [
        "words.a"
    ]


def test_repeats_are_shown_once_with_their_places() -> None:
    text = "It is dire. So dire.\n\nDire, “dire” plan."
    first, quoted = critique_of(text).flags
    assert (first.count, quoted.count) == (3, 1)
    assert [text[slice(*span)] for span in first.repeats] == ["dire", "Dire"]
    assert [text[slice(*span)].lower() for span in ((first.start, first.end), *first.repeats)] == ["dire"] * 3
    assert quoted.voice == "quoted"


def test_repeats_of_other_speakers_stay_apart() -> None:
    found = critique_of("Ana Reyle said it was dire. Kofi Brandt said it was dire. Reyle said it was dire.")
    assert [(flag.speaker, flag.count) for flag in found.flags] == [("Ana Reyle", 2), ("Kofi Brandt", 1)]


@pytest.mark.parametrize(("kind", "flags"), [("opinion", 1), ("news", 0), (None, 0)])
def test_genres(kind: str | None, flags: int) -> None:
    rule = rule_of(genres=["opinion", "review"])
    assert len(critique_of("It is dire.", rule, metadata=Metadata(kind)).flags) == flags
    assert len(critique_of("It is dire.", rule_of(), metadata=Metadata(kind)).flags) == 1


def test_flags_are_numbered_by_start_then_the_longest_then_the_rule() -> None:
    rules = [
        rule_of("is dire", "words.a"),
        rule_of("is", "sourcing.a"),
        rule_of("is", "certainty.z"),
        rule_of("it", "words.b"),
    ]
    found = critique_of("It is dire.", *rules)
    assert [flag.rule.id for flag in found.flags] == ["words.b", "words.a", "certainty.z", "sourcing.a"]


def test_a_flag_on_the_article_spans_the_text() -> None:
    text = "Pool Vote\n\n“It is dire,” said Ana Reyle."
    rule = rule_of(id="context.test", detector="context.missing-metadata")
    flag, dire = critique_of(text, rule, rule_of()).flags
    assert (flag.start, flag.end, flag.scope, flag.voice, flag.speaker) == (0, len(text), "article", "author", None)
    assert flag.reason == "Not given: author, date and outlet."
    assert dire.scope == "text"
    known = Metadata(author="A", date=dt.date(2026, 3, 14))
    (flag,) = critique_of(text, rule, metadata=known).flags
    assert flag.reason == "Not given: outlet."
    assert not Engine(RuleSet([rule])).analyze(read_plain("It is dire.", "x", kind="sentence")).flags


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "“", "A", "\u0301", "😀"], ids=ascii)
def test_hardly_a_text(text: str) -> None:
    found = analyze(text)
    assert [flag.scope for flag in found.flags if flag.scope == "text"] == []
    assert found.readability.grade is None


def test_a_headline_with_a_number_too_long_for_a_number() -> None:
    found = analyze(f"Mayor Counts {'7' * 5000} Votes\n\nIt rained.")
    assert "headline.body-gap" in [flag.rule.id for flag in found.flags]


PIECES = [
    "Experts say", "some believe", "it is believed that", "“", "”", '"', "‘", "’", "'", "«", "»", "Ana Reyle", "said",
    "told", "the mayor", ".", "!", "?", ",", ":", "—", "(", ")", "\n\n", "\r\n", "\r", "\t", "\u2028", "43 percent",
    "$2bn", "1,200", "never", "DISASTER", "disastrous", "e\u0301", "İ", "ẞ", "ﬁ", "😀", "👩‍🚒", "\u200b", "\u202e",
    "\0", "\x1b[31m", "\x85", "most people", "according to", "She", "a new study", "will destroy", "of course",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=25).map("".join),
)


def check(found: Critique) -> None:
    text = found.document.text

    def inside(start: int, end: int) -> bool:
        return 0 <= start < end <= len(text)

    for flag in found.flags:
        if flag.scope == "text":
            for start, end in ((flag.start, flag.end), *flag.repeats):
                assert inside(start, end)
                assert text[start:end].strip()
                assert not text[start].isspace()
        else:
            assert (flag.start, flag.end) == (0, len(text))
        assert (flag.speaker is None) or flag.voice in ("quoted", "attributed")
    order = [(flag.start, -flag.end, flag.rule.id) for flag in found.flags]
    assert order == sorted(order)
    for item in found.attributions:
        assert all(inside(*span) for span in (item.cue, *item.content, *([item.source] if item.source else [])))
    for claim in found.claims:
        assert inside(claim.start, claim.end)
        assert 0 < claim.checkable <= 1
    for before, after in pairwise(found.document.sentences):
        assert before.end <= after.start
    assert all(inside(*sentence) for sentence in found.document.sentences)
    assert len(found.paragraphs) == sum(block.kind == "paragraph" for block in found.document.blocks)


@given(TEXTS)
def test_any_text_can_be_analysed(text: str) -> None:
    check(ENGINE.analyze(read_text_file(text, "x")))


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
@example("“ ?", 1, 3)
def test_any_span_may_be_the_title(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    check(ENGINE.analyze(read_plain(text, "x", title=(start, end))))


@given(TEXTS)
def test_no_two_flags_of_a_family_share_words(text: str) -> None:
    found = ENGINE.analyze(read_text_file(text, "x"))
    by_family: dict[str, list[tuple[int, int]]] = {}
    for flag in found.flags:
        if flag.scope == "text":
            by_family.setdefault(flag.rule.family, []).extend([(flag.start, flag.end), *flag.repeats])
    for spans in by_family.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(spans)))


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        analyze("Experts say it is \ud83d dire.")


TEXT = (
    "Is the Dire Pool a Disaster?\n\nExperts say the pool is a disaster. “It never worked,” said Ana Reyle, "
    "an engineer. Some 43 percent of visitors believe it is shameful. Many fear that prices will soar. Of course, "
    "it is believed that the shameful regime knew.\n\nBrandt slammed the plan."
)


def test_the_same_text_has_the_same_flags_in_every_process() -> None:
    code = (
        "import json, sys; from medialit import analyze; from medialit.export.record import record_of;"
        "print(json.dumps(record_of(analyze(sys.stdin.read()))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=TEXT, capture_output=True, check=True, text=True, encoding="utf-8",
        env={"PYTHONHASHSEED": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert json.loads(run.stdout) == json.loads(json.dumps(record_of(analyze(TEXT))))
    assert len(json.loads(run.stdout)["flags"]) > 5


TEMPLATES = [
    "{} slammed the reckless plan on Monday, and experts say the {} scheme will destroy the town.",
    "Some say that {} are extremists. Many believe {} always lie.",
    "“{} are a disgrace,” said Ana Reyle. {} denied it.",
    "It is widely believed that {} failed to explain the disaster.",
    "Will {} ever tell the truth? Of course, {} would never admit it.",
    "According to {}, 43 percent of voters left. {} claimed it was fake.",
    "A flood of {} voters came, and these people hate our way of life.",
]
NAMES = {
    "groups": ["Christians", "Muslims", "Jews", "Hindus", "Buddhists", "Atheists"],
    "parties": ["Democrats", "Republicans", "Conservatives", "Liberals", "Greens", "Socialists"],
    "countries": ["Americans", "Russians", "Israelis", "Iranians", "Ukrainians", "Germans", "Nigerians"],
}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template[:20])
def test_names_of_groups_do_not_change_the_flags(template: str, kind: str) -> None:
    def shown(name: str) -> list[tuple[str, str, str]]:
        found = ENGINE.analyze(read_text_file(template.replace("{}", name), "x"))
        return [
            (flag.rule.id, flag.voice, re.sub(rf"\b{name}\b", "X", found.document.text[flag.start : flag.end]))
            for flag in found.flags
        ]

    first, *others = NAMES[kind]
    assert {name: shown(name) for name in others} == dict.fromkeys(others, shown(first))
    assert shown(first)


def test_a_flag_counts_unless_it_is_a_note_praise_or_not_the_writers() -> None:
    counts = {tier: Flag(rule_of(tier=tier), 0, 1, "author").counted for tier in ("ask", "notice", "note")}
    assert counts == {"ask": True, "notice": True, "note": False}


def test_one_voice_counts_the_statements_and_gives_the_fullest_name() -> None:
    rule = load_rules()[0]["sourcing.one-voice"]
    engine = Engine(RuleSet([rule]))
    body = "Mara Lind said that it was late. Lind said that it was dear. “It leaks,” said Lind. Lind said she knew."
    (flag,) = engine.analyze(read_text_file(f"Bridge\n\n{body}", "bridge")).flags
    assert flag.scope == "article"
    assert flag.reason == "All 4 attributed statements come from Mara Lind."
    assert not engine.analyze(read_text_file(f"Bridge\n\n{body} Ana Ruiz said that it was not.", "bridge")).flags
