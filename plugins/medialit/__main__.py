"""The command `medialit`, which is `python -m medialit` as well; a person may stop it while it is being loaded."""

from __future__ import annotations

import sys

_STOPPED = 130  # by Ctrl-C, as shells count


def main() -> None:
    """Load the command and run it."""
    try:
        from medialit.cli import main as command
    except KeyboardInterrupt:
        print("medialit: stopped", file=sys.stderr)
        sys.exit(_STOPPED)
    command()


if __name__ == "__main__":  # other processes import this one's main module where they are spawned
    main()
