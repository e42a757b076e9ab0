"""The targets of `tests/fuzz` with texts that hypothesis makes up, and with those that once broke them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets import TARGETS, TOKENS

FOUND = Path(__file__).parents[1] / "fuzz" / "found"
# No halves of surrogate pairs: all of this comes from UTF-8 files.
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def texts(name: str) -> st.SearchStrategy[str]:
    pieces = st.one_of(st.sampled_from(TOKENS[name]), st.sampled_from(TOKENS[name]), ANY)
    return st.lists(pieces, max_size=30).map("".join)


@pytest.mark.parametrize("name", TARGETS)
@given(st.data())
def test_any_text(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(texts(name)))


@pytest.mark.soak
@pytest.mark.parametrize("name", TARGETS)
@settings(settings.get_profile("soak"))
@given(st.data())
def test_any_text_long_run(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(texts(name)))


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes().decode("utf-8", "surrogatepass"))
