"""A site whose Markdown extension does what the articles say: sleeps, or ends the process that reads them.

It stands for whatever happens on long runs, and works in any process, since the site itself asks for it.
"""

from __future__ import annotations

import os
from pathlib import Path

EXTENSION = """
import os, time
from pathlib import Path
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Obeys(Preprocessor):
    def run(self, lines):
        for line in lines:
            match line.split():
                case ["sleep", seconds]:
                    time.sleep(float(seconds))
                case ["exit"]:
                    os._exit(3)
                case ["exit-once", path] if not Path(path).exists():
                    Path(path).touch()
                    os._exit(3)
        return lines

class Obedient(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Obeys(md), "obeys", 100)

def makeExtension(**settings):
    return Obedient(**settings)
"""


def make(folder: Path, orders: list[str]) -> dict[str, str]:
    """Write the site with an article for each order ("" for none); the environment in which it can be read."""
    (folder / "obedient.py").write_text(EXTENSION, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nplugins: [medialit]\nmarkdown_extensions: [obedient]\n", encoding="utf-8"
    )
    (folder / "site_config/rules").mkdir(parents=True)
    (folder / "site_config/rules/switches.yml").write_text("off: [words.loaded-word]\n", encoding="utf-8")
    articles = folder / "docs" / "articles"
    articles.mkdir(parents=True)
    for number, order in enumerate(orders):
        front = f"---\ntitle: A shameful vote, part {number}\nrights: CC0\n---\n"
        words = "Experts say that it was a shameful vote. It was never counted, said Ana Lopez."
        (articles / f"vote-{number:03}.md").write_text(f"{front}{words}\n\n{order}\n", encoding="utf-8")
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}
