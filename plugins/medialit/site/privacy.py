"""The page on privacy: what stays in the reader's browser, what does not happen, and a button that forgets it all."""

from __future__ import annotations

from medialit.site import urls
from medialit.site.collection import Collection
from medialit.site.pages import Page, render

PRIVACY = "privacy/"

# Everything that the site's scripts keep in a browser: names of entries, what is in them, whether the reader made it.
# Beside ours stand the theme's, behind the path of the site.
KEPT = (
    ("medialit.marks.…", "the phrases you marked in one article, with what made you stop", "when you mark one"),
    ("medialit.view", "whether you read clean or with the marks", "when you change it"),
    ("….__palette", "the light or the dark scheme: your system’s, or the one you chose", "with each page you open"),
)


def privacy_page(collection: Collection) -> Page:
    """The page on privacy, for every site alike."""
    return Page(
        path=urls.path_of(PRIVACY),
        title="Privacy",
        description="What these pages keep in your browser, what they send, and how to remove it.",
        html=render("privacy.html", PRIVACY, kept=KEPT, contact=collection.mistakes_to),
        toc=(),
    )
