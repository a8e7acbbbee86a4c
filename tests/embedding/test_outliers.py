"""Neurons that reach the furthest are computed apart, and the rest as if they were not there."""

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from reportqa.answering.reader.model import SHIPPED
from reportqa.answering.reader.weights import read_weights
from reportqa.embedding.eight_bits import LEAST, MOST, Tensors, restored, store, without_reach
from reportqa.embedding.graph import REACH
from reportqa.embedding.layers import LAYERS
from reportqa.embedding.outliers import _APART, taken_apart

_WIDTH, _NEURONS = 8, 40


def _layer() -> Tensors:
    dice = np.random.default_rng(0)
    tensors: Tensors = {
        "wide.bias": dice.standard_normal(_NEURONS).astype(np.float32),
        "narrow.bias": dice.standard_normal(_WIDTH).astype(np.float32),
    }
    for name, shape in (("wide", (_NEURONS, _WIDTH)), ("narrow", (_WIDTH, _NEURONS))):
        store(tensors, f"{name}.weight", dice.standard_normal(shape).astype(np.float32))
    tensors["narrow.weight" + LEAST] = np.full(_NEURONS, -0.17, np.float16)
    tensors["narrow.weight" + MOST] = dice.permutation(_NEURONS).astype(np.float16)
    return tensors


def _gelu(values: NDArray[np.float32]) -> NDArray[np.float32]:
    # Any that gives 0 for 0 will do.
    return np.asarray(values * np.float32(0.5) * (1 + np.tanh(values)), np.float32)


def test_the_rest_and_those_apart_give_what_all_gave() -> None:
    tensors = _layer()
    before = {name: one.copy() for name, one in tensors.items()}
    rest, apart = taken_apart(tensors, "wide", "narrow")
    assert apart is not None
    states = np.random.default_rng(1).standard_normal((5, _WIDTH)).astype(np.float32)

    def given(some: Tensors) -> NDArray[np.float32]:
        plain = restored(some)
        neurons = _gelu(states @ plain["wide.weight"].T + plain["wide.bias"])
        return neurons @ plain["narrow.weight"].T + plain["narrow.bias"]

    beside = _gelu(states @ apart.wide.T + apart.bias) @ apart.narrow.T
    assert np.abs(given(rest) + beside - given(tensors)).max() < 1e-4
    assert np.abs(beside).max() > 0.1
    assert set(tensors) == set(before)
    assert all(np.array_equal(tensors[name], before[name]) for name in before)


def test_those_apart_are_the_ones_that_reach_the_furthest() -> None:
    tensors = _layer()
    rest, apart = taken_apart(tensors, "wide", "narrow")
    assert apart is not None
    far = tensors["narrow.weight" + MOST] >= _NEURONS - _APART
    assert far.sum() == _APART
    plain = restored(tensors)
    assert {tuple(row) for row in apart.wide} == {tuple(row) for row in plain["wide.weight"][far]}
    for name in ("wide.weight.int8", "wide.bias", "narrow.weight" + LEAST, "narrow.weight" + MOST):
        assert not rest[name][far].any()
        assert np.array_equal(rest[name][~far], tensors[name][~far])
    assert not rest["narrow.weight.int8"][:, far].any()


def test_none_are_apart_where_the_reach_is_not_known() -> None:
    tensors = without_reach(_layer())
    assert taken_apart(tensors, "wide", "narrow") == (tensors, None)


def test_of_what_ships_one_neuron_in_some_layers_reaches_far_beyond_all_others() -> None:
    for stored, layers in ((load_file(REACH), 7), (read_weights(SHIPPED), 6)):
        ratios = []
        for number in range(LAYERS):
            most = np.sort(stored[f"layers.{number}.narrow.weight{MOST}"].astype(np.float32))
            ratios.append(most[-1] / most[-2])
            assert most[-1] <= 72
            assert most[-1 - _APART] <= 6
        assert sum(ratio >= 2 for ratio in ratios) == layers
        assert 10 <= max(ratios) < 14
