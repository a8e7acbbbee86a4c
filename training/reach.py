"""How far each input of the layers' matrices reaches, for products in 8 bits with fixed scales."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding import layers, model_folder
from reportqa.embedding.checkpoint import PROMPTS, open_embeddings
from reportqa.embedding.eight_bits import (
    LEAST,
    MOST,
    Tensors,
    settings,
    without_reach,
)
from reportqa.embedding.runtime import core
from training.own_questions import FOLDER, OwnQuestion, draw_own, load_own

Batch = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Token ids and mask, (texts, length); 1 in the mask for tokens, 0 for padding."""

_EXACT = {"INFERENCE_PRECISION_HINT": "f32", **settings(0)}
_BATCH = 8
_EXAMPLES = 600
_BEGUN, _SIZES = 20, (0, 1, 2, 4, 8)
_ODD = (
    *("0", "3", "7", "10", "48", "300", "2008", "1949年", "5%", "a", "OK", "是的", "附表"),
    "2001年 2002年 2003年 2004年 2005年 2006年",
    "9 8 7 6 5 4 3 2 1 0",
    "3.1 47.2 8.06 120.5 66%",
    "项目 计划 完成\n道路 30 28\n桥梁 4 4\n学校 12 15",
    "……………… 36",
    "-----------------",
    "****",
    "人" * 9,
    "人" * 300,
    "and " * 200,
    "亿元 " * 6,
    "http://www.example.org/2008/07/index.htm",
    "赵钱、孙李、周吴、郑王",
    "Ⅰ类、Ⅱ类",
)
_SEED = 7


def examples() -> list[tuple[str, str]]:
    """Questions on the invented documents, each with a passage that may or may not answer it.

    Some are broken off after a few characters, and some are of an odd kind.
    """
    rng = random.Random(_SEED)
    asked: list[OwnQuestion] = load_own([FOLDER])
    drawn = [draw_own(item, rng) for item in rng.sample(asked, _EXAMPLES)]
    pairs = [(one.question, one.passage) for one in drawn]
    # In a text of hardly a word the marks reach further than anywhere else.
    begun = [(pair[0][:size], pair[1][:size]) for pair in pairs[:_BEGUN] for size in _SIZES]
    return pairs + begun + [("", text) for text in _ODD] + [(text, "") for text in _ODD]


def reader_batches(pairs: Sequence[tuple[str, str]]) -> Iterator[Batch]:
    """What the reader is given for questions and passages."""
    from training.encoding import Encoding
    from training.examples import without_answer

    encoding = Encoding(model_folder())
    encoded = encoding.encode([without_answer(*pair, "") for pair in pairs])
    return _batches([one.ids for one in encoded if one is not None])


def encoder_batches(pairs: Sequence[tuple[str, str]]) -> Iterator[Batch]:
    """What the encoder is given for the same questions and passages."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    texts = [PROMPTS["query"] + question for question, _ in pairs]
    texts += [PROMPTS["passage"] + passage for _, passage in pairs]
    return _batches([one.ids for one in tokenizer.encode_batch(texts)])


def reach(tensors: Tensors, batches: Iterator[Batch]) -> Tensors:
    """The least and the most of the inputs of matrices, as `name.least` and `name.most`.

    Args:
        tensors: of the layers; reaches among them are not used.
        batches: what the model is given, in float32 as nothing else would tell how far it goes.
    """
    vectors, small = open_embeddings(model_folder())
    model = layers.graph(without_reach(tensors), small, lambda states: [states])
    products = [one for one in model.get_ordered_ops() if one.get_friendly_name() in _names()]
    model.add_outputs([one.input_value(0) for one in products])
    request = core().compile_model(model, "CPU", _EXACT).create_infer_request()
    found: Tensors = {}
    for ids, mask in batches:
        _, *given = request.infer([vectors[ids], mask]).values()
        for one, inputs in zip(products, given, strict=True):
            name, rows = one.get_friendly_name(), inputs[mask.astype(bool)].astype(np.float16)
            for end, further in ((LEAST, np.minimum), (MOST, np.maximum)):
                furthest = further.reduce(rows)
                before = found.setdefault(name + end, furthest)
                found[name + end] = further(before, furthest)
    return found


def _names() -> set[str]:
    return {
        f"layers.{number}.{part}.weight"
        for number in range(layers.LAYERS)
        for part in layers.PARTS
        if not part.startswith("norm")
    }


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[Batch]:
    ordered = sorted(ids, key=len)
    for begin in range(0, len(ordered), _BATCH):
        some = ordered[begin : begin + _BATCH]
        width = len(some[-1])
        table = np.ones((len(some), width), np.int64)
        mask = np.zeros((len(some), width), np.float32)
        for row, one in enumerate(some):
            table[row, : len(one)] = one
            mask[row, : len(one)] = 1
        yield table, mask
