"""LlamaIndex with its HuggingFace embedding and its own store."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from bench.systems import TOP_K
from bench.systems.chunks import chunks_of
from reportqa.embedding import model_folder


class LlamaIndex:
    """See `bench.systems.System`."""

    def __init__(self) -> None:
        self._model: Any = None
        self._index: Any = None
        self._retriever: Any = None

    def load(self) -> None:
        self._model = HuggingFaceEmbedding(
            model_name=str(model_folder()),
            query_instruction="query: ",
            text_instruction="passage: ",
        )

    def build(self, files: Sequence[Path], store: Path) -> None:
        nodes = [TextNode(text=text) for text in chunks_of(files)]
        index = VectorStoreIndex(nodes, embed_model=self._model)
        index.storage_context.persist(persist_dir=str(store))

    def open(self, store: Path) -> None:
        context = StorageContext.from_defaults(persist_dir=str(store))
        self._index = load_index_from_storage(context, embed_model=self._model)
        self._retriever = self._index.as_retriever(similarity_top_k=TOP_K)

    def add(self, file: Path, store: Path) -> None:
        self._index.insert_nodes([TextNode(text=text) for text in chunks_of([file])])
        self._index.storage_context.persist(persist_dir=str(store))

    def search(self, question: str) -> list[str]:
        return [found.node.get_content() for found in self._retriever.retrieve(question)]


def make() -> LlamaIndex:
    """One that has loaded nothing yet."""
    return LlamaIndex()
