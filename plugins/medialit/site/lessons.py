"""Lessons: the header over a lesson's plan, and the list of all lessons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from medialit.article import Article
from medialit.lessonplan import LessonPlan
from medialit.rules.loader import RuleSet
from medialit.site import urls
from medialit.site.collection import Collection
from medialit.site.pages import Page, render
from medialit.site.standards import Standard


def lesson_html(
    plan: LessonPlan, body_html: str, articles: Mapping[str, Article], rules: RuleSet, standards: Mapping[str, Standard]
) -> str:
    """The content block of a lesson: what it needs and what it is for, then its plan.

    `articles` are given by slug, `standards` by code.
    """
    needs = plan.front.lesson
    return render(
        "lesson.html",
        urls.lesson_url(plan.slug),
        front=plan.front,
        needs=needs,
        articles=[articles[slug] for slug in needs.articles if slug in articles],
        techniques=[rules[rule_id] for rule_id in needs.techniques if rule_id in rules],
        standards=standards,
        body=Markup(body_html),  # noqa: S704 - the site's own page
    )


def lessons_index(plans: Iterable[LessonPlan], collection: Collection) -> Page:
    """The list of lessons, the shortest first: a class may begin with it."""
    ordered = sorted(plans, key=lambda plan: (plan.front.lesson.minutes, plan.front.title.casefold()))
    html = render(
        "lessons.html",
        urls.LESSONS,
        plans=[
            (plan, [collection.by_slug[s].article for s in plan.front.lesson.articles if s in collection.by_slug])
            for plan in ordered
        ],
    )
    return Page(
        path=urls.path_of(urls.LESSONS),
        title="Lessons",
        description="Lessons that need no preparation, each with the articles and techniques it uses.",
        html=html,
        toc=(),
    )
