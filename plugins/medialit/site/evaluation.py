"""How the engine did on labelled texts beside other tools: `evaluation.json` in plain words and a picture."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, FiniteFloat, NonNegativeInt, ValidationError

from medialit.site.charts import peers_chart
from medialit.site.pages import render
from medialit.yamlfile import DataError

# Of each task: what its documents are, and the metrics that are shown, each with what it measures.
_SHOWN: dict[str, tuple[str, dict[str, str]]] = {
    "polnear": (
        "political news articles in which people marked who says what (PolNeAR)",
        {
            "sentence F1": "Sentences that report somebody’s words or thoughts (F1)",
            "speech cue F1": "Words that report speech, such as “said” (F1)",
            "speech source (cue matched) F1": "Who speaks, where such a word was found (F1)",
            "speech content token (cue matched) F1": "Which words are the speaker’s, where such a word was found (F1)",
            "no-source R (null or unnamed)": "Reports without a source, such as “it is believed”: share found, "
            "however much else is called so",
            "called unsourced (false alarms)": "Sentences with a source that are wrongly called unsourced: "
            "share, lower is better",
            "called unsourced (sensitivity)": "Sentences with a number and no source that are called unsourced: share",
        },
    ),
    "claims": (
        "sentences from speeches and debates, labelled one by one (PoliClaim, ClaimBuster)",
        {
            "PoliClaim F1": "Sentences that state something checkable (F1)",
            "ClaimBuster AP": "Sentences worth checking come before the others (average precision)",
        },
    ),
    "babe": (
        "news sentences that experts called biased or not, with the words that make them so (BABE)",
        {
            "sentence macro-F1": "Biased sentences told from the others (mean F1)",
            "sentence P": "Of the sentences with a mark, the share that is biased",
            "sentence R": "Of the biased sentences, the share with a mark",
            "word P": "Of the marks, the share on words that the experts marked",
            "word R": "Of the words that the experts marked, the share with a mark",
        },
    ),
    "ptc": (
        "news articles in which people marked propaganda techniques (PTC)",
        {
            "LL+NC+EM F1": "Loaded words, labels and exaggerations (F1)",
            "LL+NC+EM P": "Of the marks on wording, the share that touches one of these",
            "LL+NC+EM R": "Of these, the share that a mark touches",
        },
    ),
    "subjectivity": (
        "news sentences, subjective or not (CheckThat! 2025)",
        {"SUBJ macro-F1": "Subjective sentences told from the others (mean F1)"},
    ),
    "headlines": (
        "headlines, half of them clickbait (Chakraborty et al. 2016)",
        {
            "clickbait F1": "Clickbait told from other headlines (F1)",
            "clickbait P": "Of the headlines with a mark, the share that is clickbait",
            "clickbait R": "Of the clickbait, the share with a mark",
        },
    ),
    "readability": (
        "news texts, each in versions for three levels (OneStopEnglish)",
        {"OneStop pairs right": "Of two versions, the easier one gets the lower grade: share"},
    ),
}

# What the picture shows, whether the figures flatter or not: one measure of each thing the engine does.
_PICTURED = {
    ("polnear", "sentence F1"): "Sentences that report somebody’s words",
    ("polnear", "speech cue F1"): "Words that report speech",
    ("polnear", "speech source (cue matched) F1"): "Who speaks",
    ("polnear", "speech content token (cue matched) F1"): "Which words are the speaker’s",
    ("claims", "PoliClaim F1"): "Sentences that state something checkable",
    ("babe", "sentence macro-F1"): "Biased sentences",
    ("ptc", "LL+NC+EM F1"): "Loaded words, labels, exaggerations",
    ("subjectivity", "SUBJ macro-F1"): "Subjective sentences",
    ("headlines", "clickbait F1"): "Clickbait headlines",
    ("readability", "OneStop pairs right"): "The easier of two texts",
}


class _Data(BaseModel):
    task: str
    documents: NonNegativeInt


class _Peer(BaseModel):
    name: str
    figure: FiniteFloat = Field(ge=0)


class _Figure(BaseModel):
    task: str
    metric: str
    ours: FiniteFloat = Field(ge=0)
    peer: _Peer | None
    trained: _Peer | None


class _Evaluation(BaseModel):
    engine: str
    date: dt.date
    data: list[_Data]
    figures: list[_Figure]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured: what, how medialit did, how the best others did."""

    what: str
    figure: _Figure


@dataclass(frozen=True, slots=True)
class Group:
    """What was measured on the documents of one task."""

    documents: int
    what: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the measures in the picture: in how many medialit is first, is behind none but trained tools, is behind."""

    of: int
    first: int
    behind_trained: int

    @property
    def behind(self) -> int:
        """In how many a tool that was not trained on these data is ahead."""
        return self.of - self.first - self.behind_trained


def _groups(evaluation: _Evaluation) -> tuple[Group, ...]:
    documents = {data.task: data.documents for data in evaluation.data}
    found = {(figure.task, figure.metric): figure for figure in evaluation.figures}
    groups = []
    for task, (what, metrics) in _SHOWN.items():
        figures = ((words, found.get((task, metric))) for metric, words in metrics.items())
        rows = tuple(Row(words, one) for words, one in figures if one)
        if rows and task in documents:
            groups.append(Group(documents[task], what, rows))
    return tuple(groups)


def _tally(figures: list[_Figure]) -> Tally:
    ahead = [
        [peer is None or figure.ours >= peer.figure for peer in (figure.peer, figure.trained)] for figure in figures
    ]
    return Tally(len(ahead), ahead.count([True, True]), ahead.count([True, False]))


def _figure_of(peer: _Peer | None) -> float | None:
    return peer.figure if peer else None


def evaluation_html(record: dict[str, Any]) -> str:
    """The figures as HTML, empty where the record has none of those shown. A malformed record is a ValidationError."""
    evaluation = _Evaluation.model_validate(record)
    groups = _groups(evaluation)
    if not groups:
        return ""
    found = {(figure.task, figure.metric): figure for figure in evaluation.figures}
    pictured = [(name, found[key]) for key, name in _PICTURED.items() if key in found]
    chart = peers_chart([(name, one.ours, _figure_of(one.peer), _figure_of(one.trained)) for name, one in pictured])
    tally = _tally([figure for _, figure in pictured])
    return render("evaluation.html", "", evaluation=evaluation, groups=groups, chart=chart, tally=tally)


def load_evaluation(path: Path, shown: str) -> str:
    """The figures of a file as HTML; empty if there is no such file. Errors name it as `shown`."""
    remedy = "run `make eval` to write it anew"
    try:
        return evaluation_html(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise DataError(shown, None, f"can't be read: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise DataError(shown, error.lineno, f"no JSON: {error.msg}; {remedy}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the record"
        raise DataError(shown, None, f"{where}: {first['msg']}; {remedy}") from None
    except (ValueError, RecursionError):
        raise DataError(shown, None, f"no JSON in UTF-8; {remedy}") from None
