"""A sentence-transformers checkpoint, written: a BERT encoder, mean pooling, unit length.

Its embeddings are read from it, too, by whoever runs the layers without torch.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.eight_bits import Tensors
from reportqa.embedding.encoder import Kind
from reportqa.embedding.tokenizer import write_tokenizer
from reportqa.embedding.unigram import MAX_TOKENS
from reportqa.embedding.weights import Shape, Weights
from reportqa.errors import ModelError
from reportqa.reasons import reason_of

MODEL_FILE = "model.safetensors"
PROMPTS: dict[Kind, str] = {"query": "query: ", "passage": "passage: "}

_SMALL = {
    "place": "embeddings.position_embeddings.weight",
    "type": "embeddings.token_type_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
# A header that is damaged may hold any JSON, and numbers of any size.
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, ArithmeticError, RecursionError)


def write_checkpoint(folder: Path, weights: Weights) -> None:
    """Write all files that `sentence_transformers.SentenceTransformer(folder)` reads.

    What was quantised is stored as float16, which halves the file and moves a vector by less
    than 1e-6 of cosine; the rest stays float32. The model loads as float32.
    """
    from safetensors.numpy import save

    stored: dict[str, NDArray[np.float16] | NDArray[np.float32]] = {
        _torch_name(name): tensor.astype(np.float16) if name in weights.quantised else tensor
        for name, tensor in weights.tensors.items()
    }
    (folder / MODEL_FILE).write_bytes(save(stored, metadata={"format": "pt"}))
    write_tokenizer(folder, weights.pieces, weights.special)
    for name, content in _settings(weights.shape, weights.special.pad).items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, indent=1), "utf-8")


def open_embeddings(checkpoint: Path) -> tuple[NDArray[np.float16], Tensors]:
    """The built-in model's word embeddings, mapped from its file, and its small tensors.

    Raises:
        ModelError: the file is missing or is not the built-in model's.
    """
    path = checkpoint / MODEL_FILE
    try:
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            if size > path.stat().st_size:  # which memory might not suffice for, either
                raise ValueError(f"header of {size} bytes")
            header = json.loads(file.read(size))
        kinds = {"F16": np.float16, "F32": np.float32}

        def mapped(name: str) -> NDArray[np.float16]:
            entry = header[name]
            offset = 8 + size + entry["data_offsets"][0]
            kind = kinds[entry["dtype"]]
            return np.memmap(path, kind, "r", offset, tuple(entry["shape"]))

        small = {ours: np.array(mapped(theirs), np.float32) for ours, theirs in _SMALL.items()}
        return mapped(_EMBEDDING_NAMES["emb.word"]), small
    except _UNREADABLE as error:
        raise ModelError(
            f"内置模型读不出来：{path}（{reason_of(error)}）；请删除这个文件夹后重试"
        ) from error


def _torch_name(name: str) -> str:
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    suffix = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{suffix}"


def _settings(shape: Shape, pad: int) -> dict[str, object]:
    modules = [
        ("", "sentence_transformers.models.Transformer"),
        ("1_Pooling", "sentence_transformers.models.Pooling"),
        ("2_Normalize", "sentence_transformers.models.Normalize"),
    ]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": pad,
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": kind}
            for i, (path, kind) in enumerate(modules)
        ],
        # The file has no pooler, and mean pooling needs none.
        "sentence_bert_config.json": {
            "max_seq_length": MAX_TOKENS,
            "model_kwargs": {"add_pooling_layer": False},
        },
        "config_sentence_transformers.json": {
            "prompts": {**PROMPTS, "document": PROMPTS["passage"]},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "embedding_dimension": shape.hidden,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "2_Normalize/config.json": {},
    }
