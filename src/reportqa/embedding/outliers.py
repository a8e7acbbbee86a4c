"""The neurons of a layer that reach the furthest, taken out of its products in 8 bits.

In seven layers of the built-in model one neuron of 1,536 gives two to twelve times as much as any
other for a few tokens, up to seventy-one: a scale that holds it leaves the rest too coarse. So the
few that reach the furthest are computed in float32 beside the rest, which then has a scale of its
own: mixed-precision decomposition (Dettmers et al. 2022, LLM.int8(), section 3.2), here with
neurons known beforehand.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.eight_bits import LEAST, MOST, SCALE, WHOLE, Tensors

# As many as a processor with AVX-512 takes at once. To try another number: `python -m
# bench.precision` tells how near the margins of the reader stay to float32. With none they go
# half as far off again, and all to one side.
_APART = 16


@dataclass(frozen=True, slots=True)
class Outliers:
    """Neurons that are computed apart."""

    wide: NDArray[np.float32]
    """What each takes from the states: (neurons, width)."""

    bias: NDArray[np.float32]
    """(neurons)."""

    narrow: NDArray[np.float32]
    """What each gives to the states: (width, neurons)."""


def taken_apart(tensors: Tensors, wide: str, narrow: str) -> tuple[Tensors, Outliers | None]:
    """The tensors without the neurons that reach far, and these.

    There are none where it is not known how far the neurons reach.

    Args:
        tensors: with the matrices in 8 bits.
        wide: the name, without `.weight`, of the matrix (neurons, width) and its bias.
        narrow: of the matrix (width, neurons).
    """
    into, bias, out = f"{wide}.weight", f"{wide}.bias", f"{narrow}.weight"
    if out + MOST not in tensors:
        return tensors, None
    reach = tensors[out + MOST].astype(np.float32) - tensors[out + LEAST]
    places = np.argsort(reach)[-_APART:]
    whole_in, whole_out = tensors[into + WHOLE], tensors[out + WHOLE]
    apart = Outliers(
        whole_in[places] * tensors[into + SCALE][places, None],
        tensors[bias][places],
        whole_out[:, places] * tensors[out + SCALE][:, None],
    )
    # Set to 0 rather than cut out: products of odd sizes are slower.
    rest = {
        into + WHOLE: _without(whole_in, places),
        bias: _without(tensors[bias], places),
        out + WHOLE: _without(whole_out.T, places).T,
        out + LEAST: _without(tensors[out + LEAST], places),
        out + MOST: _without(tensors[out + MOST], places),
    }
    return tensors | rest, apart


def _without(rows: NDArray[Any], places: NDArray[np.int64]) -> NDArray[Any]:
    left = rows.copy()
    left[places] = 0
    return left
