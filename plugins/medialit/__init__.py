"""medialit: reads news articles, asks questions about their language, and makes a teaching site of them.

from medialit import analyze
critique = analyze("Experts say that the plan is a disaster.")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Critique", "Document", "Engine", "Flag", "Metadata", "__version__", "analyze", "load_rules"]

if TYPE_CHECKING:
    from medialit.critique import Critique, Engine
    from medialit.rules.hits import Flag
    from medialit.rules.loader import load_rules
    from medialit.text.document import Document, Metadata

_HOMES = {
    "Critique": "medialit.critique",
    "Engine": "medialit.critique",
    "Flag": "medialit.rules.hits",
    "Document": "medialit.text.document",
    "Metadata": "medialit.text.document",
    "load_rules": "medialit.rules.loader",
}
_default: Engine | None = None


def __getattr__(name: str) -> Any:
    # The engine is loaded when it is first asked for, so that importing the package is quick.
    if home := _HOMES.get(name):
        from importlib import import_module

        return getattr(import_module(home), name)
    raise AttributeError(f"module 'medialit' has no attribute '{name}'")


def analyze(text: str | Document, metadata: Metadata | None = None, *, engine: Engine | None = None) -> Critique:
    """The critique of a text or document, by the built-in rules unless another engine is given.

    A string is read as a `.txt` file would be: its first line is the title if a blank line follows it.
    """
    global _default
    from medialit.critique import Engine
    from medialit.rules.loader import load_rules
    from medialit.text.plain import read_text_file

    if engine is None:
        if _default is None:
            _default = Engine(load_rules()[0])
        engine = _default
    document = read_text_file(text, "text") if isinstance(text, str) else text
    return engine.analyze(document, metadata)
