"""The theme's frame of a page is rendered once for many pages: nobody can tell from what is written."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from builder import CONFIG, GOOD, build_site, write
from medialit.themeframe import Frames

ARTICLES: dict[str, str | bytes] = {
    f"content/articles/n{n}.md": GOOD.replace("title: A", f"title: '“Salt & <{n}>” {{{{ n }}}} A").replace(
        "harbour\nrights", f"harbour'\n{'summary: It & that.' if n % 2 else 'outlet: The Post'}\nrights"
    )
    for n in range(6)
}
HOOK = "def on_page_context(context, page, config, nav):\n    context['more'] = page.url\n    return context\n"


def _html(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def test_pages_are_the_same_with_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attached: list[Frames] = []
    attach = Frames.attach
    monkeypatch.setattr(Frames, "attach", lambda self, env: (attached.append(self), attach(self, env))[1])
    once = build_site(write(tmp_path / "once", ARTICLES), strict=True)
    (frames,) = attached
    assert len(frames._sources) >= 4, "articles with and without a summary, critiques, techniques"
    full = build_site(
        write(tmp_path / "full", ARTICLES | {"mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": HOOK}), strict=True
    )
    assert (once.failed, full.failed, len(attached)) == (None, None, 1), "with another plugin there is no frame"
    assert _html(once.site) == _html(full.site)


def test_a_theme_that_tells_more_of_each_page_is_rendered_in_full(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    more = '{% extends "base.html" %}{% block extrahead %}<meta name="source" content="{{ page and page.file.src_uri }}">{% endblock %}'
    config = CONFIG.replace("  name: material", "  name: material\n  custom_dir: over")
    folder = write(tmp_path, ARTICLES | {"mkdocs.yml": config, "over/main.html": more})
    with caplog.at_level(logging.DEBUG, "mkdocs.plugins.medialit"):
        built = build_site(folder, strict=True)
    assert built.failed is None
    assert "each is rendered in full" in caplog.text
    for n in range(6):
        assert f'<meta name="source" content="articles/n{n}.md">' in built.html(f"articles/n{n}")
        assert f'<meta name="source" content="articles/n{n}/critique.md">' in built.html(f"articles/n{n}/critique")
