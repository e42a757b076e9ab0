"""SVG files that could run something are told from those that are pictures alone."""

from __future__ import annotations

import pytest
from medialit.site.svg import is_svg, svg_problem

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def problem(inside: str, before: str = "", head: str = HEAD) -> str | None:
    return svg_problem(f"{before}{head}{inside}</svg>".encode())


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9" fill="url(#g)"/><path d="M0 0L9 9"/>',
        "<style>.a{fill:red} .b{fill:url(#g)}</style>",
        '<use href="#a"/><use xlink:href="#a"/>',
        '<a href="https://example.org"><text>x</text></a>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<circle r="1"><animate attributeName="r" values="1;2" dur="1s"/></circle>',
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
        "<title>Online, one and only</title><desc>onload=x</desc>",
    ],
)
def test_pictures(inside):
    assert problem(inside) is None


def test_a_picture_as_editors_write_it():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert (
        problem("<g/>", f'<?xml version="1.0" encoding="UTF-8" standalone="no"?><!-- made by hand -->{doctype}') is None
    )


@pytest.mark.parametrize(
    "inside, words",
    [
        ("<script>x</script>", "<script>"),
        ("<SCRIPT>x</SCRIPT>", "<SCRIPT>"),
        ('<g onclick="x"/>', "the handler onclick"),
        ('<g ONCLICK="x"/>', "the handler onclick"),
        ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "no SVG element"),
        ('<a href="javascript:x"/>', "no link"),
        ('<a xlink:href="java&#10;script:x"/>', "no link"),
        ('<a href="data:text/html,x"/>', "no link"),
        ('<use href="other.svg#a"/>', "outside the file"),
        ('<use href="data:image/svg+xml,x"/>', "outside the file"),
        ('<image href="//example.org/x.png"/>', "outside the file"),
        ('<animate attributeName="href" to="javascript:x"/>', "changes href"),
        ('<set attributeName="xlink:href" to="javascript:x"/>', "changes xlink:href"),
        ('<set attributeName="onclick" to="x"/>', "changes onclick"),
        ("<style>@import 'x.css';</style>", "loads another file"),
        ("<style>a{b:u<![CDATA[rl(x)]]>}</style>", "loads another file"),
        ("<style>a{b:u\\72l(x)}</style>", "loads another file"),
        ('<g style="fill:url(https://example.org/x)"/>', "loads another file"),
        ('<g filter="url(x.svg#a)"/>', "loads another file"),
    ],
)
def test_what_could_run_or_load(inside, words):
    found = problem(inside)
    assert found and words in found
    assert "save it as a plain SVG or as a PNG" in found


def test_prefixes_and_what_stands_before():
    assert "script" in problem(
        "<s:script>x</s:script>", head=HEAD.replace("<svg ", '<svg xmlns:s="http://www.w3.org/2000/svg" ')
    )
    assert "DOCTYPE" in problem("<g/>", '<!DOCTYPE svg [<!ENTITY a "b">]>')
    assert "xml-stylesheet" in problem("<g/>", '<?xml-stylesheet href="x.css"?>')


@pytest.mark.parametrize(
    "content", [b"", b"<svg", b"\xff\xfe", b"not xml", b'<?xml version="1.0" encoding="utf-7"?><svg/>']
)
def test_what_is_no_xml(content):
    assert "can't be read as XML" in svg_problem(content)


def test_other_encodings_are_read():
    text = '<?xml version="1.0" encoding="utf-16"?>' + HEAD + "<script/></svg>"
    assert "<script>" in svg_problem(text.encode("utf-16"))


def test_names():
    assert is_svg("a/B.SVG") and not is_svg("svg") and not is_svg("a.svg.png")
