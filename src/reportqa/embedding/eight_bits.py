"""Matrices in 8 bits, as the built-in encoder and the trained reader are stored and run.

Each row of a matrix has a scale of its own. Where the processor can multiply whole numbers
(AVX-512 VNNI and the like), the other side of a product is brought to 8 bits too:

- With one scale for all, known beforehand, where it is known how far each input of the matrix
  reaches (static quantisation). Some reach many times as far as others; so each is divided by a
  factor that its column of the matrix is multiplied by, as in SmoothQuant (Xiao et al. 2022,
  equation 4), and begins at 0, since GELU gives hardly anything below it. The furthest neurons
  are left to `outliers`.
- With a scale for each group of numbers, found as they come by, where it is not (dynamic
  quantisation): more exact, and slower.

An older x86 processor multiplies fastest what was restored beforehand, a tenth faster than what
OpenVINO restores product by product (`python -m bench.precision`). Of others nothing is known, so
that it is left to OpenVINO.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.runtime import multiplies_only_floats, multiplies_whole_numbers

WHOLE, SCALE = ".int8", ".scale"
"""What the name of a matrix ends in where its whole numbers and its scales are kept."""

LEAST, MOST = ".least", ".most"
"""What the name of a matrix ends in where the reach of each of its inputs is kept."""

LEVELS = 256
"""How many values an input in 8 bits may have."""

_MOST = 127
# A twentieth faster than 32, OpenVINO's own choice, for a cosine to float32 of 0.9999 all the same
# (`python -m bench.precision`).
_GROUP = 64
# How much of the reach of an input its column of the matrix takes over: from 0, none, to 1.
# Of 0.8, 0.9 and 1.0 the one that leaves the margins of the reader nearest to float32, as `python
# -m bench.precision` measures them; cosines of the encoder hardly differ.
_TAKEN_OVER = 0.9
_SMALLEST = 1e-4

Tensors = dict[str, NDArray[Any]]
"""Arrays by name; a matrix in 8 bits is two of them."""


def settings(group: int = _GROUP) -> dict[str, int]:
    """What to compile a graph with whose matrices are `node`s of this module.

    `group` is how many numbers beside a matrix share a scale, where the reach of its inputs is
    not known: more are faster and less exact, as `python -m bench.precision` measures.
    """
    return {"DYNAMIC_QUANTIZATION_GROUP_SIZE": group}


def quantised(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix (rows, columns) as whole numbers from -127 to 127 and a scale for each row."""
    scale = np.maximum(np.abs(matrix).max(1), 1e-12) / _MOST
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def store(tensors: Tensors, name: str, matrix: NDArray[np.float32]) -> None:
    """Keep a matrix in 8 bits under its name."""
    tensors[name + WHOLE], tensors[name + SCALE] = quantised(matrix)


def restored(tensors: Tensors) -> Tensors:
    """The same tensors with matrices in float32, to half a step of each row's scale.

    The reaches of inputs are left out: they are those of one set of weights.
    """
    plain: Tensors = {}
    for name, tensor in tensors.items():
        if name.endswith(WHOLE):
            own = name.removesuffix(WHOLE)
            plain[own] = tensor.astype(np.float32) * tensors[own + SCALE][:, None]
        elif not name.endswith((SCALE, LEAST, MOST)):
            plain[name] = tensor
    return plain


def without_reach(tensors: Tensors) -> Tensors:
    """The same tensors for products whose inputs come to 8 bits as they come by, if at all."""
    return {name: one for name, one in tensors.items() if not name.endswith((LEAST, MOST))}


def fitting(tensors: Tensors) -> Tensors:
    """The same tensors in the form that this processor multiplies fastest."""
    if multiplies_whole_numbers():
        return tensors
    return restored(tensors) if multiplies_only_floats() else without_reach(tensors)


def node(tensors: Tensors, name: str) -> Any:
    """The node of an OpenVINO graph that gives a tensor, in 8 bits if that is how it is kept."""
    from openvino import opset13 as ops

    if name + WHOLE not in tensors:
        return ops.constant(tensors[name])
    return _in_eight_bits(tensors[name + WHOLE], tensors[name + SCALE])


def product(states: Any, tensors: Tensors, matrix: str, bias: str) -> Any:
    """The node that gives states (…, inputs) times a matrix (outputs, inputs), plus a bias."""
    from openvino import opset13 as ops

    if matrix + MOST in tensors:
        return _static_product(states, tensors, matrix, bias)
    times = ops.matmul(states, node(tensors, matrix), False, True)
    times.set_friendly_name(matrix)
    return ops.add(times, ops.constant(tensors[bias]))


def _static_product(states: Any, tensors: Tensors, matrix: str, bias: str) -> Any:
    from openvino import opset13 as ops

    least, most = (tensors[matrix + end].astype(np.float32) for end in (LEAST, MOST))
    plain = tensors[matrix + WHOLE].astype(np.float32) * tensors[matrix + SCALE][:, None]
    factor = factors(plain, most - least)
    whole, scale = quantised(plain * factor)
    # What was taken from the inputs, so that they begin at 0, comes back behind the product.
    moved = (whole.astype(np.float32) * scale[:, None]) @ (least / factor)
    top = ops.constant(np.float32(((most - least) / factor).max()))
    bottom = ops.constant(np.float32(0))
    even = ops.multiply(ops.subtract(states, _row(least)), _row(np.float32(1) / factor))
    inputs = ops.fake_quantize(even, bottom, top, bottom, top, LEVELS)
    times = ops.matmul(inputs, _in_eight_bits(whole, scale), False, True)
    return ops.add(times, ops.constant(tensors[bias] + moved))


def factors(matrix: NDArray[np.float32], reach: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each input is divided by and its column multiplied by, above 0 and at most 1.

    Args:
        matrix: (outputs, inputs).
        reach: from the least to the most of each input.
    """
    columns = np.maximum(np.abs(matrix).max(0), _SMALLEST)
    factor = np.maximum(reach, _SMALLEST) ** _TAKEN_OVER / columns ** (1 - _TAKEN_OVER)
    return np.asarray(factor / factor.max(), np.float32)


def _row(values: NDArray[np.float32]) -> Any:
    from openvino import opset13 as ops

    return ops.constant(np.asarray(values[None, None, :], np.float32))


def _in_eight_bits(whole: NDArray[np.int8], scale: NDArray[np.float32]) -> Any:
    from openvino import opset13 as ops

    column = np.ascontiguousarray(scale[:, None], np.float32)
    return ops.multiply(ops.convert(ops.constant(whole), "f32"), ops.constant(column))
