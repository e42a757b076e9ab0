"""The public names, what importing costs, and which layer may know which."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import medialit
import pytest

PACKAGE = Path(medialit.__file__).parent
MODULES = {
    ".".join(("medialit", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
# The first name that fits a module says its layer.
LAYERS = {
    "medialit": 1, "medialit.text": 1, "medialit.rules": 1, "medialit.detect": 1, "medialit.readability": 1,
    "medialit.critique": 1, "medialit.packed": 1, "medialit.company": 1, "medialit.precision": 1, "medialit.yamlfile": 1,
    "medialit.plaintext": 1, "medialit.themekeys": 1, "medialit.anchor": 1, "medialit.article": 1, "medialit.lesson": 1,
    "medialit.lessonplan": 1, "medialit.review": 1, "medialit.reviewfile": 1, "medialit.wholefile": 1,
    "medialit.draft": 1,
    "medialit.markup": 2, "medialit.ignores": 2, "medialit.decisions": 2, "medialit.findings": 2,
    "medialit.site": 3, "medialit.export": 3, "medialit.schemas": 3, "medialit.newsite": 3, "medialit.importing": 3,
    "medialit.plugin": 4, "medialit.config": 4, "medialit.cli": 4, "medialit.sources": 4, "medialit.terminal": 4,
    "medialit.check": 4, "medialit.report": 4, "medialit.walkthrough": 4, "medialit.corpus": 4, "medialit.portable": 4,
    "medialit.fingerprint": 1, "medialit.parallel": 4, "medialit.cluster": 4, "medialit.resume": 4,
    "medialit.progress": 4,
    "medialit.themeframe": 4, "medialit.generated": 4,
    "medialit.cache": 4, "medialit.cachedengine": 4, "medialit.ahead": 4, "medialit.conversion": 4, "medialit.converter": 4,
    "medialit.contentfiles": 4, "medialit.contenttexts": 4, "medialit.pagemeta": 4, "medialit.pagepolicy": 4,
    "medialit.sitesearch": 4, "medialit.searchorder": 4,
    "medialit.__main__": 4, "medialit.commands": 4,
}  # fmt: skip
# Packages that only some layers may know.
ALLOWED = {
    "markdown": {2, 3, 4}, "mkdocs": {4}, "typer": {4}, "rich": {4}, "jinja2": {3, 4}, "nh3": {3}, "matplotlib": {3}, "joblib": {4},
    "distributed": {4}, "pagefind": {4},
}  # fmt: skip


def layer_of(module: str) -> int | None:
    if module == "medialit":
        return 1
    return next((LAYERS[name] for name in LAYERS if name != "medialit" and f"{module}.".startswith(f"{name}.")), None)


def imports_of(module: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide the layer"
            names = {f"{node.module}.{name.name}" for name in node.names}
            found |= (names & set(MODULES)) or {node.module or ""}
    return found


@pytest.mark.parametrize("name", medialit.__all__)
def test_public_names_are_there_and_documented(name: str) -> None:
    thing = getattr(medialit, name)
    assert name in dir(medialit) or name in medialit._HOMES
    if name == "__version__":
        assert thing.count(".") == 2
        return
    doc = inspect.getdoc(thing) or ""
    assert len(doc) > 20
    assert not doc.startswith(f"{name}("), "the docstring is the one that dataclasses make"


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        medialit.nothing  # noqa: B018


def test_the_example_in_the_package_works() -> None:
    critique = medialit.analyze("Experts say that the plan is a disaster.")
    assert isinstance(critique, medialit.Critique)
    assert "sourcing.vague-authority" in [flag.rule.id for flag in critique.flags]


def test_importing_the_package_is_quick() -> None:
    heavy = [
        "pydantic", "mkdocs", "markdown", "re2", "yaml", "lemminflect", "numpy", "textstat", "nltk", "matplotlib",
        "ahocorasick_rs", "typer", "joblib", "distributed", "dask", "rich",
    ]  # fmt: skip
    code = f"import sys, medialit; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"


def test_analysing_needs_neither_mkdocs_nor_markdown() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['mkdocs', 'markdown', 'jinja2', 'nh3', 'typer']));"
        "from medialit import analyze; print(len(analyze('Experts say that the plan is a disaster.').flags) > 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "True"


@pytest.mark.parametrize("module", MODULES)
def test_layers_know_only_those_below(module: str) -> None:
    layer = layer_of(module)
    assert layer, f"{module} belongs to no layer: add it to LAYERS"
    for name in imports_of(module):
        if name.split(".")[0] == "medialit":
            below = layer_of(name)
            assert below, f"{module} imports {name}, which belongs to no layer"
            assert below <= layer, f"{module} (layer {layer}) imports {name} (layer {below})"
        elif allowed := ALLOWED.get(name.split(".")[0]):
            assert layer in allowed, f"{module} (layer {layer}) imports {name}"


def test_the_check_of_layers_sees_imports() -> None:
    assert "medialit.text.document" in imports_of("medialit.critique")
    assert "pydantic" in imports_of("medialit.article")
    assert (layer_of("medialit.text.plain"), layer_of("medialit.site.pages"), layer_of("medialit.cli")) == (1, 3, 4)
    assert layer_of("medialit.textures") is None


@pytest.mark.parametrize("module", [name for name in MODULES if name != "medialit.readability"])
def test_only_readability_mentions_textstat(module: str) -> None:
    assert "textstat" not in MODULES[module].read_text("utf-8")


def test_readability_mentions_textstat() -> None:
    assert "textstat" in MODULES["medialit.readability"].read_text("utf-8")
