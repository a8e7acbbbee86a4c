"""Matrices in 8 bits, as the built-in encoder and the trained reader are stored and run.

Each row of a matrix has a scale of its own. Where the processor can multiply whole numbers
(AVX-512 VNNI and the like), OpenVINO brings the other side of a product to 8 bits too, a scale
for each group of numbers, as it comes by (dynamic quantisation); elsewhere it restores the
matrices, and nothing is won or lost.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

# Numbers of one scale. On two cores with VNNI, against bfloat16 (7,000 tokens/s of the encoder):
# 32, OpenVINO's own choice, 7,300; 128, 8,800; 384, 9,200. The cosine to float32 falls with it:
# at least 0.9998, 0.9996, 0.9991 over 520 passages.
_GROUP = 128

SETTINGS = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": _GROUP}
"""What to compile a graph with whose matrices are `constant`s of this module."""

_MOST = 127


def quantised(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix (rows, columns) as whole numbers from -127 to 127 and a scale for each row."""
    scale = np.maximum(np.abs(matrix).max(1), 1e-12) / _MOST
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def restored(whole: NDArray[np.int8], scale: NDArray[np.float32]) -> NDArray[np.float32]:
    """The matrix, to half a step of each row's scale."""
    return whole.astype(np.float32) * scale[:, None]


def constant(whole: NDArray[np.int8], scale: NDArray[np.float32]) -> Any:
    """The node of an OpenVINO graph that gives the matrix."""
    from openvino import opset13 as ops

    column = np.ascontiguousarray(scale[:, None], np.float32)
    return ops.multiply(ops.convert(ops.constant(whole), "f32"), ops.constant(column))


def in_eight_bits(model: Any) -> int:
    """Bring the matrices that a graph multiplies by to 8 bits, in place; how many there were.

    Only matrices (rows, columns) that are multiplied by row are meant, as layers hold them.
    """
    count = 0
    for product in model.get_ops():
        if product.get_type_name() != "MatMul" or not product.get_attributes()["transpose_b"]:
            continue
        source = product.input(1).get_source_output().get_node()
        if source.get_type_name() == "Convert":
            source = source.input(0).get_source_output().get_node()
        if source.get_type_name() == "Constant" and len(source.get_output_shape(0)) == 2:
            matrix = np.asarray(source.get_data(), np.float32)
            product.input(1).replace_source_output(constant(*quantised(matrix)).output(0))
            count += 1
    model.validate_nodes_and_infer_types()
    return count
