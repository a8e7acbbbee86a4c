"""Who may change the library over the network, with what, and how it is told."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from reportqa.index.building import build
from reportqa.index.live import LiveIndex
from reportqa.web import create_app, library_routes
from reportqa.web.library import Progress
from reportqa.web.library_routes import TOKEN_HEADER
from reportqa.web.shelf import Shelf
from toys import REPORTS, ToyEncoder, write_reports

from . import fakes
from .test_app import _ask as asked
from .test_shelf import NEW


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, encoder = tmp_path_factory.mktemp("served"), ToyEncoder()
    reports = write_reports(folder)
    build([reports], folder / "index", encoder=encoder)
    live = LiveIndex(folder / "index", encoder=encoder)
    shelf = Shelf(folder / "index", live.get, reports, reports / "uploads")
    app = create_app(fakes.ask, lambda: live.get().reports, library=shelf)
    with fakes.running(app) as address:
        yield address


@pytest.fixture
def page(server: str) -> Iterator[httpx.Client]:
    """A client that knows what the page knows."""
    with httpx.Client(base_url=server, timeout=30) as client:
        client.headers[TOKEN_HEADER] = client.get("/page/data").json()["library"]["token"]
        yield client


def ended(client: httpx.Client, started: httpx.Response) -> dict[str, Any]:
    assert started.status_code == 200, started.text
    deadline = time.monotonic() + 20
    while True:
        state: dict[str, Any] = client.get(f"/page/library/jobs/{started.json()['job']}").json()
        if state["state"] in {"done", "failed"}:
            return state
        assert time.monotonic() < deadline
        time.sleep(0.02)


def send(client: httpx.Client, name: str, data: bytes) -> httpx.Response:
    return client.post("/page/library/files", params={"name": name}, content=data)


def listed(client: httpx.Client) -> dict[str, Any]:
    return {card["source"]: card for card in client.get("/page/library").json()["reports"]}


def test_the_page_gets_facts_and_terms(page: httpx.Client) -> None:
    data = page.get("/page/data").json()
    assert data["library"]["writable"] is True
    assert ".pdf" in data["library"]["suffixes"]
    card = listed(page)["法治/2021.txt"]
    assert card["year"] == 2021
    assert card["place"] == "云溪市"
    assert card["chunks"] > 0
    assert card["characters"] == len(REPORTS["法治/2021.txt"])
    assert (card["pages"], card["correctable"], card["uploaded"]) == (0, True, False)
    assert data["reports"] == list(listed(page).values())


def test_a_report_goes_all_the_way(page: httpx.Client) -> None:
    received = ended(page, send(page, "../../海东<b>.txt", NEW.encode()))
    draft = received["result"]
    assert (draft["name"], draft["taken"]) == ("海东_b_.txt", False)
    assert (draft["report"]["place"], draft["report"]["year"]) == ("海东市", 2013)

    wanted = {
        "draft": draft["draft"],
        "values": {"title": "海东报告", "issuer": None, "year": 2012},
    }
    accepted = ended(page, page.post("/page/library/accept", json={"drafts": [wanted]}))
    assert [outcome["problem"] for outcome in accepted["result"]] == [None]
    card = listed(page)["uploads/海东_b_.txt"]
    assert (card["title"], card["year"], card["plan_year"]) == ("海东报告", 2012, 2014)
    served = page.get("/page/report", params={"id": card["id"]}).json()
    assert served["text"] == NEW

    change = {"source": card["source"], "values": {"date": "2014-02-20"}}
    assert ended(page, page.post("/page/library/correct", json=change))["state"] == "done"
    assert listed(page)[card["source"]]["date"] == "2014-02-20"
    assert listed(page)[card["source"]]["title"] == "海东市2014年政府工作报告"

    gone = ended(page, page.post("/page/library/remove", json={"source": card["source"]}))
    assert gone["state"] == "done"
    assert card["source"] not in listed(page)


def test_a_draft_can_be_given_up(page: httpx.Client) -> None:
    draft = ended(page, send(page, "a.txt", NEW.encode()))["result"]["draft"]
    page.post("/page/library/discard", json={"draft": draft})
    wanted = {"drafts": [{"draft": draft, "values": {}}]}
    accepted = ended(page, page.post("/page/library/accept", json=wanted))
    assert "重新上传" in accepted["result"][0]["problem"]


def test_what_fails_is_one_line(page: httpx.Client) -> None:
    state = ended(page, send(page, "a.docx", b"PK"))
    assert state["state"] == "failed"
    assert state["problem"].startswith("a.docx：")
    assert "\n" not in state["problem"]


@pytest.mark.parametrize(
    "headers",
    [
        {TOKEN_HEADER: ""},
        {TOKEN_HEADER: "guessed"},
        {TOKEN_HEADER: "密"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("action", ["files?name=a.txt", "accept", "discard", "correct", "remove"])
def test_another_site_changes_nothing(
    page: httpx.Client, action: str, headers: Mapping[str, str]
) -> None:
    sent = httpx.Headers(dict(headers), encoding="utf-8")
    answer = page.post(f"/page/library/{action}", headers=sent, json={"source": "记录.txt"})
    assert answer.status_code == 403
    assert "不是本页发出的" in answer.json()["problem"]
    assert "记录.txt" in listed(page)


def test_no_other_site_is_told_the_token(page: httpx.Client) -> None:
    answer = page.get("/page/data", headers={"origin": "http://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    asked = page.options(
        "/page/library/remove",
        headers={
            "origin": "http://elsewhere.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": TOKEN_HEADER,
        },
    )
    assert asked.status_code == 404
    assert not [name for name in asked.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("accept", b"{"),
        ("accept", b"[]"),
        ("accept", b"[" * 100_000),
        ("accept", json.dumps({"drafts": []})),
        ("accept", json.dumps({"drafts": ["a"]})),
        ("accept", json.dumps({"drafts": [{"draft": "a"}]})),
        ("accept", json.dumps({"drafts": [{"draft": "a", "values": {"sha256": "x"}}]})),
        ("accept", json.dumps({"drafts": [{"draft": "a", "values": {"year": "2013"}}]})),
        ("accept", json.dumps({"drafts": [{"draft": "a", "values": {"year": True}}]})),
        ("accept", json.dumps({"drafts": [{"draft": "a", "values": {"title": "长" * 301}}]})),
        ("correct", json.dumps({"source": 3, "values": {}})),
        ("correct", json.dumps({"source": "记录.txt", "values": {"date": "去年"}})),
        ("remove", json.dumps({})),
        ("remove", json.dumps({"source": "\ud800"})),
        ("accept", json.dumps({"drafts": [{"draft": "\udfff", "values": {}}]})),
        ("discard", json.dumps({"draft": None})),
    ],
)
def test_nonsense_is_refused_with_one_line(page: httpx.Client, action: str, body: Any) -> None:
    answer = page.post(f"/page/library/{action}", content=body)
    assert answer.status_code == 400
    assert "读不懂" in answer.json()["problem"]


def test_what_is_not_there_is_not_found(page: httpx.Client) -> None:
    assert page.post("/page/library/rename", json={}).status_code == 404
    assert page.get("/page/library/jobs/none").status_code == 404
    assert page.get("/page/library/remove").status_code in {404, 405}


def test_too_much_is_given_up_on_early(page: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_routes, "MAX_FILE_BYTES", 3 * 2**20)
    pieces = 0

    def endless() -> Iterator[bytes]:
        nonlocal pieces
        for _ in range(64):
            pieces += 1
            yield b"x" * 2**20

    answer = page.post("/page/library/files", params={"name": "a.txt"}, content=endless())
    assert answer.status_code == 400
    assert "每个不超过 3 MB" in answer.json()["problem"]
    answer = send(page, "a.txt", b"x" * (4 * 2**20))
    assert "文件太大" in answer.json()["problem"]


def test_without_permission_nothing_changes(tmp_path: Path) -> None:
    reports, encoder = write_reports(tmp_path), ToyEncoder()
    build([reports], tmp_path / "index", encoder=encoder)
    live = LiveIndex(tmp_path / "index", encoder=encoder)
    listing_only = Shelf(tmp_path / "index", live.get, reports)
    for library in (None, listing_only):
        app = create_app(fakes.ask, lambda: live.get().reports, library=library)
        with fakes.running(app) as address, httpx.Client(base_url=address) as client:
            terms = client.get("/page/data").json()["library"]
            assert (terms["writable"], terms["token"]) == (False, None)
            assert [card["chunks"] is None for card in listed(client).values()] == (
                [library is None] * 3
            )
            answer = client.post("/page/library/remove", json={"source": "记录.txt"})
            assert answer.status_code == 403
            assert "--allow-upload" in answer.json()["problem"]
            assert len(listed(client)) == 3


def test_the_page_answers_while_the_library_changes(
    report_folder: Path, tmp_path: Path, toy_encoder: ToyEncoder
) -> None:
    begun, free = threading.Event(), threading.Event()

    class Slow(Shelf):
        def remove(self, source: str, progress: Progress) -> None:
            progress("移除", 1, 4)
            begun.set()
            assert free.wait(20)
            super().remove(source, progress)

    build([report_folder], tmp_path / "index", encoder=toy_encoder)
    live = LiveIndex(tmp_path / "index", encoder=toy_encoder)
    slow = Slow(tmp_path / "index", live.get, report_folder, report_folder / "uploads")
    app = create_app(fakes.ask, lambda: live.get().reports, library=slow)
    with fakes.running(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        client.headers[TOKEN_HEADER] = client.get("/page/data").json()["library"]["token"]
        started = client.post("/page/library/remove", json={"source": "记录.txt"})
        assert begun.wait(20)
        state = client.get(f"/page/library/jobs/{started.json()['job']}").json()
        assert (state["state"], state["stage"], state["done"], state["total"]) == (
            *("running", "移除"),
            *(1, 4),
        )
        card = listed(client)["记录.txt"]
        assert client.get("/page/report", params={"id": card["id"]}).status_code == 200
        assert "745次" in str(asked(client, "累计学法多少次？")["html"])
        free.set()
        assert ended(client, started)["state"] == "done"
        assert "记录.txt" not in listed(client)
