"""Figures with their units, as they stand in reports: 28.4万人次, 99.9%以上, 由182项减少至32项."""

import re
from dataclasses import dataclass

from reportqa.normalising import CJK

_DIGITS = r"[0-9０-９](?:[0-9０-９]|[,，](?=[0-9０-９]{3}(?![0-9０-９])))*(?:[.．][0-9０-９]+)?"
_HAN_NUMBER = "[一二三四五六七八九十百千两]+"
_SCALE = "(?:[百千万亿]|多|余|几)*"
_TENTHS = "成(?![员为立功果品就绩不])"
_PERCENT = f"(?:个百分点|百分点|[%％‰]|{_TENTHS})"
_MEASURE = (
    "人次|户次|万元|亿元|元|工作日|公里|平方米|平方公里|立方米|公顷|公斤|吨|千瓦|小时|分钟|岁|倍|"
    "[件项人户家个名次份部条处所座种类批场期届届座辆台套亩吨米斤天日月年号令起宗例支队位对番]"
)
_BOUND = "以上|以内|以下|左右"
_SHARE = (
    f"百分之{_HAN_NUMBER}(?:点[零〇一二三四五六七八九]+)?"
    f"|[一二三四五六七八九]{_TENTHS}|近半|过半|一半|翻(?:了)?(?:一|两)番"
)
_FIGURE = re.compile(
    rf"(?P<share>{_SHARE})(?:{_BOUND})?"
    rf"|(?:第|百分之)?(?P<number>{_DIGITS})\s?(?P<scale>{_SCALE})"
    rf"(?P<unit>{_PERCENT}|(?:个)?(?:{_MEASURE})|(?!成)[{CJK}])?(?P<bound>{_BOUND})?"
    rf"|(?P<han>{_HAN_NUMBER})(?P<han_scale>[万亿]?)(?P<han_unit>{_MEASURE})"
)
_YEARLIKE = re.compile(r"^(?:19|20)[0-9]{2}$")
_NOT_UNIT = frozenset("的和与及至到、在是为比占由从等或并起同较以上下")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: its span, its unit ("" if bare), and whether it is a share."""

    start: int
    end: int
    unit: str
    is_rate: bool
    is_year: bool


def find_figures(text: str) -> list[Figure]:
    """All figures in reading order."""
    figures = []
    for found in _FIGURE.finditer(text):
        unit = found["unit"] or found["han_unit"] or ""
        end = found.end()
        if unit in _NOT_UNIT and unit and not found["bound"]:
            end = found.end("scale") if found["number"] else found.end()
            unit = ""
        rate = bool(found["share"]) or bool(re.fullmatch(_PERCENT, unit)) or "百分之" in found[0]
        year = unit in {"年", "年度"} and bool(_YEARLIKE.match(found["number"] or ""))
        figures.append(Figure(found.start(), end, unit, rate, year))
    return figures
