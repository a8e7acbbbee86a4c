"""How far inputs reach is measured on tokens."""

import numpy as np
from safetensors.numpy import load_file
from training.reach import examples, reach, reader_batches

from reportqa.answering.reader.model import SHIPPED
from reportqa.answering.reader.weights import read_weights
from reportqa.embedding.eight_bits import LEAST, MOST
from reportqa.embedding.graph import REACH


def test_what_ships_holds_the_reach_of_all_matrices() -> None:
    for stored in (read_weights(SHIPPED), load_file(REACH)):
        reaching = [name.removesuffix(MOST) for name in stored if name.endswith(MOST)]
        assert len(reaching) == 48
        for name in reaching:
            assert (stored[name + LEAST] < stored[name + MOST]).all()
            if ".narrow." in name:  # behind GELU
                assert stored[name + LEAST].min() > -0.171


def test_what_some_examples_reach_lies_within_what_ships() -> None:
    weights = read_weights(SHIPPED)
    pairs = examples()
    assert len(pairs) >= 700
    few = reach(weights, reader_batches(pairs[:16]))
    assert len(few) == 96
    for name, values in few.items():
        wider = np.minimum if name.endswith(LEAST) else np.maximum
        whole = weights[name].astype(np.float32)
        joined = wider(whole, values.astype(np.float32))
        assert np.abs(joined - whole).max() < 0.02 * max(1, np.abs(whole).max())
