"""The Content Security Policy of the pages."""

from __future__ import annotations

import base64
import hashlib

import pytest
from jinja2 import DictLoader, Environment
from medialit.site.policy import PAPER, hash_of, inline_scripts, policy, refused_scripts, theme_hashes, with_policy


def directives(text: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def test_nothing_inline_and_nothing_from_elsewhere():
    found = directives(policy())
    assert found["default-src"] == found["base-uri"] == found["form-action"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["connect-src"] == ["'self'"]
    assert found["img-src"] == ["'self'", "data:"]
    assert not any(
        "unsafe" in source or "*" in source or ":" in source.replace("data:", "")
        for s in found.values()
        for source in s
    )


def test_pages_to_print_run_no_script():
    found = directives(policy(directives=PAPER))
    assert "script-src" not in found and found["default-src"] == ["'none'"]


def test_more_sources():
    found = directives(
        policy({"script-src": ["'wasm-unsafe-eval'"], "form-action": ["'self'"], "frame-src": ["https://example.org"]})
    )
    assert found["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert found["form-action"] == ["'self'"]
    assert found["frame-src"] == ["https://example.org"]
    assert policy() == policy({})  # what was added once is not kept


def test_hash():
    assert hash_of("alert(1)") == f"'sha256-{base64.b64encode(hashlib.sha256(b'alert(1)').digest()).decode()}'"


@pytest.mark.parametrize(
    "page, scripts",
    [
        ("<script>a</script><p><script type=module>b</script>", ["a", "b"]),
        ('<script src="x.js"></script><script async SRC=x></script>', []),
        ('<script id="c" type="application/json">{"a":1}</script>', []),
        ("<SCRIPT>a\nb</SCRIPT >", ["a\nb"]),
        ("<script title='a > b'>c</script>", ["c"]),
    ],
)
def test_inline_scripts(page, scripts):
    assert list(inline_scripts(page)) == scripts


def test_only_the_themes_templates_are_trusted():
    templates = Environment(
        loader=DictLoader({"a.html": '<script>f("{{ base }}")</script><script src=x></script>'}), autoescape=False
    )
    hashes = theme_hashes(templates, ["a.html", "not there.html"], {"base": ".."})
    assert hashes == (hash_of('f("..")'),)
    text = policy({"script-src": hashes})
    page = '<html><head><meta charset="utf-8"><title>x</title></head><script>f("..")</script><script>evil()</script>'
    assert refused_scripts(page, text) == [hash_of("evil()")]
    placed = with_policy(page, text)
    assert placed.index('charset="utf-8">') < placed.index("Content-Security-Policy") < placed.index("<title>")
    assert placed.count("Content-Security-Policy") == 1


@pytest.mark.parametrize(
    "page, before", [("<head>\n<title>x</title>", "<head>"), ("<HEAD lang=en><p>", "<HEAD lang=en>"), ("<p>x", "")]
)
def test_pages_without_a_character_set(page, before):
    assert (
        with_policy(page, "a 'b'")
        == f"""{before}<meta http-equiv="Content-Security-Policy" content="a 'b'">{page.removeprefix(before)}"""
    )
