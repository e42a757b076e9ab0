"""The Python-Markdown extension."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree  # noqa: N813 - as Python-Markdown calls it
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from medialit.critique import Critique
from medialit.markup.linear import LinearText, TreeReader
from medialit.markup.marks import Marker
from medialit.markup.nesting import is_too_deep
from medialit.markup.patience import MOST, TooLong, at_most
from medialit.markup.reserved import IN_TAG, is_reserved_class, is_reserved_id
from medialit.markup.unread import Unread, in_code, unread_in
from medialit.text.document import Document, Span

# Authors' own ids may not even look like those of marks; ids made of headings may.
_RESERVED_ID = re.compile(r"(?:flag|note|ref|source)-")
# Below every built-in processor (unescape has 0) and those of MkDocs.
_LAST = -10
# Between attr_list (8), which sets what authors write, and toc (5), which gives headings ids of its own.
_AFTER_ATTRIBUTES = 7.5


class _Step(Treeprocessor):
    """A step of the extension; skipped for texts that are no articles."""

    def __init__(self, md: Markdown, extension: MedialitExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: etree.Element) -> None:
        if self._extension.active:
            self._process(root, self._extension)

    def _process(self, root: etree.Element, extension: MedialitExtension) -> None:
        """What the step does to the tree of an article."""


class _AuthorAttributes(_Step):
    """Takes away classes and ids that are medialit's or the theme's, before anything but the author has set any."""

    def _process(self, root: etree.Element, extension: MedialitExtension) -> None:
        extension.reserved = []
        for element in root.iter():
            classes = (element.get("class") or "").split()
            if reserved := [name for name in classes if is_reserved_class(name)]:
                extension.reserved += reserved
                element.set("class", " ".join(name for name in classes if name not in reserved))
            if (identifier := element.get("id")) and (is_reserved_id(identifier) or _RESERVED_ID.match(identifier)):
                extension.reserved.append(identifier)
                del element.attrib["id"]
        for raw in _raw_html(self.md):
            extension.reserved += IN_TAG.findall(raw)
        extension.unread = unread_in(_raw_html(self.md))


class _Marking(_Step):
    """Reads the finished tree, has it analysed, marks it."""

    def _process(self, root: etree.Element, extension: MedialitExtension) -> None:
        title = extension.title
        if title is not None and len(root) and root[0].tag == "h1":
            heading = TreeReader(self.md, None).read(root[0]).text
            if heading.strip() == title.strip():
                root.remove(root[0])
        linear = TreeReader(self.md, title).read(root)
        if not extension.unread.words and all(block.kind == "title" for block in linear.blocks):
            extension.unread = in_code(root)
        span = Span(0, len(title)) if title is not None else None
        document = Document(
            extension.id, linear.text, tuple(linear.blocks), span, "article", tuple(linear.references),
            tuple(linear.gaps),
        )  # fmt: skip
        critique = extension.analyze(document)
        extension.critique, extension.linear = critique, linear
        flags = [(n, flag) for n, flag in enumerate(critique.flags, 1) if flag.scope == "text"]
        sources = [span.start for span in critique.first_mentions.values()] if extension.notes else []
        marker = Marker(linear, flags, set(document.sentences), extension.notes, sources)
        marker.mark([root] if linear.title is None else [linear.title, root])
        marker.place_behind_links(root)


class MedialitExtension(Extension):
    """Marks what medialit finds in a text.

    For each text set `id`, `title` (None: there is none apart from the body) and `analyze`; after the conversion
    `critique` and `linear` hold what was found, `title_html` the marked headline, `reserved` the names in the author's
    attributes that are not for authors and were taken away, and `unread` what stands between HTML tags, or in code if
    nothing stands elsewhere. Without `includes`, a text can't have PyMdown's snippets put other files of the machine
    into it. A `careful` conversion raises nothing and ends in bounded time: where a text can't be converted it gives
    "", and `problem` says why. With `notes`, every mark is followed by an empty link to `#note-N`, and an empty
    `#source-N` stands where each source is first mentioned.
    """

    def __init__(self, *, analyze: Callable[[Document], Critique] | None = None, notes: bool = False) -> None:
        super().__init__()
        self.analyze = analyze or _analyze
        self.notes = notes
        self.active = True
        self.includes = True
        self.careful = False
        self.problem: str | None = None
        self.fault: Exception | None = None  # behind the problem, for developers
        self.id = "text"
        self.title: str | None = None
        self.critique: Critique | None = None
        self.linear: LinearText | None = None
        self.reserved: list[str] = []
        self.unread = Unread()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the tree processor, last of all."""
        if not self.includes and "snippet" in md.preprocessors:
            vars(md.preprocessors["snippet"])["run"] = list  # the lines as they are
        if self.careful:
            vars(md)["convert"] = partial(self._converted, md, md.convert)
        md.treeprocessors.register(_AuthorAttributes(md, self), "medialit-attributes", _AFTER_ATTRIBUTES)
        md.treeprocessors.register(_Marking(md, self), "medialit", _LAST)

    def _converted(self, md: Markdown, convert: Callable[[str], str], source: str) -> str:
        self.problem = self.fault = None
        try:
            with at_most(MOST):
                made = convert(source)
            if is_too_deep(_raw_html(md)):
                raise RecursionError
            return made
        except TooLong:
            self.problem = f"takes longer than {MOST:.0f} seconds to read, as no usual text does; look for signs that"
            self.problem += " stand there by the thousand, and remove them"
        except RecursionError:
            self.problem = "is nested too deeply: lists, quotations or HTML tags in one another; write them plainly"
        except Exception as error:
            self.problem, self.fault = f"can't be read ({type(error).__name__}: {error}); please tell medialit", error
        return ""

    @property
    def title_html(self) -> str:
        """The marked headline, without a tag around it."""
        if self.linear is None or self.linear.title is None:
            return ""
        whole = etree.tostring(self.linear.title, encoding="unicode", method="html")
        return whole.removeprefix("<h1>").removesuffix("</h1>")


def _raw_html(md: Markdown) -> Iterator[str]:
    """The tags, and the blocks between tags, that an author wrote; what else Python-Markdown keeps is no HTML."""
    return (raw for raw in md.htmlStash.rawHtmlBlocks if isinstance(raw, str) and raw.startswith("<"))


def _analyze(document: Document) -> Critique:
    from medialit import analyze

    return analyze(document)


def makeExtension(**options: Any) -> MedialitExtension:  # noqa: N802
    """What Python-Markdown calls for `extensions=["medialit"]`."""
    return MedialitExtension(**options)
