"""What products in 8 bits win and cost, for each number of values that share a scale.

`python -m bench.precision` prints, for the encoder and the reader on the shipped report, one line
of JSON a group size; 0 is without: bfloat16 where the processor has it.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.corpus import SHIPPED
from bench.texts import questions

_GROUPS = (0, 32, 64, 128, 384)
_QUESTIONS = 20
_PASSAGES = 8
_PASSAGE_CHARACTERS = 200
_ROUNDS = 3
_EXACT = {"INFERENCE_PRECISION_HINT": "f32"}


def encoder() -> None:
    """Tokens a second, and the cosines to float32."""
    from reportqa.embedding.batching import padded, unit_means
    from reportqa.embedding.builtin import EXPORT_FOLDER, ensure_builtin
    from reportqa.embedding.eight_bits import settings
    from reportqa.embedding.openvino_encoder import GRAPH_FILE, OpenVinoEncoder
    from reportqa.embedding.runtime import core, openvino
    from reportqa.embedding.tuning import usual_streams

    folder = ensure_builtin() / EXPORT_FOLDER
    tokenised = OpenVinoEncoder.from_folder(folder, "measured")
    batches = [
        padded([tokenised.token_ids(text, "passage")], 1) for text in _texts() for _ in range(3)
    ]
    tokens = sum(int(mask.sum()) for _, mask in batches)
    graph = core().read_model(str(folder / GRAPH_FILE))

    def vectors(options: dict[str, Any]) -> tuple[Any, float]:
        engine = core().compile_model(graph, "CPU", {"NUM_STREAMS": usual_streams(), **options})
        queue = openvino().AsyncInferQueue(engine, 2 * usual_streams())
        found = np.empty((len(batches), 384), np.float32)

        def keep(request: Any, at: int) -> None:
            found[at] = unit_means(request.get_output_tensor(0).data, batches[at][1])[0]

        queue.set_callback(keep)

        def run() -> None:
            for at, (ids, mask) in enumerate(batches):
                queue.start_async([ids, mask], at)
            queue.wait_all()

        return found, _least(run)

    exact, _ = vectors(settings(0) | _EXACT)
    for group in _GROUPS:
        found, seconds = vectors(settings(group))
        cosines = (found * exact).sum(1)
        _tell(
            "encoder",
            group,
            tokens_per_s=tokens / seconds,
            mean_cosine=float(cosines.mean()),
            least_cosine=float(cosines.min()),
        )


def reader() -> None:
    """Milliseconds for the passages of a question, and how far readings are from float32."""
    from reportqa.answering.reader.graph import compile_graph
    from reportqa.answering.reader.model import SHIPPED as WEIGHTS
    from reportqa.answering.reader.model import ReaderModel
    from reportqa.answering.reader.tokens import OffsetTokenizer
    from reportqa.answering.reader.weights import open_embeddings, read_weights
    from reportqa.embedding.builtin import EXPORT_FOLDER, ensure_builtin
    from reportqa.embedding.eight_bits import settings

    folder = ensure_builtin()
    words, small = open_embeddings(folder)
    tokenizer = OffsetTokenizer.from_folder(folder / EXPORT_FOLDER)
    texts, asked = _texts()[:_PASSAGES], questions(_QUESTIONS)

    def read(options: dict[str, Any]) -> tuple[list[Any], float]:
        compiled = compile_graph(read_weights(WEIGHTS), small, options)
        model = ReaderModel(tokenizer, words, compiled)
        readings = [one for question in asked for one in model.score(question, texts)]
        return readings, _least(lambda: [model.score(question, texts) for question in asked])

    exact, _ = read(settings(0) | _EXACT)
    for group in _GROUPS:
        found, seconds = read(settings(group))
        pairs = list(zip(found, exact, strict=True))
        _tell(
            "reader",
            group,
            ms=seconds / len(asked) * 1000,
            mean_change_of_margin=float(np.mean([abs(a.margin - b.margin) for a, b in pairs])),
            same_best_span=float(np.mean([_place(a) == _place(b) for a, b in pairs])),
        )


def _place(reading: Any) -> tuple[int, int]:
    return reading.spans[0].start, reading.spans[0].end


def _texts() -> list[str]:
    text = SHIPPED.read_text("utf-8-sig")
    return [text[at : at + _PASSAGE_CHARACTERS] for at in range(0, len(text), _PASSAGE_CHARACTERS)][
        :-1
    ]


def _least(run: Callable[[], object]) -> float:
    run()
    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def _tell(model: str, group: int, **figures: float) -> None:
    rounded = {name: round(value, 5) for name, value in figures.items()}
    sys.stdout.write(json.dumps({"model": model, "group": group, **rounded}) + "\n")


if __name__ == "__main__":
    encoder()
    reader()
