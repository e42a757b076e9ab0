"""Reviews of articles that are edited afterwards: an entry stands on the same words as before, or is complained about."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from medialit import Engine, load_rules
from medialit.anchor import comparable
from medialit.article import Article, parse_article
from medialit.critique import Critique
from medialit.decisions import with_review
from medialit.markup import MedialitExtension
from medialit.review import Confirmation, Dismissal
from medialit.reviewfile import Decision, with_decisions
from medialit.rules.hits import Flag
from medialit.sources import STARTER_EXTENSIONS

HEAD = "---\ntitle: A disastrous night at the harbour\nrights: CC0  # ours\n---\n"
# Few and short sentences, so that the same words stand in many places, in the writer's voice and in others'.
SENTENCES = (
    "The shameful vote was close.", "A shameful vote.", "The shameful plan is dead.", "Experts say the plan is disastrous.",
    "“A shameful vote,” said Ana Lopez, the harbour master.", "“It was disastrous,” she said.", "Everyone knows it.",
    "Obviously, the *shameful* plan cost 43% more.", "It is believed that **many people** stayed at home.", "Lopez said the vote was shameful.",
    "The [disastrous report](https://example.org/report) was read by all.", "Prices soared -- again.", "The so-called \"survey\" failed.",
    "What kind of plan is that?", "The vote was held on 3 March.", "Rain fell.", "Some say it’s the end of the entire world.", "A&nbsp;shameful, disastrous day.",
)  # fmt: skip


@cache
def engine() -> Engine:
    return Engine(load_rules()[0])


def analysed(source: str) -> tuple[Article, Critique]:
    article = parse_article(source, "a", "a.md")
    extension = MedialitExtension(analyze=lambda document: engine().analyze(document, article.metadata))
    extension.id, extension.title = article.slug, article.front.title
    Markdown(extensions=[*STARTER_EXTENSIONS, extension]).convert(article.body)
    assert extension.critique is not None
    return article, extension.critique


def generated(chance: random.Random) -> list[list[str]]:
    """Paragraphs of sentences."""
    paragraphs = [chance.choices(SENTENCES, k=chance.randint(1, 5)) for _ in range(chance.randint(2, 8))]
    if chance.random() < 0.4:  # the same paragraph twice
        paragraphs.insert(chance.randint(0, len(paragraphs)), list(chance.choice(paragraphs)))
    return paragraphs


def written(paragraphs: list[list[str]], chance: random.Random) -> str:
    marks = chance.choices(["", "", "", "> ", "- ", "## "], k=len(paragraphs))
    return "\n\n".join(mark + " ".join(lines) for mark, lines in zip(marks, paragraphs, strict=True))


def edited(body: str, chance: random.Random) -> str:
    """The text after a few changes, as an editor would make them."""
    for _ in range(chance.randint(1, 6)):
        paragraphs = [block.split(" ") for block in body.split("\n\n")]
        words = chance.choice(paragraphs)
        at = chance.randrange(len(words))
        match chance.randrange(8):
            case 0:
                del words[at]
            case 1:
                words.insert(at, chance.choice(["shameful", "disastrous", "the", "quite", "Rain fell."]))
            case 2:
                words[at] = words[at].upper()
            case 3:
                words[at] = f"*{words[at]}*"
            case 4:
                paragraphs.insert(chance.randint(0, len(paragraphs)), list(words))
            case 5:
                paragraphs.remove(words)
            case 6:
                chance.shuffle(paragraphs)
            case 7:
                words.insert(at, chance.choice(SENTENCES))
        body = "\n\n".join(text for block in paragraphs if (text := " ".join(block).strip())) or "Rain fell."
    return body


def places(flag: Flag) -> list[tuple[int, int]]:
    return [(flag.start, flag.end), *flag.repeats]


def stands_there(entry: Confirmation | Dismissal, flag: Flag, text: str) -> bool:
    """Whether the words of a flag, or of one of its repeats, are those that an entry asks for, in their company."""
    if entry.quote is None:
        return flag.scope == "article"
    for start, end in places(flag):
        words, quote = text[start:end], comparable(entry.quote)
        at = words.find(quote) if len(quote) < len(words) else quote.find(words) * -1
        if quote not in words and words not in quote:
            continue
        first, last = start + at, start + at + len(quote)
        before, behind = text[:first].rstrip(), text[last:].lstrip()
        if before.endswith(comparable(entry.prefix or "")) and behind.startswith(comparable(entry.suffix or "")):
            return True
    return False


def check(seed: int) -> None:
    chance = random.Random(seed)
    body = written(generated(chance), chance) + "\n"
    source = HEAD + body
    article, critique = analysed(source)
    flags = chance.sample(critique.flags, min(len(critique.flags), chance.randint(1, 8)))
    decisions = [
        Decision(flag, "confirm", f"note {number}") if number % 2 else Decision(flag, "dismiss", f"reason {number}")
        for number, flag in enumerate(flags)
    ]
    raw = with_decisions(source.encode(), article, critique.document, decisions, "A", dt.date(2026, 4, 2))

    # As written, every entry means the flag that was decided on.
    reviewed_source = raw.decode()
    article, critique = analysed(reviewed_source)
    decided, problems = with_review(article, critique, engine().rules)
    assert problems == []
    wanted = {(d.flag.rule.id, d.flag.start, d.flag.end, d.remark) for d in decisions}
    assert {(f.rule.id, f.start, f.end, f.note) for f in decided.flags if f.status != "open"} == wanted

    # After some edits, each stands on the same words, or is complained about.
    changed = reviewed_source[: -len(body)] + edited(body, chance)
    article, critique = analysed(changed)
    decided, problems = with_review(article, critique, engine().rules)
    review = article.front.review
    assert review
    entries = {entry.note: entry for entry in review.confirm} | {entry.reason: entry for entry in review.dismiss}
    standing = {flag.note: flag for flag in decided.flags if flag.status != "open"}
    assert len(standing) + len(problems) == len(entries) == len(decisions)
    text = comparable(decided.document.text)
    for remark, flag in standing.items():
        assert flag.rule.id == entries[remark].rule
        assert stands_there(entries[remark], flag, text), (entries[remark], text[flag.start : flag.end])
    for problem in problems:
        assert problem.line is not None
        assert "\n" not in str(problem)
        assert changed.split("\n")[problem.line - 1].strip().startswith(("- quote:", "- rule:"))


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_edited_articles(seed: int) -> None:
    check(seed)


@pytest.mark.soak
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_edited_articles_long_run(seed: int) -> None:
    check(seed)
