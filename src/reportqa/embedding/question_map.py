"""From the vector of a question to one nearer to the passages that answer it.

The encoder puts near each other what says the like; a question in everyday words is far from the
passage that answers it. A linear map of the question's vector alone mends much of that: passages
keep their vectors, and so an index stays as it is. `python -m training questions` learns it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reportqa.errors import ModelError
from reportqa.reasons import reason_of

SHIPPED = Path(__file__).with_name("questions.safetensors")
"""The map in this package, for the built-in encoder."""


@dataclass(frozen=True, slots=True)
class QuestionMap:
    """What is added to a vector (width): `matrix` (width, width) times it, and `bias` (width)."""

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def load(cls, file: Path = SHIPPED) -> Self:
        """Read the map.

        Raises:
            ModelError: the file is missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            tensors = load_file(file)
            matrix, bias = (tensors[name].astype(np.float32) for name in ("matrix", "bias"))
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError(
                f"问题的向量变换读不出来：{file}（{reason_of(error)}）；请重新安装 reportqa"
            ) from error
        return cls(matrix, bias)

    def save(self, file: Path) -> None:
        """Write the map, in float16."""
        from safetensors.numpy import save_file

        tensors = {"matrix": self.matrix, "bias": self.bias}
        save_file({name: one.astype(np.float16) for name, one in tensors.items()}, file)

    def __call__(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit vectors of questions (questions, width) to unit vectors."""
        moved = vectors + vectors @ self.matrix.T + self.bias
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)
