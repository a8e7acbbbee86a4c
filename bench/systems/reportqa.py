"""reportqa itself, by its Python interface."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.systems import TOP_K


class Reportqa:
    """See `bench.systems.System`; `answer` reads and answers too."""

    def __init__(self) -> None:
        self._encoder: Any = None
        self._index: Any = None

    def load(self) -> None:
        from reportqa.embedding import load_encoder

        self._encoder = load_encoder()

    def build(self, files: Sequence[Path], store: Path) -> None:
        from reportqa.index.building import build

        build(list(files), store, encoder=self._encoder)

    def open(self, store: Path) -> None:
        from reportqa.index import Index

        self._index = Index.load(store, encoder=self._encoder)

    def add(self, file: Path, store: Path) -> None:
        from reportqa.index.building import add

        add([file], store, encoder=self._encoder)

    def search(self, question: str) -> list[str]:
        from reportqa.searching import passage, search

        hits = search(self._index, question, TOP_K)
        return [passage(self._index, hit, rank).text for rank, hit in enumerate(hits, 1)]

    def answer(self, question: str) -> list[str]:
        """The passages with the answer read from them."""
        from reportqa.answering import ask

        return [found.text for found in ask(self._index, question, TOP_K).passages]


def make() -> Reportqa:
    """One that has loaded nothing yet."""
    return Reportqa()
