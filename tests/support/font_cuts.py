"""Makes the three cuts of Source Serif 4 in `plugins/medialit/site/assets/fonts` anew, from the fonts they are cut from.

pip install fonttools==4.68.0 brotli==1.2.1
python tests/support/font_cuts.py source-serif-4-latin-opsz-normal.woff2 source-serif-4-latin-wght-italic.woff2 FOLDER

The two originals are in version 5.3.1 of the npm package `@fontsource-variable/source-serif-4`. With these versions the
cuts come out the same to the byte. The licence asks that what is cut from the originals does not bear their name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Each cut: which original, its axes (a range stays variable), its family and style, when it was made (seconds since 1904).
CUTS = {
    "reading-serif": (0, {"wght": (400, 700), "opsz": 20}, "Reading Serif", "Regular", 3_878_829_489),
    "headline-serif": (0, {"wght": 600, "opsz": 48}, "Headline Serif", "Regular", 3_878_829_493),
    "reading-serif-italic": (1, {"wght": 400}, "Reading Serif Italic", "Italic", 3_878_829_495),
}
# Copyright, version, trademark, makers, licence; ids above 255 name axes. All else is the original's own name.
KEPT = {0, 5, 7, 8, 9, 11, 13, 14}
WINDOWS = (3, 1, 0x409)  # platform, encoding, language


def cut(
    original: Path, axes: dict[str, float | tuple[float, float]], family: str, style: str, made: int, target: Path
) -> None:
    """Write one cut of a variable font as WOFF2 to a file, by which it is named."""
    font = instantiateVariableFont(TTFont(original, recalcTimestamp=False), axes)
    name = font["name"]
    name.names = [record for record in name.names if record.nameID in KEPT or record.nameID > 255]
    for number, text in {1: family, 2: style, 3: target.stem, 4: family, 6: target.stem}.items():
        name.setName(text, number, *WINDOWS)
    font["head"].modified = made
    font.flavor = "woff2"
    font.save(target)


def main() -> None:
    """Make all cuts."""
    *originals, folder = map(Path, sys.argv[1:])
    for name, (which, *more) in CUTS.items():
        cut(originals[which], *more, folder / f"{name}.woff2")


if __name__ == "__main__":
    main()
