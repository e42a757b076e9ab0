"""Cues: where they are found, and what must stand around them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from medialit.rules.inflect import inflections
from medialit.rules.matcher import Matcher
from medialit.rules.model import Rule
from medialit.rules.patterns import anchors
from medialit.text.plain import read_plain, read_text_file


def rule_of(*cues: dict[str, Any], id: str = "words.test", **fields: Any) -> Rule:  # noqa: A002
    return Rule.model_validate(
        {
            "id": id, "name": "Test", "family": id.split(".")[0], "tier": "notice", "question": "Why?",
            "definition": "d", "why": "w", "fine": "f", "sources": ["s"], "cues": cues,
            "must_flag": ["a"] * 5, "must_pass": ["a"] * 5, **fields,
        }
    )  # fmt: skip


def found(text: str, cue: dict[str, Any], **fields: Any) -> list[str]:
    document = read_text_file(text, "x")
    return [text[hit.start : hit.end] for hit in Matcher([rule_of(cue, **fields)]).find(document)]


@pytest.mark.parametrize(
    ("cue", "forms", "others"),
    [
        ({"verbs": ["slam"]}, ["slam", "slams", "slammed", "slamming"], ["slammer", "slamdunk", "islam"]),
        ({"verbs": ["fly"]}, ["fly", "flies", "flew", "flown", "flying"], ["flyer"]),
        ({"verbs": ["cosy up"]}, ["cosy up", "cosied up", "cosying up"], ["cosy", "cosy down"]),
        ({"verbs": ["double-dip"]}, ["double-dip", "double-dipped"], ["dipped", "doubled-dip"]),
        ({"verbs": ["blorf"]}, ["blorf", "blorfs", "blorfed", "blorfing"], ["blorfer"]),
        ({"nouns": ["party"]}, ["party", "parties"], ["partied", "partying"]),
        ({"nouns": ["puff piece"]}, ["puff piece", "puff pieces"], ["puffs piece"]),
        ({"adjectives": ["dire"]}, ["dire", "direr", "direst"], ["direction", "direly"]),
        ({"adjectives": ["war-mongering"]}, ["war-mongering"], ["mongering", "war mongering"]),
        ({"phrases": ["slam"]}, ["slam"], ["slams", "slammed"]),
        ({"phrases": ["naïve"]}, ["naïve", "NAÏVE"], ["naïvely", "naive"]),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_inflections(cue: dict[str, Any], forms: list[str], others: list[str]) -> None:
    for form in forms:
        assert found(f"they {form} it", cue) == [form]
    for other in others:
        assert found(f"they {other} it", cue) == []


@pytest.mark.parametrize("lemma", ["%", "123", "’tis", "a-", "-", "x y z", "Straße"])
@pytest.mark.parametrize("word_class", ["nouns", "verbs", "adjectives"])
def test_odd_lemmas_have_at_least_themselves(lemma: str, word_class: str) -> None:
    forms = inflections(lemma, word_class)
    assert lemma in forms
    assert all(form.strip() for form in forms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the regime fell", ["regime"]),
        ("regime", ["regime"]),
        ("the regime’s end, the regime's end", ["regime", "regime"]),
        ("(regime) “regime” 'regime' —regime— regime/regime", ["regime"] * 6),
        ("regime, regime. Regime! regime?", ["regime", "regime", "Regime", "regime"]),
        ("the regimen of regimes", []),
        ("a regime-like state", []),
        ("a pre-regime state", []),
        ("a regime - like that", ["regime"]),
        ("a regime-", ["regime"]),
        ("the regime_name", []),
        ("the regime2 and 2regime", []),
        ("o’regime o'regime", []),
        ("regime\u0301 and \u0301regime", []),
        ("REGIME Regime", ["REGIME", "Regime"]),
        ("😀regime😀", ["regime"]),
    ],
    ids=repr,
)
def test_word_boundaries(text: str, expected: list[str]) -> None:
    assert found(text, {"phrases": ["regime"], "names": True}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("they can go", ["can"]), ("they can't go, they can’t go", []), ("they cannot go", [])],
)
def test_a_contracted_not_is_part_of_the_word(text: str, expected: list[str]) -> None:
    assert found(text, {"phrases": ["can"]}) == expected


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("don't know", "they don’t know"),
        ("don’t know", "they don't know"),
        ("don’t know", "they don’t know"),
        ("Once And For All", "once and for all"),
        ("once and for all", "once and\nfor all"),
        ("once and for all", "once and\r\nfor all"),
        ("once and for all", "once  and \t for\n    all"),
        ("once and for all", "once\u00a0and for all"),
        ("co-op rules", "co‑op rules"),
    ],
    ids=repr,
)
def test_marks_and_spaces_are_equal(phrase: str, text: str) -> None:
    (words,) = found(f"Now: {text} then.\n\nThe end.", {"phrases": [phrase]})
    assert words == text.removeprefix("they ")


def test_patterns_see_plain_marks_and_spaces() -> None:
    assert found("They don’t\r\n  know it.\r\n\r\nThe end.", {"patterns": ["(don't|do not) (know|see)"]}) == [
        "don’t\r\n  know"
    ]
    assert found("They don't know it.", {"patterns": ["(don’t|do not) (know|see)"]}) == ["don't know"]


@given(st.text(st.sampled_from("ab \r\n\té"), max_size=30), st.text(st.sampled_from("ab \r\n\té"), max_size=30))
def test_runs_of_white_space_do_not_shift_places(before: str, after: str) -> None:
    text = f"{before} dire  straits {after} DIRE\n\nend"
    document = read_plain(text, "x")
    hits = Matcher([rule_of({"phrases": ["dire", "straits", "end"], "names": True})]).find(document)
    assert [text[hit.start : hit.end] for hit in hits] == ["dire", "straits", "DIRE", "end"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Iconic Bakery closed.", []),
        ("They bought the Iconic.", []),
        ("Iconic bakery closes again.", ["Iconic"]),
        ("It rained. Iconic bakery closed.", ["Iconic"]),
        ("She said: “Iconic is a big word.”", ["Iconic"]),
        ("She said, “Iconic is a big word.”", ["Iconic"]),
        ("She said, 'Iconic is a big word.'", ["Iconic"]),
        ("The bakery (Iconic as ever) closed.", ["Iconic"]),
        ("The bakery — Iconic as ever — closed.", ["Iconic"]),
        ("The ICONIC bakery closed.", ["ICONIC"]),
        ("The bakery is iconic.", ["iconic"]),
        ("Town Loses Its Iconic Bakery\n\nThe bakery closed.", ["Iconic"]),
        ("Town Loses Bakery\n\nThe Iconic Bakery closed.", []),
    ],
)
def test_names_guard(text: str, expected: list[str]) -> None:
    assert found(text, {"phrases": ["iconic"]}) == expected


def test_names_guard_of_short_capitals_and_switched_off() -> None:
    assert found("The EVIL plan and EVIL itself.", {"phrases": ["evil"]}) == []  # may be an acronym
    assert found("The Evil plan.", {"phrases": ["evil"], "names": True}) == ["Evil"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at all times, all told", ["all"]),
        ("all five members, all told", ["all"]),
        ("above all, all", ["all"]),
        ("all-time high", []),
        ("All Five members", []),
        ("at all", ["all"]),
        ("all fiver", ["all"]),
    ],
)
def test_exceptions(text: str, expected: list[str]) -> None:
    text = f"They were {text}" if text[0].islower() else text
    exceptions = ["at all times", "all five", "above all"]
    assert found(text, {"phrases": ["all"], "names": True}, exceptions=exceptions) == expected


def test_an_exception_that_a_longer_cue_begins_with_does_not_hold() -> None:
    assert found("it was of course wrong", {"phrases": ["of course wrong"]}, exceptions=["of course"]) == [
        "of course wrong"
    ]


@pytest.mark.parametrize("extend", ["phrase", "start", "sentence"])
def test_an_exception_holds_for_an_extended_cue(extend: str) -> None:
    cue = {"phrases": ["record"], "extend": extend}
    assert found("They set a record label on fire.", cue, exceptions=["record label"]) == []
    assert found("A record label is known. They set a record in May.", cue, exceptions=["record label"]) != []


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        ({"preceded_by": ["the", "a"]}, ["the plan", "See the plan"], ["plan", "bathe plan", "the big plan"]),
        ({"preceded_by": ['"']}, ["“plan"], ["the plan"]),
        ({"not_preceded_by": ["the", "no (big )?"]}, ["a plan", "bathe plan"], ["the plan", "no big plan", "no plan"]),
        ({"followed_by": ["to \\w+", "%"]}, ["plan to go", "plan %"], ["plan too go", "plan", "plan b to go"]),
        ({"not_followed_by": ["b", "of"]}, ["plan a", "plan offers"], ["plan b", "plan of it"]),
        ({"sentence_has": ["mayors?"]}, ["plan of the mayors", "mayor’s plan"], ["plan", "plan of the mayoress"]),
        ({"sentence_lacks": ["mayor", "n't"]}, ["plan", "plan. The mayor won"], ["mayor plan", "isn’t a plan"]),
        ({"preceded_by": ["the"], "followed_by": ["to"]}, ["the plan to"], ["the plan", "plan to"]),
        ({"preceded_by": ["the"], "sentence_lacks": ["x"]}, ["the plan"], ["the plan x", "plan"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_surroundings(condition: dict[str, list[str]], yes: list[str], no: list[str]) -> None:
    cue = {"phrases": ["plan"], **condition}
    for text in yes:
        assert found(f"So {text}.", cue) == ["plan"], text
    for text in no:
        assert found(f"So {text}.", cue) == [], text


def test_surroundings_end_with_the_sentence() -> None:
    assert found("It was the. Plan is out.", {"phrases": ["plan"], "preceded_by": ["the"]}) == []
    assert found("It is a plan. To go is wise.", {"phrases": ["plan"], "followed_by": ["to"]}) == []
    assert found("The mayor won. It is a plan.", {"phrases": ["plan"], "sentence_has": ["mayor"]}) == []


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        (
            {"near_has": ["mayors?"]},
            ["The mayor won. It is a plan.", "It is a plan. Two mayors won."],
            ["It is a plan."],
        ),
        ({"near_has": ["mayor"]}, ["The mayor has a plan."], ["The mayor won. It rained. It is a plan. It snowed."]),
        ({"near_lacks": ["mayor"]}, ["The mayor won. It rained. It is a plan."], ["It is a plan. The mayor won."]),
        (
            {"near_lacks": ["mayor"], "sentence_has": ["new"]},
            ["A new plan."],
            ["A plan. It is new.", "A new plan. Mayor."],
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_the_sentences_beside_it(condition: dict[str, list[str]], yes: list[str], no: list[str]) -> None:
    cue = {"phrases": ["plan"], **condition}
    for text in yes:
        assert found(text, cue) == ["plan"], text
    for text in no:
        assert found(text, cue) == [], text


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The old plan will ruin us.", "The old plan will ruin us"),
        ("It rained; the plan failed (again).", "the plan failed"),
        ("If we wait, the plan fails, and the mayor laughs.", "If we wait, the plan fails"),
        ("Lind said: “The plan is a lie,” and left.", "The plan is a lie"),
        ("Rain – the plan was off – and snow.", "the plan was off"),
        ("Plan", "Plan"),
        ("It is so. The plan! It is not.", "The plan"),
        ("word " * 100 + "plan" + " word" * 100 + ".", "word " * 59 + "word plan" + " word" * 60),
    ],
)
def test_a_cue_may_be_extended_to_its_clause(text: str, clause: str) -> None:
    assert found(text, {"phrases": ["plan"], "extend": "clause"}) == [clause]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sadly it rained.", True),
        ("“Sadly it rained.”", True),
        ("…“Sadly it rained.”", True),
        ("It rained; sadly we left.", True),
        ("It rained: sadly we left.", True),
        ("It rained – sadly – again.", True),
        ("It rained (sadly).", True),
        ("It rained, and sadly we left.", True),
        ("They say that sadly it rained.", True),
        ("It rained, sadly, again.", True),
        ("It rained, sadly.", True),
        ("Did it rain, sadly?", True),
        ("It rained, sadly", True),
        ("It rained, sadly – again.", True),
        ("They call it ‘sadly lost’.", True),
        ("It sadly rained.", False),
        ("It rained, sadly enough.", False),
        ("It rained sadly, again.", False),
        ("The “plan” sadly failed.", False),
        ("The 'plan' sadly failed.", False),
        ("The brand sadly failed.", False),
    ],
)
def test_clause_start(text: str, expected: bool) -> None:
    assert bool(found(text, {"phrases": ["sadly"], "position": "clause-start"})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Many experts and others left.", "Many experts"),
        ("Many experts, others left.", "Many experts"),
        ("Many of the old experts who left.", "Many of the old experts"),
        ("Many went to see it.", "Many went"),
        ("Many went to the hall.", "Many went to the hall"),
        ("Many went to Quillport.", "Many went to Quillport"),
        ("Many fell to 1,200 pounds.", "Many fell to 1,200 pounds"),
        ("Many of 1,200 pounds.", "Many of 1,200 pounds"),
        ("Many of 3.5 pounds.", "Many of 3.5 pounds"),
        ("Many in the town (or so).", "Many in the town"),
        ("Many - or so.", "Many"),
        ("Many.", "Many"),
        ("Many a b c d e f g h i j k l m n o.", "Many a b c d e f g h i j k l"),
    ],
)
def test_extend_phrase(text: str, expected: str) -> None:
    assert found(text, {"phrases": ["many"], "extend": "phrase"}) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Corrupt officials left.", ["Corrupt officials"]),
        ("Corrupt town officials left.", ["Corrupt town officials"]),
        ("The corrupt  mayor", ["corrupt  mayor"]),
        ("Corrupt café owners left.", ["Corrupt café owners"]),
        ("Corrupt officialdom.", []),
        ("Corrupt. Officials left.", []),
    ],
)
def test_extend_following(text: str, expected: list[str]) -> None:
    cue = {
        "phrases": ["corrupt"],
        "followed_by": [r"(\w+ )?officials?", "(mayor|caf\u00e9 owners)"],
        "extend": "following",
    }
    assert found(text, cue) == expected


def test_extend_following_needs_words_that_follow() -> None:
    with pytest.raises(ValueError, match="needs followed_by"):
        rule_of({"phrases": ["corrupt"], "extend": "following"})


def test_extend_sentence() -> None:
    assert found("It rained. So many left. It snowed.", {"phrases": ["many"], "extend": "sentence"}) == [
        "So many left."
    ]


def test_extend_start() -> None:
    assert found("It rained. So many left. It snowed.", {"phrases": ["many"], "extend": "start"}) == ["So many"]


def test_a_cue_for_headlines_only_is_not_looked_for_in_the_body() -> None:
    text = "Many left\n\nMany came back."
    assert found(text, {"phrases": ["many"]}, voices=["headline"]) == ["Many"]
    assert found(text, {"phrases": ["many"]}, voices=["headline", "author"]) == ["Many", "Many"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("never again", ["never again"]),
        ("(many|most) people", ["many people", "most people"]),
        ("(?:many|most) people", ["many people", "most people"]),
        ("(a|the) plan", ["a plan", "the plan"]),
        ("(a|the) \\w+", ["a ", "the"]),
        ("a plan", ["a plan"]),
        ("colou?r", ["color", "colour"]),
        ("goods? train", ["good train", "goods train"]),
        ("so-called \\w+", ["so-called"]),
        ("can't \\w+", ["can't"]),
        ("\\w+ plan", []),
        ("(so )?many", ["many", "so many"]),
        ("(so )?\\w+", []),
        ("(so |)many", ["many", "so many"]),
        ("[ab]c", []),
        (".*", []),
        ("", []),
        ("the (very )?(big|small) [a-z]+", ["the big", "the small", "the very big", "the very small"]),
        ("said (that )*it", ["said it", "said that"]),
        ("no{2,3} way", ["no"]),
    ],
)
def test_anchors(expression: str, expected: list[str]) -> None:
    assert list(anchors(expression)) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(many|most) (people|voters)", "So many people and most voters left.", ["many people", "most voters"]),
        ("many (believe|believed)", "So many believed it.", ["many believed"]),
        ("many (say|says)", "So many sayings.", []),
        ("(will|shall) not \\w+", "They will not élan.", []),
        ("rose \\d+%", "It rose 12% and rose 12 percent.", ["rose 12%"]),
        ("rose [£$€]\\d+", "It rose €12 then.", ["rose €12"]),
        ("goods? trains?", "The good train and goods trains ran.", ["good train", "goods trains"]),
        ("must never", "They must. Never again.", []),
        ("must( never)?", "They must. Never again.", ["must"]),
        ("so many", "They tell so manyfold tales.", []),
        ("so many", "They tell so many-sided tales.", ["so many"]),
        ("so many", "They tell also many tales.", []),
        ("never .* again", "They never came. It rained again.", []),
        ("never .* again", "They never (ever) came again.", ["never (ever) came again"]),
        ("never .* again", "They never, ever came again.", []),
    ],
)
def test_patterns(pattern: str, text: str, expected: list[str]) -> None:
    assert found(text, {"patterns": [pattern]}) == expected


def test_no_cue_reaches_beyond_its_sentence() -> None:
    assert found("They came once. And for all.", {"phrases": ["once. and for all"]}) == []
    assert found("They came once and.\n\nFor all.", {"phrases": ["and.\n\nfor"]}) == []
    assert found("One many.\n\nTwo.", {"phrases": ["many"], "extend": "phrase"}) == ["many"]


def test_overlapping_rules_are_all_found_in_order() -> None:
    rules = [
        rule_of({"phrases": ["big lie", "lie"]}, id="words.a"),
        rule_of({"phrases": ["a big lie", "lie"]}, id="sourcing.b"),
    ]
    text = "It is a big lie."
    hits = Matcher(rules).find(read_text_file(text, "x"))
    assert [(hit.rule, text[hit.start : hit.end]) for hit in hits] == [
        ("sourcing.b", "a big lie"), ("words.a", "big lie"), ("sourcing.b", "lie"), ("words.a", "lie"),
    ]  # fmt: skip


def test_two_cues_of_a_rule_with_the_same_words() -> None:
    cues = [{"phrases": ["plan"], "followed_by": ["a"]}, {"phrases": ["plan"], "followed_by": ["b"]}]
    matcher = Matcher([rule_of(*cues)])
    for text, number in (("the plan a", 1), ("the plan b", 1), ("the plan c", 0)):
        assert len(matcher.find(read_text_file(text, "x"))) == number


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["scheme", "dire"]),
        ("en-US", ["scheme", "dire"]),
        ("en-GB", ["dire"]),
        ("en-gb", ["dire"]),
        ("en-GB-scotland", ["dire"]),
        ("en-GBR", ["scheme", "dire"]),
    ],
)
def test_words_that_are_plain_where_the_text_is_from(lang: str, expected: list[str]) -> None:
    text = "The scheme is dire."
    rule = rule_of({"phrases": ["scheme"], "not_in": ["en-GB"]}, {"phrases": ["dire"]})
    assert [text[hit.start : hit.end] for hit in Matcher([rule]).find(read_plain(text, "x"), lang)] == expected


def test_no_rules_and_no_text() -> None:
    assert Matcher([]).find(read_text_file("They never came.", "x")) == []
    assert Matcher([rule_of({"phrases": ["never"]})]).find(read_text_file("", "x")) == []
