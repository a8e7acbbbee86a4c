"""What products in 8 bits win and cost, for each way to bring their inputs to 8 bits.

`python -m bench.precision` prints, for the encoder and the reader on the shipped report, one line
of JSON a way: `fixed`, one scale for all inputs whose reach is known, as they are run where the
processor multiplies whole numbers; a scale for each group of so many numbers, where 0 is
without: bfloat16 where the processor has it; and `restored`, matrices in float32, as they are run
where the processor multiplies only floats.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from bench.corpus import SHIPPED
from bench.texts import questions

_GROUPS = (0, 32, 64, 128, 384)
_QUESTIONS = 20
_PASSAGES = 8
_PASSAGE_CHARACTERS = 200
_ROUNDS = 5
_EXACT = {"INFERENCE_PRECISION_HINT": "f32"}


def encoder() -> None:
    """Tokens a second, and the cosines to float32."""
    from reportqa.embedding.batching import unit_means
    from reportqa.embedding.builtin import ensure_builtin
    from reportqa.embedding.checkpoint import open_embeddings
    from reportqa.embedding.eight_bits import restored, settings, without_reach
    from reportqa.embedding.graph import EXPORT_FOLDER, LAYERS_FILE, encoder_graph
    from reportqa.embedding.openvino_encoder import OpenVinoEncoder
    from reportqa.embedding.runtime import core, openvino
    from reportqa.embedding.tuning import usual_streams

    folder = ensure_builtin()
    tokenised = OpenVinoEncoder.from_folder(folder, "measured")
    batches = [
        tokenised._inputs([tokenised.token_ids(text, "passage")])
        for text in _texts()
        for _ in range(3)
    ]
    tokens = sum(int(mask.sum()) for _, mask in batches)
    _, small = open_embeddings(folder)
    file = folder / EXPORT_FOLDER / LAYERS_FILE
    fixed, found_out, plain = (
        encoder_graph(file, small, fit) for fit in (dict, without_reach, restored)
    )

    def vectors(graph: Any, options: dict[str, Any]) -> tuple[Any, Callable[[], object]]:
        engine = core().compile_model(graph, "CPU", {"NUM_STREAMS": usual_streams(), **options})
        queue = openvino().AsyncInferQueue(engine, 2 * usual_streams())
        found = np.empty((len(batches), 384), np.float32)

        def keep(request: Any, at: int) -> None:
            found[at] = unit_means(request.get_output_tensor(0).data, batches[at][1])[0]

        queue.set_callback(keep)

        def run() -> None:
            for at, batch in enumerate(batches):
                queue.start_async(list(batch), at)
            queue.wait_all()

        run()
        return found, run

    exact, _ = vectors(found_out, settings(0) | _EXACT)
    ways = {
        way: vectors(graph, settings(group)) for way, graph, group in _ways(fixed, found_out, plain)
    }
    seconds = _least({way: run for way, (_, run) in ways.items()})
    for way, (found, _) in ways.items():
        cosines = (found * exact).sum(1)
        _tell(
            "encoder",
            way,
            tokens_per_s=tokens / seconds[way],
            mean_cosine=float(cosines.mean()),
            least_cosine=float(cosines.min()),
        )


def reader() -> None:
    """Milliseconds for the passages of a question, and how far readings are from float32."""
    from reportqa.answering.reader.graph import reader_graph
    from reportqa.answering.reader.model import SHIPPED as WEIGHTS
    from reportqa.answering.reader.model import ReaderModel
    from reportqa.answering.reader.tokens import OffsetTokenizer
    from reportqa.answering.reader.weights import read_weights
    from reportqa.embedding.builtin import ensure_builtin
    from reportqa.embedding.checkpoint import open_embeddings
    from reportqa.embedding.eight_bits import restored, settings, without_reach
    from reportqa.embedding.graph import EXPORT_FOLDER
    from reportqa.embedding.runtime import core
    from reportqa.embedding.tuning import usual_streams

    folder = ensure_builtin()
    words, small = open_embeddings(folder)
    tokenizer = OffsetTokenizer.from_folder(folder / EXPORT_FOLDER)
    texts, asked = _texts()[:_PASSAGES], questions(_QUESTIONS)
    weights = read_weights(WEIGHTS)
    fixed, found_out, plain = (
        reader_graph(fit(weights), small) for fit in (dict, without_reach, restored)
    )

    def read(graph: Any, options: dict[str, Any]) -> tuple[list[Any], Callable[[], object]]:
        chosen = {"NUM_STREAMS": usual_streams(), **options}
        model = ReaderModel(tokenizer, words, core().compile_model(graph, "CPU", chosen))
        readings = [one for question in asked for one in model.score(question, texts)]
        return readings, lambda: [model.score(question, texts) for question in asked]

    exact, _ = read(found_out, settings(0) | _EXACT)
    ways = {
        way: read(graph, settings(group)) for way, graph, group in _ways(fixed, found_out, plain)
    }
    seconds = _least({way: run for way, (_, run) in ways.items()})
    for way, (found, _) in ways.items():
        pairs = list(zip(found, exact, strict=True))
        _tell(
            "reader",
            way,
            ms=seconds[way] / len(asked) * 1000,
            mean_change_of_margin=float(np.mean([abs(a.margin - b.margin) for a, b in pairs])),
            same_best_span=float(np.mean([_place(a) == _place(b) for a, b in pairs])),
        )


def _ways(fixed: Any, found_out: Any, plain: Any) -> list[tuple[str, Any, int]]:
    """What each way is called, its graph, and its group."""
    return [
        ("fixed", fixed, 64),
        *((str(group), found_out, group) for group in _GROUPS),
        ("restored", plain, 0),
    ]


def _place(reading: Any) -> tuple[int, int]:
    return reading.spans[0].start, reading.spans[0].end


def _texts() -> list[str]:
    text = SHIPPED.read_text("utf-8-sig")
    return [text[at : at + _PASSAGE_CHARACTERS] for at in range(0, len(text), _PASSAGE_CHARACTERS)][
        :-1
    ]


def _least(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The least time of each; they take turns, so that a busy moment is nobody's alone."""
    times: dict[str, list[float]] = {way: [] for way in runs}
    for _ in range(_ROUNDS):
        for way, run in runs.items():
            started = time.perf_counter()
            run()
            times[way].append(time.perf_counter() - started)
    return {way: min(taken) for way, taken in times.items()}


def _tell(model: str, way: str, **figures: float) -> None:
    rounded = {name: round(value, 5) for name, value in figures.items()}
    sys.stdout.write(json.dumps({"model": model, "way": way, **rounded}) + "\n")


def main(arguments: Sequence[str]) -> None:
    """Measure both."""
    argparse.ArgumentParser(
        prog="python -m bench.precision",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args(arguments)
    encoder()
    reader()


if __name__ == "__main__":
    main(sys.argv[1:])
