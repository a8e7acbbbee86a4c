"""The layers of the built-in model as nodes of an OpenVINO graph, written out one by one.

The encoder and the trained reader have the same layers with other weights. Query, key and value
are one product, which a graph exported from torch has as three; and nothing need be exported.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from reportqa.embedding.eight_bits import Tensors, product
from reportqa.embedding.outliers import taken_apart
from reportqa.embedding.runtime import openvino

LAYERS = 12
HEADS = 12
_EPSILON = 1e-12
_HIDDEN = -1e4

# Names of the tensors: of the layers `layers.N.` with one of these and `.weight` or `.bias`.
PARTS = ("qkv", "out", "norm1", "wide", "narrow", "norm2")


def graph(tensors: Tensors, embeddings: Tensors, ends: Callable[[Any], list[Any]]) -> Any:
    """A model of the layers with whatever comes behind them, an `openvino.Model`.

    Its inputs are word vectors (batch, length, width) float16 and mask (batch, length) float32, 1
    for tokens and 0 for padding.

    Args:
        tensors: of the layers, and what `ends` needs.
        embeddings: the small tensors that `open_embeddings` gives.
        ends: from what the last layer gives to the outputs.
    """
    runtime = openvino()
    from openvino import opset13 as ops

    width = embeddings["place"].shape[1]
    words = ops.parameter([-1, -1, width], np.float16, "words")
    mask = ops.parameter([-1, -1], np.float32, "mask")
    states = _transformed(_embedded(ops.convert(words, "f32"), embeddings), mask, tensors)
    return runtime.Model(ends(states), [words, mask], "layers")


def _embedded(words: Any, tensors: Tensors) -> Any:
    """What the first layer is given for word vectors (batch, length, width) float32.

    `tensors` holds `place` (positions, width), `type` (1 or more, width) and `norm.weight` and
    `norm.bias` (width).
    """
    from openvino import opset13 as ops

    length = ops.gather(ops.shape_of(words), ops.constant([1]), ops.constant(0))
    places = ops.slice(
        ops.constant(tensors["place"] + tensors["type"][0]),
        ops.constant([0]),
        length,
        ops.constant([1]),
        ops.constant([0]),
    )
    return _norm(ops.add(words, places), tensors, "norm")


def _transformed(states: Any, mask: Any, tensors: Tensors) -> Any:
    """What the last layer gives, (batch, length, width).

    `mask` (batch, length) float32 is 1 for tokens and 0 for padding, which nothing attends to.
    """
    from openvino import opset13 as ops

    hidden = ops.multiply(
        ops.subtract(ops.constant(np.float32(1)), mask), ops.constant(np.float32(_HIDDEN))
    )
    bias = ops.unsqueeze(hidden, ops.constant(np.array([1, 2], np.int64)))
    for number in range(LAYERS):
        states = _layer(states, bias, tensors, f"layers.{number}.")
    return states


def linear(states: Any, tensors: Tensors, name: str) -> Any:
    """States times a matrix (outputs, inputs), plus a bias."""
    return product(states, tensors, f"{name}.weight", f"{name}.bias")


def _layer(states: Any, bias: Any, tensors: Tensors, own: str) -> Any:
    from openvino import opset13 as ops

    width = len(tensors[f"{own}out.bias"])

    def shaped(parts: Any, sizes: list[int]) -> Any:
        return ops.reshape(parts, ops.constant(np.array(sizes, np.int64)), True)

    def turned(parts: Any) -> Any:
        return ops.transpose(parts, ops.constant(np.array([0, 2, 1, 3], np.int64)))

    parts = ops.split(linear(states, tensors, f"{own}qkv"), ops.constant(2), 3)
    query, key, value = (
        turned(shaped(part, [0, 0, HEADS, width // HEADS])) for part in parts.outputs()
    )
    scale = ops.constant(np.float32((width // HEADS) ** -0.5))
    scores = ops.matmul(ops.multiply(query, scale), key, False, True)
    mixed = ops.matmul(ops.softmax(ops.add(scores, bias), -1), value, False, False)
    joined = shaped(turned(mixed), [0, 0, width])
    states = _norm(ops.add(states, linear(joined, tensors, f"{own}out")), tensors, f"{own}norm1")
    given = _fed_forward(states, tensors, f"{own}wide", f"{own}narrow")
    return _norm(ops.add(states, given), tensors, f"{own}norm2")


def _fed_forward(states: Any, tensors: Tensors, wide: str, narrow: str) -> Any:
    from openvino import opset13 as ops

    rest, apart = taken_apart(tensors, wide, narrow)
    given = linear(ops.gelu(linear(states, rest, wide), "erf"), rest, narrow)
    if apart is None:
        return given
    into = ops.matmul(states, ops.constant(apart.wide), False, True)
    neurons = ops.gelu(ops.add(into, ops.constant(apart.bias)), "erf")
    return ops.add(given, ops.matmul(neurons, ops.constant(apart.narrow), False, True))


def _norm(states: Any, tensors: Tensors, name: str) -> Any:
    from openvino import opset13 as ops

    axes = ops.constant(np.array([-1], np.int64))
    scaled = ops.mvn(states, axes, True, _EPSILON, "inside_sqrt")
    weight, bias = (ops.constant(tensors[f"{name}.{part}"]) for part in ("weight", "bias"))
    return ops.add(ops.multiply(scaled, weight), bias)
