"""OpenVINO, without its calls home, and what it runs on."""

import os
import platform
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

_PROCESSOR = Path("/proc/cpuinfo")
_X86 = {"x86_64", "AMD64"}
_WHOLE_NUMBERS = {"avx512_vnni", "avx_vnni", "amx_int8"}
_FLOATS = {"avx2"}


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


def usable_cores() -> int:
    """How many cores this process may run on, 1 or more."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def multiplies_whole_numbers() -> bool:
    """Whether the processor is known to multiply whole numbers of 8 bits without overflow.

    Linux on x86 tells; elsewhere nothing is known. Older processors would add the products in 16
    bits, which is not enough for numbers that use all of their 8.
    """
    return not _WHOLE_NUMBERS.isdisjoint(_abilities())


def multiplies_only_floats() -> bool:
    """Whether the processor is known to be fast at products of floats alone."""
    return not _FLOATS.isdisjoint(_abilities()) and not multiplies_whole_numbers()


@cache
def _abilities() -> frozenset[str]:
    """The words in which Linux tells of an x86 processor; none elsewhere.

    Where another processor is imitated on x86, Linux tells of the one beneath.
    """
    if platform.machine() not in _X86:
        return frozenset()
    try:
        return frozenset(_PROCESSOR.read_text("utf-8", "replace").split())
    except OSError:
        return frozenset()


def machine() -> dict[str, Any]:
    """What something compiled or measured holds for: OpenVINO, processor and cores."""
    try:
        processor = str(core().get_property("CPU", "FULL_DEVICE_NAME"))
    except RuntimeError:
        processor = ""
    return {
        "openvino": str(openvino().__version__),
        "processor": processor,
        "whole_numbers": multiplies_whole_numbers(),
        "cores": usable_cores(),
    }
