"""The built-in model at asking and building time: OpenVINO, without torch."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.batching import (
    BATCH_TOKENS,
    Floats,
    TokenIds,
    embed_many,
    padded,
    slab_batches,
    unit_means,
)
from reportqa.embedding.checkpoint import PROMPTS, open_embeddings
from reportqa.embedding.encoder import Kind, batches_by_length
from reportqa.embedding.graph import EXPORT_FOLDER, kept_encoder
from reportqa.embedding.question_map import QuestionMap
from reportqa.embedding.tuning import EngineBeside, Engines, Tuning
from reportqa.embedding.unigram import UnigramTokenizer
from reportqa.errors import ModelError
from reportqa.reasons import reason_of

# From this many texts on, what is won pays for compiling an engine for it and for the
# tokenizer's table: together about 0.4 s of one core.
_MANY_TEXTS = 256


class _Coming(threading.local):
    """The engine that this thread expects: whoever expects another lets go of that one."""

    engine: EngineBeside | None = None


class OpenVinoEncoder:
    """Embeds with an exported encoder; safe to use from several threads at once."""

    def __init__(
        self,
        identity: str,
        tokenizer: UnigramTokenizer,
        words: NDArray[np.float16],
        engines: Engines,
        question_map: QuestionMap | None = None,
    ) -> None:
        self._identity = identity
        self._tokenizer = tokenizer
        self._engines = engines
        self._words = words
        self._idle: SimpleQueue[Any] = SimpleQueue()
        self._coming = _Coming()
        self._question_map = question_map

    @classmethod
    def from_folder(
        cls,
        folder: Path,
        identity: str,
        tuning: Tuning | None = None,
        question_map: QuestionMap | None = None,
    ) -> Self:
        """Load the model of a folder that `ensure_builtin` gives.

        Args:
            folder: read as vectors are asked for, too.
            identity: what the model is called.
            tuning: how to run it on this machine.
            question_map: what becomes of the vectors of questions; nothing if left out.

        Raises:
            ModelError: the files are missing or damaged.
        """
        words, small = open_embeddings(folder)
        try:
            engines = Engines(kept_encoder(folder, small), tuning or Tuning())
            tokenizer = UnigramTokenizer.from_folder(folder / EXPORT_FOLDER)
        except (OSError, ValueError) as error:
            where = getattr(error, "filename", None) or folder
            raise ModelError(
                f"内置模型读不出来：{where}（{reason_of(error)}）；请删除文件夹 {folder} 后重试"
            ) from error
        return cls(identity, tokenizer, words, engines, question_map)

    @property
    def identity(self) -> str:
        """The model's name and a hash of its weights."""
        return self._identity

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._words.shape[1])

    def token_ids(self, text: str, kind: Kind) -> TokenIds:
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
        embed = self._embed_many if len(texts) >= _MANY_TEXTS else self._embed_few
        embed(texts, kind, vectors, progress)
        if kind == "query" and self._question_map:
            return self._question_map(vectors)
        return vectors

    @contextmanager
    def expecting_many(self) -> Iterator[EngineBeside]:
        """See `ExpectsMany`; gives what the engine for many texts comes from."""
        with self._engine_beside() as engine:
            self._coming.engine = engine
            try:
                yield engine
            finally:
                self._coming.engine = None

    @contextmanager
    def _engine_beside(self) -> Iterator[EngineBeside]:
        with ThreadPoolExecutor(1) as beside:
            engine = EngineBeside(self._engines, beside)
            beside.submit(self._tokenizer.prepare_for_many)
            yield engine

    def _embed_many(
        self,
        texts: Sequence[str],
        kind: Kind,
        vectors: NDArray[np.float32],
        progress: Callable[[int], None] | None,
    ) -> None:
        coming = self._coming.engine
        # One of its own unless it was expected: two at once would let go of each other's.
        with nullcontext(coming) if coming else self._engine_beside() as engine:
            self._tokenizer.prepare_for_many()
            batches = slab_batches(texts, lambda text: self.token_ids(text, kind), self._inputs)
            embed_many(engine.made, batches, vectors, progress)
            engine.let_go()

    def _embed_few(
        self,
        texts: Sequence[str],
        kind: Kind,
        vectors: NDArray[np.float32],
        progress: Callable[[int], None] | None,
    ) -> None:
        tokens = [self.token_ids(text, kind) for text in texts]
        request = self._borrow()
        try:
            for rows in batches_by_length([len(ids) for ids in tokens], BATCH_TOKENS):
                words, mask = self._inputs([tokens[row] for row in rows])
                # Shared outputs are a view that lives until the next run: the means are a copy.
                states = request.infer([words, mask], share_inputs=True, share_outputs=True)[0]
                vectors[rows] = unit_means(states, mask)
                if progress is not None:
                    progress(len(rows))
        finally:
            self._idle.put(request)

    def _inputs(self, batch: Sequence[TokenIds]) -> tuple[NDArray[np.float16], Floats]:
        """Word vectors (texts, longest, width) and mask of a batch."""
        ids, mask = padded(batch, self._tokenizer.pad)
        return self._words[ids], mask

    def _borrow(self) -> Any:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._engines.soonest.create_infer_request()
