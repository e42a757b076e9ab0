"""What a class gets besides the marks: questions, quiz, headline lab, a passage alone, other coverage."""

from __future__ import annotations

import dataclasses
import re
from itertools import combinations
from pathlib import Path

import pytest
from entries import BODY, entry
from medialit.article import load_article
from medialit.rules.loader import RuleSet, built_in
from medialit.site import words
from medialit.site.collection import Collection, Entry
from medialit.site.coverage import FEWEST_WORDS, MOST, compared, lead_of
from medialit.site.headlines import lab_of
from medialit.site.passage import passage_of
from medialit.site.questions import Question, _prompts, questions_of, quoted
from medialit.site.quiz import quiz_of
from medialit.site.reading import reading_of
from medialit.sources import analyze_markdown, site_of


@pytest.fixture(scope="module")
def articles(root: Path) -> list[Entry]:
    """The articles of the project's own site."""
    known: dict = {}
    paths = sorted((root / "content" / "articles").glob("*.md"))
    return [Entry(load_article(path, path.name), analyze_markdown(path, site_of(path, known))) for path in paths]


def confirmed(one: Entry, *rules: str) -> Entry:
    """The entry with the marks of some rules confirmed; of all, if none is named."""
    flags = tuple(
        dataclasses.replace(flag, status="confirmed") if not rules or flag.rule.id in rules else flag
        for flag in one.critique.flags
    )
    return Entry(one.article, dataclasses.replace(one.critique, flags=flags))


def named_in(text: str) -> list[str]:
    """The words in double quotation marks, cut where the middle of long ones is left out."""
    return [part.strip() for found in re.findall("“([^”]*)”", text) for part in found.split(" … ")]


def plain(text: str) -> str:
    return " ".join(re.sub("[“”‘’\"']", "", text).split())


def test_questions_name_only_words_and_notes_that_are_there(articles: list[Entry]) -> None:
    for one in articles:
        text = plain(one.critique.document.text)
        for question in questions_of(one):
            if question.own:
                continue
            assert "{" not in question.text
            assert all(plain(said) in text for said in named_in(question.text) if said != "said"), question.text
            assert all(1 <= number <= len(one.critique.flags) for number in question.notes)
            assert all(one.critique.flags[number - 1].status != "dismissed" for number in question.notes)
            assert re.search(r"\?", question.text)


def test_questions_differ_from_article_to_article(articles: list[Entry]) -> None:
    asked = {one.slug: {question.text for question in questions_of(one)} for one in articles}
    assert all(len(own) >= 3 for own in asked.values())
    for one, other in combinations(asked, 2):
        shared = asked[one] & asked[other]
        assert len(shared) <= 1, (one, other, shared)  # "Which sentence do you agree with most?"


def test_a_teachers_questions_come_first() -> None:
    one = entry(head='lesson:\n  questions: ["Who gains?", "Who pays?"]\n')
    asked = questions_of(one)
    assert [(question.text, question.own) for question in asked[:2]] == [("Who gains?", True), ("Who pays?", True)]
    assert not any(question.own for question in asked[2:])


def test_questions_are_about_marks_people_and_sources() -> None:
    one = entry()
    asked = [question.text for question in questions_of(one)]
    assert any("“shameful”" in text for text in asked)
    assert any(text.startswith("Ana Ruiz is quoted with “disgraceful”, “betrayal” and “cowards”") for text in asked)
    assert any(text.startswith("Ana Ruiz is the only source that the text names. Who is missing") for text in asked)
    assert asked[-1].startswith("Would you mark “") and "if you agreed with the writer?" in asked[-1]


def test_what_a_person_set_aside_is_not_discussed() -> None:
    one = entry()
    flags = tuple(dataclasses.replace(flag, status="dismissed") for flag in one.critique.flags)
    none = Entry(one.article, dataclasses.replace(one.critique, flags=flags))
    assert not [number for question in questions_of(none) for number in question.notes]
    assert questions_of(none)[-1].text.startswith("Which sentence do you agree with most?")
    assert quiz_of(none) == []
    assert lab_of(none).asked == ()


