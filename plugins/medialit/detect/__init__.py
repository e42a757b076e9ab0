"""What a cue list cannot say. A rule file names one of these detectors in its `detector:` field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from medialit.detect import bodygap, context, craft, headline, opinion, persuasion, quoting, unheard, unsourced
from medialit.detect.evidence import Evidence
from medialit.rules.hits import Flag, Hit

Detector = Callable[[Evidence], Iterable[Hit]]
ArticleDetector = Callable[[Evidence, Sequence[Flag]], Iterable[Hit]]

DETECTORS: Mapping[str, Detector] = {
    "certainty.scare-quotes": quoting.scare_quotes,
    "claims.unsourced-claim": unsourced.unsourced_claims,
    "claims.unsourced-number": unsourced.unsourced_numbers,
    "context.missing-metadata": context.missing_metadata,
    "context.no-trail": context.no_trail,
    "context.one-voice": context.one_voice,
    "context.who-is-missing": unheard.who_is_missing,
    "craft.linked-document": craft.linked_documents,
    "craft.named-source": craft.named_sources,
    "headline.body-gap": bodygap.body_gap,
    "headline.question": headline.question,
    "headline.shouting": headline.shouting,
    "persuasion.rhetorical-question": persuasion.rhetorical_questions,
}

# What judges an article as a whole by the flags on its words; these detectors are asked when those flags are there.
ARTICLE_DETECTORS: Mapping[str, ArticleDetector] = {
    "context.unlabelled-opinion": opinion.unlabelled_opinion,
}
