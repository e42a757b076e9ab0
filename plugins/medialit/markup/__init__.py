"""The Python-Markdown extension: gives the engine the text that readers will see, and marks what it finds in it.

It runs last of all tree processors, reads the text runs of each block into one linear text with a map back to where
every character came from, has that text analysed, and puts `<mark>` elements around the flagged words. The HTML is
never parsed again, and without the marks it is exactly what it would have been.
"""

from medialit.markup.extension import MedialitExtension, makeExtension

__all__ = ["MedialitExtension", "makeExtension"]
