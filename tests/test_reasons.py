"""Reasons are told in the user's words, with no English in them."""

import errno
import json
import os
import tomllib
from collections.abc import Callable

import pytest

from reportqa.reasons import reason_of


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "没有这个文件"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EISDIR, "是一个文件夹"),
        (errno.EXDEV, f"系统错误 {errno.EXDEV}"),
    ],
)
def test_what_the_system_says_is_told_in_words(number: int, words: str) -> None:
    assert reason_of(OSError(number, os.strerror(number), "a.txt")) == words


def _decoded() -> None:
    b"\xff".decode()


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (_decoded, "不是 UTF-8 文本"),
        (lambda: json.loads(""), "第1个字符处写错了"),
        (lambda: json.loads('{"甲": 1,\n "乙": }'), "第2行第7个字符处写错了"),
        (lambda: json.loads("[" * 100_000), "嵌套太深"),
        (lambda: tomllib.loads("place = 海拉尔"), "第1行第9个字符处写错了"),
        (lambda: tomllib.loads('year = 2013\nplace = "'), "末尾不完整"),
        (lambda: json.loads("{}")["data"], "缺少 data"),
        (lambda: int("9" * 5000), "内容不对"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_by_its_place(
    attempt: Callable[[], object], words: str
) -> None:
    with pytest.raises((ValueError, KeyError, RecursionError)) as caught:
        attempt()
    assert reason_of(caught.value) == words


def test_an_error_of_no_number_is_told_all_the_same() -> None:
    assert reason_of(OSError("cannot")) == "读写出错"
