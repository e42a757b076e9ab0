"""Texts made to take a reader of Markdown long: each shape is a function from a number of characters to a text."""

from __future__ import annotations

from collections.abc import Callable


def _times(piece: str, joint: str = "") -> Callable[[int], str]:
    return lambda size: joint.join([piece] * max(1, size // len(piece + joint)))


def _numbered(piece: str) -> Callable[[int], str]:
    def made(size: int) -> str:
        return "".join(piece.format(number) for number in range(max(1, size // len(piece))))

    return made


def _levels(prefix: str, words: str) -> Callable[[int], str]:
    """A block in a block in a block, each line one level deeper, until the text has its size."""

    def made(size: int) -> str:
        depth = max(1, int((2 * size / len(prefix)) ** 0.5))
        return "".join(f"{prefix * level}{words}\n" for level in range(1, depth))

    return made


def _around(begin: str, words: str, end: str) -> Callable[[int], str]:
    def made(size: int) -> str:
        depth = max(1, size // len(begin + end))
        return begin * depth + words + end * depth

    return made


PROSE = "The vote was disastrous, said Ana Lopez, and 43 percent of *the town* stayed at home “as always”.\n\n"

# By name. Each is Markdown below a front matter; "{}" is a number.
SHAPES: dict[str, Callable[[int], str]] = {
    "prose": _times(PROSE),
    "one paragraph": lambda size: _times(PROSE.strip(), " ")(size) + "\n",
    "one word": _times("a"),
    "one shouted word": _times("A"),
    "one accented word": _times("AØ"),
    "one sentence": _times("and the disastrous plan that everyone knows is said by experts "),
    "spaces": lambda size: f"a{' ' * size}b",
    "tabs": lambda size: f"a{chr(9) * size}b",
    "empty lines": lambda size: f"a{chr(10) * size}b",
    "lines": _times("a\n"),
    "no-break spaces": lambda size: f"a{chr(160) * size}b",
    "combining marks": lambda size: "a" + "\u0301" * size,
    "bidirectional controls": _times("\u202eabc\u202c \u2066x\u2069 "),
    "joiners": _times("👩\u200d"),
    "digits": _times("1"),
    "numbers": _times("1,000,000.5 "),
    "years": _times("12/10/2024 "),
    "full stops": _times("."),
    "initials": _times("A. "),
    "acronyms": _times("U.S."),
    "commas": _times("said, "),
    "hyphens": _times("a-"),
    "dashes": _times("-- "),
    "exclamation marks": _times("!"),
    "capitals": _times("SHOUTED WORDS "),
    "names": _times("Ana Lopez Maria Anna Berg "),
    "titles": _times("Dr. Ms. Prof. "),
    "straight quotes": _times('"'),
    "open straight quotes": _times(' "a'),
    "closed straight quotes": _times('a" '),
    "curly quotes": _times("“"),
    "open curly quotes": _times(" “a"),
    "closed curly quotes": _times("a” "),
    "single quotes": _times("'"),
    "open single quotes": _times(" 'a"),
    "apostrophes": _times("s' "),
    "inner quotes": _times("“‘a’ ‘b” "),
    "guillemets": _times("«"),
    "quotations": _times("“It was shameful,” she said. "),
    "quoted paragraphs": _times("“It was shameful and went on.\n\n"),
    "attributions": _times("said Ana Lopez said "),
    "according to": _times("according to the the "),
    "it is said": _times("it is said that it is "),
    "cues": _times("disastrous "),
    "cue beginnings": _times("once and for once and for "),
    "one paragraph of cues": _times("disastrous shameful always everyone "),
    "asterisks": _times("*"),
    "open emphasis": _times("*a "),
    "closed emphasis": _times("a* "),
    "open strong": _times("**a "),
    "emphasis in emphasis": _times("*a **b "),
    "underscores": _times("_a "),
    "snake case": _times("a_"),
    "nested emphasis": _around("*a **b ", "c", "** *"),
    "backticks": _times("`"),
    "runs of backticks": _numbered("`{0}``"),
    "open code": _times("`a "),
    "fences": _times("```\n"),
    "backslashes": _times("\\"),
    "brackets": _times("["),
    "closed brackets": _times("]"),
    "nested brackets": _around("[", "a", "]"),
    "open links": _times("[a]("),
    "open link titles": _times('[a](b "'),
    "links": _times("[disastrous](https://example.org/a) "),
    "references": _times("[a][b] "),
    "definitions of references": _numbered("[a{0}]: https://example.org/\n"),
    "images": _times("![a](b.png) "),
    "open images": _times("![a"),
    "parentheses": _around("(", "a", ")"),
    "parentheses in an address": lambda size: f"[a]({'(' * size}",
    "autolinks": _times("<https://example.org/a> "),
    "open angles": _times("<"),
    "open tags": _times("<a "),
    "tags in tags": _times("<A"),
    "tags in a title": lambda size: f'[a](b "{"<a " * (size // 3)}")',
    "open attributes": _times('<a b="'),
    "raw tags": _times("<b>a</b> "),
    "nested tags": _around("<b>", "a", "</b>"),
    "nested divisions": _around("<div>", "a", "</div>"),
    "unclosed tags": _times("<b>"),
    "unclosed divisions": _times("<div>\n"),
    "Markdown in divisions": _around('<div markdown="1">\n', "a", "</div>\n"),
    "open comments": _times("<!--"),
    "comments": _times("<!-- a -->"),
    "declarations": _times("<!a "),
    "instructions": _times("<?a "),
    "ampersands": _times("&"),
    "entities": _times("&amp;"),
    "numeric entities": _times("&#8217;"),
    "open entities": _times("&#x"),
    "footnotes": _numbered("a[^{0}]\n\n[^{0}]: b\n\n"),
    "footnotes without marks": _numbered("[^{0}]: b\n\n"),
    "marks of one footnote": lambda size: "a[^1] " * (size // 6) + "\n\n[^1]: b\n",
    "abbreviations": _numbered("*[A{0}]: b\n"),
    "abbreviated": lambda size: "*[HTML]: b\n\n" + "HTML " * (size // 5),
    "headings": _times("## A disastrous night\n\n"),
    "same headings": _times("# a\n"),
    "underlined headings": _times("a\n===\n\n"),
    "hash signs": _times("#"),
    "rules": _times("---\n\n"),
    "signs of rules": _times("- "),
    "equals signs": _times("="),
    "items": _times("- disastrous\n"),
    "loose items": _times("- disastrous\n\n"),
    "numbered items": _times("1. disastrous\n"),
    "nested items": lambda size: "".join(f"{'    ' * (n % 90)}- disastrous\n" for n in range(size // 190)),
    "nested quotes": _levels("> ", "disastrous"),
    "signs of quotes": _times("> "),
    "signs of quotes alone": _times(">"),
    "quotes": _times("> disastrous\n\n"),
    "lines of one quote": _times("> disastrous\n"),
    "definitions": _times("a\n:   disastrous\n\n"),
    "indented code": _times("    a\n"),
    "rows": lambda size: "| a | b |\n|---|---|\n" + "| disastrous | b |\n" * (size // 19),
    "columns": lambda size: f"{'|a' * (size // 6)}|\n{'|-' * (size // 6)}|\n{'|b' * (size // 6)}|\n",
    "pipes": _times("|"),
    "tables": _times("| a | b |\n|---|---|\n| c | d |\n\n"),
    "attribute lists": _times("*a*{: .b } "),
    "open attribute lists": _times("{: "),
    "attributes": lambda size: "a {: " + ".b " * (size // 3) + "}\n",
    "placeholders": _times("\x02klzzwxh:0\x03"),
    "starts of placeholders": _times("\x02"),
    "ellipses": _times("... "),
    "tables of contents": _times("[TOC]\n\n"),
}
