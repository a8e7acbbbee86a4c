"""OpenVINO, without its calls home."""

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any


def openvino() -> ModuleType:
    """The openvino package, imported so that it sends nothing.

    `import openvino` alone reports the import to its makers over the network. It does without
    where its telemetry package is not installed, so that is how it is made to look.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    return import_module("openvino")


@cache
def core() -> Any:
    """The one `openvino.Core` of this process; may be shared by threads."""
    return openvino().Core()
