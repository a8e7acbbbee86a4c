"""The live generation of an index, for a server that outlives builds.

A build, a removal or a rollback names another generation in `current`; the next question is
answered from it, without a restart. Who holds an `Index` already keeps it.
"""

import threading
import time
from pathlib import Path

from reportqa.embedding import Encoder, Notify
from reportqa.errors import ReportqaError
from reportqa.index import Index
from reportqa.index.generations import current
from reportqa.index.manifest import Manifest

_RETRY_S = 5.0


class LiveIndex:
    """Opens the live generation, and opens anew when another one takes over.

    The embedding model is loaded once, and again only where a build has changed the model and
    none was named here. May be shared by threads.
    """

    def __init__(
        self,
        path: Path | str,
        model: str | None = None,
        *,
        encoder: Encoder | None = None,
        notify: Notify | None = None,
    ) -> None:
        self._path = Path(path)
        self._model = model
        self._encoder = encoder
        self._notify = notify
        self._opening = threading.Lock()
        self._index: Index | None = None
        self._problem: str | None = None
        self._retry_at = 0.0

    @property
    def problem(self) -> str | None:
        """Why the newest generation is not the one in use, in one line; None if it is."""
        return self._problem

    def get(self) -> Index:
        """The live generation, opened; an earlier one as long as the live one cannot be.

        While one thread opens a new generation, the others get the one before it.

        Raises:
            IndexMissing, IndexDamaged, IndexForeign, ModelError: None has been opened yet, and
                the live one cannot be.
        """
        index = self._index
        if index is None:
            with self._opening:
                self._index = self._index or self._open()
                return self._index
        if self._is_current(index) or not self._opening.acquire(blocking=False):
            return index
        try:
            self._open_anew()
            return self._index or index
        finally:
            self._opening.release()

    def _is_current(self, index: Index) -> bool:
        """Whether there is nothing else to open, at least for now."""
        try:
            is_current = current(self._path) == index.folder
        except ReportqaError as error:
            self._problem = str(error)
            return True
        if is_current:
            self._problem = None
            self._retry_at = 0.0
        return is_current or time.monotonic() < self._retry_at

    def _open_anew(self) -> None:
        try:
            self._index = self._open()
        except ReportqaError as error:
            self._problem = str(error)
            self._retry_at = time.monotonic() + _RETRY_S
        else:
            self._problem = None
            self._retry_at = 0.0

    def _open(self) -> Index:
        return Index.load(
            self._path, self._model, encoder=self._encoder or self._loaded(), notify=self._notify
        )

    def _loaded(self) -> Encoder | None:
        """The encoder in use, if it is the one to open the live generation with."""
        if self._index is None:
            return None
        encoder = self._index.encoder
        same = Manifest.read(current(self._path)).identity == encoder.identity
        return encoder if same or self._model else None
