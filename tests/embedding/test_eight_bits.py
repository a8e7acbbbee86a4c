import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from reportqa.embedding.eight_bits import SETTINGS, constant, in_eight_bits, quantised, restored
from reportqa.embedding.runtime import core, openvino

_NUMBERS = st.floats(-1e4, 1e4, width=32)


def test_the_largest_of_a_row_is_kept_and_a_row_of_zeros_stays() -> None:
    matrix = np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0]], np.float32)
    whole, scale = quantised(matrix)
    assert whole.tolist() == [[64, -127, 32], [0, 0, 0]]
    assert restored(whole, scale)[0, 1] == -1.0


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2), elements=_NUMBERS))
def test_a_matrix_comes_back_to_half_a_step_of_its_row(matrix: np.ndarray) -> None:
    whole, scale = quantised(matrix)
    assert np.abs(whole).max() <= 127
    off = np.abs(restored(whole, scale) - matrix)
    assert (off <= scale[:, None] * 0.5001 + 1e-6).all()


def test_a_graph_gives_nearly_the_same_products() -> None:
    from openvino import opset13 as ops

    dice = np.random.default_rng(0)
    matrix = dice.standard_normal((256, 384)).astype(np.float32)
    states = dice.standard_normal((7, 384)).astype(np.float32)
    entry = ops.parameter([-1, 384], np.float32)
    other = ops.parameter([-1, 384], np.float32)
    product = ops.matmul(entry, ops.constant(matrix), False, True)
    # A product of two inputs holds no matrix of the model's, and stays as it is.
    between = ops.matmul(entry, other, False, True)
    graph = openvino().Model([product, between], [entry, other], "test")
    assert in_eight_bits(graph) == 1
    got = core().compile_model(graph, "CPU", SETTINGS)([states, states])
    exact = states @ matrix.T
    assert np.abs(got[0] - exact).max() < 0.05 * np.abs(exact).max()
    assert np.abs(got[0] - exact).max() > 0
    assert got[1] == pytest.approx(states @ states.T, rel=0.02, abs=2)


def test_the_node_of_a_matrix_is_its_restored_self() -> None:
    matrix = np.array([[1.0, -2.0], [0.5, 3.0]], np.float32)
    graph = openvino().Model([constant(*quantised(matrix))], [], "test")
    (got,) = core().compile_model(graph, "CPU")([]).values()
    assert got == pytest.approx(restored(*quantised(matrix)), rel=0.01)
