"""What the page may ask of the library over the network, and what must be true of whoever asks.

Whatever changes something needs this process's token in a header, which another site's page can
neither read nor send, and runs as a job that the page follows by its name.
"""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from reportqa.errors import ReportqaError, UsageError
from reportqa.reading.extracted import MAX_FILE_BYTES, megabytes
from reportqa.reading.formats import MENDS, SUFFIXES
from reportqa.types import Report
from reportqa.visible import visible
from reportqa.web.jobs import Jobs, Work
from reportqa.web.library import Acceptance, Draft, Entry, Library, Values
from reportqa.web.reader import Card, card
from reportqa.web.texts import text

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from fastapi.responses import JSONResponse

TOKEN_HEADER: Final = "x-reportqa-token"
_LARGEST_MESSAGE_BYTES: Final = 2**20
_LONGEST_VALUE: Final = 300
_MOST_AT_ONCE: Final = 100
_WORDS: Final = frozenset({"title", "issuer", "place", "kind", "date"})
_YEARS: Final = frozenset({"year", "plan_year"})


def listing(
    reports: Callable[[], Sequence[Report]], library: Library | None
) -> tuple[list[dict[str, Any]], str | None]:
    """All reports as the page lists them, or the problem that keeps them from it."""
    try:
        entries = library.entries() if library else [Entry(report) for report in reports()]
        return [_entry(entry) for entry in entries], None
    except ReportqaError as error:
        return [], str(error)


class LibraryRoutes:
    """The routes below /page/library; without a library that is writable they only list."""

    def __init__(self, reports: Callable[[], Sequence[Report]], library: Library | None) -> None:
        self._reports = reports
        self._library = library if library and library.is_writable else None
        self._listed = library
        self._token = secrets.token_urlsafe(24)
        self._jobs = Jobs()

    def terms(self) -> dict[str, Any]:
        """What the page has to know to offer changes."""
        return {
            "writable": self._library is not None,
            "token": self._token if self._library else None,
            "suffixes": SUFFIXES,
            "mends": MENDS,
            "largest": MAX_FILE_BYTES,
            "most": _MOST_AT_ONCE,
        }

    def add_to(self, app: "FastAPI") -> None:
        """Add the routes."""
        from fastapi import Request
        from fastapi.responses import JSONResponse

        @app.get("/page/library")
        def listed() -> JSONResponse:
            cards, problem = listing(self._reports, self._listed)
            return JSONResponse({"reports": cards, "problem": problem})

        @app.get("/page/library/jobs/{name}")
        def job(name: str) -> JSONResponse:
            state = self._jobs.state(name)
            return JSONResponse(state, 200 if state else 404)

        @app.post("/page/library/{action}")
        async def change(action: str, request: Request) -> JSONResponse:
            return await self._change(action, request)

    async def _change(self, action: str, request: "Request") -> "JSONResponse":
        from fastapi.responses import JSONResponse
        from starlette.requests import ClientDisconnect

        if self._library is None:
            return JSONResponse({"problem": text("not_writable")}, 403)
        if not self._is_from_the_page(request.headers):
            return JSONResponse({"problem": text("not_from_here")}, 403)
        try:
            work = await self._work(action, self._library, request)
        except ReportqaError as error:
            return JSONResponse({"problem": str(error)}, 400)
        except ClientDisconnect:
            return JSONResponse({"problem": None}, 400)  # nobody is there to read it
        if work is None:
            return JSONResponse({"problem": None}, 404)
        return JSONResponse({"job": self._jobs.start(work)})

    async def _work(self, action: str, library: Library, request: "Request") -> Work | None:
        """What is asked for, read and checked; None for an action that there is not."""
        if action == "files":
            name = request.query_params.get("name", "")
            data = await _body(request, MAX_FILE_BYTES)
            return lambda progress: _draft(library.receive(name, data, progress))
        if action not in _ACTIONS:
            return None
        return _ACTIONS[action](library, _parsed(await _body(request, _LARGEST_MESSAGE_BYTES)))

    def _is_from_the_page(self, headers: Mapping[str, str]) -> bool:
        site = headers.get("sec-fetch-site", "same-origin")
        given = headers.get(TOKEN_HEADER, "")
        return site == "same-origin" and secrets.compare_digest(
            given.encode(errors="replace"), self._token.encode()
        )


def _accept(library: Library, asked: dict[str, Any]) -> Work:
    drafts = asked.get("drafts")
    if not isinstance(drafts, list) or not 0 < len(drafts) <= _MOST_AT_ONCE:
        raise _unreadable()
    wanted = [
        Acceptance(_word(draft, "draft"), _values(draft), draft.get("replaces") is True)
        for draft in drafts
    ]
    return lambda progress: [asdict(outcome) for outcome in library.accept(wanted, progress)]


def _discard(library: Library, asked: dict[str, Any]) -> Work:
    draft = _word(asked, "draft")
    return lambda _progress: library.discard(draft)


def _correct(library: Library, asked: dict[str, Any]) -> Work:
    source, values = _word(asked, "source"), _values(asked)
    return lambda progress: library.correct(source, values, progress)


def _remove(library: Library, asked: dict[str, Any]) -> Work:
    source = _word(asked, "source")
    return lambda progress: library.remove(source, progress)


_ACTIONS: Final[dict[str, Callable[[Library, dict[str, Any]], Work]]] = {
    "accept": _accept,
    "discard": _discard,
    "correct": _correct,
    "remove": _remove,
}


class _EntryCard(Card):
    chunks: int | None
    correctable: bool
    uploaded: bool


def _entry(entry: Entry) -> dict[str, Any]:
    more: _EntryCard = {
        **card(entry.report),
        "chunks": entry.chunks,
        "correctable": entry.correctable,
        "uploaded": entry.uploaded,
    }
    return dict(more)


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "draft": draft.id,
        "name": visible(draft.name),
        "taken": draft.is_taken,
        "report": card(draft.report),
    }


async def _body(request: "Request", largest: int) -> bytes:
    """The whole body, given up on as soon as it is too large."""
    announced = request.headers.get("content-length", "0")
    data = bytearray()
    if announced.isdecimal() and int(announced) <= largest:
        async for piece in request.stream():
            data += piece
            if len(data) > largest:
                break
        else:
            return bytes(data)
    raise UsageError(f"文件太大：每个不超过 {megabytes(largest)}。请拆成几个文件后再上传。")


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
        # Half a surrogate pair is valid in JSON, but no text that can be stored or sent back.
        json.dumps(asked, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(asked, dict):
        raise _unreadable()
    return asked


def _word(asked: Any, name: str) -> str:
    value = asked.get(name) if isinstance(asked, dict) else None
    if not isinstance(value, str):
        raise _unreadable()
    return value


def _values(asked: dict[str, Any]) -> Values:
    """What a report is about, as far as it is given; null and "" both say that there is none."""
    given = asked.get("values")
    if not isinstance(given, dict) or not set(given) <= _WORDS | _YEARS:
        raise _unreadable()
    values: dict[str, str | int] = {}
    for name, value in given.items():
        if value is None or value == "":
            values[name] = ""
            continue
        right = type(value) is int if name in _YEARS else isinstance(value, str)
        if not right or len(str(value)) > _LONGEST_VALUE:
            raise _unreadable()
        values[name] = value
    if values.get("date"):
        _check_date(str(values["date"]))
    return values


def _check_date(value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"日期 {value} 读不懂：应写成 2014-02-20 这样。请改正。") from error


def _unreadable() -> UsageError:
    return UsageError("请求读不懂。请刷新本页后再试。")
