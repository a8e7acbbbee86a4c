"""The reader as an OpenVINO graph: the built-in model's layers with three heads."""

from pathlib import Path
from typing import Any

from reportqa.answering.reader.weights import fingerprint, read_weights
from reportqa.embedding import layers
from reportqa.embedding.compiled import KeptGraph
from reportqa.embedding.eight_bits import Tensors, fitting


def reader_graph(tensors: Tensors, embeddings: Tensors) -> Any:
    """An `openvino.Model` with the inputs of `layers.graph`.

    Its outputs are start and end logits (batch, length, 2), what links starts to ends (batch,
    length, 2 * width) and the logit of there being an answer (batch, 1), float32.

    Args:
        tensors: what `read_weights` gives.
        embeddings: the small tensors that `open_embeddings` gives.
    """
    from openvino import opset13 as ops

    def ends(states: Any) -> list[Any]:
        first = ops.gather(states, ops.constant(0), ops.constant(1))
        heads = [layers.linear(states, tensors, name) for name in ("span", "link")]
        return [*heads, layers.linear(first, tensors, "has")]

    return layers.graph(tensors, embeddings, ends)


def kept_reader(weights: Path, embeddings: Tensors) -> KeptGraph:
    """The graph of the weights in a folder, whose compiled form is kept.

    Raises:
        ModelError: the weights are missing; when compiling also where they are damaged.
    """
    return KeptGraph(
        "reader",
        fingerprint(weights),
        lambda: reader_graph(fitting(read_weights(weights)), embeddings),
    )
