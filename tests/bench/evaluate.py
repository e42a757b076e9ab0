"""Measures the engine on labelled texts: `python tests/bench/evaluate.py FOLDER`.

The folder holds `dev/<task>.jsonl` and `score.py`; the texts are other people's and no part of the project.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Analyse every task, then let the folder's own script score the records."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as predictions:
        for gold in sorted((folder / "dev").glob("*.jsonl")):
            started = time.perf_counter()
            output = Path(predictions) / gold.name
            command = [sys.executable, "-m", "medialit", "analyze", "--jsonl", str(gold), "--output", str(output)]
            if code := subprocess.run(command, check=False).returncode:
                print(f"{gold.name}: the analysis failed", file=sys.stderr)
                return code
            print(f"{gold.stem}: analysed in {time.perf_counter() - started:.1f} s", file=sys.stderr)
        command = [sys.executable, str(folder / "score.py"), "--gold", str(folder / "dev"), "--pred", predictions]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
