"""The built-in encoder as an OpenVINO graph, for speed and for asking without torch."""

from pathlib import Path

import numpy as np

from reportqa.embedding import layers
from reportqa.embedding.eight_bits import Tensors, store
from reportqa.embedding.runtime import openvino
from reportqa.embedding.weights import Weights

_EMBEDDINGS = {"place": "emb.pos", "type": "emb.type", "norm.weight": "emb.ln.w"}
_EMBEDDINGS |= {"norm.bias": "emb.ln.b"}
# What the parts of a layer are called here and in the weights file.
_PARTS = {"out": "ao", "norm1": "aln", "wide": "fi", "narrow": "fo", "norm2": "oln"}


def write_graph(weights: Weights, file: Path) -> None:
    """Write the graph (batch and length free, layers in 8 bits, words in float16).

    Its inputs are token ids and mask, both (batch, length) int64; its output is the last hidden
    state, (batch, length, width) float32.

    Raises:
        RuntimeError: OpenVINO cannot make or write it.
    """
    runtime = openvino()
    from openvino import opset13 as ops

    tensors = _tensors(weights)
    ids = ops.parameter([-1, -1], np.int64, "ids")
    mask = ops.parameter([-1, -1], np.int64, "mask")
    table = ops.constant(weights.tensors["emb.word"].astype(np.float16))
    words = ops.gather(ops.convert(table, "f32"), ids, ops.constant(0))
    states = layers.embedded(words, tensors)
    states = layers.transformed(states, ops.convert(mask, "f32"), tensors)
    runtime.save_model(runtime.Model([states], [ids, mask], "encoder"), file, False)


def _tensors(weights: Weights) -> Tensors:
    """The weights under the names that `layers` knows, matrices of layers in 8 bits."""
    given = weights.tensors
    tensors: Tensors = {ours: given[theirs] for ours, theirs in _EMBEDDINGS.items()}
    for number in range(weights.shape.layers):
        own, theirs = f"layers.{number}.", f"l{number}."
        parts = {
            "qkv": {
                end: np.concatenate([given[f"{theirs}{part}.{end}"] for part in "qkv"])
                for end in "wb"
            }
        }
        for name, part in _PARTS.items():
            parts[name] = {end: given[f"{theirs}{part}.{end}"] for end in "wb"}
        for name, both in parts.items():
            if both["w"].ndim == 2:
                store(tensors, f"{own}{name}.weight", both["w"])
            else:
                tensors[f"{own}{name}.weight"] = both["w"]
            tensors[f"{own}{name}.bias"] = both["b"]
    return tensors
