"""The reader as an OpenVINO graph: the built-in model's layers with three heads."""

from pathlib import Path
from typing import Any

import numpy as np

from reportqa.answering.reader.weights import fingerprint, read_weights
from reportqa.embedding import layers
from reportqa.embedding.compiled import KeptGraph
from reportqa.embedding.eight_bits import Tensors, fitting


def reader_graph(tensors: Tensors, embeddings: Tensors) -> Any:
    """An `openvino.Model` with the inputs of `layers.graph`.

    Its outputs are what `pair_scores` gives and the logit of there being an answer (batch, 1),
    float32.

    Args:
        tensors: what `read_weights` gives.
        embeddings: the small tensors that `open_embeddings` gives.
    """
    from openvino import opset13 as ops

    def ends(states: Any) -> list[Any]:
        first = ops.gather(states, ops.constant(0), ops.constant(1))
        return [pair_scores(states, tensors), layers.linear(first, tensors, "has")]

    return layers.graph(tensors, embeddings, ends)


def pair_scores(states: Any, tensors: Tensors) -> Any:
    """The node that scores each pair of tokens as the first and the last of an answer.

    That an answer begins at one, that it ends at the other, and how well the two go together
    (Fajcik et al. 2021, "Rethinking the Objectives of Extractive Question Answering"): without
    the last, an answer may begin as one sibling does and end as the other. It is part of the graph,
    since a product of a few milliseconds that another library does waits for cores that are taken.

    Args:
        states: of the tokens, (batch, length, width).
        tensors: `span` gives two logits for each token, of an answer that begins and of one that
            ends there; `link` two vectors side by side, whose product tells how well two tokens go
            together.

    Returns:
        (batch, length, length), the first token in the row and the last in the column.
    """
    from openvino import opset13 as ops

    last_axis = ops.constant(2)
    begins, ends = ops.split(layers.linear(states, tensors, "span"), last_axis, 2).outputs()
    opening, closing = ops.split(layers.linear(states, tensors, "link"), last_axis, 2).outputs()
    alone = ops.add(begins, ops.transpose(ends, ops.constant(np.array([0, 2, 1], np.int64))))
    return ops.add(alone, ops.matmul(opening, closing, False, True))


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
