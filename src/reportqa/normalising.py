"""One normal form for text that is searched and for questions, so that the two can meet.

Nothing here ever touches text that is quoted: offsets and quotes use the report as stored.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""The Han characters, as the inside of a regular expression's character class."""

PLAIN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
"""For `str.translate`: full-width digits to plain ones, a character for a character."""

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
_CHINESE = f"{CJK}。、《》“”"
# What NFKC makes of ，；：！？（）: Chinese only beside Chinese.
_ASCII_MARKS = ",;:!?()"
_SPACE_IN_CHINESE = re.compile(
    rf"(?<=[{_CHINESE}]) (?=[{_CHINESE}{_ASCII_MARKS}])|(?<=[{_ASCII_MARKS}]) (?=[{_CHINESE}])"
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
# 5，100，200人 is a list; the comma of １，２３４ is but as wide as its digits.
_LISTING_COMMA = re.compile(r"，(?<=[0-9]，)(?=[0-9]{3}(?![0-9]))")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
_HAN = re.compile(f"[{CJK}]")
# Names whose patterns are known; about 1 kB each.
_REMEMBERED = 4096
_COMMON_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_YEAR = re.compile(
    r"(?P<year>(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})(?P<mark>年|(?=[至到—–-][一二]))"
    r"(?:(?P<month>十?[一二三四五六七八九]|十)月(?:(?P<day>[二三]?十?[一二三四五六七八九]|[二三]?十)日)?)?"
)


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
    line ends inside figures, and thousands separators, but not the full-width commas of a list.
    二〇一四年一月六日 becomes 2014年1月6日.
    """
    # Most texts lack what most steps are for; to look first takes half the time off.
    text = _LISTING_COMMA.sub(", ", text)
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
    return _HAN_YEAR.sub(_in_digits, _to_simplified()(text)) if _HAN.search(text) else text


def without_radicals(text: str) -> str:
    """The text with radicals as the characters that they stand for; its length stays."""
    return _folded(_KANGXI.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text))


@lru_cache(_REMEMBERED)
def as_written(name: str) -> re.Pattern[str]:
    """What finds a normal name in text that is not normalised, and may be traditional: 廣州.

    It takes a tenth of the time that normalising the text would.
    """
    variants = _traditional()
    return re.compile(
        "".join(f"[{c}{variants[c]}]" if c in variants else re.escape(c) for c in name)
    )


@cache
def _traditional() -> dict[str, str]:
    """By each simplified character the traditional ones that become it."""
    characters = [chr(code) for start, end in _COMMON_HAN for code in range(start, end)]
    # Each on a line of its own, since OpenCC keeps some that stand in certain words.
    simplified = _to_simplified()("\n".join(characters)).split("\n")
    found: dict[str, str] = {}
    for written, normal in zip(characters, simplified, strict=True):
        if written != normal:
            found[normal] = found.get(normal, "") + written
    return found


def _in_digits(found: re.Match[str]) -> str:
    date = found["year"].translate(_HAN_DIGITS) + found["mark"]
    if found["month"]:
        date += f"{below_hundred(found['month'])}月"
    return f"{date}{below_hundred(found['day'])}日" if found["day"] else date


def below_hundred(han: str) -> int:
    """31 for 三十一."""
    tens, ten, ones = han.rpartition("十")
    digits = [int(part.translate(_HAN_DIGITS)) if part else None for part in (tens, ones)]
    return 10 * (digits[0] or 1) * bool(ten) + (digits[1] or 0)


def _folded(text: str) -> str:
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def has_chinese(text: str) -> bool:
    """Whether there is a Han character in the text."""
    return _HAN.search(text) is not None
