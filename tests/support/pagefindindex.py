"""What an index of Pagefind holds."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any


def records(site: Path) -> dict[str, dict[str, Any]]:
    """The pages that are found in a built site: text, filters and so on, by their address."""
    paths = (site / "assets/medialit/pagefind/fragment").glob("*.pf_fragment")
    found = (json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")) for path in paths)
    return {record["url"].removeprefix("/"): record for record in found}
