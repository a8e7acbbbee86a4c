import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from reportqa.embedding.eight_bits import Tensors, node, quantised, restored, settings, store
from reportqa.embedding.runtime import core, openvino

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
