"""Making scores of different kinds comparable."""

import numpy as np
from numpy.typing import NDArray


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
    least = np.partition(values, -count)[-count]
    above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
    chosen = np.concatenate([above, equal[: count - len(above)]])
    return chosen[np.argsort(-values[chosen], kind="stable")]
