from pathlib import Path

import pytest

from reportqa.embedding.openvino_encoder import OpenVinoEncoder


@pytest.fixture(scope="session")
def builtin_encoder() -> OpenVinoEncoder:
    """The real built-in model, built once in the user's own cache so that later runs are quick."""
    from reportqa.embedding.builtin import load_builtin

    return load_builtin()


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder for one test."""
    root = tmp_path / "cache"
    monkeypatch.setenv("REPORTQA_CACHE", str(root))
    return root
