"""An article edited step by step, as people do who write, review and save it with different programs."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import unicodedata
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from marking import ENGINE, EXTENSIONS
from medialit.anchor import AnchorError
from medialit.article import Article, parse_article
from medialit.cache import Cache
from medialit.critique import Critique
from medialit.decisions import positions_of
from medialit.reviewfile import Decision, with_decisions
from medialit.rules.loader import load_rules
from medialit.sources import Site, read_markdown
from medialit.yamlfile import DataError
from targets import TOKENS
from wellmade import assert_decisions, assert_pairs, assert_places, assert_told_in_one_line

RULES = load_rules()[0]
SENTENCES = (
    "The shameful vote was close. ", "A shameful vote. ", "“A shameful vote,” said Ana Lopez, the harbour master. ", "“It was disastrous,” she said. ",
    "Experts say the plan is disastrous. ", "Obviously, the *shameful* plan cost 43% more. ", "It is believed that **many people** stayed at home. ",
    "Lopez said the [vote](https://example.org/a) was shameful. ", "Everyone knows it — and the café’s owner, too. ", "Rain fell. ",
    "It is *believed* that the [experts say](#a) no. ", "İstanbul’s shameful, disastrous plan. ",
)  # fmt: skip
KEYS = {
    "title": ["A disastrous night", '"“Shameful,” says Lopez"', "A: B", '"😀 İzmir cafe\u0301"', '""', "[a, b]"],
    "date": ["2026-03-01", "2026-02-30", "soon"],
    "type": ["news", "opinion", "novel"],
    "lang": ["en-GB", "en-US", "!"],
    "author": ["Ana Lopez", "{a: b}", "*x"],
    "topics": ["[harbour, votes]", "one", "-"],
    "corrections": ["\n  - date: 2026-03-02\n    text: The name was wrong.", "\n- date: never"],
    "titel": ["A"],
}
TITLE, RIGHTS = "title: A disastrous night at the harbour", "rights: CC0"

places, lengths = st.integers(0, 600), st.sampled_from([0, 0, 1, 2, 5, 30, 200])
pieces = st.one_of(
    st.sampled_from(SENTENCES), st.sampled_from(SENTENCES), st.sampled_from(TOKENS["markdown"]), st.sampled_from(["", "\n\n"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
)  # fmt: skip


def parsed(text: str) -> Article | str:
    """The article, or what is wrong with it."""
    try:
        return parse_article(text, "a", "a.md")
    except DataError as error:
        return str(error)


class EditedArticle(RuleBasedStateMachine):
    """`head` are the lines between the `---` and `body` what follows them, both with plain line ends.

    After each step the file is read as a build and `medialit check` would read it.
    """

    @initialize(sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
    def begin(self, sentences: list[str]) -> None:
        self.folder = Path(mkdtemp())
        self.path = self.folder / "a.md"
        self.head = [TITLE, RIGHTS]
        self.body = "\n\n".join(["".join(sentences[:4]), "".join(sentences[4:])]).strip() + "\n"
        self.line_end, self.mark = "\n", ""
        self.before: list[tuple[list[str], str]] = []
        self.remarks = 0
        self.open_the_site()

    @rule()
    def open_the_site(self) -> None:
        """As a new process does, which finds the analyses of those before it."""
        self.site = Site(RULES, tuple(EXTENSIONS), {}, cache=Cache(self.folder / ".cache"))
        vars(self.site.engine)["engine"] = ENGINE

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def keep(self) -> None:
        self.before.append((list(self.head), self.body))

    # What writers do

    @rule(at=places, length=lengths, piece=pieces)
    def edit(self, at: int, length: int, piece: str) -> None:
        self.keep()
        at = at % (len(self.body) + 1)
        self.body = (self.body[:at] + piece + self.body[at + length :]).replace("\r\n", "\n").replace("\r", "\n")

    @rule(number=places, mark=st.sampled_from(["", "> ", "- ", "## ", "[^1]: "]), sentence=st.sampled_from(SENTENCES))
    def add_a_paragraph(self, number: int, mark: str, sentence: str) -> None:
        self.keep()
        paragraphs = self.body.split("\n\n")
        paragraphs.insert(number % (len(paragraphs) + 1), f"{mark}{sentence}")
        self.body = "\n\n".join(paragraphs)

    @rule(number=places, mark=st.sampled_from(["", "> ", "- ", "## "]))
    def change_the_kind_of_a_paragraph(self, number: int, mark: str) -> None:
        """The words stay the same."""
        self.keep()
        paragraphs = self.body.split("\n\n")
        number %= len(paragraphs)
        paragraphs[number] = mark + paragraphs[number].lstrip("> -#")
        self.body = "\n\n".join(paragraphs)

    @rule(number=places, other=places)
    def move_a_paragraph(self, number: int, other: int) -> None:
        self.keep()
        paragraphs = self.body.split("\n\n")
        moved = paragraphs.pop(number % len(paragraphs))
        paragraphs.insert(other % (len(paragraphs) + 1), moved)
        self.body = "\n\n".join(paragraphs)

    @rule(number=places)
    def repeat_a_paragraph(self, number: int) -> None:
        self.keep()
        paragraphs = self.body.split("\n\n")[:12]
        paragraphs.append(paragraphs[number % len(paragraphs)])
        self.body = "\n\n".join(paragraphs)

    @rule(data=st.data(), key=st.sampled_from(list(KEYS)))
    def set_a_key(self, data: st.DataObject, key: str) -> None:
        self.keep()
        self.drop(key)
        self.head += f"{key}: {data.draw(st.sampled_from(KEYS[key]))}".split("\n")

    @rule(key=st.sampled_from([*KEYS, "rights", "review"]))
    def remove_a_key(self, key: str) -> None:
        self.keep()
        self.drop(key)

    def drop(self, key: str) -> None:
        kept, dropping = [], False
        for line in self.head:
            dropping = line.startswith(f"{key}:") or (dropping and line[:1] in (" ", "-"))
            kept += [] if dropping else [line]
        self.head = kept

    @rule(at=places, piece=st.sampled_from(TOKENS["front_matter"]))
    def break_the_front_matter(self, at: int, piece: str) -> None:
        self.keep()
        text = "\n".join(self.head)
        at = at % (len(text) + 1)
        self.head = re.split("\r\n|\r|\n", text[:at] + piece + text[at:])
        self.check()
        self.undo()

    @rule()
    def mend_the_front_matter(self) -> None:
        self.keep()
        for key in (*KEYS, "rights"):
            self.drop(key)
        self.head = [TITLE, RIGHTS, *self.head]

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.head, self.body = self.before.pop()

    # What programs do

    @rule(line_end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.sampled_from(["", "\ufeff"]))
    def save_with_another_program(self, line_end: str, mark: str) -> None:
        self.line_end, self.mark = line_end, mark

    @rule(form=st.sampled_from(["NFC", "NFD"]))
    def normalise(self, form: str) -> None:
        self.keep()
        self.body = unicodedata.normalize(form, self.body)
        self.head = unicodedata.normalize(form, "\n".join(self.head)).split("\n")

    # What reviewers do

    @precondition(lambda self: self.found)
    @rule(number=places, kind=st.sampled_from(["confirm", "dismiss"]))
    def decide(self, number: int, kind: str) -> None:
        article, critique = self.found  # type: ignore[misc]
        still_open = [flag for flag in critique.flags if flag.status == "open"]
        assume(still_open)
        flag = still_open[number % len(still_open)]
        decision = Decision(flag, kind, self.remark())  # type: ignore[arg-type]
        try:
            written = with_decisions(self.raw(), article, critique.document, [decision], "A", dt.date(2026, 4, 2))
        except AnchorError:
            return  # no characters that can be written
        except DataError as error:
            assert_told_in_one_line(error, 10_000)
            return
        self.keep()
        text = re.sub("\r\n|\r", "\n", written.decode("utf-8-sig"))
        assert text.endswith(article.body)
        self.head = text[: len(text) - len(article.body)].rstrip("\n").split("\n")[1:-1]
        self.body = article.body
        self.check()
        assert self.found
        decided = [one for one in self.found[1].flags if one.note == decision.remark]
        assert [(one.rule, one.start, one.end) for one in decided] == [(flag.rule, flag.start, flag.end)]

    @precondition(lambda self: self.found)
    @rule(at=places, length=st.integers(1, 40), kind=st.sampled_from(["confirm", "dismiss", "add"]))
    def write_an_entry(self, at: int, length: int, kind: str) -> None:
        """By hand, about any words at all."""
        _, critique = self.found  # type: ignore[misc]
        at = at % len(critique.document.text)
        words = " ".join(critique.document.text[at : at + length].split())
        self.keep()
        self.drop("review")
        key = {"confirm": "note", "dismiss": "reason", "add": "question"}[kind]
        entry = f"{{quote: {json.dumps(words, ensure_ascii=False)}, {key}: {self.remark()}}}"
        self.head += ["review:", "  by: A", "  date: 2026-04-02", f"  {kind}:", f"    - {entry}"]

    @precondition(lambda self: self.found)
    @rule(number=places)
    def set_aside_in_the_text(self, number: int) -> None:
        article, critique = self.found  # type: ignore[misc]
        flags = [flag for flag in critique.flags if flag.scope == "text" and not critique.document.in_title(flag.start)]
        assume(flags)
        flag = flags[number % len(flags)]
        offset = positions_of(article, critique.document).offset(flag.start)
        assume(offset is not None)
        self.keep()
        before = article.body[: (offset or 0) - len(article.head)]
        line = before.rfind("\n") + 1
        words = critique.document.text[flag.start : flag.end].replace("\n", " ")
        comment = f'<!-- medialit: ignore {flag.rule.id} "{words}" — {self.remark()} -->\n'
        self.body = article.body[:line] + comment + article.body[line:]

    def remark(self) -> str:
        self.remarks += 1
        return f"remark {self.remarks}"

    # What must hold

    @property
    def text(self) -> str:
        return "\n".join(["---", *self.head, "---", self.body])

    def raw(self) -> bytes:
        return (self.mark + self.text.replace("\n", self.line_end)).encode()

    found: tuple[Article, Critique] | None = None

    @invariant()
    def check(self) -> None:
        assert parsed(self.raw().decode("utf-8-sig")) == parsed(self.text)
        self.path.write_bytes(self.raw())
        self.found = None
        lines = len(re.split("[\n\x85\u2028\u2029]", self.text)) + 1
        try:
            article, critique, problems = read_markdown(self.path, self.site)
        except DataError as error:
            assert_told_in_one_line(error, lines)
            return
        for problem in problems:
            assert_told_in_one_line(problem, lines)
        self.found = article, critique
        assert_places(article, critique)
        assert_pairs(article, critique, RULES)
        assert_decisions(article, critique, problems, RULES)
        self.analysed_afresh(critique)

    def analysed_afresh(self, critique: Critique) -> None:
        """What was kept on disk is what the engine says of the text now."""
        anew = self.site.engine.anew
        kept = self.site.engine.analyze(critique.document, critique.metadata)
        assert self.site.engine.anew == anew
        assert repr(kept) == repr(ENGINE.analyze(critique.document, critique.metadata))


def test_an_edited_article() -> None:
    run_state_machine_as_test(EditedArticle, settings=settings(max_examples=8, stateful_step_count=12))


@pytest.mark.soak
def test_an_edited_article_long_run() -> None:
    run_state_machine_as_test(
        EditedArticle, settings=settings(settings.get_profile("soak"), max_examples=1_000, stateful_step_count=50)
    )
