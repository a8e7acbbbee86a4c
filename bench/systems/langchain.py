"""LangChain with FAISS and HuggingFaceEmbeddings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

from bench.systems import TOP_K
from bench.systems.chunks import chunks_of
from reportqa.embedding import model_folder


class LangChain:
    """See `bench.systems.System`."""

    def __init__(self) -> None:
        self._model: Any = None
        self._store: Any = None

    def load(self) -> None:
        self._model = HuggingFaceEmbeddings(
            model_name=str(model_folder()),
            encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True},
            query_encode_kwargs={"prompt": "query: ", "normalize_embeddings": True},
        )

    def build(self, files: Sequence[Path], store: Path) -> None:
        FAISS.from_texts(chunks_of(files), self._model).save_local(str(store))

    def open(self, store: Path) -> None:
        self._store = FAISS.load_local(
            str(store), self._model, allow_dangerous_deserialization=True
        )

    def add(self, file: Path, store: Path) -> None:
        self._store.add_texts(chunks_of([file]))
        self._store.save_local(str(store))

    def search(self, question: str) -> list[str]:
        return [found.page_content for found in self._store.similarity_search(question, TOP_K)]


def make() -> LangChain:
    """One that has loaded nothing yet."""
    return LangChain()
