"""Article files: every field good and bad; every fault in one line with file, line and how to mend it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from medialit.article import Article, load_article, parse_article, slug_of
from medialit.yamlfile import DataError


def article(front: str = "", body: str = "It rained.\n", head: str = "title: Rain\nrights: Ours\n") -> Article:
    return parse_article(f"---\n{head}{front}\n---\n\n{body}", "rain", "a.md")


def fault(text: str) -> str:
    with pytest.raises(DataError) as caught:
        parse_article(text, "rain", "a.md")
    message = str(caught.value)
    assert message.isprintable()
    for jargon in ("Input should", "valid string", "String should", "Value error", "NoneType", "scalar", "tuple", "<"):
        assert jargon not in message
    return message


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ("outlet: The Quillport Post (invented)", "outlet", "The Quillport Post (invented)"),
        ("author: Ana Reyle", "author", "Ana Reyle"),
        ("author:", "author", None),
        ("author: No", "author", "No"),
        ("date: 2026-03-14", "date", dt.date(2026, 3, 14)),
        ("date: '2026-03-14'", "date", dt.date(2026, 3, 14)),
        ("date: 2026-03-14 18:30:00", "date", dt.date(2026, 3, 14)),
        ("date:", "date", None),
        ("url: https://example.org/a?b=c#d", "url", "https://example.org/a?b=c#d"),
        ("type: opinion", "type", "opinion"),
        ("topics: water", "topics", ("water",)),
        ("topics: [water, sea walls]", "topics", ("water", "sea walls")),
        ("topics:\n  - water\n  - sea walls", "topics", ("water", "sea walls")),
        ("topics: []", "topics", ()),
        ("story: pool-vote-2", "story", "pool-vote-2"),
        ("summary: >-\n  It rained\n  again.", "summary", "It rained again."),
        ("lang: en-GB", "lang", "en-GB"),
        ("", "lang", "en"),
    ],
)
def test_good_fields(front: str, field: str, value: object) -> None:
    assert getattr(article(front).front, field) == value


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: '  Rain  '", "Rain"),
        ('title: "Mayor: “We won”"', "Mayor: “We won”"),
        ("title: Café 👩‍🚒 “O’Hara’s” naïve ﬁx", "Café 👩‍🚒 “O’Hara’s” naïve ﬁx"),
        ("title: 12:30", "12:30"),
        ("title: Off", "Off"),
        ("title: <b>Rain</b>", "<b>Rain</b>"),
        (f"title: {'Rain ' * 400}", ("Rain " * 400).strip()),
    ],
    ids=["spaces", "quotation marks", "signs", "clock", "off", "markup", "long"],
)
def test_good_titles(line: str, title: str) -> None:
    assert article(head=f"{line}\nrights: Ours\n").front.title == title


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("type: newz", "type: 'newz' is none of news, opinion, analysis"),
        ("type: newz", "; did you mean 'news'?"),
        ("type: News", "; did you mean 'news'?"),
        ("type: [news]", "type: '['news']' is none of news"),
        ("date: 2026-02-30", "date: '2026-02-30' is no date; write year-month-day, such as 2026-03-14"),
        ("date: March 14", "date: 'March 14' is no date"),
        ("date: 14.03.2026", "date: '14.03.2026' is no date"),
        ("date: 2026", "date: '2026' is no date"),
        ("date: [1, 2]", "date: '[1, 2]' is no date"),
        ("url: javascript:alert(1)", "url: 'javascript:alert(1)' is not in the right form; write an address"),
        ("url: example.org", "write an address that begins with http:// or https://"),
        ("url: https://a b", "write an address"),
        ("url: 'https://a\"onclick='", "write an address"),
        ("url: 7", "url: '7' is not text; put it in quotation marks"),
        ("topics: 7", "topics: is not a list; write one item a line, each beginning with '- '"),
        ("topics: {a: b}", "topics: is not a list"),
        ("topics:\n  - ''", "topics 1: is empty"),
        ("story: Pool Vote", "story: 'Pool Vote' is not in the right form; write lower-case letters"),
        ("lang: English!", "lang: 'English!' is not in the right form; the rules read English alone: write en"),
        ("lang: de", "lang: 'de' is not in the right form; the rules read English alone: write en, or a variety"),
        ("author: 7", "author: '7' is not text; put it in quotation marks"),
        ("author: true", "author: 'true' is not text"),
        ("author: ''", "author: is empty"),
        ("author: [A, B]", "author: is not text but has several parts"),
        ("author: {A: B}", "author: is not text but has several parts"),
        ('author: "A\\nB"', "author: holds a line break or a tab; write it on one line"),
        ("outlet: \"A\\u202eB\"", "outlet: holds a character that is not plain text (U+202E); remove it"),
        ("outlet: A\u2066B", "(U+2066); remove it"),
        ("outlet: A\u200bB", "(U+200B); remove it"),
        ('outlet: "A\\e[31mB"', "(U+001B); remove it"),
        (f"summary: {'a' * 2001}", "summary: is longer than 2000 characters; shorten it"),
        ("description: A\u202eB", "description: holds a character that is not plain text (U+202E)"),
        ("autor: Ana", "unknown key 'autor'; did you mean 'author'?"),
        ("Author: Ana", "unknown key 'Author'; did you mean 'author'?"),
        ("tag: [a]", "unknown key 'tag'; did you mean 'tags'?"),
        ("x7: y", "unknown key 'x7'; known keys are title, rights, outlet"),
        ("2024: y", "the key '2024' is not text; put it in quotation marks"),
        ("author: Ana: Reyle", "malformed YAML: a colon in a value"),
        ("author: \"Ana", "malformed YAML: a quotation mark is opened and never closed"),
        ("author: *Ana*", "malformed YAML: a value begins with * or &; put the whole value in quotation marks"),
        ("author: @ana", "malformed YAML: a value begins with a sign that YAML reserves"),
        ("author: [Ana", "malformed YAML: a bracket is opened and never closed"),
        ("rights: Mine", "malformed YAML: the key 'rights' is given twice; keep one"),
        ("author: - Ana", "malformed YAML: '- ' where no item of a list can stand; put"),
        ("author: ? Ana", "malformed YAML: a value begins with ?; put"),
        ("author: | Ana", "malformed YAML: words right behind | or >; begin them on the next line"),
        ("author: ]", "malformed YAML: a bracket or a comma where a value should stand; put"),
        ("author: !!binary Ana", "malformed YAML: a value begins with !; put"),
        ('author: "Ana \\Quint"', "malformed YAML: a backslash between double quotation marks; use single ones"),
        ("author: A\x00B", "holds a character that is not text (U+0000); remove it"),
        ("author: A\x1b[31mB", "holds a character that is not text (U+001B); remove it"),
    ],
)  # fmt: skip
def test_bad_fields(front: str, said: str) -> None:
    item = "\n  - " in front
    message = fault(f"---\ntitle: Rain\nrights: Ours\n{front}\n---\n\nIt rained.\n")
    assert message.startswith(f"a.md:{5 if item else 4}: ")
    assert said in message
    assert len(message) < 250


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title: 2024", "title: '2024' is not text; put it in quotation marks"),
        ("title: 2024-03-14", "title: '2024-03-14' is not text; put it in quotation marks"),
        ("title: 4.5", "title: '4.5' is not text"),
        ("title: true", "title: 'true' is not text"),
        ("title: [Rain]", "title: is not text but has several parts"),
        ("title: - Rain", "malformed YAML"),
        ("title:", "title: is empty; write the text behind the colon"),
        ("title: ''", "title: is empty"),
        ("title: '  '", "title: is empty"),
        (f"title: {'a' * 5000}", "title: is longer than 2000 characters"),
        ("title: Ra\u202ein", "title: holds a character that is not plain text (U+202E)"),
        ("tilte: Rain", "unknown key 'tilte'; did you mean 'title'?"),
        ("# none", "'title' is missing; add the headline, such as title: \"…\""),
    ],
)
def test_bad_titles(line: str, said: str) -> None:
    message = fault(f"---\n{line}\nrights: Ours\n---\n\nIt rained.\n")
    assert message.startswith("a.md:3: " if line == "# none" else "a.md:2: ")
    assert said in message


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no front matter; begin the file with '---'"),
        ("It rained.\n", 1, "no front matter; begin the file with '---'"),
        ("\n---\ntitle: Rain\n---\n", 1, "no front matter"),
        ("---", 1, "the front matter has no end; close it with a line '---'"),
        ("---\ntitle: Rain\nrights: Ours\n\nIt rained.\n", 1, "the front matter has no end"),
        ("---\n---\n\nIt rained.\n", 1, "the front matter holds no keys; add title and rights"),
        ("---\njust words\n---\n\nIt rained.\n", 1, "the front matter holds no keys"),
        ("---\n- title\n---\n\nIt rained.\n", 1, "the front matter holds no keys"),
        ("---\ntitle: Rain\n---\n\nIt rained.\n", 2, "'rights' is missing; say who holds them, such as rights: \"…\""),
        ("---\ntitle: Rain\nrights: Ours\n---\n", 5, "the article has no text below its front matter"),
        ("---\ntitle: Rain\nrights: Ours\n---\n\n  \n", 7, "the article has no text below its front matter"),
        ("---\ntitle: Rain\nrights: Ours\n---\n\nIt\nra\0ined.\n", 7, "holds a NUL character; remove it"),
    ],
    ids=[
        "empty", "no front matter", "blank line first", "only dashes", "not closed", "empty front matter", "words",
        "a list", "no rights", "no body", "blank body", "NUL",
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_bad_files(text: str, line: int, said: str, end: str) -> None:
    message = fault(text.replace("\n", end))
    assert message.startswith(f"a.md:{line}: ")
    assert said in message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\ntitle: A\nrights: B\n---\nOne\n\nTwo\n", "One\n\nTwo\n", 5),
        ("---\ntitle: A\nrights: B\n---\n\n\nOne\n", "One\n", 7),
        ("---  \ntitle: A\nrights: B\n---  \n\nOne\n", "One\n", 6),
        ("---\ntitle: A\nrights: B\n-----\nOne\n", "One\n", 5),
        ("---\ntitle: A\nrights: B\n---\n---\nOne\n", "---\nOne\n", 5),
        ("---\ntitle: A\nrights: B\n---\n\n---\n\nOne\n---\nTwo\n", "---\n\nOne\n---\nTwo\n", 6),
        ("---\ntitle: A --- B\nrights: B\n---\nOne\n", "One\n", 5),
        ("---\ntitle: A\nrights: B\n---\n    code\n", "    code\n", 5),
        ("---\ntitle: A\nrights: B\n---\nOne", "One", 5),
    ],
    ids=["plain", "blank lines", "spaces", "long rule", "rule first", "rules", "dashes in title", "code", "no end"],
)
def test_body_and_its_line(text: str, body: str, line: int, end: str) -> None:
    found = parse_article(text.replace("\n", end), "a", "a.md")
    assert (found.body, found.body_line) == (body, line)
    assert text.split("\n")[line - 1] == body.split("\n")[0]


def test_the_line_of_words() -> None:
    found = article("author: Ana", "One\n\nTwo [a](b)\n")
    assert [found.line_of(words) for words in ("One", "Two", "[a](b)", "none")] == [7, 9, 9, 7]


def test_keys_of_the_theme_are_kept_apart() -> None:
    found = article("tags: [a]\nhide: [toc]\ndescription: ' Rain '")
    assert found.theme == {"tags": ["a"], "hide": ["toc"], "description": "Rain"}


def test_metadata() -> None:
    found = article("author: Ana\noutlet: Post\ndate: 2026-03-14\ntype: news\nurl: https://example.org/").metadata
    assert (found.type, found.date, found.author) == ("news", dt.date(2026, 3, 14), "Ana")
    assert (found.outlet, found.url) == ("Post", "https://example.org/")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("sea-wall.md", "sea-wall"),
        ("Sea Wall, part 2.md", "sea-wall-part-2"),
        ("Überraschung am Fluß.md", "uberraschung-am-fluss"),
        ("café.md", "cafe"),
        ("cafe\u0301.md", "cafe"),
        ("2026_03_14__x.md", "2026-03-14-x"),
        ("a.b.md", "a-b"),
        ("--a--.md", "a"),
        ("海.md", ""),
        ("海 7.md", "7"),
        ("con.md", "con-article"),
        ("NUL.md", "nul-article"),
        ("com1.md", "com1-article"),
        ("lpt9.md", "lpt9-article"),
        ("console.md", "console"),
        ("ﬁne.md", "fine"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert slug_of(Path(name)) == slug


def test_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "Sea Wall.md"
    path.write_bytes("\ufeff---\r\ntitle: Räin\r\nrights: Ours\r\n---\r\n\r\nIt rained.\r\n".encode())
    found = load_article(path, "a.md")
    assert (found.slug, found.front.title, found.body, found.body_line) == ("sea-wall", "Räin", "It rained.\n", 6)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "a.md",
            "---\ntitle: A\nrights: Räin\n---\n\nOne\n".encode("latin-1"),
            "a.md:3: not UTF-8 text; save the file",
        ),
        ("海.md", b"", "a.md: the file name has no Latin letter or digit to make an address from; rename it"),
        ("folder.md", None, "a.md: can't be read: "),
    ],
    ids=["not UTF-8", "no address", "a folder"],
)
def test_files_that_can_not_be_read(tmp_path: Path, name: str, data: bytes | None, said: str) -> None:
    path = tmp_path / name
    path.mkdir() if data is None else path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        load_article(path, "a.md")
    assert said in str(caught.value)
