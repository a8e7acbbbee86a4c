"""txtai with a hybrid index: dense and BM25."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from txtai import Embeddings

from bench.systems import TOP_K
from bench.systems.chunks import chunks_of
from reportqa.embedding import model_folder


class Txtai:
    """See `bench.systems.System`."""

    def __init__(self) -> None:
        self._embeddings: Any = None
        # An index names its model by path; this keeps it from being loaded a second time.
        self._models: dict[str, Any] = {}

    def load(self) -> None:
        self._embeddings = Embeddings(
            path=str(model_folder()),
            instructions={"query": "query: ", "data": "passage: "},
            hybrid=True,
            content=True,
            models=self._models,
        )

    def build(self, files: Sequence[Path], store: Path) -> None:
        self._embeddings.index(chunks_of(files))
        self._embeddings.save(str(store))

    def open(self, store: Path) -> None:
        self._embeddings.load(str(store))

    def add(self, file: Path, store: Path) -> None:
        texts = chunks_of([file])
        first = self._embeddings.count()
        self._embeddings.upsert([(first + at, text) for at, text in enumerate(texts)])
        self._embeddings.save(str(store))

    def search(self, question: str) -> list[str]:
        return [str(found["text"]) for found in self._embeddings.search(question, TOP_K)]


def make() -> Txtai:
    """One that has loaded nothing yet."""
    return Txtai()
