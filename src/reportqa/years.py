"""Years as reports and people write them: 2014年, ９８年, 2005—2008年, 去年, “十二五”期间."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportqa.normalising import below_hundred

_DASH = "(?:—+|–|-|~|至|到)"
_FULL = r"(?:19|20)\d{2}"
# 2008-12-31 is a day.
_RANGE = re.compile(
    rf"(?<!\d)(?P<first>{_FULL})年?(?:{_DASH}(?P<last>{_FULL})(?!\d)|{_DASH}(?P<short>\d{{2}})(?=年))"
)
_LIST = re.compile(rf"(?<!\d){_FULL}(?:年?[、,和与及]{_FULL})+(?!\d)")
_COUNTED = (
    r"[\d.%万亿元件套亩吨辆米余台座盏头株艘架所份棵栋枚斤字宗幅篇页笔床课卷封]|多(?!少)|名(?!单|称)|次(?!数)|家(?!庭)|个(?!人|体)|人(?!均|口|民|大)"
    "|户(?!籍|均)|项(?!目投)|平方|公[里斤顷]|千[米瓦]|条(?!件|例)|起(?!草|步|来|$)|处(?!理|于|置|分|罚)|场(?!地|所)|位(?!居|列|于)|只(?!有|能|是)"
    "|例(?!如)|天(?!津|水|门|然)|倍|级|批(?!准|复)|美元|支(?!出|持|付|部)|小时|栏|张(?!家)"
)
_YEAR = re.compile(rf"(?<![\d.])(?P<year>{_FULL})(?=年|(?!{_COUNTED})\D|$)")
_SHORT = re.compile(
    r"(?<![\d.])(?<!成立)(?<!建国)(?<!使用权)(?<!产权)(?<![龄有])(?P<year>[7-9]\d|0\d)年"
    "(?!代|来|前|后|以|内|间|期|多|的?时间|党龄|历史|的?老)"
)
_FIRST_SHORT_CENTURY = 70
_LONGEST_RANGE = 30
_PLAN = re.compile(
    '[“"]?(?P<number>十[一二三四五]?|[六七八九])五[”"]?(?=期|规|计|时|以|末|[”"])'
    "|第(?P<ordinal>十[一二三四五]?|[六七八九])个五年"
)
# The sixth plan ran from 1981 to 1985; every plan since has had five years.
_SIXTH_PLAN_BEGAN = 1981
_PLAN_YEARS = 5

_RELATIVE = (
    # Not of 以前年度, 过去年代, 10万元以上年薪, 日本年均, 相当年, 文明年.
    (-2, re.compile("(?<![以提从])前年(?![度底])")),
    (-1, re.compile("(?<!过)去年(?!代)|(?<!以)上年(?![薪龄纪轻])|上一年|过去的?一年|一年来")),
    (0, re.compile("今年|(?<![日基])本年(?!级)|(?<!相)当年|新的一年")),
    (1, re.compile("(?<![文透])明年|(?<!以)来年|下一年")),
)


@dataclass(frozen=True, slots=True)
class YearRange:
    """From `first` to `last`, both included."""

    first: int
    last: int


def named_years(text: str) -> tuple[int, ...]:
    """The years that a normalised text names outright, each once, in order of appearance.

    A range counts with all its years, up to 30 of them.
    """
    found: list[tuple[int, int]] = []
    for start, span in _ranges(text):
        found += ((start, year) for year in range(span.first, span.last + 1))
    for match in _LIST.finditer(text):
        found += ((match.start(), int(year)) for year in re.findall(_FULL, match[0]))
    found += ((match.start(), int(match["year"])) for match in _YEAR.finditer(text))
    for match in _SHORT.finditer(text):
        short = int(match["year"])
        found.append((match.start(), short + (1900 if short >= _FIRST_SHORT_CENTURY else 2000)))
    return tuple(dict.fromkeys(year for _, year in sorted(found, key=lambda item: item[0])))


def year_ranges(text: str) -> tuple[YearRange, ...]:
    """The spans of years that a normalised text names by their first and last: 2021-2025年."""
    return tuple(span for _, span in _ranges(text))


def _ranges(text: str) -> Iterator[tuple[int, YearRange]]:
    """The same, each with its position."""
    for match in _RANGE.finditer(text):
        first = int(match["first"])
        short = match["short"]
        last = first - first % 100 + int(short) if short else int(match["last"])
        if first < last <= first + _LONGEST_RANGE:
            yield match.start(), YearRange(first, last)


def relative_years(text: str, now: int) -> frozenset[int]:
    """The years that 去年, 今年 and the like mean in a text of the year `now`."""
    return frozenset(now + shift for shift, pattern in _RELATIVE if pattern.search(text))


def plan_periods(text: str) -> tuple[YearRange, ...]:
    """The five-year plans that a text names: “十二五”期间 and 第十二个五年规划 are 2011 to 2015."""
    periods = []
    for match in _PLAN.finditer(text):
        first = _SIXTH_PLAN_BEGAN + _PLAN_YEARS * (
            below_hundred(match["number"] or match["ordinal"]) - 6
        )
        periods.append(YearRange(first, first + _PLAN_YEARS - 1))
    return tuple(dict.fromkeys(periods))
