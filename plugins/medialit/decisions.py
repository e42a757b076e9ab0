"""What people decided on the flags of an article, in its front matter and in comments in its text."""

from __future__ import annotations

from collections.abc import Mapping

from medialit.article import Article
from medialit.critique import Critique
from medialit.ignores import ignores_in, with_ignores
from medialit.markup.source import SourceMap
from medialit.review import reviewed
from medialit.rules.loader import built_in
from medialit.rules.model import Rule
from medialit.text.document import Document
from medialit.yamlfile import DataError


def with_review(article: Article, critique: Critique, rules: Mapping[str, Rule]) -> tuple[Critique, list[DataError]]:
    """The critique with these decisions, and what of them could not be placed, as file and line."""
    known = {rule.id: rule for rule in built_in()} | dict(rules)
    problems: list[DataError] = []
    if article.front.review is not None:
        critique, unplaced = reviewed(critique, article.front.review, known)
        problems += [
            DataError(article.source, article.line_of_key(("review", *problem.place)), f"review, {problem.problem}")
            for problem in unplaced
        ]
    ignores, unread = ignores_in(article.head + article.body, len(article.head), article.source, known)
    problems += unread
    if ignores:
        critique, unmatched = with_ignores(critique, ignores, positions_of(article, critique.document), article.source)
        problems += unmatched
    return critique, problems


def positions_of(article: Article, document: Document) -> SourceMap:
    """Where the characters of an article's text stand in its file."""
    line, following = article.line_of_key(("title",)), article.body_line
    for place, other in article.lines.items():
        if len(place) == 1 and line < other < following:
            following = other
    lines = article.head.split("\n")
    begin, end = (sum(len(text) + 1 for text in lines[: number - 1]) for number in (line, following))
    title = (article.head.find(":", begin) + 1, end)
    return SourceMap(document, article.head + article.body, len(article.head), title)
