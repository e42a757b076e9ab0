"""What readers' browsers load: the parts of our styles and scripts, joined, since each file more holds up the first
sight of a page.
"""

from __future__ import annotations

from pathlib import Path

_ASSETS = Path(__file__).parent / "assets"
FOLDER = "assets/medialit"
"""Where medialit's own files stand in a site. The styles name the fonts from their own folder."""

STYLE = f"{FOLDER}/css/medialit.css"
SCRIPT = f"{FOLDER}/js/medialit.js"
SHEET_STYLE = f"{FOLDER}/css/sheet.css"

_PARTS = {
    STYLE: ("tokens", "chrome", "prose", "article", "marks", "critique", "indexes", "print"),
    SCRIPT: ("core", "own", "view", "notes", "tables", "facets", "forget"),
    SHEET_STYLE: ("tokens", "sheet"),
}


def bundles() -> dict[str, str]:
    """Each file of styles and scripts by where it stands in the site."""
    made = {}
    for uri, parts in _PARTS.items():
        kind = uri.rpartition(".")[2]
        made[uri] = "\n".join((_ASSETS / kind / f"{part}.{kind}").read_text(encoding="utf-8") for part in parts)
    return made


def fonts() -> dict[str, Path]:
    """The fonts and their licences by where they stand in the site."""
    return {f"{FOLDER}/fonts/{path.name}": path for path in sorted((_ASSETS / "fonts").iterdir())}
