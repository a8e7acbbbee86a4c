"""Matrices in 8 bits, as the built-in encoder and the trained reader are stored and run.

Each row of a matrix has a scale of its own. Where the processor can multiply whole numbers
(AVX-512 VNNI and the like), OpenVINO brings the other side of a product to 8 bits too, a scale
for each group of numbers, as it comes by (dynamic quantisation); elsewhere it restores the
matrices, and nothing is won or lost.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

WHOLE, SCALE = ".int8", ".scale"
"""What the name of a matrix ends in where its whole numbers and its scales are kept."""

_MOST = 127

Tensors = dict[str, NDArray[Any]]
"""Arrays by name; a matrix in 8 bits is two of them."""


def settings(group: int) -> dict[str, int]:
    """What to compile a graph with whose matrices are `node`s of this module.

    `group` is how many numbers beside a matrix share a scale: more are faster and less exact.
    `python -m bench.precision` on two cores with VNNI: the encoder did 6,300 tokens/s without (0,
    in bfloat16), 8,300 in groups of 32 (OpenVINO's own choice), 9,000 of 64, and 10,400 of 128 and
    of 384; the least cosine to float32 was 0.9999 up to 64, 0.9998 for 128 and 0.9993 for 384.
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
    """The same tensors with matrices in float32, to half a step of each row's scale."""
    plain: Tensors = {}
    for name, tensor in tensors.items():
        if name.endswith(WHOLE):
            own = name.removesuffix(WHOLE)
            plain[own] = tensor.astype(np.float32) * tensors[own + SCALE][:, None]
        elif not name.endswith(SCALE):
            plain[name] = tensor
    return plain


def node(tensors: Tensors, name: str) -> Any:
    """The node of an OpenVINO graph that gives a tensor, in 8 bits if that is how it is kept."""
    from openvino import opset13 as ops

    if name + WHOLE not in tensors:
        return ops.constant(tensors[name])
    column = np.ascontiguousarray(tensors[name + SCALE][:, None], np.float32)
    whole = ops.convert(ops.constant(tensors[name + WHOLE]), "f32")
    return ops.multiply(whole, ops.constant(column))
