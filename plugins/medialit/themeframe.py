"""What the theme puts around the content of a page, rendered once and used again for all pages of its kind.

The theme's templates take longer than all of our own, and give nearly the same for every page that is not in the
navigation: beside the content only title, description and address differ. So a page is rendered with signs in these
four places, and what comes out, with fields in the places of the signs, becomes the template of the others. A second
page shows whether that is right. Where it is not, because the theme tells more about each page, nothing changes.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.medialit")

_Kind = tuple[str, int, bool]  # the first folder of an address, its depth, whether the page has a description
_MAIN = "main.html"
# What stands in a page for each field, with characters that a filter would change, and the field itself.
_FIELDS = {
    "title": ("medialit&amp;sign&#34;title", "page.meta.title"),
    "description": ("medialit&amp;sign&#34;description", "page.meta.description"),
    "address": ("https://medialit-sign.invalid/", "page.canonical_url"),
    "content": ("<h1>medialit&amp;sign&#34;content</h1>", "page.content"),
}
_SIGNS = dict(_FIELDS.values())
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_REMAINS = re.compile("medialit(?:&amp;|&|-|%26)?sign")
_OURS = frozenset({"title", "description", "hide", "search"})  # what the metadata of a page may hold


class Frames:
    """The frames of one build, each learnt from the first two pages of its kind.

    Links to the pages of the navigation, whose addresses are given, are relative: they are the same for addresses that
    are as deep and begin with the same folder, unless the navigation has something further down the same way.
    """

    def __init__(self, named: Iterable[str] = ()) -> None:
        self._named = {_folders(url, 2) for url in named}
        self._pages: dict[_Kind, list[Page]] = {}  # those that wait for a frame
        self._sources: dict[str, str] = {}  # the templates made, by name
        self._learnt: dict[_Kind, str] = {}

    def attach(self, env: Environment) -> None:
        """Let the theme's environment find the frames."""
        env.loader = ChoiceLoader([loader for loader in (DictLoader(self._sources), env.loader) if loader])

    def expect(self, page: Page) -> None:
        """A page that may get a frame, if it is outside the navigation and has no metadata but ours."""
        if _folders(page.url, 2) not in self._named and page.meta.keys() <= _OURS and not list(page.toc):
            self._pages.setdefault(_kind(page), []).append(page)

    def see(self, page: Page, context: TemplateContext, env: Environment) -> None:
        """A page just before it is rendered: learn from the first one of its kind, compare the second one."""
        kind = _kind(page)
        waiting = self._pages.get(kind)
        if not waiting or page not in waiting[:2]:
            return
        if kind not in self._learnt:
            source = _frame_of(page, context, env)
            if source is None:
                del self._pages[kind]
            else:
                self._learnt[kind] = source
            return
        name = "medialit/{}-{}-{}.html".format(*kind)
        self._sources[name] = self._learnt[kind]
        if env.get_template(name).render(context) == env.get_template(_MAIN).render(context):
            for other in waiting:
                other.meta = {**other.meta, "template": name}
        else:
            log.debug("medialit: the theme tells more about each page; each is rendered in full")
        del self._pages[kind]


def _folders(url: str, number: int) -> str:
    return "/".join(url.split("/")[:number])


def _kind(page: Page) -> _Kind:
    # Articles may have none, all other pages get one when they are made.
    return _folders(page.url, 1), page.url.count("/"), bool(page.meta.get("description", True))


def _frame_of(page: Page, context: TemplateContext, env: Environment) -> str | None:
    """The source of a template that differs from page to page in the four fields alone; None if there is none."""
    signed = copy.copy(page)
    sign = {name: sign for name, (sign, _) in _FIELDS.items()}
    signed.meta = {**page.meta, "title": sign["title"]}
    if page.meta["description"]:
        signed.meta["description"] = sign["description"]
    signed.content, signed.canonical_url = sign["content"], page.canonical_url and sign["address"]
    changed: Any = {**context, "page": signed}
    html = env.get_template(_MAIN).render(changed)
    pieces, position = [], 0
    for found in _SIGN.finditer(html):
        pieces += [_raw(html[position : found.start()]), f"{{{{ {_SIGNS[found[0]]} }}}}"]
        position = found.end()
    pieces.append(_raw(html[position:]))
    return None if _REMAINS.search(_SIGN.sub("", html)) else "".join(pieces)


def _raw(text: str) -> str:
    return f"{{% raw %}}{text}{{% endraw %}}" if text else ""
