"""Haystack with its in-memory store and sentence-transformers embedders."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from bench.systems import TOP_K
from bench.systems.chunks import chunks_of
from reportqa.embedding import model_folder

_FILE = "documents.json"


class Haystack:
    """See `bench.systems.System`."""

    def __init__(self) -> None:
        self._documents: Any = None
        self._questions: Any = None
        self._store: Any = None
        self._retriever: Any = None

    def load(self) -> None:
        folder = str(model_folder())
        self._documents = SentenceTransformersDocumentEmbedder(
            model=folder, prefix="passage: ", progress_bar=False, local_files_only=True
        )
        self._questions = SentenceTransformersTextEmbedder(
            model=folder, prefix="query: ", progress_bar=False, local_files_only=True
        )
        self._documents.warm_up()
        self._questions.warm_up()

    def build(self, files: Sequence[Path], store: Path) -> None:
        self._store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._write(files, store)

    def open(self, store: Path) -> None:
        self._store = InMemoryDocumentStore.load_from_disk(str(store / _FILE))
        self._retriever = InMemoryEmbeddingRetriever(self._store, top_k=TOP_K)

    def add(self, file: Path, store: Path) -> None:
        self._write([file], store)

    def search(self, question: str) -> list[str]:
        vector = self._questions.run(text=question)["embedding"]
        return [found.content for found in self._retriever.run(query_embedding=vector)["documents"]]

    def _write(self, files: Sequence[Path], store: Path) -> None:
        # The name makes a document's id, and a sentence may stand in two reports.
        documents = [
            Document(content=text, meta={"file": file.name, "number": number})
            for file in files
            for number, text in enumerate(chunks_of([file]))
        ]
        self._store.write_documents(self._documents.run(documents=documents)["documents"])
        store.mkdir(parents=True, exist_ok=True)
        self._store.save_to_disk(str(store / _FILE))


def make() -> Haystack:
    """One that has loaded nothing yet."""
    return Haystack()
