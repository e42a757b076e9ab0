"""Rendered articles are untrusted: only known tags, attributes and addresses pass.

This is the one place where HTML is parsed again, and the parser is the sanitiser's.
"""

from __future__ import annotations

import re

import nh3

from medialit.markup.reserved import is_reserved_class, is_reserved_id

TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    "var", "wbr",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href", "role", "aria-label", "data-n", "data-flag"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"cite", "datetime"},
    "mark": {"data-flag", "data-rule", "data-voice"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers", "align"},
    "th": {"colspan", "rowspan", "headers", "scope", "align"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto"}
# Without these, in whatever way they are written, there is nothing to filter in our own markup. To be asked for every
# attribute takes longer than all the rest.
_FILTERED = re.compile(r"src|cite|_[\0-\x20]*_|&(?:#|lowbar|underbar)", re.IGNORECASE)
_OURS_DATA = frozenset({"data-n", "data-flag", "data-rule", "data-voice", "role", "aria-label"})
_SKIPPED = re.compile("[\0-\x20]")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_OUR_MARK = re.compile(
    r'<mark class="ml-flag[^>]*>|<mark\b[^>]*>|</mark>|<a\b[^>]*class="ml-ref [^>]*></a>'
    r'|<span class="ml-source"[^>]*></span>'
)
_OUR_PLACE = re.compile(r'<(?:mark|a|span)\b(?:[^<>"]|"[^"]*")*? id="((?:flag|ref|source)-\d+)"')


def is_elsewhere(address: str) -> bool:
    """Whether a picture lies on another host, which would learn who reads the page, or in the address itself.

    Browsers skip control characters, and spaces around an address, and take a backslash for a slash.
    """
    return _ELSEWHERE.match(_SKIPPED.sub("", address).replace("\\", "/")) is not None


def is_web_page(address: str) -> bool:
    """Whether a source is given as the address of a web page."""
    return _WEB.match(address) is not None


def _foreign(tag: str, attribute: str, value: str) -> str | None:
    """Drop from an attribute what only medialit and the theme may write."""
    if attribute == "class":
        return " ".join(name for name in value.split() if not is_reserved_class(name)) or None
    if attribute in _OURS_DATA or (attribute == "id" and is_reserved_id(value)):
        return None
    return _local(tag, attribute, value)


def _local(tag: str, attribute: str, value: str) -> str | None:
    """Drop addresses of pictures on other hosts, of sources that are no web pages, and of the theme's controls."""
    if attribute == "src" and is_elsewhere(value):
        return None
    if attribute == "cite" and not is_web_page(value):
        return None
    if attribute == "href" and _SKIPPED.sub("", value).startswith("#__"):
        return None
    return value


def sanitise(html: str, *, marked: bool = False) -> str:
    """The HTML with nothing in it that could run, load from elsewhere or pass for our own markup.

    With `marked`, the marks and note links of medialit are kept: only for HTML in which no one else can have written
    such markup.
    """
    filtering = _local if marked else _foreign
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=None if marked and not _FILTERED.search(html) else filtering,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def without_marks(html: str) -> str:
    """The HTML without the marks and note links of medialit; other people's `<mark>` elements stay."""
    kept: list[str] = []
    ours: list[bool] = []
    position = 0
    for tag in _OUR_MARK.finditer(html):
        kept.append(html[position : tag.start()])
        position = tag.end()
        if tag[0].startswith("<mark"):
            ours.append("ml-flag" in tag[0])
            kept.append("" if ours[-1] else tag[0])
        elif tag[0] == "</mark>":
            kept.append("" if ours and ours.pop() else tag[0])
    kept.append(html[position:])
    return "".join(kept)


def sanitise_marked(html: str, raw_html: bool) -> tuple[str, bool]:
    """A marked article made safe, and whether its marks could be kept.

    Where an author wrote HTML tags (`raw_html`), they may be unbalanced or pretend to be ours. Then the marks stay only
    if without them the page is exactly what it would be if there had never been any, and if all of them are there.
    """
    marked = sanitise(html, marked=True)
    if not raw_html:
        return marked, True
    plain = sanitise(without_marks(html))
    kept = without_marks(marked) == plain and _OUR_PLACE.findall(marked) == _OUR_PLACE.findall(html)
    return (marked, True) if kept else (plain, False)
