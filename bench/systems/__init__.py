"""What is measured: reportqa, and what a user would pick instead, all by one interface.

All get the same model (reportqa's built-in one, which is a sentence-transformers checkpoint) and
the E5 prompts; the peers get the same chunks. Otherwise each is used as its own documentation
shows, with its defaults.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

NAMES = ("reportqa", "langchain", "llamaindex", "txtai", "haystack")
TITLES = {
    "reportqa": "reportqa",
    "langchain": "LangChain + FAISS",
    "llamaindex": "LlamaIndex",
    "txtai": "txtai hybrid",
    "haystack": "Haystack",
}
TOP_K = 10


class System(Protocol):
    """Something that indexes reports and finds passages for a question."""

    def load(self) -> None:
        """Load the model, and nothing else."""
        ...

    def build(self, files: Sequence[Path], store: Path) -> None:
        """Index these files and write the index into a folder that is not there yet."""
        ...

    def open(self, store: Path) -> None:
        """Open what `build` wrote."""
        ...

    def add(self, file: Path, store: Path) -> None:
        """Index one more file into what is open, and write that."""
        ...

    def search(self, question: str) -> list[str]:
        """The texts of the `TOP_K` best passages of what is open, best first."""
        ...


def system(name: str) -> System:
    """A system by its name; imports what it needs.

    Raises:
        ImportError: It is not installed.
    """
    made: System = import_module(f"bench.systems.{name}").make()
    return made
