"""Sentences are traced to the reports that have them."""

import pytest

from reportqa.evaluation.tracing import main, tracing
from reportqa.index import Index


def test_sentences_are_found_and_others_refused(toy_index: Index) -> None:
    told = tracing(toy_index, 5)
    assert told == {"sentences": 5, "found": 1.0, "refused": 1.0}


def test_the_command_prints_the_shares(
    toy_index: Index, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", lambda _: toy_index.encoder)
    main([str(toy_index.folder.parents[1])])
    told = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert set(told) == {"sentences", "found", "refused"}
    assert told["found"] == told["refused"] == "1.000"
