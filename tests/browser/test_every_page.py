"""What must hold of every page: it loads its own files, keeps what the page on privacy lists, and logs nothing."""

from __future__ import annotations

import pytest
from audit import NOTHING_ELSE, SCHEME, STORED, Watch
from serving import Site


def addresses(site: Site) -> list[str]:
    """Those of all pages of the site, the worksheets among them. That for missing pages has none of its own."""
    files = (path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html"))
    return sorted(name.removesuffix("index.html") for name in files if name != "404.html")


def one_of_each_kind(all_of_them: list[str]) -> list[str]:
    """A page for each place in the tree of pages, whatever the names of articles, techniques and so on."""
    kinds = {}
    for address in all_of_them:
        folder, *inside = address.split("/")
        kinds.setdefault((folder, tuple(inside[1:])), address)
    return list(kinds.values())


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["sample", "all"])
def test_nothing_goes_wrong_in_the_background(open_page, site, whole):
    """The guard of all tests in browsers sees requests elsewhere, missing files, errors and warnings."""
    every = addresses(site)
    assert len(every) > 100
    page = open_page("")
    faults = {}
    for address in every if whole else one_of_each_kind(every):
        page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what is loaded when it is near
        stored = page.evaluate(STORED)
        found = Watch.audit(page)
        if not address.startswith(("articles/", "lessons/")):  # pages of the site's own may use our names
            found = [one for one in found if not one.startswith("a name of ours")]
        if found or stored != NOTHING_ELSE | {"local": [SCHEME]} or page.context.cookies():
            faults[address] = found, stored
    assert faults == {}
