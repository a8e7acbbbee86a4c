"""Bytes of a text file to text."""

import codecs
import re

from reportqa.errors import ReadError
from reportqa.reading.lines import EMPTY

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_CHINESE_TEXT = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffe\uffff]")
_MAX_CONTROL_SHARE = 0.01
_MAX_PRIVATE_SHARE = 0.05
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


def decode(data: bytes, name: str) -> str:
    r"""The text of a file: UTF-8, GB18030, or whatever its byte order mark says.

    The mark is dropped and ``\r\n`` becomes ``\n``; nothing else changes.

    Raises:
        ReadError: The file is empty, or not text in one of these encodings.
    """
    text = _decode(data, name).replace("\r\n", "\n")
    if not text.strip(EMPTY):
        raise ReadError(f"{name}：文件里没有文字。请换一个有正文的文件。")
    if len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise _not_text(name)
    return text


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_text(name) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _not_text(name) from error
    # GB18030 gives almost any bytes some character; real text has next to none of these.
    if len(_NOT_CHINESE_TEXT.findall(text)) > _MAX_PRIVATE_SHARE * len(text):
        raise _not_text(name)
    return text


def _not_text(name: str) -> ReadError:
    return ReadError(
        f"{name}：不是 UTF-8 或 GB18030 编码的文本文件。请另存为 UTF-8 文本后再试，或不收录它。"
    )
