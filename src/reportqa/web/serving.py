"""The whole app, and the server that runs it."""

import asyncio
import errno
import socket
import threading
import webbrowser
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from reportqa.errors import ReportqaError, UsageError
from reportqa.reasons import reason_of
from reportqa.types import Report
from reportqa.web.library import Library
from reportqa.web.library_routes import LibraryRoutes, listing
from reportqa.web.page import Ask
from reportqa.web.texts import MAX_QUESTION_CHARACTERS, catalogue

if TYPE_CHECKING:
    from fastapi import FastAPI

# Open pages hold their connection for as long as they are open; do not wait for them.
_SECONDS_TO_END = 1
_ASSETS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def create_app(
    ask: Ask,
    reports: Callable[[], Sequence[Report]],
    examples: Sequence[str] = (),
    library: Library | None = None,
    names: Collection[str] | None = None,
) -> "FastAPI":
    """The whole app, the Gradio page at "/".

    `ask` answers one question from the reports that a filter admits, and is called from several
    threads at once; `reports` is called whenever a page loads or opens a report; `examples` are
    questions to click; `library` lists the reports with more detail, and takes in new ones;
    `names` are the host names to answer to besides addresses and localhost, None for every one.
    """
    from fastapi import FastAPI

    from reportqa.web.hosts import HostGate
    from reportqa.web.offline import OfflineGate

    app = FastAPI(title="reportqa", docs_url=None, redoc_url=None, openapi_url=None)
    _add_routes(app, reports, tuple(examples), library)
    app.add_middleware(OfflineGate, head=_head())
    if names is not None:
        app.add_middleware(HostGate, names=names)
    # Built where no loop runs, Gradio opens event loops that it never closes, and makes the
    # last of them the caller's; so it is built inside a loop of its own.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _mount(app, ask)).result()
    return app


def serve(
    ask: Ask,
    reports: Callable[[], Sequence[Report]],
    examples: Sequence[str] = (),
    library: Library | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    names: Iterable[str] = (),
    listener: socket.socket | None = None,
    open_browser: bool = False,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until Ctrl-C.

    A server that only this machine can reach answers under this machine's own names and `names`,
    one that others can reach under every name unless `names` are given (see `hosts`).
    `announce` is called once, with the address, when the page can be opened. Port 0 takes any
    free port. `listener` is what `listen` gave for `host` and `port`, where something slow came
    before. `open_browser` opens the page in the user's browser.

    Raises:
        UsageError: the port is in use, or the host or port cannot be listened on.
    """
    import uvicorn

    from reportqa.web.hosts import names_to_answer_to

    listener = listener or listen(host, port)
    address = _address(host, listener.getsockname()[1])

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if announce:
                announce(address)
            if open_browser:
                # Starting a browser may take seconds, which must not hold up the first request.
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    with listener:
        config = uvicorn.Config(
            create_app(ask, reports, examples, library, names_to_answer_to(host, names)),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        try:
            Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            return


async def _mount(app: "FastAPI", ask: Ask) -> None:
    import gradio as gr

    from reportqa.web.page import build_blocks, theme

    gr.mount_gradio_app(
        app,
        build_blocks(ask),
        path="/",
        theme=theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
    )


def _add_routes(
    app: "FastAPI",
    reports: Callable[[], Sequence[Report]],
    examples: tuple[str, ...],
    library: Library | None,
) -> None:
    from fastapi.responses import JSONResponse
    from fastapi.responses import Response as PlainResponse

    from reportqa.web import reader

    assets = _assets()
    routes = LibraryRoutes(reports, library)
    routes.add_to(app)

    @app.get("/page/data")
    def data() -> JSONResponse:
        cards, problem = listing(reports, library)
        return JSONResponse(
            {
                "reports": cards,
                "problem": problem,
                "examples": examples,
                "texts": catalogue(),
                "max": MAX_QUESTION_CHARACTERS,
                "library": routes.terms(),
            }
        )

    @app.get("/page/report")
    def report(id: str) -> JSONResponse:  # noqa: A002 - the name in the address
        try:
            found = next((r for r in reports() if r.id == id), None)
        except ReportqaError as error:
            return JSONResponse({"problem": str(error)}, 503)
        if found is None:
            return JSONResponse({"problem": None}, 404)
        return JSONResponse(reader.pane(found))

    @app.get("/favicon.ico")
    def favicon() -> PlainResponse:
        return asset("seal.svg")

    @app.get("/page/{name}")
    def asset(name: str) -> PlainResponse:
        if name not in assets:
            return PlainResponse(status_code=404)
        kind = _ASSETS[name.rpartition(".")[2]]
        return PlainResponse(assets[name], media_type=kind, headers={"cache-control": "no-cache"})


def _assets() -> dict[str, bytes]:
    folder = files("reportqa.web") / "assets"
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if file.name.rpartition(".")[2] in _ASSETS
    }


def _head() -> str:
    """The page's own style and scripts, by names that change with their contents."""
    version = sha256(b"".join(v for _, v in sorted(_assets().items()))).hexdigest()[:12]
    return (
        f'<link rel="icon" type="image/svg+xml" href="./page/seal.svg">'
        f'<link rel="stylesheet" href="./page/page.css?{version}">'
        f'<link rel="stylesheet" href="./page/library.css?{version}">'
        f'<script type="module" src="./page/page.js?{version}"></script>'
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, opened before anything slow so that errors come at once.

    Raises:
        UsageError: the port is in use, or the host or port cannot be listened on.
    """
    if not 0 <= port <= 65535:
        raise UsageError(f"端口 {port} 不可用：请用 --port 给出 0 到 65535 之间的数")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(where)
            listener.listen(128)
        except BaseException:
            listener.close()
            raise
    except (OSError, UnicodeError) as error:
        raise UsageError(_why_not(error, host, port)) from error
    return listener


def _why_not(error: Exception, host: str, port: int) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"端口 {port} 已被占用：请用 --port 换一个，例如 --port {port + 1}"
    if number == errno.EACCES:
        return f"没有权限使用端口 {port}：请用 --port 换一个 1024 以上的端口，例如 --port 7860"
    is_no_name = isinstance(error, socket.gaierror | UnicodeError)
    reason = "没有这个地址" if is_no_name else reason_of(error)
    return f"无法在 {host}:{port} 提供服务（{reason}）：请检查 --host 和 --port"


def _address(host: str, port: int) -> str:
    """The address to open on this machine."""
    if host in {"", "0.0.0.0", "::"}:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
