"""Bad input: one clear line each, nothing lost, the other articles still build, and a strict build fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builder import CONFIG, GOOD, Built, build_site, write
from rulefile import RULE


def front(**keys: str) -> str:
    lines = {"title": "Second piece", "rights": "CC0"} | keys
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items() if value) + "---\nSome text here.\n"


# name: (bad files, what the one line says)
CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "malformed YAML": (
        {"content/articles/bad.md": '---\ntitle: "open\nrights: CC0\n---\nText.\n'},
        r"^content/articles/bad\.md:\d: malformed YAML: ",
    ),
    "missing title": ({"content/articles/bad.md": front(title="")}, r"^content/articles/bad\.md:\d: 'title' is missing; "),
    "missing rights": (
        {"content/articles/bad.md": front(rights="")},
        r"^content/articles/bad\.md:\d: 'rights' is missing; ",
    ),
    "unknown type": (
        {"content/articles/bad.md": front(type="opinions")},
        r"^content/articles/bad\.md:4: type: 'opinions' is none of .*; did you mean 'opinion'\?",
    ),
    "a date that is none": (
        {"content/articles/bad.md": front(date="2026-02-30")},
        r"^content/articles/bad\.md:4: date: '2026-02-30' is no date; write year-month-day",
    ),
    "unknown key": (
        {"content/articles/bad.md": front(outlat="The Post")},
        r"^content/articles/bad\.md:4: unknown key 'outlat'; did you mean 'outlet'\?",
    ),
    "a standard that is not listed": (
        {
            "content/articles/bad.md": front(lesson="{standards: [RI.8.7]}"),
            "site_config/standards.yml": "RI.8.6: {text: Ask., source: Us}\n",
        },
        r"^content/articles/bad\.md:4: the standard 'RI\.8\.7' is not listed .*did you mean 'RI\.8\.6'\?",
    ),
    "standards without a source": (
        {"site_config/standards.yml": "A.1: {text: Ask., source: Us}\nA.2: {text: Ask.}\n"},
        r"^site_config/standards\.yml:2: ",
    ),
    "duplicate slugs": (
        {"content/articles/Good.md": front()},
        r"^content/articles/\w+\.md: has the same address as content/articles/\w+\.md; rename one",
    ),
    "not UTF-8": (
        {"content/articles/bad.md": front().encode() + b"caf\xe9\n"},
        r"^content/articles/bad\.md:6: not UTF-8 text; save the file as UTF-8",
    ),
    "empty article": (
        {"content/articles/bad.md": front().replace("Some text here.\n", "\n \n")},
        r"^content/articles/bad\.md:\d: the article has no text below its front matter",
    ),
    "empty file": ({"content/articles/bad.md": ""}, r"^content/articles/bad\.md:1: no front matter; "),
    "no front matter": ({"content/articles/bad.md": "# Title\n\nText.\n"}, r"^content/articles/bad\.md:1: no front matter; "),
    "unclosed front matter": (
        {"content/articles/bad.md": "---\ntitle: A\nrights: B\n\nText.\n"},
        r"^content/articles/bad\.md:1: the front matter has no end; ",
    ),
    "author-written class": (
        {"content/articles/bad.md": front() + "\nA *word*{: .ml-flag } here.\n"},
        r"^content/articles/bad\.md:7: 'ml-flag' is a name of medialit's own; remove it",
    ),
    "author-written id": (
        {"content/articles/bad.md": front() + "\n## Heading {: #flag-1 }\n"},
        r"^content/articles/bad\.md:7: 'flag-1' is a name of medialit's own; remove it",
    ),
    "author-written class in HTML": (
        {"content/articles/bad.md": front() + '\nA <span class="x ml-flag">word</span> here.\n'},
        r"^content/articles/bad\.md:7: 'ml-flag' is a name of medialit's own; remove it",
    ),
    "broken rule file": (
        {"site_config/rules/mine.yml": RULE.replace("nouns: [bollard]", "nouns: [bollard")},
        r"^site_config/rules/mine\.yml:\d+: malformed YAML: ",
    ),
    "rule without examples": (
        {"site_config/rules/mine.yml": RULE.replace("must_pass", "must_pas")},
        r"^site_config/rules/mine\.yml:\d+: ",
    ),
    "bad pattern in a rule": (
        {"site_config/rules/mine.yml": RULE.replace("nouns: [bollard]", "patterns: ['bollard(s']")},
        r"^site_config/rules/mine\.yml:11: 'bollard\(s' is no RE2 expression: ",
    ),
    "unknown rule in a switch": (
        {"site_config/rules/switches.yml": "off:\n  - words.loaded-words\n"},
        r"^site_config/rules/switches\.yml:2: no rule is called 'words\.loaded-words'; did you mean 'words\.loaded-word'\?",
    ),
    "an article in the place of the list": (
        {"content/articles/index.md": front()},
        r"^content/articles/index\.md: medialit makes the list of articles itself; rename the file",
    ),
}  # fmt: skip


def with_good(folder: Path, files: dict[str, str | bytes]) -> Path:
    return write(folder, {"content/articles/good.md": GOOD} | files)


def assert_good_article_is_whole(built: Built) -> None:
    assert built.failed is None
    page = built.html("articles/good")
    assert 'data-rule="words.loaded-word"' in page
    assert (built.site / "articles/good/critique.json").is_file()
    assert "Traceback" not in "".join(built.warnings)


@pytest.mark.parametrize("name", CASES)
def test_one_line_and_the_rest_builds(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    built = build_site(with_good(tmp_path, files))
    if name == "duplicate slugs":  # which of the two files comes first is up to the file system's order
        assert any("articles" in str(path) for path in built.site.rglob("critique.json"))
    else:
        assert_good_article_is_whole(built)
    assert len(built.warnings) == 1, built.warnings
    assert "\n" not in built.warnings[0]
    assert re.search(expected, built.warnings[0]), built.warnings[0]


@pytest.mark.parametrize(
    "name", ["malformed YAML", "author-written class", "broken rule file", "unknown rule in a switch"]
)
def test_strict_builds_fail(name: str, tmp_path: Path) -> None:
    built = build_site(with_good(tmp_path, CASES[name][0]), strict=True)
    assert built.failed
    assert "warnings in strict mode" in built.failed


def test_missing_content_folder(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, {}))
    assert built.failed is None
    assert built.warnings == ["content/articles: no such folder; make it and put the articles there"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: ("\ufeff" + text).encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: ("\ufeff" + text.replace("\n", "\r\n")).encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["BOM", "CRLF", "BOM and CRLF", "CR"],
)
def test_line_ends_and_byte_order_marks_change_nothing(change, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    plain = build_site(with_good(tmp_path / "plain", {}), strict=True)
    other = build_site(with_good(tmp_path / "other", {"content/articles/good.md": change(GOOD)}), strict=True)
    assert plain.failed is None
    assert other.failed is None
    for name in ("critique.json", "text.txt", "index.html"):
        assert (plain.site / "articles/good" / name).read_bytes() == (other.site / "articles/good" / name).read_bytes()


@pytest.mark.soak
def test_a_large_article_builds(tmp_path: Path) -> None:
    paragraph = "The vote was disastrous, said Ana Lopez, and 43 percent of *the town* stayed at home “as always”.\n\n"
    body = paragraph * (2_000_000 // len(paragraph))
    built = build_site(with_good(tmp_path, {"content/articles/large.md": front().replace("Some text here.\n", body)}))
    assert_good_article_is_whole(built)
    assert built.warnings == []
    assert (built.site / "articles/large/text.txt").stat().st_size > 1_800_000


def test_dirty_builds_are_refused(tmp_path: Path) -> None:
    with_good(tmp_path, {})
    command = [sys.executable, "-m", "mkdocs", "build", "--dirty"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode != 0
    assert "medialit: --dirty would leave outdated pages; build without it" in done.stderr
    assert "Traceback" not in done.stderr


def test_strict_exits_with_an_error_on_the_command_line(tmp_path: Path) -> None:
    with_good(tmp_path, CASES["missing rights"][0])
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 1
    assert "'rights' is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_own_rules_and_switches(tmp_path: Path) -> None:
    files = {
        "site_config/rules/mine.yml": RULE,
        "site_config/rules/switches.yml": "off: [words.loaded-word]\n",
        "content/articles/good.md": GOOD + "\nA bollard fell.\n",
    }
    built = build_site(with_good(tmp_path, files), strict=True)
    assert built.failed is None
    page = built.html("articles/good")
    assert 'data-rule="words.harbour-talk"' in page
    assert 'data-rule="words.loaded-word"' not in page
    assert (built.site / "techniques/words/harbour-talk/index.html").is_file()


def test_hostile_front_matter_and_body_stay_text(tmp_path: Path) -> None:
    title = "\"<script>alert(1)</script> & 'co'\""
    body = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) a disastrous end.\n"
    bad = front(title=title, summary=title, outlet=title).replace("Some text here.\n", body)
    built = build_site(with_good(tmp_path, {"content/articles/bad.md": bad}))
    for url in ("articles/bad", "articles/bad/critique", "articles"):
        page = built.html(url)
        assert "<script>alert" not in page
        assert "onerror" not in page
        assert "javascript:" not in page


def test_a_comparison_with_an_article_that_is_not_there(tmp_path: Path) -> None:
    more = 'lesson: "{compare: [godo, good, bad]}"'.replace('"', "")
    article = front().replace("rights: CC0\n", f"rights: CC0\n{more}\n")
    built = build_site(write(tmp_path, {"content/articles/good.md": GOOD, "content/articles/bad.md": article}))
    assert built.failed is None
    assert len(built.warnings) == 1
    expected = r"^content/articles/bad\.md:4: lesson, compare: no article is called 'godo'; did you mean 'good'\?"
    assert re.search(expected, built.warnings[0])
    assert "A disastrous night for the harbour" in built.html("articles/bad/critique")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("mailto:desk@example.org", 'href="mailto:desk@example.org?subject=Second%20piece"'),
        ("https://example.org/mistakes", 'href="https://example.org/mistakes"'),
        ("example.org", None),
        ("javascript:alert(1)", None),
    ],
)
def test_where_mistakes_go(tmp_path: Path, address: str, link: str | None) -> None:
    config = CONFIG.replace("plugins: [search, medialit]", f'plugins: [search, medialit: {{corrections: "{address}"}}]')
    built = build_site(write(tmp_path, {"mkdocs.yml": config, "content/articles/bad.md": front()}))
    if link:
        assert built.failed is None
        assert link in built.html("articles/bad/critique")
    else:
        assert built.failed
        assert "'corrections' in mkdocs.yml is no address" in built.warnings[0]
