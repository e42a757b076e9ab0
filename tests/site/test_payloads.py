"""What hostile files try: the build names what it refuses, builds the rest, and changes no other page."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import builder
import pytest
from builder import Built, build_site, write
from payloads import Payload, files_of, payloads

CONFIG = builder.CONFIG.replace(
    "  - Techniques", "  - Lessons: lessons/index.md\n  - Figures: figures.md\n  - Techniques"
)
LISTS = ("", "articles/", "lessons/", "techniques/", "stories/", "privacy/", "figures/")

pytestmark = pytest.mark.xdist_group("payloads")


def build(folder: Path, chosen: list[Payload], *, harmless: bool = False) -> Built:
    return build_site(write(folder, {"mkdocs.yml": CONFIG} | files_of(chosen, harmless=harmless)))


@dataclass
class Builds:
    """One site with payloads, one with plain words in their place, one without any of these pages."""

    chosen: list[Payload]
    hostile: Built
    harmless: Built
    without: Built


@pytest.fixture(scope="module", params=["sample", pytest.param("all", marks=pytest.mark.soak)])
def builds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    chosen = list(payloads() if request.param == "all" else payloads()[::7])
    folder = tmp_path_factory.mktemp(f"payloads-{request.param}")
    return Builds(
        chosen,
        build(folder / "hostile", chosen),
        build(folder / "harmless", chosen, harmless=True),
        build(folder / "without", []),
    )


def test_there_are_enough_of_every_kind() -> None:
    assert len(payloads()) >= 150
    kinds = {one.kind for one in payloads()}
    assert kinds == {"article", "lesson", "rule", "standards", "evaluation", "switches", "file"}
    assert len({(one.where, one.text, one.name) for one in payloads()}) == len(payloads())


def test_each_is_built_or_refused_by_name(builds: Builds) -> None:
    assert builds.hostile.failed is None
    wrong = []
    for one in builds.chosen:
        names = {one.slug, one.name or one.slug, f"zonk-{one.letters}", f"{one.kind}.yml"}
        told = [said for said in builds.hostile.warnings if any(name in said for name in names)]
        if one.refused and not any(one.refused in said for said in told):
            wrong.append(f"{one}: not refused")
        if not one.refused and not all((builds.hostile.site / url / "index.html").is_file() for url in one.urls):
            wrong.append(f"{one}: not built")
    assert wrong == []


def test_no_other_page_changes(builds: Builds) -> None:
    def pages_of_good(built: Built) -> dict[str, bytes]:
        folder = built.site / "articles" / "good"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = pages_of_good(builds.without)
    assert {"index.html", "critique/index.html", "worksheet/index.html", "key/index.html", "flags.csv"} <= set(before)
    assert pages_of_good(builds.hostile) == before
    for url in ("", "privacy/", "techniques/certainty/prediction-as-fact/"):
        assert builds.hostile.html(url) == builds.without.html(url), url


def searched(built: Built) -> dict[str, dict]:
    index = json.loads((built.site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return {entry["location"]: entry for entry in index["docs"]}


def test_search_reads_the_same_of_other_pages(builds: Builds) -> None:
    before, after = searched(builds.without), searched(builds.hostile)
    same = [location for location in before if location.startswith(("articles/good/", "#"))]
    assert same
    assert {location: after.get(location) for location in same} == {location: before[location] for location in same}


class Skeleton(HTMLParser):
    """The elements of a page and the names of their attributes, without words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))


@pytest.mark.parametrize("url", LISTS)
def test_lists_show_words_and_nothing_else(builds: Builds, url: str) -> None:
    hostile, harmless = (Counter(Skeleton(built.html(url)).found) for built in (builds.hostile, builds.harmless))
    assert hostile.keys() == harmless.keys()
    for element in ("h1", "h2", "li", "a"):  # as many of each, in the order that their words have
        assert {k: n for k, n in hostile.items() if k[0] == element} == {
            k: n for k, n in harmless.items() if k[0] == element
        }


def test_data_files_hold_no_formula_and_no_broken_json(builds: Builds) -> None:
    site = builds.hostile.site
    for path in [*site.rglob("*.json"), *site.glob("collection/*.jsonl")]:
        for text in [path.read_text("utf-8")] if path.suffix == ".json" else path.read_text("utf-8").splitlines():
            json.loads(text)
    tables = list(site.rglob("flags.csv"))
    assert tables
    for path in tables:
        for line in path.read_text("utf-8-sig").splitlines():
            assert not line.startswith(("=", "+", "-", "@"))
            assert ',"=' not in line and ",=" not in line
