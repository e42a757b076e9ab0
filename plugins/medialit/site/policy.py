"""The Content Security Policy that every page carries: what a browser may run and load there, whatever the page holds.

It is the second wall behind `sanitise`. No inline script runs but the theme's own few, known by their hashes, and the
list is the same on every page: with instant navigation a reader keeps the policy of the first page.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import Environment, TemplateNotFound

Templates = Environment
_SELF = "'self'"
_NOTHING = "'none'"
_DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": (_NOTHING,),
    "script-src": (_SELF,),
    "style-src": (_SELF,),
    "img-src": (_SELF, "data:"),
    "font-src": (_SELF,),
    "media-src": (_SELF,),
    "connect-src": (_SELF,),
    "worker-src": (_SELF,),
    "base-uri": (_NOTHING,),
    "form-action": (_NOTHING,),
}
# For pages without a script.
PAPER: Mapping[str, tuple[str, ...]] = {key: _DIRECTIVES[key] for key in
         ("default-src", "style-src", "img-src", "font-src", "base-uri", "form-action")}  # fmt: skip

_INLINE = re.compile(r"<script((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_FIRST = (re.compile(r"<meta charset=[^>]*>", re.IGNORECASE), re.compile(r"<head[^>]*>", re.IGNORECASE))


def policy(
    more: Mapping[str, Iterable[str]] | None = None, directives: Mapping[str, Iterable[str]] = _DIRECTIVES
) -> str:
    """The policy as one line. `more` adds sources to directives, such as `{"script-src": ["'wasm-unsafe-eval'"]}`.

    >>> policy({"form-action": ["'self'"]}, {"base-uri": ["'none'"], "form-action": ["'none'"]})
    "base-uri 'none'; form-action 'self'"
    """
    merged = {name: list(sources) for name, sources in directives.items()}
    for name, sources in (more or {}).items():
        kept = [source for source in merged.get(name, []) if source != _NOTHING]
        merged[name] = [*kept, *(source for source in sources if source not in kept)]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in merged.items())


def inline_scripts(page: str) -> Iterator[str]:
    """The scripts that stand in a page itself and are run."""
    for attributes, script in _INLINE.findall(page):
        if not _NOT_RUN.search(attributes):
            yield script


def hash_of(script: str) -> str:
    """The source that allows an inline script."""
    digest = hashlib.sha256(script.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def theme_hashes(templates: Environment, names: Iterable[str], context: Mapping[str, object]) -> tuple[str, ...]:
    """The hashes of the inline scripts in the theme's templates, in order; a template that is not there has none.

    They are read from the theme, never from a finished page: what an article smuggled into one gets no leave to run.
    """
    found: dict[str, None] = {}
    for name in names:
        try:
            page = templates.get_template(name).render(context)
        except TemplateNotFound:
            continue
        found |= dict.fromkeys(hash_of(script) for script in inline_scripts(page))
    return tuple(found)


def with_policy(page: str, text: str) -> str:
    """The page with the policy in its head, before anything that could load or run."""
    text = text.replace('"', "")
    element = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(text, quote=False)}">'
    place = next((found.end() for first in _FIRST if (found := first.search(page))), 0)
    return page[:place] + element + page[place:]


def refused_scripts(page: str, text: str) -> list[str]:
    """The hashes of the inline scripts in a page that a policy keeps from running."""
    return [source for source in map(hash_of, inline_scripts(page)) if source not in text]
