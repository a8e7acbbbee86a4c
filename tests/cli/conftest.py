from pathlib import Path

import pytest

from reportqa.cli import main
from toys import ToyEncoder, write_reports

from .commands import Run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with reports/, where a toy takes the place of the built-in model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", lambda _notify: ToyEncoder())
    write_reports(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, stdout and stderr of one command."""

    def run_it(*arguments: str) -> tuple[int | str | None, str, str]:
        status: int | str | None
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = stopped.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_it


@pytest.fixture
def built(run: Run) -> None:
    assert run("build")[0] == 0
