"""What the machine could do: the encoder alone, a matrix product, memory.

`python -m bench.limits ACTION …` prints one line of JSON, as `bench.worker` does.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.worker import peak_mb

# Of multilingual-e5-small: 12 layers of 4 matrices 384 x 384 and 2 of 384 x 1536, two floating
# point operations a weight and token. Attention comes on top; it is a few percent at this length.
FLOP_PER_TOKEN = 2 * 12 * (4 * 384 * 384 + 2 * 384 * 1536)
_ROWS = 1024
_REPEATS = 5
_BATCHES = (512, 1024, 2048)
_MOST_TOKENS = 20_000
_SCANNED_VECTORS = 200_000
_LENGTHS = (128, 132, 136, 140, 143, 144, 160)


def encoder(reports: str) -> dict[str, Any]:
    """Tokens a second of the encoder at its best batch, on the chunks of these reports.

    Everything is tokenised and padded beforehand. `tokens` counts all that a build embeds;
    `batches` holds the rate at each batch size and for each engine.
    """
    from reportqa.chunking import chunk_report
    from reportqa.config import Settings
    from reportqa.embedding import load_encoder
    from reportqa.embedding.encoder import batches_by_length
    from reportqa.embedding.runtime import openvino
    from reportqa.index.searched import embedded_texts
    from reportqa.reading import find_files, read_report

    found: Any = load_encoder()
    size = Settings().chunk_size_characters
    ids = []
    for file in find_files([Path(reports)]):
        report = read_report(file)
        texts = [embedded_texts(report, chunk) for chunk in chunk_report(report, size)]
        titles = {title for title, _ in texts}
        words = [own for _, own in texts]
        ids += [found.token_ids(text, "passage") for text in (*titles, *words)]
    tokens = sum(map(len, ids))
    some, held = [], 0
    for one in ids:
        if held < _MOST_TOKENS:
            some.append(one)
            held += len(one)
    rates = {}
    many, streams = found._engines.most()
    for name, engine, requests in (("soonest", found._engines.soonest, 1), ("most", many, streams)):
        queue = openvino().AsyncInferQueue(engine, 2 * requests)
        for budget in _BATCHES:
            lengths = [len(one) for one in some]
            batches = [
                found._inputs([some[at] for at in rows])
                for rows in batches_by_length(lengths, budget)
            ]

            def run(queue: Any = queue, batches: Any = batches) -> None:
                for batch in batches:
                    queue.start_async(list(batch), share_inputs=True)
                queue.wait_all()

            rates[f"{name}, {budget}"] = held / min(_timed(run) for _ in range(2))
    return {"tokens": tokens, "tokens_per_s": max(rates.values()), "batches": rates}


def product() -> dict[str, Any]:
    """FLOP a second of plain matrix products of the encoder's shapes, in float32 and bfloat16."""
    import torch

    dice = np.random.default_rng(0)
    left = dice.random((_ROWS, 384), np.float32)
    right = dice.random((384, 1536), np.float32)
    flop = 2 * left.size * right.shape[1]
    rates = {}
    for kind in (torch.float32, torch.bfloat16):
        a, b = (torch.from_numpy(matrix).to(kind) for matrix in (left, right))
        rates[str(kind).removeprefix("torch.")] = flop / _least(partial(torch.matmul, a, b), 50)
    return {"flop_per_s": rates, "tokens_per_s": max(rates.values()) / FLOP_PER_TOKEN}


def memory() -> dict[str, Any]:
    """Bytes a second: reading memory, and the exact FAISS scan of as many vectors."""
    import faiss

    vectors = np.random.default_rng(0).random((_SCANNED_VECTORS, 384), np.float32)
    read = vectors.nbytes / _least(vectors.sum, 3)
    flat = faiss.IndexFlatIP(384)
    flat.add(vectors)
    one, many = vectors[:1], vectors[:16]
    alone = _least(lambda: flat.search(one, 100), 3)
    together = _least(lambda: flat.search(many, 100), 3)
    return {
        "read_bytes_per_s": read,
        "scan_bytes_per_s": vectors.nbytes / alone,
        "scan_16_bytes_per_s": 16 * vectors.nbytes / together,
    }


def queries() -> dict[str, Any]:
    """Questions embedded one by one and sixteen together: what batching askers could win."""
    from bench.texts import questions
    from reportqa.embedding import load_encoder

    encoder = load_encoder()
    asked = questions(16)
    alone = [_least(partial(encoder.encode, [one], "query"), 3) for one in asked]
    together = _least(lambda: encoder.encode(asked, "query"), 3)
    return {"alone_s": sum(alone) / len(asked), "together_s": together / len(asked)}


def lengths() -> dict[str, Any]:
    """Milliseconds of the encoder for one text of so many tokens, without any padding.

    `first_ms` is what the first of that length takes.
    """
    from reportqa.embedding import load_encoder

    found: Any = load_encoder()
    request = found._engines.soonest.create_infer_request()
    runs = {
        tokens: partial(
            request.infer,
            [found._words[1000 : 1000 + tokens][None], np.ones((1, tokens), np.float32)],
        )
        for tokens in _LENGTHS
    }
    first = {tokens: _timed(run) * 1000 for tokens, run in runs.items()}
    return {
        "first_ms": first,
        "ms": {tokens: _least(run, 5) * 1000 for tokens, run in runs.items()},
    }


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _least(run: Callable[[], object], times: int) -> float:
    """The least mean time of a run over a few rounds of so many."""
    run()
    rounds = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        for _ in range(times):
            run()
        rounds.append((time.perf_counter() - started) / times)
    return min(rounds)


_ACTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "encoder": encoder,
    "product": product,
    "memory": memory,
    "queries": queries,
    "lengths": lengths,
}

if __name__ == "__main__":
    figures = _ACTIONS[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(json.dumps(figures | {"peak_mb": peak_mb()}) + "\n")
