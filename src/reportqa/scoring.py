"""Making scores of different kinds comparable."""

import numpy as np
from numpy.typing import NDArray


def z_scores(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values as multiples of their standard deviation from their mean; 0 where all are alike."""
    deviation = float(values.std())
    if deviation == 0:
        return np.zeros_like(values)
    return np.asarray((values - values.mean()) / deviation, np.float32)
