"""`python -m medialit` is the command `medialit`."""

from medialit.cli import main

if __name__ == "__main__":  # other processes import this one's main module where they are spawned
    main()
