"""Writes the weights of training states as the package ships them."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save

from reportqa.answering.reader.decoding import best_spans
from reportqa.answering.reader.verification import ABOUT_FILE, KnownReading
from reportqa.answering.reader.weights import WEIGHTS_FILE, read_weights
from reportqa.embedding import model_folder
from reportqa.embedding.eight_bits import Tensors, restored, store
from training.encoding import Encoding
from training.examples import without_answer
from training.network import Body, Embeddings
from training.reach import examples, reach, reader_batches

_HEADS = ("span.", "link.", "has.")
_TEXT = "2019年，全县新建农村公路36公里，改造危桥4座。"
_QUESTIONS = ("2019年全县新建了多少公里农村公路？", "2017年全县招聘了多少名教师？")


def ship(state: Path, folder: Path) -> None:
    """Write the weights of a training state to a folder, as `average` does."""
    _write(torch.load(state, weights_only=True)["body"], folder)


def average(shipped: Sequence[Path], folder: Path) -> None:
    """Write the mean of weights that were shipped: `reader.safetensors` and `reader.json`.

    Runs that began from one another's weights may be averaged, and then read what is far from
    what they were trained on better than each does: Wortsman et al. 2022, "Model soups".
    Matrices are stored in 8 bits, the rest in 32.

    Raises:
        ModelError: a file is missing or damaged.
    """
    runs = [restored(read_weights(one)) for one in shipped]
    _write(
        {name: torch.tensor(np.mean([run[name] for run in runs], 0)) for name in runs[0]}, folder
    )


def _write(body: dict[str, torch.Tensor], folder: Path) -> None:
    stored: Tensors = {}
    for name, tensor in body.items():
        array = tensor.numpy().astype(np.float32)
        if array.ndim == 2 and not name.startswith(_HEADS):
            store(stored, name, array)
        else:
            stored[name] = array
    stored |= reach(stored, reader_batches(examples()))
    folder.mkdir(parents=True, exist_ok=True)
    data = save(stored)
    (folder / WEIGHTS_FILE).write_bytes(data)
    about = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "known": [asdict(known) for known in _known(body)],
    }
    text = json.dumps(about, indent=1, ensure_ascii=False)
    (folder / ABOUT_FILE).write_text(text + "\n", "utf-8")


def _known(state: dict[str, torch.Tensor]) -> Iterator[KnownReading]:
    """What the weights give in float32 for a question that the text answers and one it does not."""
    checkpoint = model_folder()
    body, embed, encoding = Body(), Embeddings(checkpoint), Encoding(checkpoint)
    body.load_state_dict(state)
    body.eval()
    for question in _QUESTIONS:
        (encoded,) = encoding.encode([without_answer(question, _TEXT, "")])
        if encoded is None:
            raise ValueError("a text without a span is always encoded")
        with torch.no_grad():
            scores, has = body(embed(torch.tensor([encoded.ids])), torch.ones(1, len(encoded.ids)))
        pairs = scores[0].numpy()
        inside = slice(encoded.passage, encoded.passage + len(encoded.offsets))
        (best, *_) = best_spans(_TEXT, encoded.offsets, pairs[inside, inside], 1)
        margin = round(best.score - float(pairs[0, 0]), 3)
        words = _TEXT[best.start : best.end] if margin > 0 else ""
        yield KnownReading(question, _TEXT, words, margin, round(float(has[0]), 3))
