import json
import os
import subprocess
import sys

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
