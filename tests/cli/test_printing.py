"""What is printed for programs."""

import json

import pytest

from reportqa.cli.printing import print_json


def test_json_is_one_line_to_every_program(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"text": "全年\u2028受理\u2029三件\x85。\n\\u2028", "other": "文"}
    print_json(value, on_one_line=True)
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) == 1
    assert "文" in printed
    assert json.loads(printed) == value
