"""Good practice, shown as prominently as questions."""

from __future__ import annotations

from collections.abc import Iterator

from medialit.detect.evidence import Evidence
from medialit.rules.hits import Hit


def named_sources(evidence: Evidence) -> Iterator[Hit]:
    """The first mention of each source with a name and a role."""
    seen: set[str] = set()
    for attribution in evidence.attributions:
        if attribution.source and attribution.named and attribution.role and attribution.speaker not in seen:
            seen.add(attribution.speaker or "")
            reason = f"{attribution.speaker}: {attribution.role}."
            yield Hit("craft.named-source", *(attribution.mention or attribution.source), reason=reason)


def linked_documents(evidence: Evidence) -> Iterator[Hit]:
    """Words that link to something outside the site."""
    for reference in evidence.document.references:
        if reference.start < reference.end and reference.target.startswith(("http://", "https://")):
            yield Hit("craft.linked-document", reference.start, reference.end)
