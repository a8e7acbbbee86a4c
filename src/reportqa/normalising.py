"""One normal form for text that is searched and for questions, so that the two can meet.

Nothing here ever touches text that is quoted: offsets and quotes use the report as stored.
"""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""The Han characters, as the inside of a regular expression's character class."""

# Fonts give radicals in the place of the characters that look the same: the Kangxi ones, which
# NFKC folds, and some of the supplement, which it keeps.
_RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_RADICAL = re.compile("[\u2e80-\u2eff]")
_KANGXI = re.compile("[\u2f00-\u2fd5]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f"
    "\ud800-\udfff]"  # halves of surrogate pairs, which neither OpenCC nor a tokenizer takes
)
_SPACES = re.compile(r"\s+")
_SPACE_IN_CHINESE = re.compile(
    rf"(?<=[{CJK}，。；：、！？（）《》“”]) (?=[{CJK}，。；：、！？（）《》“”])"
)
_SPACE_BY_FIGURE = re.compile(rf"(?<=[{CJK}]) (?=\d)|(?<=\d) (?=[{CJK}%‰]|\.\d)")
_SPACED_DIGITS = re.compile(r"(?<!\d)\d(?: \d)+(?!\d)")
# A figure that a line end cut in two: words before it, its unit after it, no new paragraph.
_BROKEN_FIGURE = re.compile(
    rf"(?P<first>[{CJK}][ \t]?\d[\d.,]*)[ \t]*\r?\n(?P<second>[\d.,]*\d(?=[ \t]?[{CJK}%‰]))"
)
_TAG = re.compile(
    r"</?(?:p|br|hr|h[1-6]?|div|span|center|font|strong|b|i|u|a|img|ul|ol|li|table|tbody|tr|td|th)"
    r"(?:(?:class|id|\s)[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
_HAN = re.compile(f"[{CJK}]")


@cache
def _to_simplified() -> "Callable[[str], str]":
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def normalise(text: str) -> str:
    """Fold what people write differently but mean alike.

    Full-width and compatibility characters become plain (NFKC), traditional characters
    simplified (OpenCC), letters lower case; invisible and control characters and HTML tags go,
    as do spaces inside Chinese, around figures and between single digits (``"1 9 9 3 年"``),
    line ends inside figures, and thousands separators.
    """
    # Most texts lack what most steps are for; to look first takes half the time off.
    text = _folded(unicodedata.normalize("NFKC", text))
    text = _INVISIBLE.sub("", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "\n" in text:
        text = _BROKEN_FIGURE.sub(r"\g<first>\g<second>", text)
    text = _SPACES.sub(" ", text).strip().lower()
    if " " in text:
        text = _SPACED_DIGITS.sub(lambda match: match[0].replace(" ", ""), text)
        text = _SPACE_BY_FIGURE.sub("", _SPACE_IN_CHINESE.sub("", text))
    text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    return _to_simplified()(text) if _HAN.search(text) else text


def without_radicals(text: str) -> str:
    """The text with radicals as the characters that they stand for; its length stays."""
    return _folded(_KANGXI.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text))


def _folded(text: str) -> str:
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def has_chinese(text: str) -> bool:
    """Whether there is a Han character in the text."""
    return _HAN.search(text) is not None
