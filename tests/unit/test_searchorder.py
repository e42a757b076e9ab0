"""What Pagefind writes in an order of chance is put in order, under names that go with it; nothing else is touched."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from medialit.searchorder import in_fixed_order


def cbor(value: int | str | list[object]) -> bytes:
    """A value in CBOR."""
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))  # type: ignore[arg-type]
    return head(0, value) if isinstance(value, int) else head(3, len(value.encode())) + value.encode()


def head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([major << 5 | 24 + size]) + number.to_bytes(1 << size)


def packed(value: list[object]) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor(value))


CHOICES = {"kind": ["News report", "Opinion", "A" * 300], "technique": [f"T{number}" for number in range(70_000)]}


def index(folder: Path, chance: random.Random) -> Path:
    """An index of two filters, as Pagefind writes it."""
    (folder / "filter").mkdir(parents=True)
    filters: list[object] = []
    for name, choices in CHOICES.items():
        items: list[object] = [[choice, [number, 70_000 + number]] for number, choice in enumerate(choices)]
        chance.shuffle(items)
        identifier = f"en_{chance.getrandbits(28):07x}"
        filters.append([name, identifier])
        (folder / "filter" / f"{identifier}.pf_filter").write_bytes(packed([name, items]))
    chance.shuffle(filters)
    identifier = f"en_{chance.getrandbits(40):010x}"
    pages: list[object] = [["en_aaaaaaa", 600], ["en_bbbbbbb", 20]]
    overview = packed(["1.5.2", pages, [["a", "z", "en_ccccccc"]], filters, [], ["title"]])
    (folder / f"pagefind.{identifier}.pf_meta").write_bytes(overview)
    entry = {"version": "1.5.2", "languages": {"en": {"hash": identifier, "wasm": "en", "page_count": 2}}}
    (folder / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_whatever_chance_did(tmp_path: Path) -> None:
    folders = [index(tmp_path / str(seed), random.Random(seed)) for seed in (1, 2)]
    assert content(folders[0]) != content(folders[1])
    for folder in folders:
        in_fixed_order(folder)
    one, other = map(content, folders)
    assert one == other
    (identifier,) = (name.split(".")[1] for name in one if name.endswith(".pf_meta"))
    assert json.loads(one["pagefind-entry.json"])["languages"]["en"]["hash"] == identifier
    overview = gzip.decompress(one[f"pagefind.{identifier}.pf_meta"])
    filters = [Path(name).stem for name in one if name.endswith(".pf_filter")]
    assert len(filters) == 2
    assert all(cbor(name) in overview for name in filters)
    for name in filters:
        found = gzip.decompress(one[f"filter/{name}.pf_filter"])
        (choices,) = (choices for kind, choices in CHOICES.items() if cbor(kind) in found)
        places = [found.index(cbor(choice)) for choice in sorted(choices, key=cbor)]
        assert places == sorted(places)


@pytest.mark.parametrize("strange", [b"", b"other", b"pagefind_dcd", b"pagefind_dcd\x82", b"pagefind_dcd\x81\x00\xf6"])
def test_what_is_built_otherwise_keeps_its_content(tmp_path: Path, strange: bytes) -> None:
    folder = index(tmp_path / "index", random.Random(1))
    for path in folder.rglob("*.pf_*"):
        path.write_bytes(gzip.compress(strange))
    in_fixed_order(folder)
    kept = [path for path in folder.rglob("*.pf_*") if path.is_file()]
    assert {gzip.decompress(path.read_bytes()) for path in kept} == {strange}
    assert [path.stem for path in kept if path.suffix == ".pf_filter"], "nothing names them, so they keep their names"
