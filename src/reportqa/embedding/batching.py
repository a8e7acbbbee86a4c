"""From token ids to unit vectors: a padded batch, and means over its tokens."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.encoder import batches_by_length
from reportqa.embedding.runtime import openvino

TokenIds = list[int]
Floats = NDArray[np.float32]
Batch = tuple[list[int], Any, Floats]
"""Which texts, and what the model is given for them: word vectors and mask."""

# Padding included. 1,024 do as much and 2,048 less (the engines in bench/results.md); a smaller
# batch uses less memory and lets an interrupt or another question through sooner.
BATCH_TOKENS = 512
# Tokenised and sorted together: few to begin with, so that the engine need not wait for them,
# then enough for batches of like length.
_FIRST_TEXTS, _SLAB_TEXTS = 32, 256
# One that runs and one that waits, so that a stream goes on at once.
_REQUESTS_PER_STREAM = 2

# OpenVINO's softmax takes so many numbers at once, and what is left over one by one, so that 143
# tokens take longer than 144 (`python -m bench.limits lengths`). More than a few left over take
# longer than the padding that spares them. Of those few some numbers will do, since a batch of a
# new shape takes longer the first time (the same command).
_AT_ONCE, _LEFT_OVER = 16, (0, 3, 6)


def padded(batch: Sequence[Sequence[int]], pad: int) -> tuple[NDArray[np.int64], Floats]:
    """Ids and mask, both (texts, longest or more): 1 in the mask for tokens, 0 for padding."""
    longest = max(map(len, batch))
    whole, left = divmod(longest, _AT_ONCE)
    width = whole * _AT_ONCE + next((few for few in _LEFT_OVER if few >= left), _AT_ONCE)
    ids = np.full((len(batch), width), pad, np.int64)
    mask = np.zeros((len(batch), width), np.float32)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return ids, mask


def unit_means(states: Floats, mask: Floats) -> Floats:
    """The mean over each text's tokens, (texts, width), scaled to length 1."""
    weights = mask / mask.sum(1, keepdims=True)
    pooled = (weights[:, None, :] @ states)[:, 0]
    return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), np.float32)


def slab_batches(
    texts: Sequence[str],
    tokenise: Callable[[str], TokenIds],
    inputs: Callable[[Sequence[TokenIds]], tuple[Any, Floats]],
) -> Iterator[Batch]:
    """All texts in batches, tokenised as they are taken.

    The longest come first, a few hundred at a time, so that little memory is held and the largest
    batches come when it is freshest.
    """
    order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
    slabs = [order[:_FIRST_TEXTS]]
    slabs += (order[at : at + _SLAB_TEXTS] for at in range(_FIRST_TEXTS, len(order), _SLAB_TEXTS))
    for slab in slabs:
        tokens = [tokenise(texts[at]) for at in slab]
        for batch in batches_by_length([len(ids) for ids in tokens], BATCH_TOKENS):
            yield [slab[at] for at in batch], *inputs([tokens[at] for at in batch])


def embed_many(
    ready: Callable[[], tuple[Any, int]],
    batches: Iterator[Batch],
    vectors: Floats,
    progress: Callable[[int], None] | None,
) -> None:
    """Fill the rows of `vectors`, (texts, width), while later batches are still being made.

    The rows do not depend on which stream a batch falls to.

    Args:
        ready: waits for the engine and tells how many streams it has; asked when the first batch
            is made, so that both can come about at once.
        batches: one or more.
        vectors: each row is written once.
        progress: called with how many rows are newly written.
    """
    done: SimpleQueue[int] = SimpleQueue()

    def store(request: Any, batch: tuple[list[int], Floats]) -> None:
        rows, mask = batch
        vectors[rows] = unit_means(request.get_output_tensor(0).data, mask)
        done.put(len(rows))

    def tell() -> None:
        while progress is not None:
            try:
                progress(done.get_nowait())
            except Empty:
                return

    first = next(batches)
    engine, streams = ready()
    requests = openvino().AsyncInferQueue(engine, streams * _REQUESTS_PER_STREAM)
    requests.set_callback(store)
    try:
        for rows, words, mask in chain([first], batches):
            requests.start_async([words, mask], (rows, mask))
            tell()
    finally:
        requests.wait_all()
    tell()
