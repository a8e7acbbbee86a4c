"""The seam: what an embedding model is to the rest of reportqa, and how texts are batched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["query", "passage"]
Notify = Callable[[str, float], None]


class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how near they are in meaning.

    `identity` names the model and its weights, so that an index can tell that it was built with
    another one. `dimension` is the length of a vector.
    """

    @property
    def identity(self) -> str:
        """The model's name and a hash of its weights, e.g. "multilingual-e5-small@1571fc982750"."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def encode(
        self,
        texts: Sequence[str],
        kind: Kind,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        """Embed texts as questions or as what is searched.

        Args:
            texts: of any length and content; what lies beyond the model's window is cut off.
            kind: "query" for questions, "passage" for text of reports.
            progress: called after each batch with the number of texts newly done.

        Returns:
            (len(texts), dimension) float32, rows of unit length in the order of `texts`;
            (0, dimension) for no texts.
        """
        ...


@runtime_checkable
class ExpectsMany(Protocol):
    """An encoder that can get ready for many texts while they are still being read."""

    def expecting_many(self) -> AbstractContextManager[object]:
        """Get ready in a thread beside; what it takes is let go when many were embedded."""
        ...


def batches_by_length(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Group positions of similar length, so that little of a padded batch is padding.

    Args:
        lengths: the length of each text, in any unit.
        budget: the most that a batch may hold, in the same unit and padding included. A text
            longer than that makes a batch of its own.

    Yields:
        Non-empty lists of positions in `lengths`, shortest texts first; each position once.
    """
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[position] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
