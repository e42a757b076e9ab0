"""What passes the sanitiser, what does not, and what authors are told of it."""

from __future__ import annotations

import pytest
from medialit.site.leftout import left_out
from medialit.site.sanitise import is_elsewhere, sanitise


@pytest.mark.parametrize(
    "html",
    [
        '<p class="admonition-title">Note</p>',
        '<div class="admonition note"><p>x</p></div>',
        '<p id="fn:1">x <a class="footnote-backref" href="#fnref:1" title="back">↩</a></p>',
        '<h2 id="the-vote">The vote</h2>',
        '<table><tbody><tr><td align="right" colspan="2">1</td></tr></tbody></table>',
        '<a href="../other/#x">x</a> <a href="https://example.org/?a=b">y</a> <a href="mailto:a@example.org">z</a>',
        '<img src="../wall.png" alt="The wall" width="9">',
        '<details open=""><summary>x</summary>y</details>',
        '<code class="language-python">x</code>',
    ],
)
def test_what_passes(html):
    assert sanitise(html) == html
    assert left_out(html) == {}


@pytest.mark.parametrize(
    "html, clean",
    [
        ('<p class="md-dialog x">a</p>', '<p class="x">a</p>'),
        ('<p class="MD-dialog ML-x">a</p>', "<p>a</p>"),
        ('<pre class="mermaid">a</pre>', "<pre>a</pre>"),
        ('<p id="__config">a</p>', "<p>a</p>"),
        ('<p id="ml-text">a</p>', "<p>a</p>"),
        ('<p id="document$">a</p>', "<p>a</p>"),
        ('<p id="flag-1">a</p>', "<p>a</p>"),
        ('<p id="flag-day">a</p>', '<p id="flag-day">a</p>'),
        ('<a href="#__search">a</a>', "<a>a</a>"),
        ('<a href=" #__search">a</a>', "<a>a</a>"),
        ('<img name="body" src="x.png">', '<img src="x.png">'),
    ],
)
def test_names_of_ours_and_of_the_theme(html, clean):
    assert sanitise(html) == clean


@pytest.mark.parametrize(
    "address",
    ["https://a.example/x", "//a.example/x", "/\\a.example/x", "\\\\a.example/x", "/\t/a.example/x", "\x01//a.example/x",
     "ht\ntp://a.example", "http:a.example", "data:image/png,x", " //a.example", "JavaScript:x"],
)  # fmt: skip
def test_pictures_elsewhere(address):
    assert is_elsewhere(address)
    assert "src" not in sanitise(f'<img src="{address}">')


@pytest.mark.parametrize("address", ["x.png", "../x.png", "/x.png", "x/y:z.png", "?a=b:c", "#x", ""])
def test_pictures_of_the_site(address):
    assert not is_elsewhere(address)


@pytest.mark.parametrize(
    "html, told",
    [
        ("<p>a</p><script>b</script>", {"<script>": "<script"}),
        ("<IFRAME src=x></IFRAME>", {"<iframe>": "<iframe"}),
        ('<p onclick="a" title="b">c</p>', {"onclick of <p>": "onclick"}),
        ("<p style=color:red>c</p>", {"style of <p>": "style"}),
        ('<a href="javascript:x">y</a>', {"the address “javascript:x”": "javascript:x"}),
        (
            '<img src="https://a.example/x.png" alt="z">',
            {"the address “https://a.example/x.png”": "https://a.example/x."},
        ),
        ("<script>1</script><script>2</script>", {"<script>": "<script"}),
    ],
)
def test_what_is_left_out_is_told(html, told):
    assert left_out(html) == told
