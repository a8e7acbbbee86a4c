"""The app without a browser: what it serves, what it turns away, and how it fails."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest

from reportqa.errors import IndexMissing, UsageError
from reportqa.types import Report
from reportqa.web import create_app, serve
from reportqa.web.offline import rewrite_html
from reportqa.web.page import replier
from reportqa.web.serving import _address
from reportqa.web.shell import shell
from reportqa.web.texts import MAX_QUESTION_CHARACTERS, TEXTS, catalogue, text

from . import fakes

EXAMPLES = ["累计学法多少次？", "<b>例</b>"]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    app = create_app(fakes.ask, lambda: [fakes.shipped(), fakes.hostile()], EXAMPLES)
    with fakes.running(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def _ask(client: httpx.Client, question: str, only: object = None) -> dict[str, Any]:
    # As the page does: json.dumps escapes, so that a lone surrogate can be sent at all.
    posted = client.post(
        "/gradio_api/call/ask",
        content=json.dumps({"data": [question, only]}),
        headers={"content-type": "application/json"},
    )
    posted.raise_for_status()
    stream = client.get(f"/gradio_api/call/ask/{posted.json()['event_id']}").text
    found = re.search(r"^event: complete\ndata: (.*)$", stream, re.MULTILINE)
    assert found, stream
    reply: dict[str, Any] = json.loads(found[1])[0]
    return reply


def test_the_page_is_served(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert '<html lang="zh-CN"' in page.text
    assert "报告问答" in page.text
    assert int(page.headers["content-length"]) == len(page.content)
    assert client.head("/").status_code == 200


def test_no_html_names_another_host(client: httpx.Client) -> None:
    page = client.get("/").text
    own = str(client.base_url).rstrip("/")
    assert [
        u
        for u in re.findall(r"(?:https?:)?//[\w.-]+\.\w[^\s\"'<>]*", page)
        if not u.startswith(own)
    ] == []


def test_the_policy_allows_this_host_alone_and_no_inline_script_but_the_page_s(
    client: httpx.Client,
) -> None:
    page = client.get("/")
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "script-src 'self' 'nonce-" in policy
    scripts = re.findall(r"<script\b[^>]*>", page.text)
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in script for script in scripts)
    assert client.get("/").headers["content-security-policy"] != policy


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/openapi.json",
        "/manifest.json",
        "/monitoring",
        "/gradio_api/proxy=http://127.0.0.1:1/",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/upload",
        "/gradio_api/runs",
        "/page/../page.py",
        "/page/texts.py",
        "/page/%2e%2e/page.py",
    ],
)
def test_what_the_page_does_not_need_is_not_there(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_own_assets_are_served(client: httpx.Client) -> None:
    kinds = {"page.css": "text/css", "page.js": "text/javascript", "seal.svg": "image/svg+xml"}
    for name, kind in kinds.items():
        answer = client.get(f"/page/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind)
    assert client.get("/favicon.ico").headers["content-type"].startswith("image/svg+xml")


def test_reports_are_listed_and_served(client: httpx.Client) -> None:
    data = client.get("/page/data").json()
    assert [card["id"] for card in data["reports"]] == ["urumqi-2020", fakes.hostile().id]
    assert data["examples"] == EXAMPLES
    assert data["max"] == 500
    for report in (fakes.shipped(), fakes.hostile()):
        served = client.get("/page/report", params={"id": report.id}).json()
        assert len(served["text"]) == len(report.text)
    assert client.get("/page/report", params={"id": "urumqi-2020"}).json()["text"] == (
        fakes.shipped().text
    )


@pytest.mark.parametrize("id_", ["no-such", "", "../urumqi-2020", "/etc/passwd", "\x00"])
def test_an_unknown_report_is_not_found(client: httpx.Client, id_: str) -> None:
    assert client.get("/page/report", params={"id": id_}).status_code == 404


def test_an_answer_comes_with_its_place(client: httpx.Client) -> None:
    reply = _ask(client, "累计学法多少次？")
    start, end = fakes.sentence(fakes.shipped(), "745次")
    assert reply["ok"] is True
    assert "<mark>745次</mark>" in str(reply["html"])
    assert reply["open"] == f"#report=urumqi-2020&start={start}&end={end}"
    (first, last) = reply["words"][0]
    assert fakes.shipped().text[first:last] == "745次"


def test_a_filter_reaches_the_answer(client: httpx.Client) -> None:
    for only, answered in (
        ({"years": [2020], "reports": ["urumqi-2020"]}, True),
        ({"years": [2019]}, False),
    ):
        html = str(_ask(client, "累计学法多少次？", only)["html"])
        assert ("745次" in html) == answered
    reply = _ask(client, "累计学法多少次？", {"years": "2020"})
    assert reply["ok"] is False
    assert "筛选条件读不懂" in str(reply["html"])


@pytest.mark.parametrize(
    "question", ["", " \t\n", "😀🎉", "\x00\x07", "'; DROP TABLE x;--", "\ud800"]
)
def test_odd_questions_get_a_friendly_reply(client: httpx.Client, question: str) -> None:
    reply = _ask(client, question)
    assert "没有找到答案" in str(reply["html"])


def test_many_at_once_each_get_their_own(client: httpx.Client) -> None:
    replies: dict[int, dict[str, object]] = {}

    def ask(i: int) -> None:
        replies[i] = _ask(client, f"慢，第{i}位？")

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [f"第{i}位" in str(replies[i]["html"]) for i in range(4)] == [True] * 4


def test_a_long_question_is_refused_by_the_server_too(client: httpx.Client) -> None:
    reply = _ask(client, "长" * 100_000)
    assert reply["ok"] is False
    assert "最多 500 个字，现在有 100000 个" in str(reply["html"])
    assert replier(fakes.ask)("长" * MAX_QUESTION_CHARACTERS, None)["ok"] is True


def test_errors_of_the_user_show_as_one_line() -> None:
    reply = replier(fakes.ask)("坏索引", None)
    assert reply["ok"] is False
    assert "&lt;vectors.bin&gt; 已损坏：请运行 reportqa build 重建" in reply["html"]


def test_unexpected_errors_show_no_detail(caplog: pytest.LogCaptureFixture) -> None:
    reply = replier(fakes.ask)("崩溃", None)
    assert reply["ok"] is False
    assert text("unexpected") in reply["html"]
    assert "secret" not in reply["html"]
    assert "secret internal detail" in caplog.text  # whoever runs it can find out


def test_an_index_that_cannot_be_read_is_said_on_the_page() -> None:
    def reports() -> list[Report]:
        raise IndexMissing("还没有索引：请运行 reportqa build")

    with fakes.running(create_app(fakes.ask, reports)) as address:
        data = httpx.get(f"{address}/page/data").json()
        assert (data["reports"], data["problem"]) == ([], "还没有索引：请运行 reportqa build")
        assert httpx.get(f"{address}/page/report?id=x").status_code == 503


def test_the_server_calls_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def noted_connect(self: socket.socket, address: Any) -> None:
        called.append(address[0] if isinstance(address, tuple) else "127.0.0.1")
        connect(self, address)

    def noted_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        called.append(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", noted_connect)
    monkeypatch.setattr(socket, "getaddrinfo", noted_look_up)
    app = create_app(fakes.ask, lambda: [fakes.shipped()])
    with fakes.running(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        client.get("/")
        _ask(client, "累计学法多少次？")
    assert set(called) == {"127.0.0.1"}


def test_rewriting_takes_out_other_hosts() -> None:
    html = (
        '<html lang="en"><head><meta property="og:image" content="https://a.example/i.png" />'
        '<link rel="preconnect" href="https://fonts.example" />'
        '<script src="https://cdn.example/x.js"></script><script>let a = "{{b}}"</script>'
        "</head></html>"
    )
    assert rewrite_html(html, "<x>", "N") == (
        '<html lang="zh-CN"><head><script nonce="N">let a = "{{b}}"</script><x></head></html>'
    )


def test_the_shell_holds_nothing_that_a_template_would_evaluate() -> None:
    assert not re.search(r"\{\{|\$\{|`|@children", shell())


def test_every_text_has_both_languages() -> None:
    assert catalogue()["zh"].keys() == catalogue()["en"].keys()
    for key, (chinese, english) in TEXTS.items():
        assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", english)), key
    used = set(re.findall(r'data-t(?:-\w+)?="(\w+)"', shell()))
    assert used <= TEXTS.keys()


def test_a_port_in_use_is_named() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"{port} 已被占用.*--port"):
            serve(fakes.ask, lambda: [], port=port)


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [("127.0.0.1", 70000, "--port"), ("no.such.host.invalid", 7860, "--host")],
)
def test_a_place_that_cannot_be_served_is_named(host: str, port: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        serve(fakes.ask, lambda: [], host=host, port=port)


def test_addresses_can_be_opened_on_this_machine() -> None:
    assert _address("0.0.0.0", 1) == "http://127.0.0.1:1"
    assert _address("::1", 2) == "http://[::1]:2"
