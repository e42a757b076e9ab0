"""Markdown with the places of its text in the source."""

from __future__ import annotations

from markdown import Markdown
from medialit.critique import Critique
from medialit.markup import MedialitExtension
from medialit.markup.source import SourceMap
from medialit.readability import score
from medialit.sources import STARTER_EXTENSIONS
from medialit.text.document import Document, Metadata

EXTENSIONS = [*STARTER_EXTENSIONS, "fenced_code"]


def mapped(source: str, title: str | None = None) -> tuple[Document, SourceMap]:
    """The text that readers see, and where it stands in the source."""
    documents: list[Document] = []

    def keep(document: Document) -> Critique:
        documents.append(document)
        return Critique(document, Metadata(), (), (), (), score("", []))

    extension = MedialitExtension(analyze=keep)
    extension.title = title
    Markdown(extensions=[*EXTENSIONS, extension]).convert(source)
    return documents[0], SourceMap(documents[0], source, 0)
