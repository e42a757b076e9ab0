"""The analysis of one document as plain data: the contract between the engine and everything that reads its output."""

from __future__ import annotations

from typing import Any

from medialit.critique import Critique

SCHEMA = 1


def record_of(critique: Critique) -> dict[str, Any]:
    """The record of a critique. Offsets are code points into its `text`; flags are in the order of their numbers."""
    document, readability = critique.document, critique.readability
    return {
        "schema": SCHEMA,
        "id": document.id,
        "text": document.text,
        "title": list(document.title) if document.title else None,
        "sentences": [{"start": s.start, "end": s.end} for s in document.sentences],
        "flags": [
            {
                "rule": flag.rule.id,
                "start": flag.start,
                "end": flag.end,
                "voice": flag.voice,
                "speaker": flag.speaker,
                "scope": flag.scope,
                "tier": flag.rule.tier,
                "origin": flag.origin,
                "status": flag.status,
                "question": flag.question,
                "reason": flag.reason,
                "note": flag.note,
                "repeats": [list(span) for span in flag.repeats],
            }
            for flag in critique.flags
        ],
        "attributions": [
            {
                "cue": list(a.cue),
                "source": list(a.source) if a.source else None,
                "named": a.named,
                "content": [list(span) for span in a.content],
                "kind": a.kind,
                "speaker": a.speaker,
                "role": a.role,
            }
            for a in critique.attributions
        ],
        "claims": [
            {"start": c.start, "end": c.end, "checkable": c.checkable, "sourcing": c.sourcing} for c in critique.claims
        ],
        "readability": {
            "grade": readability.grade,
            "grade_low": readability.grade_low,
            "grade_high": readability.grade_high,
            "flesch_reading_ease": readability.flesch_reading_ease,
            "words": readability.words,
            "sentences": readability.sentences,
            "syllables": readability.syllables,
            "scores": dict(readability.scores),
        },
    }


def error_of(document_id: str, problem: str) -> dict[str, Any]:
    """The record of a document that could not be analysed."""
    return {"schema": SCHEMA, "id": document_id, "error": problem}
