"""What is compiled once is kept, and is never taken for another's."""

import gc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reportqa.embedding import compiled
from reportqa.embedding import graph as encoder
from reportqa.embedding.compiled import KeptGraph
from reportqa.embedding.runtime import openvino


class _Twice:
    """A graph that doubles its input, and how often it was made."""

    def __init__(self, factor: float = 2) -> None:
        self.factor = factor
        self.made = 0

    def __call__(self) -> Any:
        runtime = openvino()
        from openvino import opset13 as ops

        self.made += 1
        entry = ops.parameter([-1, 3], np.float32)
        return runtime.Model([ops.multiply(entry, ops.constant(np.float32(self.factor)))], [entry])


def _tripled(graph: KeptGraph, **options: Any) -> list[list[float]]:
    rows = np.ones((1, 3), np.float32)
    return [list(map(float, row)) for row in graph.compiled(options)([rows])[0]]


def test_it_is_made_once(own_cache: Path) -> None:
    make = _Twice()
    for _ in range(3):
        assert _tripled(KeptGraph("twice", "a", make)) == [[2, 2, 2]]
    assert make.made == 1
    assert [path.name for path in (own_cache / "compiled").iterdir()] == ["twice"]


def test_its_weights_stay_when_all_else_is_let_go(own_cache: Path) -> None:
    weights = np.random.default_rng(0).standard_normal((256, 256)).astype(np.float32)

    def make() -> Any:
        runtime = openvino()
        from openvino import opset13 as ops

        entry = ops.parameter([-1, 256], np.float32)
        return runtime.Model([ops.matmul(entry, ops.constant(weights), False, True)], [entry])

    exact = {"INFERENCE_PRECISION_HINT": "f32"}
    KeptGraph("product", "a", make).compiled(exact)
    request = KeptGraph("product", "a", make).compiled(exact).create_infer_request()
    gc.collect()
    rows = np.eye(256, dtype=np.float32)
    np.testing.assert_allclose(request.infer([rows])[0], weights.T, rtol=1e-5, atol=1e-6)
    (own_cache / "compiled" / "product").unlink()
    np.testing.assert_allclose(request.infer([rows])[0], weights.T, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("options", [{"NUM_STREAMS": 2}, {"PERFORMANCE_HINT": "LATENCY"}])
def test_streams_and_hints_need_nothing_new(own_cache: Path, options: dict[str, Any]) -> None:
    make = _Twice()
    graph = KeptGraph("twice", "a", make)
    _tripled(graph)
    assert _tripled(graph, **options) == [[2, 2, 2]]
    assert make.made == 1
    told = graph.compiled(options)
    for name, value in options.items():
        assert str(value) in str(told.get_property(name))


def test_other_weights_are_compiled_anew(own_cache: Path) -> None:
    two, three = _Twice(), _Twice(3)
    assert _tripled(KeptGraph("same", "a", two)) == [[2, 2, 2]]
    assert _tripled(KeptGraph("same", "b", three)) == [[3, 3, 3]]
    assert _tripled(KeptGraph("same", "b", two)) == [[3, 3, 3]]
    assert (two.made, three.made) == (1, 1)


def test_another_reach_is_another_encoder(
    own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model"
    (model / encoder.EXPORT_FOLDER).mkdir(parents=True)
    (model / encoder.EXPORT_FOLDER / encoder.LAYERS_FILE).write_bytes(b"layers")
    reach = tmp_path / "reach"
    monkeypatch.setattr(encoder, "REACH", reach)
    keys = []
    for content in (b"one", b"two", b"one"):
        reach.write_bytes(content)
        keys.append(encoder.kept_encoder(model, {})._weights)
    assert keys[0] == keys[2] != keys[1]


def test_another_precision_or_machine_is_compiled_anew(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = _Twice()
    graph = KeptGraph("twice", "a", make)
    _tripled(graph)
    _tripled(graph, INFERENCE_PRECISION_HINT="f32")
    assert make.made == 2
    monkeypatch.setattr(compiled, "machine", lambda: {"processor": "another"})
    assert _tripled(graph, INFERENCE_PRECISION_HINT="f32") == [[2, 2, 2]]
    assert make.made == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole[:50],
        lambda whole: whole[:-9] + b"123456789",
        lambda whole: b"[]".ljust(4096) + whole[4096:],
        lambda whole: whole[:4096],
        lambda whole: b"\xff\xfe",
    ],
)
def test_what_is_damaged_is_compiled_anew_and_mended(own_cache: Path, damage: Any) -> None:
    make = _Twice()
    graph = KeptGraph("twice", "a", make)
    _tripled(graph)
    file = own_cache / "compiled" / "twice"
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert _tripled(graph) == [[2, 2, 2]]
    assert make.made == 2
    _tripled(graph)
    assert make.made == 2


def test_where_nothing_can_be_kept_it_runs_all_the_same(own_cache: Path) -> None:
    own_cache.mkdir()
    (own_cache / "compiled").write_text("a file where the folder should be")
    make = _Twice()
    for made in (1, 2):
        assert _tripled(KeptGraph("twice", "a", make)) == [[2, 2, 2]]
        assert make.made == made


def test_a_graph_that_cannot_be_made_says_so(own_cache: Path) -> None:
    def fail() -> Any:
        raise RuntimeError("no graph")

    with pytest.raises(RuntimeError, match="no graph"):
        KeptGraph("none", "a", fail).compiled({})
    assert not (own_cache / "compiled" / "none").exists()
