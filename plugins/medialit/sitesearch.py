"""Search in large sites. The theme's search makes every reader load one file with all texts, which grows with the site;
Pagefind's index is in many small files, of which a reader loads the few that hold the words.
"""

from __future__ import annotations

import html
import logging
import shutil
import subprocess
import tempfile
import zlib
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from medialit.searchorder import in_fixed_order
from medialit.site.bundles import FOLDER
from medialit.site.found import UNSEARCHED, Facets, page_to_read

log = logging.getLogger("mkdocs.plugins.medialit")

FROM = 500
"""From how many articles on Pagefind is used, if nobody says otherwise.

With 250 articles of 600 words both show a first result after a second; with 500 the theme's search takes three and has
loaded 1.1 MB, with 1,000 eleven and 2.1 MB. Pagefind stays at a second and 0.17 MB (tests/bench/searching.py).
"""

_DIALOG = Path(__file__).parent / "site" / "search"  # its template, style and script
_INSTALL = "pip install 'mkdocs-medialit[search]'"
_SECONDS = 30.0
# Pagefind's own dialogs, which no page here uses.
_UNUSED = shutil.ignore_patterns("pagefind-*ui.*", "pagefind-highlight.js")


class SiteSearch:
    """The pages of one build that are searched, and the program that makes an index of them."""

    def __init__(self, program: Path, language: str) -> None:
        self._program, self._language = program, language
        self._pages: dict[str, bytes] = {}  # by address, packed

    @classmethod
    def of(cls, articles: int, least: int, files: Files, config: MkDocsConfig) -> SiteSearch | None:
        """The search of a site with so many articles, its files added; None where the theme's own is to stay.

        That is so below `least` articles (0: always), in themes other than Material, without Material's search, and
        where Pagefind is missing or does not run, which is told.
        """
        theirs = config.plugins.get("material/search")
        if not least or articles < least or theirs is None or not theirs.config["enabled"]:
            return None
        # Who has asked for Pagefind is warned; for others the line is a hint.
        level = logging.INFO if least == FROM else logging.WARNING
        program = _program()
        if program is None:
            log.log(level, "medialit: %d articles are searched faster with Pagefind: %s (until then every reader loads "
                    "the texts of all)", articles, _INSTALL)  # fmt: skip
            return None
        if problem := _problem_of(program):
            log.warning("medialit: Pagefind does not run here (%s); the theme's search stays. Install it anew, or set "
                        "'pagefind_from: 0' in mkdocs.yml", problem)  # fmt: skip
            return None
        for name, used in (("search.css", config.extra_css), ("search.js", config.extra_javascript)):
            uri = f"{FOLDER}/search/{name}"
            files.append(File.generated(config, uri, abs_src_path=str(_DIALOG / name)))
            used.append(uri)
        return cls(program, str(config.theme.get("language") or "en"))

    def dress(self, env: Environment) -> tuple[str, ...]:
        """Put our dialog in the place of the theme's; what the pages' policy has to let run for it."""
        env.loader = ChoiceLoader([loader for loader in (FileSystemLoader(_DIALOG), env.loader) if loader])
        return ("'wasm-unsafe-eval'",)  # Pagefind is a WebAssembly program

    def add(self, page: Page, facets: Facets) -> None:
        """Take a page that the theme's search would read, and keep it from reading it."""
        search = page.meta.get("search") or {}
        page.meta = {**page.meta, "search": {"exclude": True}}
        if search.get("exclude"):
            return
        title = html.unescape(str(page.meta.get("title") or page.title))
        text = page_to_read(title, page.content or "", facets, self._language, search.get("boost", 1))
        self._pages[page.url] = zlib.compress(text.encode("utf-8", "xmlcharrefreplace"), 1)

    def write(self, site: Path) -> None:
        """Write the index into the site, the whole of it or nothing. Raises PluginError."""
        target = site / FOLDER / "pagefind"
        try:
            with tempfile.TemporaryDirectory(prefix="medialit-", ignore_cleanup_errors=True) as folder:
                problem = self._index(Path(folder), target)
        except OSError as error:
            problem = str(error)
        if problem:
            shutil.rmtree(target, ignore_errors=True)
            raise PluginError(f"medialit: Pagefind made no index ({problem}); build again, or set 'pagefind_from: 0' "
                              "in mkdocs.yml to search without it")  # fmt: skip
        self._pages.clear()

    def _index(self, folder: Path, target: Path) -> str | None:
        """Make the index in a folder of its own and copy it; what is wrong, if anything is. Raises OSError."""
        for url, packed in self._pages.items():
            path = folder / "pages" / url / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zlib.decompress(packed))
        command = ("--site", "pages", "--output-path", "index", "--exclude-selectors", UNSEARCHED, "--silent")
        problem = _problem_of(self._program, *command, folder=folder, seconds=None)
        if problem is None:
            in_fixed_order(folder / "index")
            shutil.copytree(folder / "index", target, ignore=_UNUSED)
        return problem


def _program() -> Path | None:
    """Where Pagefind's program is, or None."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return None
    return get_executable()


def _problem_of(
    program: Path, *arguments: str, folder: Path | None = None, seconds: float | None = _SECONDS
) -> str | None:
    """Run the program; what it says if it fails, in one line. Without arguments it only tells its version."""
    command = [str(program), *(arguments or ("--version",))]
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603
            command, cwd=folder, capture_output=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return None
    said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return said[-1].strip() if said else f"it ends with status {done.returncode}"
