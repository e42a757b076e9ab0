"""What the theme’s own templates lack, put in as they are read; no copy is kept, so that their updates come through."""

from __future__ import annotations

import re

from jinja2 import ChoiceLoader, DictLoader, Environment, TemplateNotFound

_DIALOG = 'role="dialog"'
_TABINDEX = ' tabindex="{{ tabindex }}"'
_AUTOCOMPLETE = re.compile(r'(<input [^>]*type="checkbox"[^>]*) autocomplete="off"')


def _named_dialog(source: str) -> str:
    """The dialog with a name in the language of the site, if it has none."""
    start = source.find(_DIALOG)
    if start < 0 or "aria-label" in source[start : source.find(">", start)]:
        return source
    return source.replace(_DIALOG, f"{_DIALOG} aria-label=\"{{{{ lang.t('search') }}}}\"", 1)


def _no_empty_tabindex(source: str) -> str:
    """Sections have none, and HTML knows no empty number."""
    return source.replace(_TABINDEX, f"{{% if tabindex %}}{_TABINDEX}{{% endif %}}")


def _plain_boxes(source: str) -> str:
    """Nothing is typed into a box."""
    return _AUTOCOMPLETE.sub(r"\1", source)


_MENDS = {
    "base.html": _plain_boxes,
    "partials/search.html": _named_dialog,
    "partials/nav-item.html": _no_empty_tabindex,
}


def mend_theme(env: Environment) -> None:
    """Name the dialog of Material's search, which screen readers need; leave out attributes that HTML does not know."""
    mended = {}
    for template, mend in _MENDS.items():
        try:
            source = env.loader.get_source(env, template)[0] if env.loader else ""
        except TemplateNotFound:
            continue  # another theme
        mended[template] = mend(source)
    if env.loader and mended:
        env.loader = ChoiceLoader([DictLoader(mended), env.loader])
