import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from reportqa.embedding import eight_bits
from reportqa.embedding.eight_bits import (
    LEAST,
    MOST,
    Tensors,
    factors,
    fitting,
    node,
    product,
    quantised,
    restored,
    settings,
    store,
)
from reportqa.embedding.runtime import core, multiplies_whole_numbers, openvino

_NUMBERS = st.floats(-1e4, 1e4, width=32)


def test_the_largest_of_a_row_is_kept_and_a_row_of_zeros_stays() -> None:
    whole, scale = quantised(np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0]], np.float32))
    assert whole.tolist() == [[64, -127, 32], [0, 0, 0]]
    assert scale[0] == pytest.approx(1 / 127)


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2), elements=_NUMBERS))
def test_a_matrix_comes_back_to_half_a_step_of_its_row(matrix: NDArray[np.float32]) -> None:
    tensors: Tensors = {"bias": np.ones(2, np.float32)}
    store(tensors, "matrix", matrix)
    plain = restored(tensors)
    assert set(plain) == {"bias", "matrix"}
    steps = np.abs(matrix).max(1, keepdims=True) / 127
    assert (np.abs(plain["matrix"] - matrix) <= steps * 0.5001 + 1e-6).all()


def test_a_graph_gives_nearly_the_same_products() -> None:
    from openvino import opset13 as ops

    dice = np.random.default_rng(0)
    matrix = dice.standard_normal((256, 384)).astype(np.float32)
    states = dice.standard_normal((7, 384)).astype(np.float32)
    tensors: Tensors = {}
    store(tensors, "matrix", matrix)
    entry = ops.parameter([-1, 384], np.float32)
    product = ops.matmul(entry, node(tensors, "matrix"), False, True)
    compiled = core().compile_model(openvino().Model([product], [entry]), "CPU", settings(128))
    exact = states @ matrix.T
    off = np.abs(compiled([states])[0] - exact).max()
    assert 0 < off < 0.05 * np.abs(exact).max()


def test_what_is_not_in_eight_bits_is_given_as_it_is() -> None:
    plain = np.array([[1.0, -2.0], [0.5, 3.0]], np.float32)
    graph = openvino().Model([node({"plain": plain}, "plain")], [], "test")
    assert core().compile_model(graph, "CPU")([])[0] == pytest.approx(plain)


def _products(tensors: Tensors, states: NDArray[np.float32]) -> NDArray[np.float32]:
    runtime = openvino()
    from openvino import opset13 as ops

    entry = ops.parameter([1, -1, states.shape[2]], np.float32)
    graph = runtime.Model([product(entry, tensors, "matrix", "bias")], [entry], "test")
    exact = {"INFERENCE_PRECISION_HINT": "f32", **settings(0)}
    found: NDArray[np.float32] = core().compile_model(graph, "CPU", exact)([states])[0]
    return found


@pytest.mark.skipif(
    not multiplies_whole_numbers(), reason="this processor adds products of 8 bits in 16"
)
def test_inputs_of_known_reach_give_nearly_the_same_products() -> None:
    dice = np.random.default_rng(0)
    # As after GELU: hardly below 0, and a few inputs that reach a hundred times as far.
    states = np.maximum(dice.standard_normal((1, 60, 128)), -0.17).astype(np.float32)
    states[:, :, [3, 70]] *= 100
    matrix = dice.standard_normal((96, 128)).astype(np.float32)
    matrix[:, [3, 70]] /= 20
    bias = dice.standard_normal(96).astype(np.float32)
    tensors: Tensors = {"bias": bias}
    store(tensors, "matrix", matrix)
    exact = states @ restored(tensors)["matrix"].T + bias
    assert np.abs(_products(tensors, states) - exact).max() < 1e-3 * np.abs(exact).max()
    tensors["matrix" + LEAST] = states.min((0, 1)).astype(np.float16)
    tensors["matrix" + MOST] = states.max((0, 1)).astype(np.float16)
    found = _products(tensors, states)
    assert 1e-3 < np.abs(found - exact).max() / np.abs(exact).max() < 0.05
    # What goes beyond is cut off at the reach.
    beyond = states.copy()
    beyond[0, 0] = 1e6
    cut = _products(tensors, beyond)[0]
    assert np.abs(cut[1:] - found[0, 1:]).max() < 1e-3
    assert np.abs(cut[0]).max() < 20 * np.abs(exact).max()


@given(
    arrays(np.float32, (4, 6), elements=st.floats(-8, 8, width=32)),
    arrays(np.float32, 6, elements=st.floats(0, 2**16, width=32)),
)
def test_factors_are_between_none_and_one(
    matrix: NDArray[np.float32], reach: NDArray[np.float32]
) -> None:
    found = factors(matrix, reach)
    assert found.max() == pytest.approx(1)
    assert (found > 0).all()


@pytest.mark.parametrize(
    ("whole_numbers", "only_floats", "kept"),
    [
        (True, False, {"a.int8", "a.scale", "a.least", "a.most", "bias"}),
        (False, True, {"a", "bias"}),
        (False, False, {"a.int8", "a.scale", "bias"}),
    ],
)
def test_tensors_are_fitted_to_what_the_processor_multiplies(
    monkeypatch: pytest.MonkeyPatch, whole_numbers: bool, only_floats: bool, kept: set[str]
) -> None:
    tensors: Tensors = {"bias": np.ones(2), "a" + LEAST: np.zeros(1), "a" + MOST: np.ones(1)}
    store(tensors, "a", np.array([[2.0]], np.float32))
    monkeypatch.setattr(eight_bits, "multiplies_whole_numbers", lambda: whole_numbers)
    monkeypatch.setattr(eight_bits, "multiplies_only_floats", lambda: only_floats)
    assert fitting(tensors).keys() == kept
    assert all(np.array_equal(tensors[name], fitting(tensors)[name]) for name in kept - {"a"})
    assert restored(tensors)["a"] == pytest.approx(2)
