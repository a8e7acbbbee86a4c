"""Questions about something else, against those about the reports."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportqa.answering import confidence
from reportqa.evaluation.straying import main, straying
from reportqa.index import Index

_OWN = ["受理行政复议案件多少件？", "引进企业多少家？"]
_STRANGE = ["月亮上有几只兔子", "火星上住着谁", "受理行政复议案件多少件？"]


def test_what_is_near_is_told_from_what_is_far(
    toy_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    farther = replace(confidence._WITHOUT_READER, far=0.75)  # toy cosines lie higher
    monkeypatch.setattr(confidence, "_WITHOUT_READER", farther)
    told = straying(toy_index, _OWN, _STRANGE)
    assert (told["answerable"], told["strange"]) == (2, 3)
    assert told["answerable_off_topic"] == 0
    assert told["strange_off_topic"] == pytest.approx(2 / 3)
    assert 0.75 < told["answerable_least"] <= told["strange_98_percent"]


def test_the_command_asks_the_answerable_ones_and_a_sample(
    toy_index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", lambda _: toy_index.encoder)
    rows = [
        {"question": _OWN[0], "answerable": True, "evidence": ["x"], "split": "dev"},
        {"question": _OWN[1], "answerable": True, "evidence": ["x"], "split": "test"},
        {"question": "谁赢了？", "answerable": False, "evidence": [], "split": "dev"},
    ]
    own, squad = tmp_path / "set.jsonl", tmp_path / "squad.json"
    own.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    asked = [{"question": f"{at}？", "answers": []} for at in range(301)]
    content = {"data": [{"paragraphs": [{"context": "天晴。", "qas": asked}]}]}
    squad.write_text(json.dumps(content), "utf-8")
    main([str(own), str(toy_index.folder.parents[1]), str(squad)])
    told = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert (told["answerable"], told["strange"]) == ("1.000", "300.000")
    assert told["answerable_off_topic"] == "0.000"
