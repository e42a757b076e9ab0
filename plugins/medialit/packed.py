"""Critiques in a tenth of their room: a site has thousands, and most of each is needed for its own pages alone."""

from __future__ import annotations

import pickle
import zlib
from array import array
from functools import lru_cache

from medialit.critique import Critique
from medialit.readability import Readability
from medialit.rules.hits import Flag
from medialit.text.document import Span


class PackedCritique:
    """A critique of which flags and readability, the text, and what stands around each flag are at hand.

    The rest is unpacked when somebody asks for the whole.
    """

    __slots__ = ("_around", "_rest", "_text", "flags", "readability")

    def __init__(self, critique: Critique) -> None:
        self.flags: tuple[Flag, ...] = critique.flags
        self.readability: Readability = critique.readability
        self._text = critique.text.encode()
        self._around = array("Q", [place for flag in critique.flags for place in critique.around(flag)])
        rest = (critique.document, critique.metadata, critique.attributions, critique.claims)
        self._rest = zlib.compress(pickle.dumps(rest, pickle.HIGHEST_PROTOCOL), 1)

    @property
    def text(self) -> str:
        """The text."""
        return self._text.decode()

    def around(self, number: int) -> Span:
        """The sentence that holds flag `number`, from 1; where it is in none, the block, or else the flag itself."""
        return Span(*self._around[2 * number - 2 : 2 * number])

    def whole(self) -> Critique:
        """The critique. Those asked for last are remembered."""
        return _whole(self)


@lru_cache(maxsize=4)
def _whole(packed: PackedCritique) -> Critique:
    rest = pickle.loads(zlib.decompress(packed._rest))  # noqa: S301 - packed by this very site # nosec B301
    document, metadata, attributions, claims = rest
    return Critique(document, metadata, packed.flags, attributions, claims, packed.readability)
