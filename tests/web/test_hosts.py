"""Under which names the server may be asked."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from reportqa.web.hosts import HostGate, names_to_answer_to
from reportqa.web.serving import create_app

from . import fakes

NAMES = ["127.0.0.1", "Reports.Example.com"]


def _status(app: HostGate, headers: Sequence[tuple[bytes, bytes]]) -> int:
    """What the gate answers to exactly these headers."""
    statuses = []

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
    # In a thread of its own, since a browser of other tests may keep a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, app(scope, receive, send)).result()  # type: ignore[arg-type]
    (status,) = statuses
    assert isinstance(status, int)
    return status


@pytest.fixture
def gate() -> HostGate:
    async def home(_: object) -> PlainTextResponse:
        return PlainTextResponse("in")

    return HostGate(Starlette(routes=[Route("/", home)]), NAMES)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:7860",
        "localhost.:7860",
        "127.0.0.1:7860",
        "[::1]:7860",
        "192.168.1.20:7860",
        "reports.example.com",
        "REPORTS.example.COM.:443",
    ],
)
def test_its_own_names_and_addresses_are_answered_to(gate: HostGate, host: str) -> None:
    assert _status(gate, [(b"host", host.encode())]) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7860",
        "reports.example.com.evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example@127.0.0.1",
        "127.0.0.1:7860:1",
        "127.0.0.1, evil.example",
        "[evil.example]",
        "127.0.0.1/",
        "",
    ],
)
def test_other_names_are_turned_away(gate: HostGate, host: str) -> None:
    assert _status(gate, [(b"host", host.encode())]) == 421


def test_one_host_that_is_not_ours_is_enough(gate: HostGate) -> None:
    assert _status(gate, [(b"host", b"localhost"), (b"host", b"evil.example")]) == 421
    assert _status(gate, [(b"host", b"evil.example"), (b"host", b"localhost")]) == 421


def test_who_names_no_host_is_let_in(gate: HostGate) -> None:
    assert _status(gate, []) == 200


@pytest.mark.parametrize(
    ("host", "given", "names"),
    [
        ("127.0.0.1", [], {"127.0.0.1"}),
        ("127.0.0.5", [], {"127.0.0.5"}),
        ("localhost", ["a.example"], {"localhost", "a.example"}),
        ("::1", [], {"::1"}),
        ("0.0.0.0", [], None),
        ("::", [], None),
        ("", [], None),
        ("192.168.1.20", [], None),
        ("box.lan", [], None),
        ("0.0.0.0", ["a.example"], {"0.0.0.0", "a.example"}),
    ],
)
def test_where_others_may_ask_every_name_will_do(
    host: str, given: list[str], names: set[str] | None
) -> None:
    assert names_to_answer_to(host, given) == names


def test_the_whole_app_says_what_to_do() -> None:
    app = create_app(fakes.ask, lambda: [fakes.shipped()], names=["127.0.0.1"])
    with fakes.running(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert client.get("/").status_code == 200
        refused = client.get("/page/data", headers={"host": "evil.example"})
    assert refused.status_code == 421
    assert refused.text == (
        "这个服务没有用这个名称开放。要通过域名或反向代理访问，请这样启动：reportqa serve "
        "--allow-host 名称\n"
        "This server does not go by this name. To reach it under a domain or behind a proxy, "
        "start it with: reportqa serve --allow-host NAME\n"
    )