def test_confirmed_marks_are_asked_about_first() -> None:
    one = entry()
    number, flag = next((n, f) for n, f in one.numbered() if f.rule.id == "sourcing.some-say")
    assert number not in [n for question in questions_of(one) for n in question.notes]
    after = questions_of(confirmed(one, flag.rule.id))
    assert number in [n for question in after for n in question.notes]
    number, flag = [(n, f) for n, f in one.numbered() if f.rule.id == "words.absolute"][-1]
    assert questions_of(one)[-1].notes != (number,) == questions_of(confirmed(one, flag.rule.id))[-1].notes


def test_every_prompt_belongs_to_a_rule_and_makes_a_question() -> None:
    known = {rule.id for rule in built_in()}
    for rule_id, prompts in _prompts().items():
        assert rule_id in known
        for prompt in prompts:
            text = prompt.format(words="“w”", sentence="“w.”", many="“w”", place="paragraph 1", at="in p", At="In p")
            assert "?" in text
            assert re.search("\\{(words|sentence|many)\\}", prompt)


def test_quoted_words_keep_one_pair_of_marks() -> None:
    assert quoted("“A disgrace,” she said") == "“‘A disgrace,’ she said”"
    assert quoted("“hope”") == "“hope”"
    assert quoted("plain\nwords") == "“plain words”"
    long = quoted(" ".join(f"word{n}" for n in range(60)))
    assert long.startswith("“word0 ") and long.endswith(" word59”") and " … " in long and len(long) < 170


def test_the_quiz_has_exactly_one_right_option_from_a_confirmed_mark(articles: list[Entry]) -> None:
    items = 0
    for one in map(confirmed, articles):
        document = one.critique.document
        for item in quiz_of(one):
            if item.note is None:
                continue
            items += 1
            flag = one.critique.flags[item.note - 1]
            assert flag.status == "confirmed"
            assert flag.counted
            right = [option for option in item.options if option.right]
            assert len(right) == 1
            assert item.letters == right[0].letter
            assert [option.letter for option in item.options] == list("ABCDEF"[: len(item.options)])
            assert 3 <= len(item.options) <= 4
            assert len({option.text for option in item.options}) == len(item.options)
            said = " ".join(document.words_of((flag.start, flag.end)).split())
            assert said in right[0].text
            for option in item.options:
                assert option.text.strip("… ") in " ".join(document.text.split())
                if option.why == "Nothing is marked here.":
                    assert not any(
                        " ".join(document.words_of((f.start, f.end)).split()) in option.text
                        for f in one.critique.flags
                        if f.scope == "text" and f.rule.id == flag.rule.id
                    )
    assert items >= 10


def test_words_of_people_quoted_are_a_wrong_answer_that_says_whose_they_are() -> None:
    item = next(item for item in quiz_of(confirmed(entry())) if "plain word" in item.question)
    why = {option.text: option.why for option in item.options}
    assert any(text.endswith("disgraceful betrayal by cowards …") or "disgraceful" in text for text in why)
    assert "Ana Ruiz says that, not the writer." in why.values()


def test_without_confirmed_marks_there_is_no_quiz_but_a_teachers_own() -> None:
    assert quiz_of(entry()) == []
    own = (
        'lesson:\n  quiz:\n    - {question: "Which?", options: [one, two, three], answer: [1, 3], explanation: "So."}\n'
    )
    items = quiz_of(entry(head=own))
    assert [(item.question, item.letters, item.explanation, item.note) for item in items] == [
        ("Which?", "A or C", "So.", None)
    ]
    both = quiz_of(confirmed(entry(head=own)))
    assert both[0] == items[0]
    assert len(both) > 1


def test_everything_is_the_same_each_time(articles: list[Entry]) -> None:
    for one in articles[:3]:
        sure = confirmed(one)
        again = Entry(sure.article, dataclasses.replace(sure.critique))
        assert quiz_of(sure) == quiz_of(again)
        assert questions_of(sure) == questions_of(again)
        assert passage_of(sure) == passage_of(again)


def test_the_passage_alone_is_the_paragraph_with_most_kinds_of_marks() -> None:
    one = entry(body=BODY.replace("to blame.", "to blame. " + "It was a fine day. " * 3))
    passage = passage_of(one)
    assert passage.paragraph == 1
    assert passage.text == " ".join(one.critique.document.words_of(one.critique.paragraphs[0][0]).split())
    inside = one.critique.paragraphs[0][0]
    assert passage.notes == tuple(
        n
        for n, flag in one.numbered()
        if flag.counted and flag.scope == "text" and inside.covers((flag.start, flag.end))
    )
    assert passage_of(entry(body="Too short.\n")) is None


