"""Finds what annotations point to: the words on an article's page, and the place in its text."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path


class ArticleText(HTMLParser):
    """The characters of the headline and of the article on a page, as a browser's `textContent` has them."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        begins = tag == "h1" or dict(attrs).get("id") == "ml-text"
        if begins or (self._inside and tag == self._inside[0]):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[0]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text += data


def assert_annotations_resolve(folder: Path) -> int:
    """How many annotated places of the article in a folder were found, each as often as its text has it."""
    page = ArticleText()
    page.feed((folder / "index.html").read_text("utf-8"))
    text = (folder / "text.txt").read_bytes().decode()
    resolved = 0
    for item in json.loads((folder / "annotations.json").read_bytes())["items"]:
        targets = item["target"] if isinstance(item["target"], list) else []
        selectors = [target["selector"] for target in targets]
        for number, quoted in enumerate(selectors):
            if quoted["type"] == "TextPositionSelector":
                continue
            position = selectors[number + 1]
            found = page.text.count(quoted.get("prefix", "") + quoted["exact"] + quoted.get("suffix", ""))
            alike = text.count(quoted.get("prefix", "") + quoted["exact"] + quoted.get("suffix", ""))
            assert found >= 1, (folder.name, quoted)
            assert found == alike, (folder.name, quoted)
            assert text[position["start"] : position["end"]] == quoted["exact"]
            resolved += 1
    return resolved
