from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from toys import Remembering, ToyEncoder, write_reports

if TYPE_CHECKING:
    from reportqa.embedding.openvino_encoder import OpenVinoEncoder
    from reportqa.index import Index

# The same examples on every machine, however busy it is.
settings.register_profile(
    "reportqa", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("reportqa")


@pytest.fixture(scope="session")
def builtin_encoder() -> "OpenVinoEncoder":
    """The real built-in model, built once in the user's own cache so that later runs are quick."""
    from reportqa.embedding.builtin import load_builtin

    return load_builtin()


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder for one test."""
    root = tmp_path / "cache"
    monkeypatch.setenv("REPORTQA_CACHE", str(root))
    return root


@pytest.fixture
def toy_encoder() -> ToyEncoder:
    return ToyEncoder()


@pytest.fixture
def report_folder(tmp_path: Path) -> Path:
    """A folder of small invented reports, for one test to do with as it likes."""
    return write_reports(tmp_path)


@pytest.fixture(scope="session")
def toy_index(tmp_path_factory: pytest.TempPathFactory) -> "Index":
    """The invented reports, indexed with a toy encoder; only to be read."""
    from reportqa.index import Index
    from reportqa.index.building import build

    folder = tmp_path_factory.mktemp("toy")
    encoder = ToyEncoder()
    build([write_reports(folder)], folder / "index", encoder=encoder)
    return Index.load(folder / "index", encoder=encoder)


@pytest.fixture(scope="session")
def shipped_index(
    builtin_encoder: "OpenVinoEncoder", tmp_path_factory: pytest.TempPathFactory
) -> "Index":
    """The Urumqi report, indexed with the built-in model; only to be read."""
    from reportqa.index import Index
    from reportqa.index.building import build

    report = Path(__file__).parents[1] / "reports" / "urumqi-2020.txt"
    folder = tmp_path_factory.mktemp("shipped") / "index"
    encoder = Remembering(builtin_encoder)
    build([report], folder, encoder=encoder)
    return Index.load(folder, encoder=encoder)


@pytest.fixture(scope="session")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented reports and two generations of their index, to be copied and damaged."""
    from reportqa.index.building import build

    folder = tmp_path_factory.mktemp("built-twice")
    for _ in range(2):
        build([write_reports(folder)], folder / "index", encoder=ToyEncoder())
    return folder
