"""Graphs compiled for this machine and kept, so that the next start need not compile them again.

To go through a graph and change it to what runs fastest takes OpenVINO half a second to a second;
to read what came of it takes a quarter. The file is mapped into memory rather than read: weights
stay where they are in it.
"""

import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.cache import cache_root
from reportqa.embedding.eight_bits import settings
from reportqa.embedding.runtime import core, machine, openvino
from reportqa.putting import put

_FOLDER = "compiled"
# Raised when graphs are made in another way from the same weights.
_VERSION = 6
# What the file begins with fills so many bytes, a page, so that weights begin where they may.
_HEAD_BYTES = 4096


class KeptGraph:
    """A graph by a name, compiled when and as it is needed; may be shared by threads."""

    def __init__(self, name: str, weights: str, make: Callable[[], Any]) -> None:
        """Nothing is made or read yet.

        Args:
            name: of the file in the cache, one for each model.
            weights: what tells these weights from others.
            make: gives the graph, an `openvino.Model`; called where nothing fit is kept.
        """
        self._file = cache_root() / _FOLDER / name
        self._weights = weights
        self._make = make

    def compiled(self, options: dict[str, Any]) -> Any:
        """The graph ready for the CPU: as kept, or else made, compiled and kept.

        How many threads and streams there are need not be what it was compiled with.

        Raises:
            RuntimeError: OpenVINO cannot make or run it.
        """
        chosen = settings() | options
        precision = str(options.get("INFERENCE_PRECISION_HINT"))
        key = {"version": _VERSION, "weights": self._weights, "precision": precision, **machine()}
        if (kept := _read(self._file, key)) is not None:
            with suppress(RuntimeError):
                tensor = openvino().Tensor(kept, shared_memory=True)
                return core().import_model(tensor, "CPU", chosen)
        compiled = core().compile_model(self._make(), "CPU", chosen)
        with suppress(OSError, RuntimeError):
            _write(self._file, key, compiled.export_model())
        return compiled


def _read(file: Path, key: dict[str, Any]) -> NDArray[np.uint8] | None:
    """None for a file that is missing, damaged, or of another graph or machine."""
    try:
        with file.open("rb") as opened:
            told = json.loads(opened.read(_HEAD_BYTES))
        checksum = told.pop("checksum")
        if told != key:
            return None
        status = file.stat()
        kept = _mapped(file, status.st_ino, status.st_mtime_ns)
        return kept if zlib.crc32(kept.data) == checksum else None
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None


@cache
def _mapped(file: Path, number: int, modified: int) -> NDArray[np.uint8]:
    """What follows the head of a file, which `number` and `modified` tell from its successors.

    It stays mapped to the end, since OpenVINO computes with weights that lie in it.
    """
    # Copied on write, which never happens: OpenVINO wants memory that it may write to.
    return np.memmap(file, np.uint8, "c", _HEAD_BYTES)


def _write(file: Path, key: dict[str, Any], compiled: Any) -> None:
    content = bytes(compiled.getbuffer()) if hasattr(compiled, "getbuffer") else bytes(compiled)
    head = json.dumps(key | {"checksum": zlib.crc32(content)}).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    put(file, head.ljust(_HEAD_BYTES) + content)  # the checksum tells where two write at once
