"""The files that MkDocs found, gone through before anything is made of them; `site/intake.py` says what is refused."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from medialit.site import intake
from medialit.yamlfile import DataError

log = logging.getLogger("mkdocs.plugins.medialit")


def refuse_links_to_folders(config: MkDocsConfig) -> None:
    """Stop the build at one: MkDocs would walk through it before any plugin is asked."""
    folder = Path(config.docs_dir)
    for link, is_folder in intake.links_out(folder) if folder.is_dir() else ():
        if is_folder:
            shown = f"{folder.name}/{link.relative_to(folder).as_posix()}"
            raise PluginError(f"medialit: {shown}: the link leads out of the folder or around in it; remove it")


def refuse_files(files: Files, config: MkDocsConfig, beside: tuple[str, ...]) -> None:
    """Leave out, and tell of, what no system could hold, what leads out of the folder, and what could run.

    `beside` are the folders of articles and lessons, each ending in "/": what lies in these comes from anywhere.
    """
    docs = Path(config.docs_dir)
    out = {link.relative_to(docs).as_posix() for link, _ in intake.links_out(docs)}
    for file in _own(files, config):
        if file.src_uri in out:
            _refuse(file, "the link leads out of the folder or nowhere; put the file itself there", files, config)
            continue
        media = file.src_uri.startswith(beside) and not file.is_documentation_page()
        problem = (
            intake.name_problem(file.src_uri)
            or (intake.kind_problem(file.src_uri) if media else None)
            or (intake.svg_problem(file.content_bytes) if intake.is_svg(file.src_uri) else None)
        )
        if problem:
            _refuse(file, problem, files, config)


def refuse_clashes(files: Files, config: MkDocsConfig, ours: Mapping[str, str]) -> None:
    """Leave out, and tell of, files that would be written over others, or over `ours`; see `intake.clashes`."""
    own = sorted(_own(files, config), key=lambda file: not file.is_documentation_page())
    by_source = {file.src_uri: file for file in own}
    for source, problem in list(intake.clashes(((file.src_uri, file.dest_uri) for file in own), ours)):
        _refuse(by_source[source], problem, files, config)


def _own(files: Iterable[File], config: MkDocsConfig) -> list[File]:
    """The files of the content folder that go into the site."""
    return [file for file in files if file.src_dir == config.docs_dir and file.inclusion is not InclusionLevel.EXCLUDED]


def _refuse(file: File, problem: str, files: Files, config: MkDocsConfig) -> None:
    shown = f"{Path(config.docs_dir).name}/{file.src_uri}"
    log.warning("%s (the file is left out until then)", DataError(shown, None, problem))
    files.remove(file)
