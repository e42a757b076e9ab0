"""A person's decisions on flags: anchored by exact words, never guessed, and shown for what they are."""

from __future__ import annotations

import pytest
from medialit import analyze
from medialit.anchor import AnchorError, place_of
from medialit.article import parse_article
from medialit.decisions import with_review
from medialit.review import Review, reviewed
from medialit.rules.loader import built_in
from medialit.text.plain import read_text_file
from medialit.yamlfile import DataError

RULES = {rule.id: rule for rule in built_in()}
TEXT = (
    "The shameful plan is dead. Critics call the plan disastrous. The shameful vote was close, and “the plan” failed."
)


def review(**entries: object) -> Review:
    return Review.model_validate({"by": "A. Teacher", "date": "2026-04-02", **entries})


def decide(**entries: object) -> tuple[dict[str, tuple[str, str | None]], list[str]]:
    critique, problems = reviewed(analyze(TEXT), review(**entries), RULES)
    text = critique.document.text
    found = {text[f.start : f.end]: (f.status, f.note) for f in critique.flags if f.status != "open"}
    return found, [problem.problem for problem in problems]


def test_a_flag_is_confirmed_or_set_aside_with_the_reviewers_words() -> None:
    found, problems = decide(
        confirm=[{"quote": "shameful", "occurrence": 1, "note": "Whose shame?"}],
        dismiss=[{"quote": "disastrous", "reason": "their word"}],
    )
    assert not problems
    assert found == {"shameful": ("confirmed", "Whose shame?"), "disastrous": ("dismissed", "their word")}


def test_a_repeat_stands_for_its_flag() -> None:
    found, problems = decide(confirm=[{"quote": "shameful", "suffix": "vote"}])
    assert not problems
    assert found == {"shameful": ("confirmed", None)}


def test_a_flag_set_aside_is_not_counted() -> None:
    before = analyze(TEXT)
    after, _ = reviewed(
        before, review(dismiss=[{"quote": "shameful", "prefix": "The", "occurrence": 1, "reason": "x"}]), RULES
    )
    assert sum(f.counted for f in before.flags) - sum(f.counted for f in after.flags) == 1


def test_an_own_flag_stands_in_its_place_and_asks_its_own_question() -> None:
    critique, problems = reviewed(
        analyze(TEXT),
        review(
            add=[
                {"quote": "is dead", "question": "Who says so?"},
                {"quote": "vote was close", "rule": "persuasion.straw-man"},
            ]
        ),
        RULES,
    )
    assert not problems
    added = [flag for flag in critique.flags if flag.origin == "educator"]
    assert [(TEXT[f.start : f.end], f.rule.id, f.status) for f in added] == [
        ("is dead", "context.own-question", "confirmed"),
        ("vote was close", "persuasion.straw-man", "confirmed"),
    ]
    assert added[0].question == "Who says so?"
    assert [f.start for f in critique.flags] == sorted(f.start for f in critique.flags)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"confirm": [{"quote": "shameful"}]}, "“shameful” stands 2 times; add prefix, suffix or occurrence"),
        ({"confirm": [{"quote": "shamefull plan"}]}, "the nearest are “shameful plan”"),
        ({"confirm": [{"quote": "vote was close"}]}, "nothing is flagged at “vote was close”"),
        ({"confirm": [{"quote": "shameful", "occurrence": 9}]}, "there is no occurrence 9"),
        ({"confirm": [{"quote": "disastrous", "rule": "words.label"}]}, "'words.label' does not flag “disastrous”"),
        ({"confirm": [{"rule": "context.no-trail"}]}, "asks nothing of the whole article"),
        ({"add": [{"quote": "vote", "rule": "words.loded-word"}]}, "did you mean 'words.loaded-word'?"),
        (
            {"confirm": [{"quote": "disastrous"}], "dismiss": [{"quote": "disastrous", "reason": "x"}]},
            "decided twice",
        ),
    ],
)
def test_what_can_not_be_placed_is_said_and_nothing_else_is_lost(entries: dict[str, object], message: str) -> None:
    _, problems = decide(**entries)
    assert len(problems) == 1
    assert message in problems[0]


def test_marks_and_line_breaks_may_be_typed_plainly() -> None:
    document = read_text_file("She said “it’s\nover” and left.", "x")
    assert document.text[slice(*place_of(document, '"it\'s over"'))] == "“it’s\nover”"
    with pytest.raises(AnchorError, match="no words"):
        place_of(document, "It's over")


def test_a_review_in_a_file_names_file_and_line() -> None:
    source = "---\ntitle: A\nrights: B\nreview:\n  by: C\n  date: 2026-04-02\n  confirm:\n    - quote: nowhere\n---\nThe shameful end.\n"
    article = parse_article(source, "a", "a.md")
    critique, problems = with_review(article, analyze(article.body), RULES)
    assert str(problems[0]).startswith("a.md:8: review, the article has no words “nowhere”")
    assert critique.flags


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("review:\n  by: C\n  date: 2026-04-02\n  dismiss:\n    - quote: x\n", "'reason' is missing"),
        ("review:\n  date: 2026-04-02\n", "'by' is missing"),
        ("lesson:\n  quiz:\n    - question: Q\n      options: [a, b]\n      answer: 3\n", "answer 3 is no option"),
        ("lesson:\n  hours: 2\n", "unknown key 'hours'"),
        ("reveal: sometimes\n", "is none of after-mark, open, off"),
        ("reveal: off\nlesson:\n  reveal: open\n", "reveal is given twice"),
    ],
)
def test_a_mistake_is_one_clear_line(yaml: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_article(f"---\ntitle: A\nrights: B\n{yaml}---\nText.\n", "a", "a.md")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
