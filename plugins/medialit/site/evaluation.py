"""How the engine did on labelled texts beside other tools: a few figures of `evaluation.json`, in plain words."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, FiniteFloat, NonNegativeInt, ValidationError

from medialit.site.pages import render
from medialit.yamlfile import DataError

# Of each task: what its documents are, and the metrics that are shown, each with what it measures.
_SHOWN: dict[str, tuple[str, dict[str, str]]] = {
    "polnear": (
        "political news articles in which people marked who says what",
        {
            "sentence F1": "Sentences that report somebody’s words or thoughts: found, and rightly found (F1)",
            "speech cue F1": "Words that report speech, such as “said”: found, and rightly found (F1)",
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
        "sentences from speeches and debates, labelled one by one",
        {
            "PoliClaim F1": "Sentences that state something checkable: found, and rightly found (F1)",
            "ClaimBuster AP": "Sentences worth checking come before the others (average precision)",
        },
    ),
}


class _Data(BaseModel):
    task: str
    documents: NonNegativeInt


class _Figure(BaseModel):
    task: str
    metric: str
    ours: FiniteFloat = Field(ge=0)
    peer: str
    peer_figure: FiniteFloat = Field(ge=0)


class _Evaluation(BaseModel):
    engine: str
    date: dt.date
    data: list[_Data]
    figures: list[_Figure]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured: what, how medialit did, how the best other tool did."""

    what: str
    ours: float
    peer: str
    peer_figure: float

    @property
    def trained(self) -> bool:
        """Whether the other tool learnt from these very data: so do all regressions among the peers."""
        return self.peer.endswith(" LR")


@dataclass(frozen=True, slots=True)
class Group:
    """What was measured on the documents of one task."""

    documents: int
    what: str
    rows: tuple[Row, ...]


def _groups(evaluation: _Evaluation) -> tuple[Group, ...]:
    documents = {data.task: data.documents for data in evaluation.data}
    found = {(figure.task, figure.metric): figure for figure in evaluation.figures}
    groups = []
    for task, (what, metrics) in _SHOWN.items():
        figures = ((words, found.get((task, metric))) for metric, words in metrics.items())
        rows = tuple(Row(words, one.ours, one.peer, one.peer_figure) for words, one in figures if one)
        if rows and task in documents:
            groups.append(Group(documents[task], what, rows))
    return tuple(groups)


def evaluation_html(record: dict[str, Any]) -> str:
    """The figures as HTML, empty where the record has none of those shown. A malformed record is a ValidationError."""
    evaluation = _Evaluation.model_validate(record)
    groups = _groups(evaluation)
    return render("evaluation.html", "", evaluation=evaluation, groups=groups) if groups else ""


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
