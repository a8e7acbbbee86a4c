"""The reader as an OpenVINO graph: the built-in model's layers with two heads.

Building it takes a fraction of a second, so that nothing need be exported, cached or kept in
step with the weights, and torch is not needed at any time.
"""

from typing import Any

import numpy as np

from reportqa.embedding import runtime
from reportqa.embedding.eight_bits import Tensors, settings
from reportqa.embedding.layers import embedded, linear, transformed

# On average a margin moves by 0.07 logits, in bfloat16 by 0.02 (`python -m bench.precision`).
_GROUP = 128


def compile_graph(
    tensors: Tensors, embeddings: Tensors, options: dict[str, Any] | None = None
) -> Any:
    """Compile for the CPU.

    Inputs: word vectors (batch, length, width) float32 and mask (batch, length) float32, 1 for
    tokens and 0 for padding. Outputs: start and end logits (batch, length, 2) and the logit of
    there being an answer (batch, 1), float32.

    Args:
        tensors: what `read_weights` gives.
        embeddings: the small tensors that `open_embeddings` gives.
        options: how OpenVINO is to run it, if not as is best.
    """
    openvino = runtime.openvino()
    from openvino import opset13 as ops

    width = embeddings["place"].shape[1]
    words = ops.parameter([-1, -1, width], np.float32, "words")
    mask = ops.parameter([-1, -1], np.float32, "mask")
    states = transformed(embedded(words, embeddings), mask, tensors)
    first = ops.gather(states, ops.constant(0), ops.constant(1))
    outputs = [linear(states, tensors, "span"), linear(first, tensors, "has")]
    model = openvino.Model(outputs, [words, mask], "reader")
    return runtime.core().compile_model(model, "CPU", options or settings(_GROUP))
