"""The Content Security Policy of a site's pages: made from the theme once, given to each page; see `site/policy.py`."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from medialit.site.policy import Templates, policy, refused_scripts, theme_hashes, with_policy

log = logging.getLogger("mkdocs.plugins.medialit")


class PagePolicy:
    """The policy in force; no text, no policy."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self._told: set[str] = set()

    @classmethod
    def of(
        cls, config: MkDocsConfig, templates: Templates, wanted: object, scripts: tuple[str, ...] = ()
    ) -> PagePolicy:
        """The policy for a theme's templates, with the `scripts` we need besides and the sources a site adds; none for
        a theme that isn't Material.
        """
        context = {"config": config, "features": _features(config), "base_url": "."}
        hashes = theme_hashes(templates, _scripts_in_use(config), context)
        if not hashes or wanted is False:
            return cls()
        more = {name: tuple(sources) for name, sources in wanted.items()} if isinstance(wanted, dict) else {}
        return cls(policy(more | {"script-src": (*hashes, *scripts, *more.get("script-src", ()))}))

    def given_to(self, page: str, shown: str) -> str:
        """A page with the policy. What the policy keeps from running there is told once."""
        if not self.text:
            return page
        for source in refused_scripts(page, self.text):
            if source not in self._told:
                log.warning(
                    "%s: a script in the page will not run; put it into a file and name that in extra_javascript, or "
                    "allow it in mkdocs.yml: - medialit: {policy: {script-src: [\"%s\"]}}", shown, source,
                )  # fmt: skip
            self._told.add(source)
        return with_policy(page, self.text)


def _features(config: MkDocsConfig) -> list[str]:
    return config.theme.get("features") or []


def _scripts_in_use(config: MkDocsConfig) -> Iterator[str]:
    """Material's templates whose inline scripts stand in its pages."""
    used = {
        "base": True,
        "palette": True,
        "content": True,
        "announce": "announce.dismiss" in _features(config),
        "outdated": config.extra.get("version"),
        "consent": config.extra.get("consent"),
    }
    return (f"partials/javascripts/{name}.html" for name, stands in used.items() if stands)
