"""Corrections of what was recognised, in a small TOML file beside the report.

`2014.docx.toml` beside `2014.docx` may hold any of title, issuer, place, kind, date, year and
plan_year, and wins over what was recognised; "" says that there is none, but for the title:

    place = "海拉尔区"
    date = 2014-02-20
    year = 2013          # the year looked back on
    plan_year = ""       # it plans for no year
"""

import errno
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from reportqa.errors import CorrectionsError
from reportqa.putting import put
from reportqa.reading.about import About
from reportqa.reading.formats import SUFFIXES
from reportqa.reasons import reason_of

SUFFIX = ".toml"
_NUMBERS = frozenset({"year", "plan_year"})
# A report's name may be so long that a longer one cannot be.
_MISSING = frozenset({errno.ENOENT, errno.ENAMETOOLONG})
_LARGEST_BYTES = 2**20
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def sidecar_of(path: Path) -> Path:
    """Where the corrections of a report stand."""
    return path.with_name(path.name + SUFFIX)


def corrected(about: About, path: Path) -> About:
    """What was recognised of the report at `path`, with the corrections beside it.

    Raises:
        CorrectionsError: The sidecar is no TOML, or has an unknown name or a value of the wrong
            kind.
    """
    sidecar = sidecar_of(path)
    try:
        text = _text_of(sidecar)
        values = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        if getattr(error, "errno", None) in _MISSING:
            return about
        raise CorrectionsError(
            f"{sidecar}：更正文件读不出来（{reason_of(error)}）。"
            "请改成每行一项、文字加引号的 TOML 格式，或删去。"
        ) from error
    for name, value in values.items():
        _check(f"{sidecar}{_line_of(name, text)}", name, value)
    told: dict[str, Any] = {name: _on_one_line(value) or None for name, value in values.items()}
    if told.get("date"):
        told["date"] = _date(told["date"])
    return replace(about, **told)


def write_sidecar(path: Path, values: dict[str, str | int]) -> None:
    """Write corrections for the report at `path`, or remove them if there are none.

    Raises:
        CorrectionsError: A name is unknown or a value of the wrong kind.
    """
    sidecar = sidecar_of(path)
    for name, value in values.items():
        _check(str(sidecar), name, value)
    if not values:
        _remove(sidecar)
        return
    # A JSON string or number is a TOML one too, but for one character.
    told = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    lines = [f"{name} = {value}\n".replace("\x7f", "\\u007f") for name, value in told.items()]
    put(sidecar, "".join(lines).encode())


def strays(paths: Iterable[Path]) -> Iterator[Path]:
    """Below the folders among these paths, what looks like a sidecar and stands beside no report.

    So does one that lacks the ending of its report's name: 2014.toml beside 2014.docx.
    """
    for folder in paths:
        for path in sorted(folder.rglob(f"*{SUFFIX}")):
            report = path.with_suffix("")
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if hidden or report.exists():
                continue
            if report.suffix.lower() in SUFFIXES or any(
                path.with_suffix(suffix).exists() for suffix in SUFFIXES
            ):
                yield path


def _text_of(sidecar: Path) -> str:
    status = sidecar.stat()
    plain = S_ISREG(status.st_mode) or S_ISDIR(status.st_mode)  # a folder tells of itself
    if not plain or status.st_size > _LARGEST_BYTES:
        raise ValueError  # reading a pipe or a device may never end
    return sidecar.read_text(encoding="utf-8-sig")


def _remove(sidecar: Path) -> None:
    try:
        sidecar.unlink()
    except OSError as error:
        if error.errno not in _MISSING:
            raise


def _line_of(name: str, text: str) -> str:
    """In which line a name is given its value, "" where it is not written as it is called."""
    found = re.search(rf"^[ \t\[\"']*{re.escape(name)}\b", text, re.MULTILINE)
    return f" 第{text.count(chr(10), 0, found.end()) + 1}行" if found else ""


def _on_one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _check(where: str, name: str, value: Any) -> None:
    known = [field.name for field in fields(About)]
    if name not in known:
        raise CorrectionsError(f"{where}：不认识“{name}”，可用的是 {'、'.join(known)}。请改正。")
    if value == "" and name != "title":
        return
    if name in _NUMBERS:
        right = isinstance(value, int) and _FIRST_YEAR <= value <= _LAST_YEAR
        unquoted = "，不加引号" if isinstance(value, str) else ""
        expected = f" {_FIRST_YEAR} 到 {_LAST_YEAR} 的年份{unquoted}"
    elif name == "date":
        right = _date(value) is not None
        expected = "日期，如 2014-02-20"
    else:
        right = isinstance(value, str) and bool(value.strip())
        expected = "加引号的文字"
    if not right:
        given = f" = {value}，" if type(value) is int else " "
        raise CorrectionsError(f"{where}：{name}{given}应是{expected}。请改正。")


def _date(value: Any) -> str | None:
    """A day as YYYY-MM-DD, whether it is given as TOML has days or as words; None if it is none."""
    if type(value) is date:  # a moment is a date too
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return None
