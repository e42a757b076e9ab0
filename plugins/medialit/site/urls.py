"""Addresses of pages. Every link is relative, because a site may be served from any folder of a host."""

from __future__ import annotations

from functools import lru_cache

from medialit.rules.model import Rule

ARTICLES = "articles/"
TECHNIQUES = "techniques/"
ARTICLE_LIST = "articles/list.txt"
STORIES = "stories/"
LESSONS = "lessons/"
COLLECTION = "collection/"


def path_of(url: str) -> str:
    """The source path of the generated page at an address that is a folder."""
    return f"{url}index.md"


def articles_url(number: int) -> str:
    """The address of a page of the list of articles, from 1."""
    return ARTICLES if number == 1 else f"{ARTICLES}older/{number}/"


def technique_more_url(rule: Rule, number: int) -> str:
    """The address of a page of a technique's instances, from 1; the first is the technique's own page."""
    return technique_url(rule) if number == 1 else f"{technique_url(rule)}{number}/"


def stories_url(number: int) -> str:
    """The address of a page of the list of stories, from 1. No story is called so: its name has no dot."""
    return STORIES if number == 1 else f"{STORIES}page.{number}/"


def story_url(slug: str) -> str:
    """The address of a story: the articles on one event, side by side."""
    return f"{STORIES}{slug}/"


def lesson_url(slug: str) -> str:
    """The address of a lesson."""
    return f"{LESSONS}{slug}/"


def article_url(slug: str) -> str:
    """The address of an article."""
    return f"articles/{slug}/"


def critique_path(slug: str) -> str:
    """The source path of an article's critique page."""
    return f"articles/{slug}/critique.md"


def critique_url(slug: str) -> str:
    """The address of an article's critique page."""
    return f"articles/{slug}/critique/"


def worksheet_url(slug: str) -> str:
    """The address of the worksheet that students print for an article."""
    return f"articles/{slug}/worksheet/"


def key_url(slug: str) -> str:
    """The address of the teacher key to an article's worksheet."""
    return f"articles/{slug}/key/"


def technique_path(rule: Rule) -> str:
    """The source path of a technique's page."""
    return f"techniques/{rule.family}/{rule.slug}.md"


def technique_url(rule: Rule) -> str:
    """The address of a technique's page."""
    return f"techniques/{rule.family}/{rule.slug}/"


@lru_cache(maxsize=4096)  # a page leads to few places, and often to the same
def relative(source: str, target: str) -> str:
    """The way from the page at one address to another address, which may end in a fragment.

    >>> relative("articles/pool/critique/", "articles/pool/#flag-3")
    '../#flag-3'
    """
    start, goal = source.split("/")[:-1], target.split("/")
    shared = 0
    for one, other in zip(start, goal[:-1], strict=False):
        if one != other:
            break
        shared += 1
    way = "../" * (len(start) - shared) + "/".join(goal[shared:])
    return way if way and not way.startswith("#") else f"./{way}"
