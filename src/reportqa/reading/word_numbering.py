"""The numbers that Word shows before paragraphs and does not store in their text.

A paragraph names a numbering and a level; the numbering's definition says how that level is
written (``第%1章``, ``（%1）``, ``%1.%2``) and the numbers are counted on the way through the text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

_LEVELS = 9
_CHINESE = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LAST_CIRCLED = 20
_LARGEST = 9999
_NO_SPACE_AFTER = "、）)】．。：章节条编篇款项"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    written: str = ""
    style: str = "decimal"
    restart: int | None = None
    arabic: bool = False
    spaced: bool = True


@dataclass(slots=True)
class _Numbering:
    """The levels of one numbering; those of one `family` are counted through together."""

    family: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    used: bool = False


@dataclass(slots=True)
class WordNumbers:
    """Counts a document's numbered paragraphs, which must be shown to it in their order."""

    numberings: dict[str, _Numbering] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def from_xml(cls, root: Any) -> "WordNumbers":
        """Read the definitions in the root element of a document's numbering part."""
        w = _namespace(root)
        families = {
            _value(family, f"{w}abstractNumId"): _levels(family, w)
            for family in root.iterchildren(f"{w}abstractNum")
        }
        numberings = {}
        for number in root.iterchildren(f"{w}num"):
            family = _value(number.find(f"{w}abstractNumId"), f"{w}val")
            levels = dict(families.get(family, {}))
            starts = {}
            for override in number.iterchildren(f"{w}lvlOverride"):
                levels |= _levels(override, w)
                start = override.find(f"{w}startOverride")
                if start is not None:
                    at = _whole(_value(override, f"{w}ilvl"), 0)
                    starts[at] = _whole(_value(start, f"{w}val"), 1)
            name = _value(number, f"{w}numId")
            numberings[name] = _Numbering(family, levels, starts)
        return cls(numberings)

    def next(self, name: str, at: int) -> str:
        """The number of the next paragraph of this numbering at this level (0 to 8).

        It comes with the space that sets it off, and is "" for bullets and unknown numberings.
        """
        numbering = self.numberings.get(name)
        level = numbering.levels.get(at) if numbering else None
        if numbering is None or level is None:
            return ""
        counts = self._counts.setdefault(numbering.family, [None] * _LEVELS)
        if not numbering.used:
            numbering.used = True
            for overridden in numbering.starts:
                counts[overridden] = None
        counts[at] = self._following(counts[at], numbering, at)
        for deeper in range(at + 1, _LEVELS):
            restart = numbering.levels.get(deeper, _Level()).restart
            if restart is None or at < restart:
                counts[deeper] = None
        if level.style == "bullet":
            return ""
        written = level.written
        for above in range(at + 1):
            count = counts[above]
            if f"%{above + 1}" in written:
                shown = numbering.levels.get(above, _Level())
                value = self._following(None, numbering, above) if count is None else count
                style = "decimal" if level.arabic and above < at else shown.style
                written = written.replace(f"%{above + 1}", _number(value, style))
        if not written.strip():
            return ""
        return f"{written} " if level.spaced and written[-1] not in _NO_SPACE_AFTER else written

    @staticmethod
    def _following(count: int | None, numbering: _Numbering, at: int) -> int:
        if count is not None:
            return min(count + 1, _LARGEST)
        return numbering.starts.get(at, numbering.levels.get(at, _Level()).start)


def _levels(parent: Any, w: str) -> dict[int, _Level]:
    levels = {}
    for level in parent.iterchildren(f"{w}lvl"):
        at = _whole(_value(level, f"{w}ilvl"), 0)
        if not 0 <= at < _LEVELS:
            continue
        values = {
            name: _value(level.find(f"{w}{name}"), f"{w}val")
            for name in ("start", "numFmt", "lvlText", "suff", "lvlRestart")
        }
        levels[at] = _Level(
            start=_whole(values["start"], 1),
            written=values["lvlText"],
            style=values["numFmt"] or "decimal",
            restart=_whole(values["lvlRestart"], _LEVELS) if values["lvlRestart"] else None,
            arabic=level.find(f"{w}isLgl") is not None,
            spaced=values["suff"] != "nothing",
        )
    return levels


def _namespace(element: Any) -> str:
    return str(element.tag).partition("}")[0] + "}"


def _value(element: Any, attribute: str) -> str:
    return "" if element is None else str(element.get(attribute) or "")


def _whole(text: str, otherwise: int) -> int:
    # Of so many digits none but the first tell whether it is too large.
    return min(int(text[:6]), _LARGEST) if text.isascii() and text.isdecimal() else otherwise


def _number(value: int, style: str) -> str:
    return _STYLES.get(style, str)(value)


def _chinese(value: int) -> str:
    """一, 十, 十一, 二十, 一百〇五 …, as headings are numbered."""
    if value == 0:
        return "〇"
    parts = []
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = value // unit % 10, value % unit
        if digit:
            parts.append(_CHINESE[digit] + name)
        elif parts and rest and parts[-1] != "〇" and value // (unit * 10):
            parts.append("〇")
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _legal(value: int) -> str:
    plain = f"一{_chinese(value)}" if 10 <= value < 20 else _chinese(value)
    return plain.translate(str.maketrans(f"{_CHINESE}十百千", f"{_LEGAL}拾佰仟"))


def _digits(value: int) -> str:
    return "".join(_CHINESE[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (value // size)
        value %= size
    return text


def _letters(value: int) -> str:
    """A to Z, then AA to ZZ, as Word does."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else ""


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if 1 <= value <= _LAST_CIRCLED else str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


def _named(names: Iterable[str], write: Callable[[int], str]) -> dict[str, Callable[[int], str]]:
    return dict.fromkeys(names, write)


_COUNTING = (
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand"),
)
_STYLES: dict[str, Callable[[int], str]] = {
    **_named(_COUNTING, _chinese),
    **_named(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    **_named(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits),
    **_named(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "decimalZero": lambda value: f"{value:02}",
    "none": lambda _: "",
}
