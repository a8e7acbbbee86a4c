"""The server as a process: one line, and a clean end by Ctrl-C."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx

PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from web import fakes
from reportqa.web import serve
serve(fakes.ask, lambda: [fakes.shipped()], port=0, announce=lambda a: print(a, flush=True))
print("ended")
"""


def test_it_announces_itself_and_ends_cleanly() -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        address = server.stdout.readline().strip()
        assert httpx.get(address).status_code == 200
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
    assert (out, err, server.returncode) == ("ended\n", "", 0)
