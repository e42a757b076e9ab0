"""Builds small sites in a folder, as a user's would be built."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

CONFIG = """\
site_name: Test
site_url: http://127.0.0.1:8000/repo/
docs_dir: content
theme:
  name: material
  font: false
plugins: [search, medialit]
markdown_extensions: [abbr, attr_list, def_list, footnotes, md_in_html, sane_lists, smarty, tables, toc]
validation: {omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn}
nav:
  - Home: index.md
  - Articles: articles/index.md
  - Techniques: techniques/index.md
"""

GOOD = """\
---
title: A disastrous night for the harbour
rights: Invented for a test; CC0.
date: 2026-03-01
---
The vote was *disastrous*, and 43 percent of the town stayed at home.

“It was shameful,” said Ana Lopez, the harbour master.
"""


@dataclass
class Built:
    """What a build left: its folder, and the warnings it gave."""

    site: Path
    warnings: list[str] = field(default_factory=list)
    failed: str | None = None

    def html(self, url: str) -> str:
        """The HTML of a page by its address."""
        return (self.site / url / "index.html").read_text(encoding="utf-8")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write a site's files, by path, over those of a small good one."""
    for name, content in ({"mkdocs.yml": CONFIG, "content/index.md": "# Home\n"} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def build_site(folder: Path, *, strict: bool = False, out: Path | None = None, **settings: object) -> Built:
    """Build the site in a folder; a build that stops is reported, not raised."""
    logger, collector = logging.getLogger("mkdocs"), _Collector()
    logger.addHandler(collector)
    built = Built(out or folder / "site", collector.messages)
    try:
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(built.site), strict=strict, **settings)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except Abort as error:
        built.failed = str(error)
    finally:
        logger.removeHandler(collector)
    return built
