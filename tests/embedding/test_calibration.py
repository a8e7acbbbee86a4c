"""How the encoder is run on this machine: measured once, remembered, and never trusted blindly."""

import json
from pathlib import Path

import pytest

from reportqa.embedding import calibration
from reportqa.embedding.builtin import IDENTITY, ensure_builtin
from reportqa.embedding.checkpoint import open_embeddings
from reportqa.embedding.graph import kept_encoder
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from reportqa.embedding.runtime import usable_cores
from reportqa.embedding.tuning import Tuning
from reportqa.embedding.verification import verify_vectors


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Instead of measuring, note that it would have been, and choose one thread."""
    asked: list[Path] = []

    def calibrate(model: Path) -> Tuning:
        asked.append(model)
        return Tuning(threads=1)

    monkeypatch.setattr(calibration, "calibrate", calibrate)
    return asked


def test_it_is_measured_once(tmp_path: Path, measured: list[Path]) -> None:
    for _ in range(2):
        assert calibration.tuning_of(tmp_path, Path("模型"), "模型@1") == Tuning(threads=1)
    assert measured == [Path("模型")]
    assert [path.name for path in tmp_path.iterdir()] == [calibration.FILE]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("machine", {"cores": 1000}),
        ("machine", None),
        ("tuning", {"threads": 1}),
        ("tuning", {"precision": "u1", "threads": 1, "streams": 1}),
        ("tuning", {"precision": None, "threads": 0, "streams": 1}),
        ("tuning", {"precision": None, "threads": True, "streams": 1}),
        ("tuning", {"precision": None, "threads": 1, "streams": 1_000_000}),
        ("tuning", {"precision": [], "threads": 1, "streams": 1}),
        ("tuning", {"another": 1}),
        ("tuning", 7),
    ],
)
def test_a_stale_or_damaged_file_is_measured_again(
    tmp_path: Path, measured: list[Path], part: str, value: object
) -> None:
    calibration.tuning_of(tmp_path, Path("模型"), "模型@1")
    file = tmp_path / calibration.FILE
    content = json.loads(file.read_text("utf-8"))
    if part == "tuning" and value == {"threads": 1}:
        value = None
    file.write_text(json.dumps(content | {part: value}), "utf-8")
    assert calibration.tuning_of(tmp_path, Path("模型"), "模型@1") == Tuning(threads=1)
    assert len(measured) == 2
    assert json.loads(file.read_text("utf-8")) == content


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_file_that_is_no_such_thing_is_measured_again(
    tmp_path: Path, measured: list[Path], content: bytes
) -> None:
    (tmp_path / calibration.FILE).write_bytes(content)
    assert calibration.tuning_of(tmp_path, Path("模型"), "模型@1") == Tuning(threads=1)
    assert len(measured) == 1


def test_another_model_is_measured_anew(tmp_path: Path, measured: list[Path]) -> None:
    for identity in ("模型@1", "模型@2"):
        calibration.tuning_of(tmp_path, Path("模型"), identity)
    assert len(measured) == 2


def test_where_nothing_can_be_remembered_nothing_is_measured(
    tmp_path: Path, measured: list[Path]
) -> None:
    assert calibration.tuning_of(tmp_path / "无此文件夹", Path("模型"), "模型@1") == Tuning()
    assert measured == []


@pytest.mark.parametrize("content", [None, b"no tensors", b""])
def test_a_model_that_does_not_run_is_left_to_whoever_runs_it(
    builtin_encoder: OpenVinoEncoder, tmp_path: Path, content: bytes | None
) -> None:
    model = tmp_path / "model"
    (model / "openvino").mkdir(parents=True)
    (model / "model.safetensors").symlink_to(ensure_builtin() / "model.safetensors")
    if content is not None:
        (model / "openvino" / "layers.safetensors").write_bytes(content)
    assert calibration.tuning_of(tmp_path, model, "模型@1") == Tuning()
    assert calibration.tuning_of(tmp_path, tmp_path / "无此文件夹", "模型@1") == Tuning()
    assert not (tmp_path / calibration.FILE).exists()


def test_out_of_time_the_processor_s_own_choice_stands(builtin_encoder: OpenVinoEncoder) -> None:
    assert calibration.calibrate(ensure_builtin(), seconds=0) == Tuning()


def test_only_what_is_clearly_faster_is_chosen(builtin_encoder: OpenVinoEncoder) -> None:
    words, small = open_embeddings(ensure_builtin())
    graph = kept_encoder(ensure_builtin(), small)
    measuring = calibration._Measuring(graph, words, float("inf"))
    seconds = {None: 1.0, 1: 0.95, 2: 0.8, 3: 0.75}
    for tried, chosen in (((1,), None), ((1, 2), 2), ((2, 3), 2), ((), None)):
        ways = (lambda _, threads=threads: Tuning(threads=threads) for threads in tried)
        best = measuring.best(Tuning(), ways, lambda tuning: seconds[tuning.threads])
        assert best == Tuning(threads=chosen)


@pytest.mark.parametrize(
    "tuning",
    [
        Tuning(precision="f32"),
        Tuning(threads=1, streams=1),
        Tuning(streams=usable_cores()),
        Tuning(precision="not there"),
    ],
    ids=str,
)
def test_every_tuning_gives_the_model_s_vectors(
    builtin_encoder: OpenVinoEncoder, tuning: Tuning
) -> None:
    encoder = OpenVinoEncoder.from_folder(ensure_builtin(), IDENTITY, tuning)
    assert encoder.identity == builtin_encoder.identity
    verify_vectors("模型", lambda known: encoder.encode([known.text], known.kind)[0])
