"""The reader's weights: what was trained ships here, the embeddings are the built-in model's.

Word embeddings were left as they were in training, so that they need not ship twice. Matrices
are stored in 8 bits, each row with a scale of its own, beside how far their inputs reach.
"""

import hashlib
import json
from pathlib import Path

from reportqa.answering.reader.verification import ABOUT_FILE
from reportqa.embedding.eight_bits import Tensors
from reportqa.errors import ModelError
from reportqa.reasons import reason_of

WEIGHTS_FILE = "reader.safetensors"
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
        if hashlib.sha256(data).hexdigest() != fingerprint(folder):
            raise ModelError(f"阅读模型的权重与预期不同：{path}；{_REMEDY}")
        stored: Tensors = load(data)
    except (OSError, ValueError, SafetensorError) as error:
        raise _unreadable(folder, error) from error
    return stored


def fingerprint(folder: Path) -> str:
    """By which these weights are known: the SHA-256 that they must have.

    Raises:
        ModelError: the weights or what is told of them is missing, or is of another size.
    """
    path = folder / WEIGHTS_FILE
    try:
        about = json.loads((folder / ABOUT_FILE).read_text("utf-8"))
        known, size = str(about["sha256"]), int(about["bytes"])
        if path.stat().st_size != size:
            raise ModelError(f"阅读模型的权重与预期不同：{path}；{_REMEDY}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(folder, error) from error
    return known


def _unreadable(folder: Path, error: Exception) -> ModelError:
    where = getattr(error, "filename", None) or folder
    return ModelError(f"阅读模型的权重读不出来：{where}（{reason_of(error)}）；{_REMEDY}")
