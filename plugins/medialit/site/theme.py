"""What the theme’s own templates lack, put in as they are read; no copy is kept, so that their updates come through."""

from __future__ import annotations

from jinja2 import ChoiceLoader, DictLoader, Environment, TemplateNotFound

_SEARCH = "partials/search.html"
_DIALOG = 'role="dialog"'


def name_search_dialog(env: Environment) -> None:
    """Give the dialog of Material's search a name, in the language of the site: screen readers need one."""
    if env.loader is None:
        return
    try:
        source, *_ = env.loader.get_source(env, _SEARCH)
    except TemplateNotFound:
        return  # another theme
    tag_end = source.find(">", source.find(_DIALOG))
    if _DIALOG in source and "aria-label" not in source[source.find(_DIALOG) : tag_end]:
        named = source.replace(_DIALOG, f"{_DIALOG} aria-label=\"{{{{ lang.t('search') }}}}\"", 1)
        env.loader = ChoiceLoader([DictLoader({_SEARCH: named}), env.loader])
