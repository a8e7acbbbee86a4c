"""Draws examples from several sources by weight, the same in every run with the same seed."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from training.encoding import Batch, Encoded, Encoding, batches, collate
from training.examples import Example

POOL = 1024
"""Examples drawn at once and sorted by length, so that little of a batch is padding."""

BATCH_TOKENS = 5000


@dataclass(frozen=True)
class Source:
    """Some examples and how often they are drawn.

    `make` gives one example for one of `size` items; what it draws at random comes from the
    generator it is given, so that an item looks different each time.
    """

    name: str
    size: int
    make: Callable[[int, random.Random], Example]
    weight: float


def stream(
    sources: Sequence[Source], encoding: Encoding, seed: int, skip: int = 0
) -> Iterator[Batch]:
    """Batches without end; `skip` leaves out the first so many pools of examples.

    Each pool is drawn from a generator of its own, so that a run that goes on from pool n sees
    what an unbroken run would have seen.
    """
    pool = skip
    while True:
        rng = random.Random(f"{seed}:{pool}")
        examples = list(_draw(sources, pool, rng))
        encoded: list[Encoded] = [item for item in encoding.encode(examples) if item is not None]
        groups = list(batches(encoded, BATCH_TOKENS))
        rng.shuffle(groups)
        for group in groups:
            yield collate([encoded[at] for at in group])
        pool += 1


def _draw(sources: Sequence[Source], pool: int, rng: random.Random) -> Iterator[Example]:
    total = sum(source.weight for source in sources)
    for source in sources:
        share = POOL * source.weight / total
        count = int(share) + (rng.random() < share % 1)
        for number in range(count):
            # Walks through a fixed shuffle, so that every item comes before any comes twice.
            at = int(pool * share) + number
            turn, place = divmod(at, source.size)
            order = _order(source.name, source.size, turn)
            yield source.make(order[place], rng)


_ORDERS: dict[tuple[str, int, int], list[int]] = {}


def _order(name: str, size: int, turn: int) -> list[int]:
    key = (name, size, turn)
    if key not in _ORDERS:
        order = list(range(size))
        random.Random(f"{name}:{turn}").shuffle(order)
        _ORDERS[key] = order
    return _ORDERS[key]
