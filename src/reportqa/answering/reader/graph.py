"""The reader as an OpenVINO graph, written out operation by operation.

Building it takes a fraction of a second, so that nothing need be exported, cached or kept in
step with the weights, and torch is not needed at any time.
"""

from typing import Any

import numpy as np

from reportqa.answering.reader.weights import QUANTISED, SCALE, Tensors
from reportqa.embedding import eight_bits, runtime

LAYERS = 12
_HEADS = 12
_EPSILON = 1e-12
_HIDDEN = -1e4


def compile_graph(tensors: Tensors, embeddings: Tensors) -> Any:
    """Compile for the CPU.

    Inputs: word vectors (batch, length, width) float32 and mask (batch, length) float32, 1 for
    tokens and 0 for padding. Outputs: start and end logits (batch, length, 2) and the logit of
    there being an answer (batch, 1), float32.

    Args:
        tensors: what `read_weights` gives.
        embeddings: the small tensors that `open_embeddings` gives.
    """
    openvino = runtime.openvino()
    from openvino import opset13 as ops

    def matrix(name: str) -> Any:
        if name + QUANTISED in tensors:
            return eight_bits.constant(tensors[name + QUANTISED], tensors[name + SCALE])
        return ops.constant(tensors[name])

    def linear(states: Any, name: str) -> Any:
        product = ops.matmul(states, matrix(f"{name}.weight"), False, True)
        return ops.add(product, ops.constant(tensors[f"{name}.bias"]))

    def norm(states: Any, weight: Any, bias: Any) -> Any:
        axes = ops.constant(np.array([-1], np.int64))
        scaled = ops.mvn(states, axes, True, _EPSILON, "inside_sqrt")
        return ops.add(ops.multiply(scaled, ops.constant(weight)), ops.constant(bias))

    def shaped(states: Any, sizes: list[int]) -> Any:
        return ops.reshape(states, ops.constant(np.array(sizes, np.int64)), True)

    def turned(states: Any) -> Any:
        return ops.transpose(states, ops.constant(np.array([0, 2, 1, 3], np.int64)))

    width = embeddings["place"].shape[1]
    words = ops.parameter([-1, -1, width], np.float32, "words")
    mask = ops.parameter([-1, -1], np.float32, "mask")
    length = ops.gather(ops.shape_of(words), ops.constant([1]), ops.constant(0))
    places = ops.slice(
        ops.constant(embeddings["place"] + embeddings["type"][0]),
        ops.constant([0]),
        length,
        ops.constant([1]),
        ops.constant([0]),
    )
    states = norm(ops.add(words, places), embeddings["norm.weight"], embeddings["norm.bias"])
    hidden = ops.multiply(
        ops.subtract(ops.constant(np.float32(1)), mask), ops.constant(np.float32(_HIDDEN))
    )
    bias = ops.unsqueeze(hidden, ops.constant(np.array([1, 2], np.int64)))
    for layer in range(LAYERS):
        own = f"layers.{layer}."
        parts = ops.split(linear(states, f"{own}qkv"), ops.constant(2), 3)
        query, key, value = (
            turned(shaped(part, [0, 0, _HEADS, width // _HEADS])) for part in parts.outputs()
        )
        scale = ops.constant(np.float32((width // _HEADS) ** -0.5))
        scores = ops.matmul(ops.multiply(query, scale), key, False, True)
        mixed = ops.matmul(ops.softmax(ops.add(scores, bias), -1), value, False, False)
        joined = shaped(turned(mixed), [0, 0, width])
        states = norm(
            ops.add(states, linear(joined, f"{own}out")),
            tensors[f"{own}norm1.weight"],
            tensors[f"{own}norm1.bias"],
        )
        wide = ops.gelu(linear(states, f"{own}wide"), "erf")
        states = norm(
            ops.add(states, linear(wide, f"{own}narrow")),
            tensors[f"{own}norm2.weight"],
            tensors[f"{own}norm2.bias"],
        )
    first = ops.gather(states, ops.constant(0), ops.constant(1))
    outputs = [linear(states, "span"), linear(first, "has")]
    model = openvino.Model(outputs, [words, mask], "reader")
    return runtime.core().compile_model(model, "CPU", eight_bits.SETTINGS)
