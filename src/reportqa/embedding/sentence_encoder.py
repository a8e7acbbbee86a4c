"""Any sentence-transformers model, by path or name."""

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.checkpoint import PROMPTS
from reportqa.embedding.encoder import Kind, batches_by_length
from reportqa.embedding.folders import folder_named
from reportqa.embedding.loading import quietly
from reportqa.errors import ModelError

DOWNLOAD_VARIABLE = "REPORTQA_ALLOW_DOWNLOAD"

_PROMPT_NAMES: dict[Kind, tuple[str, ...]] = {
    "query": ("query",),
    "passage": ("passage", "document", "corpus"),
}
_E5_NAME = re.compile(r"(?:^|[-_/])e5(?:[-_]|$)(?!.*instruct)", re.IGNORECASE)
# About 3,000 to 8,000 tokens of Chinese or English.
_BATCH_CHARACTERS = 8_192
_OTHER_RUNTIMES = ("*.onnx", "*.h5", "*.msgpack", "*.ot", "onnx/*", "openvino/*")
_NOT_THE_MODEL = (".", "checkpoint-", "onnx", "openvino", "stamp.json")
_HEADS = ("modules.json", "config.json")
_MODEL_SUFFIXES = frozenset({".json", ".safetensors", ".bin", ".pt", ".txt", ".model"})


class SentenceEncoder:
    """Embeds with a `SentenceTransformer`; threads take turns."""

    def __init__(self, identity: str, model: Any, prompts: dict[Kind, str]) -> None:
        self._identity = identity
        self._model = model
        self._prompts = prompts
        # Fast tokenizers raise "Already borrowed" when two threads use one.
        self._turn = Lock()
        self._dimension = int(self._embed(["。"], "query").shape[1])

    @property
    def identity(self) -> str:
        """The model's name and a hash of its files."""
        return self._identity

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._dimension

    def encode(
        self,
        texts: Sequence[str],
        kind: Kind,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        """Embed texts; see `Encoder.encode`."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for rows in batches_by_length([len(text) for text in texts], _BATCH_CHARACTERS):
            vectors[rows] = self._embed([texts[row] for row in rows], kind)
            if progress is not None:
                progress(len(rows))
        return vectors

    def _embed(self, texts: list[str], kind: Kind) -> NDArray[np.float32]:
        embed = self._model.encode_query if kind == "query" else self._model.encode_document
        prompt = self._prompts[kind]
        with self._turn:
            vectors = embed(
                [_readable(text, prompt) for text in texts],
                prompt=prompt or None,
                batch_size=len(texts),
                show_progress_bar=False,
                normalize_embeddings=True,
            )
        return np.asarray(vectors, np.float32)


def load_sentence_encoder(model: str) -> SentenceEncoder:
    """Load a model from a folder, or by name from the local cache.

    Raises:
        ModelError: there is no such model here, or it cannot be loaded.
    """
    path = folder_named(model)
    if path and path.exists():
        _must_hold_a_model(path)
        folder, name = path, path.resolve().name
    else:
        folder, name = _cached_folder(model), model
    from sentence_transformers import SentenceTransformer

    try:
        with quietly():
            loaded = SentenceTransformer(str(folder), local_files_only=True)
            prompts = _prompts(name, loaded.prompts)
            return SentenceEncoder(f"{name}@{_hash_of_files(folder)}", loaded, prompts)
    # A folder can hold anything, and each library on the way has errors of its own for it.
    except Exception as error:
        raise ModelError(
            f"嵌入模型 {model} 载入失败（{_one_line(error)}）；应是完整的 sentence-transformers "
            "模型文件夹或名称，请检查后重试，或去掉 --model 使用内置模型"
        ) from error


def _must_hold_a_model(path: Path) -> None:
    """What people mistake for a model is told of in their language; libraries have but English."""
    if path.is_dir():
        if any((path / name).is_file() for name in _HEADS):
            return
        problem = f"里面没有 {'，也没有 '.join(_HEADS)}"
    else:
        problem = "不是文件夹"
    raise ModelError(
        f"嵌入模型 {path} 载入失败（{problem}）；应是完整的 sentence-transformers "
        "模型文件夹或名称，请检查后重试，或去掉 --model 使用内置模型"
    )


def _cached_folder(model: str) -> Path:
    from huggingface_hub import snapshot_download

    allowed = os.environ.get(DOWNLOAD_VARIABLE) == "1"
    try:
        found = snapshot_download(
            model if "/" in model else f"sentence-transformers/{model}",
            cache_dir=os.environ.get("SENTENCE_TRANSFORMERS_HOME"),
            local_files_only=not allowed,
            ignore_patterns=list(_OTHER_RUNTIMES),
        )
    except (OSError, ValueError) as error:
        got = f"下载不成（{_one_line(error)}）" if allowed else "本机缓存里也没有这个名称的模型"
        raise ModelError(
            f"找不到嵌入模型 {model}：没有这个文件夹，{got}；请给出模型文件夹的路径，"
            f"或联网并设环境变量 {DOWNLOAD_VARIABLE}=1 以允许下载，或去掉 --model 使用内置模型"
        ) from error
    return Path(found)


def _prompts(name: str, own: dict[str, str]) -> dict[Kind, str]:
    """The model's own prompts; failing any, those of the E5 family if the name says E5."""
    chosen = {
        kind: next((own[key] for key in keys if own.get(key)), "")
        for kind, keys in _PROMPT_NAMES.items()
    }
    if not any(chosen.values()) and _E5_NAME.search(name):
        return PROMPTS
    return chosen


def _hash_of_files(folder: Path) -> str:
    """First 12 hex digits of a SHA-256 over the model's files, names included."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        apart = any(part.startswith(_NOT_THE_MODEL) for part in name.parts)
        if path.suffix in _MODEL_SUFFIXES and not apart and path.is_file():
            with path.open("rb") as file:
                whole.update(f"{name.as_posix()}\0".encode())
                whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:12]


def _readable(text: str, prompt: str) -> str:
    """What every tokenizer takes: no lone surrogates, and something to read."""
    return text.encode("utf-8", "replace").decode() if prompt or text.strip() else "。"


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"
