"""Runs the targets with atheris, which keeps the texts that reach new code and changes these.

    python tests/fuzz/run.py [--runs N] [--corpus FOLDER] [TARGET …]

What breaks a target is written to `FOLDER/TARGET-crash-…`; mended, it belongs in `tests/fuzz/found/TARGET/`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(Path(__file__).parent)]
with atheris.instrument_imports(include=["medialit", "markdown"]):
    from targets import TARGETS, TOKENS

_LONGEST = 2_000  # bytes of a text
_SLOWEST = 20  # seconds for one of them


def _seeds(target: str) -> list[str]:
    """Texts to begin with: the project's own, in the pieces that a target takes."""
    articles = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content" / "articles").glob("*.md"))]
    if target == "front_matter":
        return articles
    if target == "rule_file":
        return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "plugins").rglob("packs/**/*.yml"))]
    return [block for text in articles for block in text.split("---\n", 2)[-1].split("\n\n")]


def _prepare(target: str, corpus: Path) -> Path:
    """The folder of a target's texts, with the first ones and a dictionary beside it."""
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(_seeds(target)):
        (folder / f"seed-{number}").write_text(text[:_LONGEST], encoding="utf-8")
    words = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in TOKENS[target])
    (corpus / f"{target}.dict").write_text("".join(f'"{word}"\n' for word in words), encoding="ascii")
    return folder


def _fuzz(target: str, corpus: Path, runs: int) -> None:
    """Never returns."""
    try_out = TARGETS[target]
    options = [
        f"-runs={runs}", f"-max_len={_LONGEST}", f"-timeout={_SLOWEST}", f"-dict={corpus / target}.dict", "-rss_limit_mb=2048",
        f"-artifact_prefix={corpus / target}-", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup(
        [sys.argv[0], *options, str(_prepare(target, corpus))], lambda data: try_out(data.decode("utf-8", "replace"))
    )
    atheris.Fuzz()


def main() -> int:
    """Run each target in a process of its own; 1 if one was broken."""
    parser = argparse.ArgumentParser(description="Fuzz parts of medialit.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=100_000, help="of each target")
    parser.add_argument("--corpus", type=Path, default=ROOT / ".cache" / "fuzz", help="where texts are kept")
    asked = parser.parse_args()
    if len(asked.targets) == 1:
        _fuzz(asked.targets[0], asked.corpus, asked.runs)
    broken = []
    for target in asked.targets or TARGETS:
        print(f"{target}: {asked.runs} runs", flush=True)
        command = [sys.executable, __file__, target, "--runs", str(asked.runs), "--corpus", str(asked.corpus)]
        if subprocess.run(command, check=False).returncode:
            broken.append(target)
    print(f"broken: {', '.join(broken)}" if broken else "nothing was broken")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
