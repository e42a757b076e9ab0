"""What the whole article lacks, or does well: nothing here looks at single words."""

from __future__ import annotations

from collections.abc import Iterator

from medialit.detect.evidence import Attribution, Evidence
from medialit.rules.hits import Hit

_TRAIL_FROM = 300  # words; a shorter text need not lead anywhere
_VOICES_FROM = 4  # statements; fewer may well come from one source


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


def one_voice(evidence: Evidence) -> Iterator[Hit]:
    """All that is credited to anybody comes from one source."""
    document = evidence.document
    if document.kind != "article":
        return
    speakers = [_speaker(a, document.text) for a in evidence.attributions if a.source and a.theirs]
    if len(speakers) >= _VOICES_FROM and len({key for _, key in speakers}) == 1:
        # The fullest form of the name; of several the first.
        name = max((name for name, _ in speakers), key=len)
        reason = f"All {len(speakers)} attributed statements come from {name}."
        yield Hit("sourcing.one-voice", 0, len(document.text), "article", reason)


def _speaker(attribution: Attribution, text: str) -> tuple[str, str]:
    """The name of a speaker, and what stands for it in comparisons: a person's last name, or else the whole phrase."""
    name = attribution.credited(text)
    folded = name.casefold()
    return name, folded.split()[-1] if attribution.named and folded else folded
