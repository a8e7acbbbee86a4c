"""The built-in encoder's layers as they are run: in 8 bits, by OpenVINO, without torch."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from reportqa.embedding import layers
from reportqa.embedding.compiled import KeptGraph
from reportqa.embedding.eight_bits import Tensors, fitting, store
from reportqa.embedding.weights import Weights
from reportqa.errors import ModelError
from reportqa.reasons import reason_of

EXPORT_FOLDER, LAYERS_FILE = "openvino", "layers.safetensors"
"""Where the layers are, in the folder of the built-in model."""

REACH = Path(__file__).with_name("reach.safetensors")
"""How far each input of a matrix reaches: `python -m training reach` measures it."""

# What the parts of a layer are called here and in the weights file.
_PARTS = {"out": "ao", "norm1": "aln", "wide": "fi", "narrow": "fo", "norm2": "oln"}


def write_layers(weights: Weights, file: Path) -> None:
    """Write the layers with matrices in 8 bits."""
    from safetensors.numpy import save

    file.write_bytes(save(layer_tensors(weights)))


def kept_encoder(folder: Path, embeddings: Tensors) -> KeptGraph:
    """The graph of the model in a folder, whose compiled form is kept.

    Raises:
        OSError: the layers are missing.
    """
    file = folder / EXPORT_FOLDER / LAYERS_FILE
    status = file.stat()
    reach = hashlib.sha256(REACH.read_bytes()).hexdigest()
    weights = f"{status.st_size} bytes of {status.st_mtime_ns}, {reach}"
    return KeptGraph("encoder", weights, lambda: encoder_graph(file, embeddings))


def encoder_graph(
    file: Path, embeddings: Tensors, fit: Callable[[Tensors], Tensors] = fitting
) -> Any:
    """An `openvino.Model` as `layers.graph` makes it; its output is the last hidden state.

    Args:
        file: what `write_layers` wrote.
        embeddings: the small tensors that `open_embeddings` gives.
        fit: chooses what this processor can use of the tensors.

    Raises:
        ModelError: the file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        tensors = fit(load_file(file) | load_file(REACH))
        return layers.graph(tensors, embeddings, lambda states: [states])
    except (OSError, SafetensorError, KeyError) as error:
        raise ModelError(
            f"内置模型读不出来：{file}（{reason_of(error)}）；请删除这个文件夹后重试"
        ) from error


def layer_tensors(weights: Weights) -> Tensors:
    """The weights under the names that `layers` knows, matrices of layers in 8 bits."""
    given = weights.tensors
    tensors: Tensors = {}
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
