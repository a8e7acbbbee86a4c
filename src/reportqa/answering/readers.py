"""The trained reader, loaded once for a process, and only where its encoder is used."""

import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

from reportqa.answering.reader import ReaderModel
from reportqa.embedding.builtin import IDENTITY
from reportqa.errors import ReportqaError
from reportqa.index.generations import current
from reportqa.index.manifest import Manifest


def shared_reader(identity: str) -> ReaderModel | None:
    """The trained reader, loaded once; None beside another encoder than the built-in one.

    `identity` is the encoder's.

    Raises:
        ModelError: It cannot be loaded.
    """
    return _reader() if identity == IDENTITY else None


def load_reader_meanwhile(folder: Path) -> None:
    """Begin to load the reader that the index below a folder needs, while that is opened.

    What goes wrong shows when the index is opened or the reader used. A process that ends meanwhile
    waits for it: OpenVINO aborts a process that ends while it compiles.
    """

    def load() -> None:
        with suppress(ReportqaError):
            if Manifest.read(current(folder)).identity == IDENTITY:
                _reader()

    threading.Thread(target=load).start()


_READER_LOCK = threading.Lock()


def _reader() -> ReaderModel:
    with _READER_LOCK:
        return _loaded_reader()


@cache
def _loaded_reader() -> ReaderModel:
    return ReaderModel.load()
