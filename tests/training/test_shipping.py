"""Weights written as they ship."""

from pathlib import Path

import numpy as np
from training.shipping import average

from reportqa.answering.reader.model import SHIPPED, ReaderModel
from reportqa.answering.reader.weights import read_weights
from reportqa.embedding.eight_bits import LEAST, MOST


def test_the_mean_of_weights_with_themselves_is_these_weights(tmp_path: Path) -> None:
    average([SHIPPED, SHIPPED], tmp_path)
    shipped, averaged = read_weights(SHIPPED), read_weights(tmp_path)
    assert averaged.keys() == shipped.keys()
    for name, tensor in averaged.items():
        # Reaches are measured anew, and kept in 16 bits: processors may differ in the last.
        limit = 1e-3 if name.endswith((LEAST, MOST)) else 1e-5
        np.testing.assert_allclose(tensor, shipped[name], rtol=limit, atol=1e-6)
    passage = "2019年，全县新建农村公路36公里，改造危桥4座。"
    (read,) = ReaderModel.load(weights=tmp_path).score("新建了多少公里农村公路？", [passage])
    assert passage[read.spans[0].start : read.spans[0].end] == "36公里"
