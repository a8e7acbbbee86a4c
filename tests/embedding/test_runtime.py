import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from reportqa.embedding import runtime

_LISTEN = """
import json, socket, sys
asked = []
socket.getaddrinfo = lambda host, *rest, **more: asked.append(host) or []
from reportqa.embedding.runtime import openvino
openvino().Core()
loaded = bool(sys.modules.get("openvino_telemetry"))
sys.stdout.write(json.dumps({"asked": asked, "loaded": loaded}))
"""


def test_openvino_is_imported_without_its_telemetry() -> None:
    # Where it thinks that it runs in continuous integration it sends nothing anyway.
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    run = subprocess.run(
        [sys.executable, "-c", _LISTEN], capture_output=True, check=True, env=environment, text=True
    )
    assert json.loads(run.stdout) == {"asked": [], "loaded": False}


@pytest.mark.parametrize(
    ("told", "whole_numbers", "only_floats"),
    [
        ("flags\t: fpu avx2 avx512f avx512_vnni md_clear\n", True, False),
        ("flags\t: fpu avx2 avx_vnni\n", True, False),
        ("flags\t: fpu avx2 avx512f avx512bw\n", False, True),
        ("flags\t: fpu avx\n", False, False),
        ("Features\t: fp asimd i8mm asimddp\n", False, False),
        ("", False, False),
        (None, False, False),
    ],
)
def test_what_the_processor_multiplies_is_told_by_its_flags(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: str | None,
    whole_numbers: bool,
    only_floats: bool,
) -> None:
    file = tmp_path / "cpuinfo"
    if told is not None:
        file.write_text(told)
    monkeypatch.setattr(runtime, "_PROCESSOR", file)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    runtime._abilities.cache_clear()
    try:
        assert runtime.multiplies_whole_numbers() is whole_numbers
        assert runtime.multiplies_only_floats() is only_floats
    finally:
        runtime._abilities.cache_clear()


def test_an_imitated_processor_is_not_told_by_the_flags_of_the_one_beneath(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cpuinfo"
    file.write_text("flags\t: fpu avx2 avx512_vnni\n")
    monkeypatch.setattr(runtime, "_PROCESSOR", file)
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    runtime._abilities.cache_clear()
    try:
        assert not runtime.multiplies_whole_numbers()
        assert not runtime.multiplies_only_floats()
    finally:
        runtime._abilities.cache_clear()
