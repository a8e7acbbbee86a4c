"""What the graph makes of what its layers give."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from reportqa.answering.reader.graph import pair_scores
from reportqa.embedding.runtime import core, openvino

_WIDTH = 3


def _scored(
    states: NDArray[np.float32], span: NDArray[np.float32], link: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the node gives for states (batch, length, width) and two matrices without biases."""
    from openvino import opset13 as ops

    given_states: Any = ops.parameter([-1, -1, _WIDTH], np.float32, "states")
    tensors = {
        "span.weight": span,
        "span.bias": np.zeros(len(span), np.float32),
        "link.weight": link,
        "link.bias": np.zeros(len(link), np.float32),
    }
    graph = openvino().Model([pair_scores(given_states, tensors)], [given_states], "pairs")
    options = {"INFERENCE_PRECISION_HINT": "f32"}
    return np.array(core().compile_model(graph, "CPU", options)([states])[0])


def test_a_pair_scores_its_beginning_its_end_and_how_they_go_together() -> None:
    # A token's state: how well it begins, how well it ends, and which of two siblings it is of.
    tokens = [(4, 0, 1), (0, 5, 1), (3, 0, -1), (0, 6, -1)]
    states = np.array([tokens], np.float32)
    span = np.array([(1, 0, 0), (0, 1, 0)], np.float32)
    link = np.array([(0, 0, 1), (0, 0, 2)], np.float32)
    pairs = _scored(states, span, link)
    assert pairs.shape == (1, 4, 4)
    assert pairs[0, 0].tolist() == [4 + 0 + 2, 4 + 5 + 2, 4 + 0 - 2, 4 + 6 - 2]
    assert pairs[0, 2].tolist() == [3 + 0 - 2, 3 + 5 - 2, 3 + 0 + 2, 3 + 6 + 2]


@given(st.integers(1, 3), st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_any_pair_scores_the_sum_of_its_parts(batch: int, length: int, seed: int) -> None:
    numbers = np.random.default_rng(seed)
    states = numbers.normal(size=(batch, length, _WIDTH)).astype(np.float32)
    span = numbers.normal(size=(2, _WIDTH)).astype(np.float32)
    link = numbers.normal(size=(4, _WIDTH)).astype(np.float32)
    pairs = _scored(states, span, link)
    begins, ends = states @ span[0], states @ span[1]
    opening, closing = states @ link[:2].T, states @ link[2:].T
    expected = begins[:, :, None] + ends[:, None, :] + opening @ closing.transpose(0, 2, 1)
    assert_allclose(pairs, expected, atol=1e-4)
