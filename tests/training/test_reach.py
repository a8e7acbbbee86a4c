"""How far inputs reach is measured on tokens, and kept where one scale for all does."""

import numpy as np
from safetensors.numpy import load_file
from training.reach import _MOST_NOISE, _Seen, examples, reach, reader_batches

from reportqa.answering.reader.model import SHIPPED
from reportqa.answering.reader.weights import read_weights
from reportqa.embedding.eight_bits import LEAST, MOST
from reportqa.embedding.graph import REACH


def test_a_few_that_reach_far_make_one_scale_too_coarse() -> None:
    dice = np.random.default_rng(0)
    seen = _Seen()
    rows = dice.standard_normal((400, 32)).astype(np.float32)
    for part in (rows[:100], rows[100:]):
        seen.add(part)
    assert np.array_equal(seen.least, rows.min(0))
    assert np.array_equal(seen.most, rows.max(0))
    matrix = dice.standard_normal((16, 32)).astype(np.float32)
    even = seen.noise(matrix)
    assert even < _MOST_NOISE
    far = rows.copy()
    far[7, 3] = 3000
    uneven = _Seen()
    uneven.add(far)
    assert uneven.noise(matrix) > max(10 * even, _MOST_NOISE)


def test_what_ships_holds_the_reach_of_nearly_all_matrices() -> None:
    for stored in (read_weights(SHIPPED), load_file(REACH)):
        reaching = [name.removesuffix(MOST) for name in stored if name.endswith(MOST)]
        assert 40 <= len(reaching) < 48
        for name in reaching:
            assert (stored[name + LEAST] < stored[name + MOST]).all()
            if ".narrow." in name:  # behind GELU
                assert stored[name + LEAST].min() > -0.171


def test_what_some_examples_reach_lies_within_what_ships() -> None:
    weights = read_weights(SHIPPED)
    pairs = examples()
    assert len(pairs) >= 700
    few = reach(weights, reader_batches(pairs[:16]))
    assert few
    for name, values in few.items():
        if name in weights:
            wider = np.minimum if name.endswith(LEAST) else np.maximum
            whole = weights[name].astype(np.float32)
            joined = wider(whole, values.astype(np.float32))
            assert np.abs(joined - whole).max() < 0.02 * max(1, np.abs(whole).max())
