"""`medialit import`: saved pages, pages from a server on this machine, and pages that mean harm."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from commands import one_line, run
from medialit.article import Article, load_article
from medialit.yamlfile import DataError

pytest.importorskip("trafilatura", reason="the extra `import` is not installed")

FOLDER = "content/articles"
PARAGRAPH = (
    "The council of Marrowbridge voted on Thursday to raise the toll on the old bridge from $2 to $3, number {}."
)


def page(head: str = "", body: str = "", paragraphs: int = 8) -> str:
    text = "".join(f"<p>{PARAGRAPH.format(number)}</p>" for number in range(1, paragraphs + 1))
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/news">News</a></nav><article>{body}{text}</article>'
        "<footer>Cookies and privacy</footer></body></html>"
    )


HEAD = (
    "<title>Toll to rise in May - The Ferry Post</title>"
    '<meta property="og:title" content="Toll to rise in May"><meta property="og:site_name" content="The Ferry Post">'
    '<meta name="author" content="Ilka Brandt"><meta property="article:published_time" content="2026-02-27T08:00:00Z">'
    '<link rel="canonical" href="https://example.org/toll">'
)
BODY = (
    "<h1>Toll to rise in May</h1><p>It <em>will</em> pay for repairs &amp; for a_b_c, says a "
    '<a href="/notice">notice</a>, [sic] and *stars*.</p><h2>What next</h2>'
    "<blockquote><p>We pay and they build, said a resident of the far bank of the river.</p></blockquote>"
)


def imported(folder: Path, html: str, *options: str) -> tuple[Article, str]:
    (folder / "saved page ü.html").write_text(html, encoding="utf-8")
    done = run("import", "saved page ü.html", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    return load_article(folder / done.stdout.strip(), "x"), done.stderr


def test_a_saved_page_becomes_an_excerpt(tmp_path: Path) -> None:
    article, told = imported(tmp_path, page(HEAD, BODY))
    front = article.front
    assert (front.title, front.outlet, front.author) == ("Toll to rise in May", "The Ferry Post", "Ilka Brandt")
    assert (str(front.date), front.url, front.lang) == ("2026-02-27", "https://example.org/toll", "en-GB")
    assert front.excerpt
    assert front.rights == "© Ilka Brandt; an excerpt, shown for criticism and teaching."
    assert len(told.splitlines()) == 1
    assert "somebody holds the rights to this text" in told
    assert article.body.count("The council of Marrowbridge") == 2
    assert "# Toll" not in article.body
    assert "It *will* pay for repairs & for a\\_b\\_c, says a [notice](https://example.org/notice)," in article.body
    assert "> We pay and they build" in article.body
    assert "Cookies" not in article.body
    assert article.slug == "toll-to-rise-in-may"


def test_the_whole_text_needs_rights(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(HEAD), encoding="utf-8")
    assert "say why you may with --rights" in one_line(run("import", "a.html", "--full", cwd=tmp_path))
    article, told = imported(tmp_path, page(HEAD), "--full", "--rights", "CC BY 4.0, Ilka Brandt")
    assert not article.front.excerpt
    assert article.front.rights == "CC BY 4.0, Ilka Brandt"
    assert article.body.count("The council of Marrowbridge") == 8
    assert "make sure that the rights line is true" in told


def test_an_excerpt_is_never_the_whole(tmp_path: Path) -> None:
    article, _ = imported(tmp_path, page(HEAD, paragraphs=3))
    assert article.body.count("The council of Marrowbridge") == 1


def test_options_come_before_what_the_page_says(tmp_path: Path) -> None:
    options = ["--title", "Mine", "--author", "Me", "--date", "2026-01-01", "--type", "opinion", "--story", "toll",
               "--outlet", "Ours", "--slug", "own name", "--folder", "elsewhere"]  # fmt: skip
    article, _ = imported(tmp_path, page(HEAD), *options)
    front = article.front
    assert (front.title, front.author, str(front.date), front.type) == ("Mine", "Me", "2026-01-01", "opinion")
    assert (front.story, front.outlet, front.rights.split(";")[0]) == ("toll", "Ours", "© Me")
    assert (tmp_path / "elsewhere" / "own-name.md").is_file()


def test_what_a_page_says_of_itself_is_checked(tmp_path: Path) -> None:
    bad = (
        '<meta property="og:title" content="A\u202e title\nof two lines"><meta name="author" content="B\x07">'
        '<meta property="article:published_time" content="99"><link rel="canonical" href="javascript:alert(1)">'
    )
    article, _ = imported(tmp_path, page(bad))
    assert article.front.title == "A title of two lines"
    assert article.front.date is None
    assert article.front.url is None


def test_a_page_in_another_language_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(HEAD).replace('lang="en-GB"', 'lang="de"'), encoding="utf-8")
    done = run("import", "page.html", cwd=tmp_path)
    told = "medialit: page.html: the page says that its language is 'de'; the rules read English alone\n"
    assert (done.returncode, done.stderr, list(tmp_path.rglob("*.md"))) == (2, told, [])


def test_no_date_is_guessed_from_the_text(tmp_path: Path) -> None:
    article, _ = imported(
        tmp_path, page("<title>A toll</title>", "<p>On 3 May 2019 the bridge was closed for good.</p>")
    )
    assert article.front.date is None


def test_scripts_and_pictures_are_left_out_and_html_is_text(tmp_path: Path) -> None:
    body = (
        "<p>Here is &lt;script&gt;alert(1)&lt;/script&gt; and <img src=x onerror=alert(1)> and "
        '<a href="javascript:alert(1)">a link</a> for everyone who reads this long line.</p><script>alert(2)</script>'
    )
    article, _ = imported(tmp_path, page(HEAD, body), "--full", "--rights", "CC0")
    assert "&lt;script>alert(1)&lt;/script>" in article.body
    assert "javascript" not in article.body
    assert "alert(2)" not in article.body
    assert "onerror" not in article.body
    assert run("analyze", FOLDER, cwd=tmp_path).returncode == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    imported(tmp_path, page(HEAD))
    line = one_line(run("import", "saved page ü.html", cwd=tmp_path))
    assert "toll-to-rise-in-may.md: is there already" in line


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.html", None, "none.html: can't be read: No such file or directory"),
        ("empty.html", b"", "empty.html: holds no article that could be found"),
        ("picture.html", bytes(range(256)) * 40, "picture.html: holds no article"),
        ("untitled.html", page().encode(), "untitled.html: the page names no title; give it with --title"),
        ("large.html", b"<p>x</p>" * 1_300_000, "large.html: is larger than 10 MB"),
        ("ftp://example.org/x", None, "ftp://example.org/x: can't be had: give a file, or an address that begins with"),
        ("http://", None, "http://: can't be had: "),
        ("http://[::1/x", None, "http://[::1/x: can't be had: Invalid IPv6 URL"),
        ("http://host.invalid/x", None, "http://host.invalid/x: can't be had: "),
    ],
)
def test_what_can_not_be_had_is_one_line(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert one_line(run("import", name, cwd=tmp_path)).startswith(told)
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize(
    "html",
    ["<div>" * 100_000 + page(HEAD), page(HEAD, "<blockquote>" * 20_000), page(HEAD, "<ul><li>" * 20_000),
     page(HEAD, "<p " + " ".join(f"a{n}=b" for n in range(20_000)) + ">"), page(HEAD, "<b>x</b> " * 20_000),
     page(HEAD, "x" * 1_000_000)],
    ids=["deep", "quotes", "lists", "attributes", "inline", "long word"],
)  # fmt: skip
def test_strange_pages_end_soon(tmp_path: Path, html: str) -> None:
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    begun = time.monotonic()
    done = run("import", "a.html", cwd=tmp_path)
    assert time.monotonic() - begun < 60
    assert done.returncode in (0, 2)
    assert len(done.stderr.splitlines()) == 1


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    from medialit.importing.extract import extracted
    from medialit.importing.fetch import Fetched

    with pytest.raises(DataError, match="a: takes longer than 0 seconds to read"):
        extracted(Fetched(page(HEAD).encode()), "a", seconds=0.05)


class Pages(BaseHTTPRequestHandler):
    """A server of good pages and bad ones."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        if self.path == "/turn":
            self.send_response(302)
            self.send_header("Location", "/latin")
            self.end_headers()
        elif self.path == "/latin":
            self._send("text/html; charset=iso-8859-1", page("<title>Café Müller</title>").encode("latin-1"))
        elif self.path == "/circle":
            self.send_response(302)
            self.send_header("Location", "/circle")
            self.end_headers()
        elif self.path == "/pdf":
            self._send("application/pdf", b"%PDF")
        elif self.path == "/large":
            self._send("text/html", b"<p>x</p>" * 1_400_000)
        elif self.path == "/drops":
            self._send("text/html", b"<", slowly=True)
        elif self.path == "/garbage":
            self.wfile.write(b"no HTTP\r\n\r\n")
        else:
            self.send_error(404)

    def _send(self, kind: str, content: bytes, slowly: bool = False) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        if not slowly:
            self.wfile.write(content)
            return
        for _ in range(50):  # a byte now and then
            self.wfile.write(content)
            self.wfile.flush()
            time.sleep(0.2)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - clients go away here
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_from_an_address(tmp_path: Path, address: str) -> None:
    done = run("import", f"{address}/turn", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    front = load_article(tmp_path / done.stdout.strip(), "x").front
    assert front.title == "Café Müller"
    assert front.url == f"{address}/latin"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/none", "can't be had: the server says 404"),
        ("/circle", "can't be had: the server says 302"),
        ("/pdf", "is application/pdf, not a web page"),
        ("/large", "is larger than 10 MB"),
        ("/garbage", "can't be had: "),
    ],
)
def test_what_a_server_does_not_give_is_one_line(tmp_path: Path, address: str, path: str, told: str) -> None:
    line = one_line(run("import", f"{address}{path}", cwd=tmp_path))
    assert line.startswith(f"{address}{path}: {told}")


def test_nobody_waits_for_a_slow_server(address: str) -> None:
    from medialit.importing.fetch import fetch_page

    begun = time.monotonic()
    with pytest.raises(DataError, match=r"can't be had: (no whole answer within 1 seconds|the server does not answer)"):
        fetch_page(f"{address}/drops", whole=1.0)
    assert time.monotonic() - begun < 5


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = one_line(run("import", f"http://127.0.0.1:{port}/", cwd=tmp_path))
    assert line == f"http://127.0.0.1:{port}/: can't be had: Connection refused"


def test_without_trafilatura_one_line_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['trafilatura'] = None; sys.argv = ['medialit', 'import', 'a.html'];"
        "from medialit.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "medialit: import needs trafilatura; install it with: pip install 'mkdocs-medialit[import]'\n"
