"""`reportqa serve`."""

import argparse
import socket
from functools import partial
from typing import Any

from reportqa.cli.building import build_index
from reportqa.cli.parsing import (
    REPORTS,
    Parser,
    add_command,
    add_config,
    add_index,
    add_model,
)
from reportqa.cli.printing import complain, notify, progress_bars, say
from reportqa.errors import IndexMissing
from reportqa.types import Filter, Response

_EXAMPLES = """\
示例：
  reportqa serve                          然后在浏览器里打开 http://127.0.0.1:7860
  reportqa serve --host 0.0.0.0 --port 8000
  reportqa serve --allow-host reports.example.com     放在反向代理之后
"""


def add_commands(commands: Any) -> None:
    """`serve`."""
    serve = add_command(commands, "serve", "启动网页服务", _EXAMPLES, _serve)
    serve.add_argument("--host", default="127.0.0.1", metavar="H", help="监听地址，默认只限本机")
    serve.add_argument("--port", type=int, default=7860, metavar="P", help="端口，默认 7860")
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="还可用这个名称访问（域名，可写多次）；默认只限本机名称，--host 对外时不限",
    )
    serve.add_argument(
        "--allow-upload", action="store_true", help="允许在网页上添加、更正和移除报告"
    )
    add_index(serve)
    add_model(serve)
    add_config(serve)


def _serve(options: argparse.Namespace, _parser: Parser) -> None:
    from reportqa.config import Settings
    from reportqa.web import listen

    Settings.load(options.config)  # told now if wrong, though an index that is there keeps its own
    with listen(options.host, options.port) as listener:  # told before an index is built
        _build_first(options)
        _serve_at(listener, options)


def _build_first(options: argparse.Namespace) -> None:
    from reportqa.index.generations import current

    try:
        current(options.index)
    except IndexMissing:
        if not REPORTS.is_dir():
            raise
        complain(f"第一次使用：正在用 {REPORTS}/ 建立索引……")
        build_index([REPORTS], options)


def _serve_at(listener: socket.socket, options: argparse.Namespace) -> None:
    from reportqa.answering import TOP_K, ask, load_reader_meanwhile
    from reportqa.index.live import LiveIndex
    from reportqa.web import serve
    from reportqa.web.examples import example_questions
    from reportqa.web.remembering import Remembering, questions_at_once
    from reportqa.web.shelf import Shelf

    if options.model is None:
        load_reader_meanwhile(options.index)
    with progress_bars() as progress:
        live = LiveIndex(options.index, options.model, notify=notify(progress))
        examples = example_questions(live.get().reports)

    remembering = Remembering(partial(ask, explain=True, suggest=True), questions_at_once())

    def answer(question: str, only: Filter | None = None) -> Response:
        return remembering.ask(live.get(), question, TOP_K, only=only)

    uploads = REPORTS / "uploads" if options.allow_upload else None
    serve(
        answer,
        lambda: live.get().reports,
        examples,
        Shelf(options.index, live.get, REPORTS, uploads),
        host=options.host,
        port=options.port,
        names=options.allow_host,
        listener=listener,
        announce=lambda address: say(f"网页已就绪：{address}（按 Ctrl-C 结束）"),
    )
