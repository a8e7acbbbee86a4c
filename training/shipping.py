"""Writes the weights of a training state as the package ships them."""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save

from reportqa.answering.reader.weights import QUANTISED, SCALE, WEIGHTS_FILE, quantised

_HEADS = ("span.", "has.")


def ship(state: Path, folder: Path) -> None:
    """Write `reader.safetensors` and `reader.json`: matrices in 8 bits, the rest in 32."""
    body: dict[str, torch.Tensor] = torch.load(state, weights_only=True)["body"]
    stored: dict[str, NDArray[np.float32] | NDArray[np.int8]] = {}
    for name, tensor in body.items():
        array = tensor.numpy().astype(np.float32)
        if array.ndim == 2 and not name.startswith(_HEADS):
            stored[name + QUANTISED], stored[name + SCALE] = quantised(array)
        else:
            stored[name] = array
    folder.mkdir(parents=True, exist_ok=True)
    data = save(stored)
    (folder / WEIGHTS_FILE).write_bytes(data)
    about = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    (folder / "reader.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
