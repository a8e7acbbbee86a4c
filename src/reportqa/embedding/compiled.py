"""Graphs compiled for this machine and kept, so that the next start need not compile them again.

To go through a graph and change it to what runs fastest takes OpenVINO half a second to a second;
to read what came of it takes a quarter, and no weights need be read.
"""

import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from reportqa.embedding.cache import cache_root
from reportqa.embedding.eight_bits import settings
from reportqa.embedding.runtime import core, machine

_FOLDER = "compiled"
# Raised when graphs are made in another way from the same weights.
_VERSION = 3


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
                return core().import_model(kept, "CPU", chosen)
        compiled = core().compile_model(self._make(), "CPU", chosen)
        with suppress(OSError, RuntimeError):
            _write(self._file, key, compiled.export_model())
        return compiled


def _read(file: Path, key: dict[str, Any]) -> bytes | None:
    """None for a file that is missing, damaged, or of another graph or machine."""
    try:
        head, _, kept = file.read_bytes().partition(b"\n")
        told = json.loads(head)
        whole = told.pop("checksum") == zlib.crc32(kept)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None
    return kept if whole and told == key else None


def _write(file: Path, key: dict[str, Any], compiled: Any) -> None:
    content = bytes(compiled.getbuffer()) if hasattr(compiled, "getbuffer") else bytes(compiled)
    head = json.dumps(key | {"checksum": zlib.crc32(content)}).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    # The same name for all, so that one killed half way leaves nothing that stays; where two
    # write at once, the checksum tells.
    partial = file.with_name(f".{file.name}.partial")
    partial.write_bytes(head + b"\n" + content)
    partial.replace(file)
