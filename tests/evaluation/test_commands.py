"""What is run as a module says what it is for, and what it wants."""

import re
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

import pytest

from reportqa.errors import QuestionSetError
from reportqa.evaluation import calibrating, outlining, straying, tracing
from reportqa.evaluation.commands import run


@pytest.mark.parametrize("module", [calibrating, outlining, straying, tracing])
def test_the_help_is_the_docstring(module: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    main: Callable[[Sequence[str]], None] = module.main
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    told = capsys.readouterr().out
    assert left.value.code == 0
    assert module.__doc__
    assert module.__doc__.strip() in told
    name = module.__name__
    assert re.search(rf"usage: python -m {name} .*\n", told)
    assert f"    python -m {name} " in module.__doc__


@pytest.mark.parametrize(
    ("main", "arguments", "lacking"),
    [
        (outlining.main, [], "INDEX"),
        (tracing.main, [], "INDEX"),
        (straying.main, ["set.jsonl", "index"], "SQUAD.json"),
        (calibrating.main, ["set.jsonl"], "no index is named for this question set"),
    ],
)
def test_what_is_left_out_is_named(
    main: Callable[[Sequence[str]], None],
    arguments: Sequence[str],
    lacking: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert lacking in capsys.readouterr().err


def test_an_error_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["it", "set.jsonl"])

    def main(arguments: Sequence[str]) -> None:
        raise QuestionSetError(f"{arguments[0]}：没有这个文件")

    with pytest.raises(SystemExit) as left:
        run(main)
    assert left.value.code == "set.jsonl：没有这个文件"


def test_an_interrupted_measurement_ends_as_shells_expect() -> None:
    def main(_: Sequence[str]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as left:
        run(main)
    assert left.value.code == 130
