"""The parser of the peers' tables, the record of figures, and its table on the site."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from evaluate import Best, Peer, best_peers, record_of, rules_table_of, table_of, today, write_json
from medialit import __version__
from medialit.site.evaluation import evaluation_html, load_evaluation
from medialit.yamlfile import DataError

PEERS = """\
# Peers
Some words | with a bar.

### ptc (dev, 3 documents)

| peer | flags per 1000 words | any P |
|---|:--:|---:|
| loud | 48.9 | 0.2 |
| odd |v|>=2 | 24.8 | **0.25** |
| silent | **1.7** | - |
| words + LR | 30 | 0.4 |

### polnear (dev, 2 documents)
| peer | sentence F1 | called unsourced (false alarms) |
|---|---|---|
| **first** | 0.7 | 0.05 |
| second | 0.7 | 0.033 |
"""
SCORES = {
    "ptc": {"documents": 3, "flags": 9, "any P": 0.33333, "flags per 1000 words": 12.34567, "rules": {"x": 1.0}},
    "babe": None,
    "polnear": {"documents": 2, "sentence F1": 0.8, "called unsourced (false alarms)": None, "only ours": 0.5},
}
DATE = dt.date(2026, 3, 1)


def test_best_peers_of_every_metric():
    assert best_peers(PEERS) == {
        "ptc": {
            "flags per 1000 words": Best(Peer("silent", 1.7), Peer("words + LR", 30)),
            "any P": Best(Peer("odd |v|>=2", 0.25), Peer("words + LR", 0.4)),
        },
        "polnear": {
            "sentence F1": Best(Peer("first", 0.7)),
            "called unsourced (false alarms)": Best(Peer("second", 0.033)),
        },
    }


@pytest.mark.parametrize("text", ["", "# Nothing\n", "### t\n| peer |\n|---|\n| a |\n", "| 1 | 2 |\n"])
def test_no_figures(text):
    assert not any(best_peers(text).values())


def test_record_has_the_figures_that_both_have_and_no_more():
    assert record_of(SCORES, best_peers(PEERS), DATE) == {
        "engine": __version__,
        "date": "2026-03-01",
        "data": [{"task": "polnear", "documents": 2}, {"task": "ptc", "documents": 3}],
        "figures": [
            {"task": "polnear", "metric": "sentence F1", "ours": 0.8, "peer": {"name": "first", "figure": 0.7}, "trained": None},
            {"task": "ptc", "metric": "any P", "ours": 0.333, "peer": {"name": "odd |v|>=2", "figure": 0.25},
             "trained": {"name": "words + LR", "figure": 0.4}},
            {"task": "ptc", "metric": "flags per 1000 words", "ours": 12.346, "peer": {"name": "silent", "figure": 1.7},
             "trained": {"name": "words + LR", "figure": 30}},
        ],
    }  # fmt: skip


def test_table_has_every_metric():
    lines = [line.split("  ") for line in table_of(SCORES, best_peers(PEERS)).splitlines()]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    assert cells[0] == ["task", "metric", "ours", "best", "best other tool", "best", "trained on these data"]
    assert ["polnear", "only ours", "0.500", "-", "-", "-", "-"] in cells
    assert ["polnear", "called unsourced (false alarms)", "-", "0.033", "second", "-", "-"] in cells
    assert ["ptc", "any P", "0.333", "0.250", "odd |v|>=2", "0.400", "words + LR"] in cells
    assert len(cells) == 6


def test_date_can_be_fixed(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == dt.date(1970, 1, 2)


def test_file_is_whole_or_absent(tmp_path):
    path = tmp_path / "evaluation.json"
    write_json({"a": "é"}, path)
    assert path.read_bytes() == '{\n "a": "é"\n}\n'.encode()
    with pytest.raises(TypeError):
        write_json({"a": object()}, path)
    assert [one.name for one in tmp_path.iterdir()] == ["evaluation.json"]
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": "é"}


def shown(**more):
    figure = {"task": "polnear", "metric": "sentence F1", "ours": 0.8, "trained": None} | more
    figure = {"peer": {"name": "a <b>", "figure": 1.7}} | figure
    data = [{"task": "polnear", "documents": 12345}]
    return {"engine": "9.9", "date": "2026-03-01", "data": data, "figures": [figure]}


def test_page_shows_the_figure():
    html = evaluation_html(shown())
    for part in (
        "12,345 ",
        "1 March 2026",
        "medialit 9.9",
        "<td>0.80</td>",
        "a &lt;b&gt;",
        "<td>–</td>",
        "a tool that was not trained on them did",
    ):
        assert part in html
    assert "style=" not in html
    assert "<td>0.91 <span>x + LR</span></td>" in evaluation_html(shown(trained={"name": "x + LR", "figure": 0.91}))


def test_picture_has_the_figures_in_its_width_and_in_words():
    html = evaluation_html(shown(trained={"name": "x + LR", "figure": 0.91}))
    assert 'class="ml-p-ours" cx="80.0%"' in html
    assert '<circle class="ml-p-peer" cx="100.0%"' in html  # 1.7 stays in the picture
    assert '<svg class="ml-p-at" x="91.0%"' in html
    assert (
        "Sentences that report somebody’s words: medialit 0.80, best other tool 1.70, best trained tool 0.91." in html
    )
    alone = evaluation_html(shown(peer=None))
    assert 'class="ml-p-peer" cx="1' not in alone
    assert "ml-p-at" not in alone
    assert "ml-peers" not in evaluation_html(shown(metric="called unsourced (sensitivity)"))


@pytest.mark.parametrize(
    ("peer", "trained", "told"),
    [
        (0.7, None, "In 1 of them no tool did better than medialit, and in 0 a"),
        (0.8, 0.8, "In 1 of them"),
        (
            0.7,
            0.9,
            "In 0 of them no tool did better than medialit, in 1 only tools did that were trained on these very texts",
        ),
        (0.9, 0.9, "In 0 of them no tool did better than medialit, and in 1 a tool that was not"),
    ],
)
def test_words_say_who_did_better(peer, trained, told):
    others = {"peer": {"name": "p", "figure": peer}, "trained": trained and {"name": "t", "figure": trained}}
    assert told in evaluation_html(shown(**others))


def test_page_shows_nothing_of_what_it_has_no_words_for():
    assert evaluation_html(shown(metric="something new")) == ""
    assert evaluation_html(shown() | {"data": []}) == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "x.json:1: no JSON"),
        (b"{\n  oops", "x.json:2: no JSON"),
        (b"\xff\xfe", "x.json: no JSON in UTF-8"),
        (b"[" * 100_000, "x.json: no JSON"),
        (b"[]", "x.json: the record: "),
        (b"{}", "x.json: engine: Field required"),
        (json.dumps(shown(ours="many")).encode(), "x.json: figures.0.ours: "),
        (json.dumps(shown(ours=float("nan"))).encode(), "x.json: figures.0.ours: "),
        (json.dumps(shown(ours=-1)).encode(), "x.json: figures.0.ours: "),
        (json.dumps(shown() | {"date": "soon"}).encode(), "x.json: date: "),
    ],
)
def test_malformed_file_is_told_in_one_line(tmp_path, content, told):
    path = tmp_path / "evaluation.json"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_evaluation(path, "x.json")
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)


def test_no_file(tmp_path):
    assert load_evaluation(tmp_path / "evaluation.json", "x.json") == ""
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match="can't be read"):
        load_evaluation(tmp_path / "folder", "x.json")


def test_every_rule_is_printed_with_its_flags_the_commonest_first() -> None:
    figures = {
        "words.b": {"flags": 2, "any P": 0.5, "LL+NC+EM P": 0.25},
        "words.a": {"flags": 10, "any P": 1.0, "LL+NC+EM P": 0.0},
    }
    lines = rules_table_of({"ptc": {"by rule": figures}}).splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["words.a", "10", "1.000", "0.000"],
        ["words.b", "2", "0.500", "0.250"],
    ]
    assert rules_table_of({"ptc": None}).count("\n") == 0
