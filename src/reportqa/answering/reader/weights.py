"""The reader's weights: what was trained ships here, the embeddings are the built-in model's.

Word embeddings were left as they were in training, so that they need not ship twice. Matrices
are stored in 8 bits, each row with a scale of its own.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.answering.reader.verification import ABOUT_FILE
from reportqa.embedding.eight_bits import Tensors
from reportqa.errors import ModelError

WEIGHTS_FILE = "reader.safetensors"
_WORDS = "embeddings.word_embeddings.weight"
_SMALL = {
    "place": "embeddings.position_embeddings.weight",
    "type": "embeddings.token_type_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
}
_REMEDY = "请重新安装 reportqa"


def read_weights(folder: Path) -> Tensors:
    """The trained tensors as stored: a matrix in 8 bits as `name.int8` and `name.scale`.

    Raises:
        ModelError: the file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    path = folder / WEIGHTS_FILE
    try:
        data = path.read_bytes()
        expected = json.loads((folder / ABOUT_FILE).read_text("utf-8"))["sha256"]
        if hashlib.sha256(data).hexdigest() != expected:
            raise ModelError(f"阅读模型的权重与预期不同：{path}；{_REMEDY}")
        stored: Tensors = load(data)
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise ModelError(f"阅读模型的权重读不出来：{path}（{error}）；{_REMEDY}") from error
    return stored


def open_embeddings(checkpoint: Path) -> tuple[NDArray[np.float16], Tensors]:
    """The built-in model's word embeddings, mapped from its file, and its small tensors.

    Raises:
        ModelError: the file is missing or is not the built-in model's.
    """
    path = checkpoint / "model.safetensors"
    try:
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(size))
        kinds = {"F16": np.float16, "F32": np.float32}

        def mapped(name: str) -> NDArray[np.float16]:
            entry = header[name]
            offset = 8 + size + entry["data_offsets"][0]
            kind = kinds[entry["dtype"]]
            return np.memmap(path, kind, "r", offset, tuple(entry["shape"]))

        small = {ours: np.array(mapped(theirs), np.float32) for ours, theirs in _SMALL.items()}
        return mapped(_WORDS), small
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"内置模型读不出来：{path}（{error}）；请删除这个文件夹后重试") from error
