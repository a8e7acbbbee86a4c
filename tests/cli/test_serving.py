"""`serve`, without a browser."""

import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reportqa.types import Report
from toys import REPORTS

from .commands import QUESTION, Run, one_line


class TestServe:
    @pytest.fixture
    def served(self, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
        """What the page was served with; it ends at once."""
        calls: list[dict[str, Any]] = []

        def serve(
            ask: Any, reports: Callable[[], tuple[Report, ...]], *_: Any, **more: Any
        ) -> None:
            sources = [report.source for report in reports()]
            calls.append({"answer": ask(QUESTION).answer.text, "sources": sources, **more})
            more["announce"]("http://127.0.0.1:7860")

        monkeypatch.setattr("reportqa.web.serve", serve)
        return calls

    def test_a_first_start_builds_the_index(self, run: Run, served: list[dict[str, Any]]) -> None:
        status, out, err = run("serve", "--port", "0")
        assert status == 0
        assert out == "网页已就绪：http://127.0.0.1:7860（按 Ctrl-C 结束）\n"
        assert one_line(err) == "reportqa: 第一次使用：正在用 reports/ 建立索引……\n"
        (call,) = served
        assert (call["answer"], call["sources"]) == ("128件", list(REPORTS))
        assert (call["host"], call["port"], call["names"]) == ("127.0.0.1", 0, [])
        assert call["listener"].fileno() == -1  # closed with the command
        assert run("serve", "--port", "0")[2] == ""

    def test_a_port_in_use_is_told_before_anything_is_built(
        self, run: Run, served: list[dict[str, Any]], home: Path
    ) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as taken:
            port = str(taken.getsockname()[1])
            status, out, err = run("serve", "--port", port)
        assert (status, out, served) == (1, "", [])
        assert f"端口 {port} 已被占用：请用 --port 换一个" in one_line(err)
        assert not (home / "index").exists()

    def test_the_names_to_answer_to(self, run: Run, served: list[dict[str, Any]]) -> None:
        assert (
            run("serve", "--port", "0", "--allow-host", "a.example", "--allow-host", "b.example")[0]
            == 0
        )
        assert served[0]["names"] == ["a.example", "b.example"]

    def test_nothing_to_index_is_a_mistake(
        self, run: Run, served: list[dict[str, Any]], home: Path
    ) -> None:
        (home / "reports").rename(home / "anders")
        status, out, err = run("serve", "--port", "0")
        assert (status, out, served) == (1, "", [])
        assert "这里还没有索引。请先运行 reportqa build" in one_line(err)
