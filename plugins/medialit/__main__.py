"""`python -m medialit` is the command `medialit`."""

from medialit.cli import main

main()
