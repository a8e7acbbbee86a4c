"""The built-in model at asking time: OpenVINO, without torch."""

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.checkpoint import PROMPTS
from reportqa.embedding.encoder import Kind, batches_by_length
from reportqa.embedding.runtime import openvino
from reportqa.embedding.unigram import UnigramTokenizer
from reportqa.errors import ModelError

GRAPH_FILE = "encoder.xml"

# Texts are tokenised and sorted this many at a time, which bounds memory on a large library.
_SLAB_TEXTS = 4096
# Padding included. Measured on the report's text on two cores with bf16: 1,024 and 2,048 are the
# fastest (11,500 tokens/s), 512 and 4,096 a tenth slower; a smaller batch uses less memory and
# lets an interrupt or another question through sooner.
_BATCH_TOKENS = 1024


class OpenVinoEncoder:
    """Embeds with an exported encoder; safe to use from several threads at once."""

    def __init__(self, identity: str, tokenizer: UnigramTokenizer, compiled: Any) -> None:
        self._identity = identity
        self._tokenizer = tokenizer
        self._compiled = compiled
        self._idle: SimpleQueue[Any] = SimpleQueue()

    @classmethod
    def from_folder(cls, folder: Path, identity: str) -> Self:
        """Load an exported model and its pieces.

        Raises:
            ModelError: the files are missing or damaged.
        """
        try:
            compiled = openvino().Core().compile_model(str(folder / GRAPH_FILE), "CPU")
            tokenizer = UnigramTokenizer.from_folder(folder)
        except (OSError, RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split())[:200]
            raise ModelError(
                f"内置模型读不出来：{folder} 应是完整的导出模型，读取时出错（{reason}）；"
                "请删除这个文件夹后重试"
            ) from error
        return cls(identity, tokenizer, compiled)

    @property
    def identity(self) -> str:
        """The model's name and a hash of its weights."""
        return self._identity

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._compiled.output(0).partial_shape[2].get_length())

    def token_ids(self, text: str, kind: Kind) -> list[int]:
        """What the model is given for a text: the prompt and the marks included, 512 at most."""
        return self._tokenizer.encode(PROMPTS[kind] + text)

    def encode(
        self,
        texts: Sequence[str],
        kind: Kind,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        """Embed texts; see `Encoder.encode`."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        request = self._borrow()
        try:
            for begin in range(0, len(texts), _SLAB_TEXTS):
                slab = [self.token_ids(text, kind) for text in texts[begin : begin + _SLAB_TEXTS]]
                for batch in batches_by_length([len(ids) for ids in slab], _BATCH_TOKENS):
                    rows = [begin + position for position in batch]
                    vectors[rows] = self._embed(request, [slab[position] for position in batch])
                    if progress is not None:
                        progress(len(batch))
        finally:
            self._idle.put(request)
        return vectors

    def _borrow(self) -> Any:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._compiled.create_infer_request()

    def _embed(self, request: Any, batch: list[list[int]]) -> NDArray[np.float32]:
        width = max(map(len, batch))
        ids = np.full((len(batch), width), self._tokenizer.pad, np.int64)
        mask = np.zeros((len(batch), width), np.int64)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        # Shared outputs are a view that lives until the request's next run: pooling copies.
        tokens_out = request.infer([ids, mask], share_inputs=True, share_outputs=True)[0]
        weights = (mask / mask.sum(1, keepdims=True)).astype(np.float32)
        pooled = (weights[:, None, :] @ tokens_out)[:, 0]
        return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), np.float32)
