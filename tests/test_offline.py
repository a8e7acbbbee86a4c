"""Offline means offline: with every way out barred, it builds and answers."""

import json
import subprocess
import sys
from pathlib import Path

from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from toys import write_reports

_SCRIPT = """
import socket, sys

def barred(*_arguments, **_named):
    raise AssertionError("something tried to reach the network")

for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, barred)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, barred)

from reportqa.cli import main

statuses = [main(["build", "reports"]), main(["ask", sys.argv[1], "--json"])]
assert statuses == [0, 0], statuses
"""


def test_building_and_asking_open_no_connection(
    builtin_encoder: OpenVinoEncoder, tmp_path: Path
) -> None:
    write_reports(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", _SCRIPT, "全年受理行政复议案件多少件？"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    built, _, answered = ran.stdout.partition("\n{")
    assert built.splitlines()[-1].startswith("索引已就绪：3 份报告")
    assert json.loads("{" + answered)["answer"]["text"] == "128件"


def test_the_bars_do_hold() -> None:
    script = f"{_SCRIPT.partition('from reportqa')[0]}\nsocket.create_connection(('a', 1))"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "something tried to reach the network" in ran.stderr
