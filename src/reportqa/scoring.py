"""Making scores of different kinds comparable."""

import numpy as np
from numpy.typing import NDArray

_BLOCK = 256


def z_scores(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values as multiples of their standard deviation from their mean; 0 where all are alike."""
    deviation = float(values.std())
    if deviation == 0:
        return np.zeros_like(values)
    return np.asarray((values - values.mean()) / deviation, np.float32)


def highest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The positions of the `count` highest values, best first, the earlier of equal ones first.

    All of them if there are not so many.
    """
    if len(values) <= count:
        return np.argsort(-values, kind="stable")
    likely = _likely(values, count)
    found = values[likely]
    least = np.partition(found, -count)[-count]
    above, equal = likely[found > least], likely[found == least]
    chosen = np.concatenate([above, equal[: count - len(above)]])
    return chosen[np.argsort(-values[chosen], kind="stable")]


def _likely(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The positions, ascending, of the `count` highest values and of few others.

    Where the highest values of `count` blocks are as high as a bound, so many values are: looking
    each block through for its highest takes a tenth of the time that putting all in order takes.
    """
    blocks = len(values) // _BLOCK
    if blocks < count:
        return np.arange(len(values))
    tops = values[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(1)
    return np.flatnonzero(values >= np.partition(tops, -count)[-count])
