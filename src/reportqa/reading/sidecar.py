"""Corrections of what was recognised, in a small TOML file beside the report.

`2014.docx.toml` beside `2014.docx` may hold any of title, issuer, place, kind, date, year and
plan_year, and wins over what was recognised; "" says that there is none, but for the title:

    place = "海拉尔区"
    year = 2013          # the year looked back on
    plan_year = ""       # it plans for no year
"""

import errno
import json
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from reportqa.errors import ReadError
from reportqa.putting import put
from reportqa.reading.about import About

SUFFIX = ".toml"
_NUMBERS = frozenset({"year", "plan_year"})
# A report's name may be so long that a longer one cannot be.
_MISSING = frozenset({errno.ENOENT, errno.ENAMETOOLONG})
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def sidecar_of(path: Path) -> Path:
    """Where the corrections of a report stand."""
    return path.with_name(path.name + SUFFIX)


def corrected(about: About, path: Path) -> About:
    """What was recognised of the report at `path`, with the corrections beside it.

    Raises:
        ReadError: The sidecar is no TOML, or has an unknown name or a value of the wrong kind.
    """
    sidecar = sidecar_of(path)
    try:
        values = tomllib.loads(sidecar.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        if getattr(error, "errno", None) in _MISSING:
            return about
        raise ReadError(
            f"{sidecar}：更正文件读不出来（{error}）。请改成 TOML 格式或删去。"
        ) from error
    for name, value in values.items():
        _check(sidecar, name, value)
    told: dict[str, Any] = {name: None if value == "" else value for name, value in values.items()}
    return replace(about, **told)


def write_sidecar(path: Path, values: dict[str, str | int]) -> None:
    """Write corrections for the report at `path`, or remove them if there are none.

    Raises:
        ReadError: A name is unknown or a value of the wrong kind.
    """
    sidecar = sidecar_of(path)
    for name, value in values.items():
        _check(sidecar, name, value)
    if not values:
        _remove(sidecar)
        return
    # A JSON string or number is a TOML one too, but for one character.
    told = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    lines = [f"{name} = {value}\n".replace("\x7f", "\\u007f") for name, value in told.items()]
    put(sidecar, "".join(lines).encode())


def _remove(sidecar: Path) -> None:
    try:
        sidecar.unlink()
    except OSError as error:
        if error.errno not in _MISSING:
            raise


def _check(sidecar: Path, name: str, value: Any) -> None:
    known = [field.name for field in fields(About)]
    if name not in known:
        raise ReadError(f"{sidecar}：不认识“{name}”，可用的是 {'、'.join(known)}。请改正。")
    if value == "" and name != "title":
        return
    if name in _NUMBERS:
        right = isinstance(value, int) and _FIRST_YEAR <= value <= _LAST_YEAR
        expected = f"{_FIRST_YEAR} 到 {_LAST_YEAR} 的年份"
    else:
        right = isinstance(value, str) and bool(value.strip())
        expected = "加引号的文字"
    if not right:
        raise ReadError(f"{sidecar}：{name} = {value!r}，应是{expected}。请改正。")
