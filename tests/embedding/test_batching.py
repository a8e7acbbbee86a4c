"""Texts in batches: each once, and padded to what the engine takes at once."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reportqa.embedding.batching import BATCH_TOKENS, padded, slab_batches

_IDS = st.lists(st.integers(3, 99), min_size=1, max_size=40)


@given(st.lists(_IDS, min_size=1, max_size=5))
def test_padding_is_hidden_by_the_mask(batch: list[list[int]]) -> None:
    ids, mask = padded(batch, 1)
    assert ids.shape == mask.shape
    longest = max(map(len, batch))
    assert longest <= ids.shape[1] <= longest + 9
    for row, tokens in enumerate(batch):
        assert ids[row, : len(tokens)].tolist() == tokens
        assert (ids[row, len(tokens) :] == 1).all()
        assert mask[row].tolist() == [1.0] * len(tokens) + [0.0] * (ids.shape[1] - len(tokens))


def test_lengths_far_past_a_multiple_of_sixteen_go_on_to_the_next() -> None:
    lengths = (16, 17, 19, 20, 22, 23, 31, 32, 38, 39)
    widths = [padded([[5] * length], 1)[0].shape[1] for length in lengths]
    assert widths == [16, 19, 19, 22, 22, 32, 32, 32, 38, 48]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=600))
def test_each_text_is_in_one_batch_and_longer_slabs_come_first(lengths: list[int]) -> None:
    texts = ["字" * length for length in lengths]

    def inputs(batch: Sequence[list[int]]) -> tuple[list[list[int]], NDArray[np.float32]]:
        return list(batch), np.ones((len(batch), 1), np.float32)

    seen: list[int] = []
    for rows, given_, mask in slab_batches(texts, lambda text: [7] * len(text), inputs):
        assert [len(ids) for ids in given_] == [lengths[row] for row in rows]
        assert len(mask) == len(rows)
        assert len(rows) == 1 or len(rows) * max(map(len, given_)) <= BATCH_TOKENS
        seen += rows
    assert sorted(seen) == list(range(len(texts)))
    first, last = seen[:256], seen[256:]
    assert min(lengths[row] for row in first) >= max((lengths[row] for row in last), default=0)