def test_the_headline_lab_shows_what_the_body_lacks() -> None:
    one = entry(title="Disaster as 90,000 lose shameful pool")
    lab = lab_of(one)
    assert lab.headline == "Disaster as 90,000 lose shameful pool"
    assert "90,000" in lab.missing
    assert lab.lead.startswith("The shameful plan will cost")
    assert "without “Disaster” and “shameful”" in lab.task
    assert "90,000" not in lab.task
    assert lab.nearest in " ".join(one.critique.document.text.split())
    assert lab.nearest not in lab.lead
    assert lab.place.startswith("paragraph ")
    plain_lab = lab_of(entry())
    assert plain_lab.missing == ()
    assert "puts something else first" in plain_lab.task


def story(count: int, **more: str) -> Collection:
    body = BODY + "\n" + "The pool stands by the sea and has two doors on the side of the town. " * 12 + "\n"
    dates = [f"2026-03-{day:02}" for day in range(1, count + 1)]
    made_ = [entry(body, slug=f"a{n}", head=f"story: pool\n{more.get(f'a{n}', '')}") for n in range(1, count + 1)]
    fronts = [
        dataclasses.replace(one.article, front=one.article.front.model_copy(update={"date": _date(date)}))
        for one, date in zip(made_, dates, strict=True)
    ]
    return Collection(tuple(Entry(a, one.critique) for a, one in zip(fronts, made_, strict=True)), RuleSet(()))


def _date(text: str):
    import datetime as dt

    return dt.date.fromisoformat(text)


def test_other_coverage_is_that_of_the_same_story_nearest_in_time() -> None:
    whole = story(6)
    found = compared(whole.by_slug["a3"], whole)
    assert [one.entry.slug for one in found] == ["a1", "a2", "a3", "a4"]
    assert [one.here for one in found] == [False, False, True, False]
    assert len(found) == MOST + 1
    one = found[0]
    assert one.named == ("Ana Ruiz",)
    own = [f for f in one.entry.critique.flags if f.counted and f.voice == "author" and f.rule.family == "words"]
    assert one.rates["words"] == pytest.approx(100 * len(own) / one.writer)
    assert one.writer >= FEWEST_WORDS
    alone = entry(slug="b")
    assert compared(alone, whole) == []
    assert compared(story(2).entries[0], story(1)) == []


def test_a_teacher_may_name_what_to_compare_with() -> None:
    whole = story(6, a1="lesson:\n  compare: [a6, nowhere, a1]\n")
    assert [one.entry.slug for one in compared(whole.by_slug["a1"], whole)] == ["a1", "a2", "a3", "a6"]


def test_too_few_words_give_no_figures() -> None:
    short = entry(slug="b", body="The shameful plan failed.\n", head="story: pool\n")
    whole = Collection((*story(1).entries, short), RuleSet(()))
    assert {one.entry.slug: one.rates is None for one in compared(short, whole)} == {"a1": False, "b": True}


def test_a_lead_is_the_first_paragraph_of_some_length() -> None:
    assert lead_of(entry(body=f"For immediate release\n\n{BODY}")).startswith("The shameful plan")
    long = entry(body="One short sentence with nine words stands here first. " + "And so on it goes. " * 40)
    lead = lead_of(long)
    assert lead.endswith(". …")
    assert len(lead) < 330
    endless = lead_of(entry(body="word " * 200))
    assert endless.endswith("word …")
    assert lead_of(entry(body="Short.\n")) == "Short."


def test_reading_names_the_hardest_paragraphs_and_words_with_their_figures(articles: list[Entry]) -> None:
    for one in articles:
        reading = reading_of(one.critique)
        paragraphs = one.critique.paragraphs
        assert 1 <= len(reading.hardest_paragraphs) <= 3
        for hard in reading.hardest_paragraphs:
            span, own = paragraphs[hard.number - 1]
            assert one.critique.document.words_of(span).split()[:3] == hard.begins.split()[:3]
            assert hard.sentences * hard.words_a_sentence == pytest.approx(own.words)
        counts = [count for _, count in reading.hardest_words]
        assert counts == sorted(counts, reverse=True)
        assert [name for name, _ in reading.formulas] == list(reading.grades)
        assert words.plural(one.critique.readability.sentences, "sentence") in reading.figures


def test_questions_are_plain_values() -> None:
    assert Question("Why?") == Question("Why?", (), "", False)
