"""A new site: made by the wheel in an environment of its own, built strictly, linted, and never over other files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml
from medialit.newsite import files_of, write_site
from medialit.site.links import problems_of
from medialit.sources import STARTER_EXTENSIONS
from medialit.yamlfile import DataError

NAME = 'Mrs. O’Neil: “news” & "views"'
POSIX = pytest.mark.skipif(os.name != "posix", reason="the layout of the environment is that of POSIX")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel alone, which sees the packages of this one behind its own."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    (Path(paths["purelib"]) / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return python


def run(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "SITE_URL")}
    return subprocess.run(
        [str(python), "-m", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_the_starter(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = root / "plugins"
    data = [path for path in (package / "medialit").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {path.relative_to(package).as_posix() for path in data} <= names
    assert "medialit/starter/dot-github/workflows/pages.yml" in names
    assert any(name.endswith("entry_points.txt") for name in names)


@POSIX
def test_a_new_site_builds_strictly_with_the_wheel_alone(python: Path, tmp_path: Path) -> None:
    shown = run(python, "medialit", "--version", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    code = "import medialit; print(medialit.__file__)"
    where = subprocess.run([str(python), "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True,
                           env={"PATH": os.environ["PATH"]})  # fmt: skip
    assert where.stdout.startswith(str(python.parents[1])), "the installed package is used, not the checkout"
    made = run(python, "medialit", "init", "my site", "--name", NAME, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "my site/mkdocs.yml" in made.stdout.splitlines()
    site = tmp_path / "my site"
    built = run(python, "mkdocs", "build", "--strict", cwd=site)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stderr
    assert list(problems_of(site / "site")) == []
    for page in ("articles/beach-huts", "articles/hut-shock/critique", "techniques/words/loaded-word", "lessons"):
        assert (site / "site" / page / "index.html").is_file()
    again = run(python, "medialit", "init", "my site", cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already; give a new folder, or an empty one" in again.stderr
    new = run(python, "medialit", "new", "--title", "Toll to rise", "--rights", "CC0", cwd=site)
    assert new.stdout == "content/articles/toll-to-rise.md\n"
    assert run(python, "mkdocs", "build", "--strict", cwd=site).returncode == 0
    assert (site / "site" / "articles" / "toll-to-rise" / "index.html").is_file()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path / "site", NAME)
    return tmp_path / "site"


def test_its_files_say_what_they_should(site: Path, root: Path) -> None:
    config = yaml.load((site / "mkdocs.yml").read_text("utf-8").replace("!ENV ", ""), yaml.SafeLoader)
    assert config["site_name"] == NAME
    assert tuple(config["markdown_extensions"]) == STARTER_EXTENSIONS
    assert config["validation"] == yaml.load(
        (root / "mkdocs.yml").read_text("utf-8").replace("!ENV ", ""), yaml.SafeLoader
    )["validation"]  # fmt: skip
    assert (site / "README.md").read_text("utf-8").startswith(f"# {NAME}\n")
    for path, text in files_of(NAME):
        assert "{name}" not in text
        assert "{version}" not in text
        assert not any(part.startswith("dot-") for part in path.parts)
    requirements = (site / "requirements.txt").read_text("utf-8").splitlines()
    assert requirements[-1].startswith("mkdocs-medialit[import]~=")


def test_its_editor_settings_lead_to_schemas_that_fit(site: Path) -> None:
    files = list((site / "site_config").rglob("*.yml"))
    assert len(files) == 2
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        jsonschema.validate(data, json.loads(schema.read_text("utf-8")))


@pytest.mark.parametrize("workflow", [".github/workflows/pages.yml", ".github/workflows/articles.yml"])
def test_its_workflows_pass_the_linters(site: Path, workflow: str) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    tools = Path(sys.executable).parent
    for command in (
        [str(tools / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", workflow],
        [str(tools / "zizmor"), "--offline", "--quiet", workflow],
    ):
        done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_ever_replaced(tmp_path: Path) -> None:
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "pages.yml").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match=r"pages\.yml: is there already"):
        write_site(tmp_path, NAME)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["pages.yml"]


def test_what_stops_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(DataError, match=r"content\S*: can't be written: Not a directory"):
        write_site(tmp_path, NAME)
    assert [path.name for path in tmp_path.iterdir()] == ["content"]
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="can't be written"):
        write_site(tmp_path / "file" / "new", NAME)


def test_a_repository_that_is_empty_but_for_git_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert (tmp_path / "mkdocs.yml") in write_site(tmp_path, "Name")


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="--name: holds a line break"):
        write_site(tmp_path / "x", "two\nlines")
    assert not (tmp_path / "x").exists()
