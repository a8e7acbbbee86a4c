"""Figures with their units, as they stand in reports: 28.4万人次, 99.9%以上, 由182项减少至32项."""

import re
from dataclasses import dataclass, replace

from reportqa.normalising import CJK
from reportqa.types import Span

# Old reports set full-width digits, and spaces between digits: ４３５２４万吨, 4 6 2 8 0 亿元.
_DIGIT = "[0-9０-９]"
_DIGITS = (
    rf"{_DIGIT}(?:[ \u3000]?{_DIGIT}|[,，](?={_DIGIT}{{3}}(?!{_DIGIT})))*"
    rf"(?:[ \u3000]?[.．·][ \u3000]?{_DIGIT}(?:[ \u3000]?{_DIGIT})*)?"
)
_HAN = "一二三四五六七八九十百千两"
_HAN_NUMBER = f"[{_HAN}](?:[零〇点{_HAN}]|[万亿](?=[零〇{_HAN}]))*"
# Of PM2.5 and PM10.
_NO_NAME = r"(?<![Pp][Mm])(?<![Pp][Mm]\d)(?<![Pp][Mm]\d[.．])"
_SCALE = "(?:[百千万亿]|多|余|几)*"
_TENTHS = "成(?![员为立功果品就绩不])"
_PERCENT = f"(?:个百分点|百分点|[%％‰]|{_TENTHS})"
MEASURE = (
    "人次|户次|美元|港元|欧元|日元|卢布|元|个?工作日|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤"
    "|标准箱|标箱|标准煤|[吨人]公里|吨|千瓦时|千瓦|小时|分钟|毫米|岁|倍|个月|个项目|个单位|年一遇|年度"
    "|[件项人户家个名次份部条处所座种类批场期届辆台套亩米斤天日月年号令起宗例支队位对番度艘架克]"
)
"""The measure words that count things, as the inside of a regular expression's group."""
_COUNTS = re.compile(MEASURE)
_BOUND = "以上|以内|以下|左右"
# 精简1／4, but of no date and no ratio: 2021/3/15, 24/7.
_FRACTION = rf"(?<![\d/／.．]){_DIGIT}[/／]{_DIGIT}{{1,2}}(?![\d/／年月日])"
RATIO_MARK = "[:：∶︰]"
"""What stands between the numbers of a ratio: 26:37:37."""
_RATIO = rf"{_DIGITS}(?:\s?{RATIO_MARK}\s?{_DIGITS})+"
_NUMBER = re.compile(_DIGITS)
_SHARE = (
    f"{_RATIO}|百分之{_HAN_NUMBER}(?:点[零〇一二三四五六七八九]+)?"
    "(?:[至到][一二三四五六七八九十]+(?![〇○零一二三四五六七八九十]*[年月百]))?"
    f"|[{_HAN}]+分之[{_HAN}]+|{_FRACTION}|[一二两三四五六七八九]{_TENTHS}|近半|过半|一半|翻了?(?:[一两三四]番|番)"
)
_FIGURE = re.compile(
    rf"(?P<share>{_SHARE})(?:{_BOUND})?"
    rf"|(?:第|百分之)?{_NO_NAME}(?P<number>{_DIGITS})\s?(?P<scale>{_SCALE})\s?"
    rf"(?P<unit>{_PERCENT}|{MEASURE}|(?!成)[{CJK}])?(?P<bound>{_BOUND})?"
    rf"|[ⅠⅡⅢⅣⅤ](?P<grade>[类级])(?:{_BOUND})?"
    rf"|(?P<han>{_HAN_NUMBER})(?P<han_scale>[多余几]?[万亿]?[多余几]?)(?!次产业)(?P<han_unit>{MEASURE})"
)
CHANGES = (
    "增长|增加|增产|增收|提高|提升|上升|上涨|下降|减少|降低|回落|下滑|压缩|缩短|缩减|削减|压减"
)
"""The verbs by which something is told to rise or fall, as the inside of a group."""
_LEAD = 26
_CHANGE = re.compile(
    f"(?:{CHANGES}|(?<!新)增|扩大|[涨减降翻])"
    "了?(?:约|近|超过|不超过|[速幅]?度?(?:为|达到?)?|率(?:为|达)?)?$"
)
AND = "(?:[、和及与]|以及)"
"""What ties figures, or the things that they tell of, to one another; a regular expression."""
_AND = re.compile(AND)
PLACE_IN_ORDER = re.compile(r"第[一二三四五六七八九十\d]+[位名]?")
"""Which place something takes: 第一, 第3位."""
_MARK = re.compile("(?:突破|跨越|跨过|迈上|跃上|跃过|冲破)(?:了)?$")
_REACHED = re.compile(r"[^。；;\d]{0,16}(?:(?:19|20)\d{2}年)?达到?[^。；;\d]{0,4}\d")
_FROM = re.compile("[由从][^，。；、]{0,24}$")
# 由上年分别增长5.6%和13.1%，减为增长1.2%和1.8%
_TURNED = f"(?:[、和与及]{_DIGITS}[%％‰]?)?，?[转变减降增升]为(?=[^，。；]{{0,4}}{_DIGIT})"
_ONWARD = re.compile(
    f"{_TURNED}|"
    "[^，。；]{0,6}(?:增|提高|提升|上升|扩大|减|降|下降|压缩|发展|升|缩[小短]|收窄|拓展|扩展|延[长伸]|调[高低整])[^，。；]{0,4}[到至为]"
)
_BELOW = ("以下", "以内")
_TO = re.compile("[—–~～-]{1,2}|[至到]")
_OF_DATES = frozenset({"年", "年度", "月", "日", "号"})
_YEARLIKE = re.compile("^(?:19|20|１９|２０)[0-9０-９]{2}$")
_NOT_UNIT = frozenset("的和与及至到、在是为比占由从等或并起同较以上下")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: its span, its unit ("" if bare), and what it tells.

    `is_rate`: a share, ratio or percentage. `is_change`: by how much something rose or fell,
    rather than what it came to. `is_mark`: a round number passed, before more that was reached
    (突破200亿元，达到213亿元). `is_former`: what something rose or fell from (由182项减少至32项).
    """

    start: int
    end: int
    unit: str
    is_rate: bool
    is_year: bool
    is_change: bool
    is_mark: bool
    is_former: bool

    @property
    def span(self) -> Span:
        """From where to where it stands."""
        return self.start, self.end

    @property
    def ends(self) -> tuple[int, ...]:
        """Where it may end: of 2.8万学生 behind 万 as well, if no measure word stands there."""
        noun = len(self.unit) == 1 and not (self.is_rate or _COUNTS.fullmatch(self.unit))
        return (self.end, self.end - 1) if noun else (self.end,)


def numbers_of_ratio(words: str) -> list[Span]:
    """Where the numbers of a ratio stand in it; [] for any other words."""
    if not re.fullmatch(_RATIO, words):
        return []
    return [found.span() for found in _NUMBER.finditer(words)]


def find_figures(text: str) -> list[Figure]:
    """All figures in reading order."""
    figures: list[Figure] = []
    for found in _FIGURE.finditer(text):
        # 一届, 一批: hardly ever a count, unlike 一倍 and 一万人.
        if found["han"] == "一" and found["han_unit"] != "倍" and not found["han_scale"]:
            continue
        unit = found["unit"] or found["han_unit"] or found["grade"] or ""
        end = found.end()
        if unit in _NOT_UNIT and unit and not found["bound"]:
            end = found.end("scale") if found["number"] else found.end()
            unit = ""
        rate = bool(found["share"]) or bool(re.fullmatch(_PERCENT, unit)) or "百分之" in found[0]
        year = unit in {"年", "年度"} and bool(_YEARLIKE.match(found["number"] or ""))
        lead = text[max(0, found.start() - _LEAD) : found.start()]
        last = figures[-1] if figures else None
        if last and not _AND.fullmatch(text, last.end, found.start()):
            last = None
        # 分别增长4.9%和8.2%; 跨越千亿元、两千亿元大关，达到2643亿元
        change = bool(_CHANGE.search(lead) or (last and last.is_change))
        mark = bool((_MARK.search(lead) or (last and last.is_mark)) and _REACHED.match(text, end))
        former = bool(_FROM.search(lead) and _ONWARD.match(text, end))
        figures.append(Figure(found.start(), end, unit, rate, year, change, mark, former))
    return _with_ranges(text, figures)


def find_amounts(text: str) -> list[Figure]:
    """All figures that are no years, in reading order."""
    return [figure for figure in find_figures(text) if not figure.is_year]


def _with_ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures with 3—5天, 6%至6.5% and 50元以上200元以下 as one; not 由5元至8元, nor dates."""
    joined: list[Figure] = []
    for figure in figures:
        low = joined[-1] if joined else None
        if (
            low
            and not (low.is_year or low.is_former)
            and low.unit in {"", figure.unit}
            and (_is_up_to(text, low, figure) or _is_between(text, low, figure))
        ):
            joined[-1] = replace(
                figure, start=low.start, is_change=low.is_change, is_mark=low.is_mark
            )
        else:
            joined.append(figure)
    return joined


def _is_up_to(text: str, low: Figure, high: Figure) -> bool:
    """Whether two figures are the ends of one range that a dash or 至 tells."""
    return (
        _TO.fullmatch(text, low.end, high.start) is not None
        and not {low.unit, high.unit} & _OF_DATES
        and text[low.start - 1 : low.start] not in {"由", "从"}
    )


def _is_between(text: str, low: Figure, high: Figure) -> bool:
    """Whether two figures are the bounds of one range: 3年以上10年以下."""
    adjoin = low.end == high.start
    return adjoin and text.endswith("以上", 0, low.end) and text.endswith(_BELOW, 0, high.end)
