"""The highest of many scores, and scores made comparable."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reportqa.scoring import highest, z_scores


def _sorted(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    return np.argsort(-values, kind="stable")[:count]


@given(
    size=st.integers(0, 6_000),
    count=st.integers(1, 20),
    kinds=st.sampled_from([1, 2, 50, 1_000_000]),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_highest_are_the_first_of_all_sorted(
    size: int, count: int, kinds: int, seed: int
) -> None:
    """Also where few differ, where most are 0, and where all the highest stand together."""
    rng = np.random.default_rng(seed)
    values = rng.integers(0, kinds, size).astype(np.float32)
    assert highest(values, count).tolist() == _sorted(values, count).tolist()
    values.sort()
    assert highest(values, count).tolist() == _sorted(values, count).tolist()
    values[: size - count // 2] = 0
    assert highest(values, count).tolist() == _sorted(values, count).tolist()


def test_scores_become_multiples_of_their_deviation() -> None:
    given_ = np.array([1, 2, 3, 6], np.float32)
    assert z_scores(given_) == pytest.approx((given_ - 3) / given_.std())
    assert z_scores(np.full(3, 7, np.float32)).tolist() == [0, 0, 0]
