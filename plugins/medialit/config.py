"""The settings of the MkDocs plugin, in mkdocs.yml under `plugins: - medialit:`."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

from medialit.cache import LIMIT, MEGABYTE
from medialit.sitesearch import FROM


class MedialitConfig(Config):  # type: ignore[no-untyped-call]
    """Settings of the plugin; all have defaults."""

    articles = c.Type(str, default="articles")
    """Folder of the articles, inside docs_dir."""

    lessons = c.Type(str, default="lessons")
    """Folder of the lessons, inside docs_dir. It need not exist."""

    rules = c.Type(str, default="site_config/rules")
    """Folder of the site's own rules and of switches.yml, beside mkdocs.yml. It need not exist."""

    cache_size = c.Type(int, default=LIMIT // MEGABYTE)
    """How many megabytes of analyses to keep in .cache/medialit beside mkdocs.yml, for later builds; 0: none."""

    pagefind_from = c.Type(int, default=FROM)
    """From how many articles on Pagefind, if it is installed, takes the place of the theme's search; 0: never."""

    corrections = c.Type(str, default="")
    """Where readers report a mistake: an address, https://… or mailto:…; left out, pages have no link for it."""

    policy = c.Type((bool, dict), default=True)
    """The Content Security Policy of every page: `false` for none, or sources to add to it, by directive."""
