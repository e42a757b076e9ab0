"""What the whole article lacks, or does well: nothing here looks at single words."""

from __future__ import annotations

from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Hit

_TRAIL_FROM = 300  # words; a shorter text need not lead anywhere


def missing_metadata(evidence: Evidence) -> Iterator[Hit]:
    """No author, date or outlet."""
    known = evidence.metadata
    missing = [
        name for name, value in (("author", known.author), ("date", known.date), ("outlet", known.outlet)) if not value
    ]
    if missing and evidence.document.kind == "article":
        listed = ", ".join(missing[:-1]) + (" and " if len(missing) > 1 else "") + missing[-1]
        yield Hit("context.missing-metadata", 0, len(evidence.document.text), "article", f"Not given: {listed}.")


def no_trail(evidence: Evidence) -> Iterator[Hit]:
    """No link anywhere in a long text, so that nothing in it can be followed up."""
    document = evidence.document
    if document.kind == "article" and not document.references and len(document.text.split()) > _TRAIL_FROM:
        yield Hit("context.no-trail", 0, len(document.text), "article", "No link or footnote in the whole text.")
