"""People at a server that answers as the page's does, or fails to."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest
from bench.people import asking, crowd, over_and_over


class _Page(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["data"][0]
        self._send(json.dumps({"event_id": asked}).encode())

    def do_GET(self) -> None:
        asked = self.path.rpartition("/")[2]
        if asked == "gone":
            self._send(b"event: error\ndata: null\n\n")
        else:
            reply = json.dumps([{"ok": asked != "refused"}])
            self._send(f"event: heartbeat\n\nevent: complete\ndata: {reply}\n\n".encode())

    def _send(self, content: bytes) -> None:
        self.send_response(500 if self.path.endswith("broken") else 200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join(20)


def test_a_question_is_asked_as_the_page_asks(port: int) -> None:
    ask = asking("127.0.0.1", port)
    ask("a")
    for question, problem in (
        ("gone", "no answer"),
        ("refused", "not taken up"),
        ("broken", "HTTP 500"),
    ):
        with pytest.raises(RuntimeError, match=problem):
            ask(question)


def test_a_crowd_counts_answers_and_errors() -> None:
    begun = count()

    def ask(question: str) -> None:
        time.sleep(0.002)
        if next(begun) % 5 == 4:
            raise ConnectionError(question)

    seen = crowd(4, 0.5, ask, over_and_over(["甲", "乙"]))
    wrong = sum(seen.errors.values())
    assert seen.people == 4
    assert set(seen.errors) <= {"ConnectionError: 甲", "ConnectionError: 乙"}
    assert wrong == (wrong + len(seen.seconds)) // 5
    assert min(seen.seconds) >= 0.002
    assert seen.lasted_s >= 0.5


def test_who_has_begun_is_waited_for() -> None:
    seen = crowd(3, 0.5, lambda _: time.sleep(0.8), over_and_over(["甲"]))
    assert len(seen.seconds) == 3
    assert seen.errors == {}
