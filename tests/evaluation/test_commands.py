"""What is run as a module says what it is for, and what it wants."""

import re
from collections.abc import Callable, Sequence
from types import ModuleType

import pytest

from reportqa.evaluation import calibrating, outlining, straying, tracing


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
