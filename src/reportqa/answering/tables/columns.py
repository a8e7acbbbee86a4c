"""Tables as they stand in the text of a report: a row a line, first what the columns are called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from reportqa.answering.figures import MEASURE
from reportqa.normalising import CJK
from reportqa.reading.rows import cells_of, is_row, is_rule
from reportqa.types import Span

NUMBERS_ROWS: Final = re.compile(
    r"序号|编号|序|行次|栏次|(?:科目|项目|功能)?(?:编码|代码)|No\.?", re.IGNORECASE
)
"""What a column is called that but counts the rows, or gives their codes."""

_UNIT: Final = rf"[百千万亿]{{0,2}}(?:{MEASURE}|头|只|株|亩|张|册|条|床|班|[%％‰]|个百分点)"
FIGURE: Final = re.compile(rf"[+＋-]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?\s?(?:{_UNIT})?")
"""All that a cell holds which tells a figure, with or without its unit."""

BLANK: Final = frozenset({"", "-", "—", "——", "–", "/", "／", "无", "…"})
"""What a cell holds that tells nothing."""

_FARTHEST: Final = 20_000  # how far tables are followed beyond a passage, in characters
_MOST_HEAD_ROWS: Final = 3
_LONGEST_NAME: Final = 60
_LONGEST_CAPTION: Final = 40
_YEAR: Final = re.compile(r"(?:19|20)\d{2}年?度?")
_NAMES_UNITS: Final = re.compile("(?:计量)?单位")
# In brackets one amount may be told by another, too: 万元/人, 微克/立方米, 万吨标准煤.
_COUNTED: Final = (
    rf"{_UNIT}(?:标准煤)?(?:[/／][{CJK}\d]{{1,5}})?|(?:[μµmk]?g|微克|毫克)[/／](?:m[³3]|立方米|L)"
)
_IN_UNIT: Final = re.compile(rf"\s*[（(]\s*(?:单位\s*[：:]\s*)?(?P<unit>{_COUNTED})\s*[）)]$")
# A share may stand among amounts of money, and be in another unit than all of these.
_SHARE_MARK: Final = re.compile(r"[%％‰]$")
_NO_AMOUNT: Final = re.compile("率$|比[例重]?$|增[长减幅速]|[升涨降跌]幅|占|排名|位次|名次")
_ALL_IN_UNIT: Final = re.compile(rf"单位\s*[：:]\s*(?P<unit>{_UNIT})\s*[）)]?$")


@dataclass(frozen=True, slots=True)
class Column:
    """The words of the first rows above a column, from above, and the unit that they name.

    `unit` is "" if they name none.
    """

    names: tuple[str, ...]
    unit: str

    @property
    def name(self) -> str:
        """What the column is called, with what it is called together with its neighbours."""
        return "".join(self.names)

    def in_unit(self, unit: str) -> "Column":
        """The same in a unit that is stated for its table or row, unless it has its own or none."""
        return replace(self, unit=unit) if not self.unit and takes_unit(self.name) else self


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below one another that mean the same by their columns; a cell is its span.

    `labels` are the columns that say what a row is about, `units` the one of their units.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Span]]
    labels: Sequence[int]
    units: int | None


def column_of(text: str, at: int) -> str | None:
    """The words above the column of the cell at this place of a report; None outside of tables."""
    start, end = line_around(text, at)
    if not is_row(text[start:end]):
        return None
    for table in tables_from(text, start, end):
        for row in table.rows:
            for number, (first, last) in enumerate(row):
                if first <= at < last and number < len(table.columns):
                    column = table.columns[number]
                    unit = f"（{column.unit}）" if column.name and column.unit else ""
                    return f"{column.name}{unit}" or None
    return None


def tables_from(text: str, start: int, end: int) -> Iterator[Table]:
    """The tables that begin or go on in a stretch of a report, but none without a first row.

    Args:
        text: the report's.
        start: where the stretch begins in it.
        end: where it ends. Tables cut by either end are whole all the same.
    """
    run: list[list[Span]] = []
    caption = ""
    for line in _lines_of(text, start, end):
        words = text[slice(*line)]
        cells = [(line[0] + first, line[0] + last) for first, last in cells_of(words)]
        if is_rule(words):
            continue
        if len(cells) > 1:
            run.append(cells)
            continue
        yield from _parted(text, run, caption)
        run, caption = [], words
    yield from _parted(text, run, caption)


def stretch_of_tables(text: str, start: int, end: int) -> Span | None:
    """A stretch of a report with the whole of the tables that it cuts; None if it has no row."""
    lines = _lines_of(text, start, end)
    if not any(is_row(text[first:last]) for first, last in lines if last > start and first < end):
        return None
    return lines[0][0], lines[-1][1]


def _parted(text: str, run: Sequence[list[Span]], caption: str) -> Iterator[Table]:
    """The tables of rows that follow one another: each begins with rows that hold no figure."""
    named = _ALL_IN_UNIT.search(caption.strip()[-_LONGEST_CAPTION:])
    usual = named["unit"] if named else ""
    held = [[text[slice(*cell)] for cell in row] for row in run]
    heads = [_is_head(words) for words in held]
    if all(heads):
        heads = [at == 0 for at in range(len(run))]
    begins: list[int] = []
    for at, words in enumerate(held):
        if heads[at] and (at == 0 or not heads[at - 1]):
            # 水务局 | 未开展 | 未开展 begins no other table.
            other = (
                not begins or len(words) != len(held[begins[-1]]) or len(set(words)) == len(words)
            )
            heads[at] = other
            begins += [at] if other else []
    for first, last in pairwise([*begins, len(run)]):
        below = next((at for at in range(first, last) if not heads[at]), last)
        if below - first <= _MOST_HEAD_ROWS and below < last:
            columns = [one.in_unit(usual) for one in _columns(held[first:below])]
            for begin, end in _sides(columns):
                sides = (row[begin:end] for row in run[below:last])
                yield _table(text, columns[begin:end], [side for side in sides if side])


def _sides(columns: Sequence[Column]) -> Iterator[Span]:
    """Where tables that stand side by side begin and end: 项目 | 决算数 | 项目 | 决算数."""
    called = [one.names[-1] if one.names else "" for one in columns]
    begins = [at for at, name in enumerate(called) if name and name == called[0]]
    ends = [*begins[1:], len(columns)]
    apart = len(begins) > 1 and all(
        last - first > 1 for first, last in zip(begins, ends, strict=True)
    )
    return zip(begins, ends, strict=True) if apart else iter([(0, len(columns))])


def _table(text: str, columns: Sequence[Column], rows: Sequence[Sequence[Span]]) -> Table:
    """With what each column is for: the first ones that hold no figures say what a row is about."""
    held: list[list[str]] = [[] for _ in columns]
    for row in rows:
        for words, cell in zip(held, row, strict=False):
            words.append(text[slice(*cell)])
    units = next(
        (
            at
            for at, (column, words) in enumerate(zip(columns, held, strict=True))
            if _NAMES_UNITS.fullmatch(column.name) and _are_units(words)
        ),
        None,
    )
    passed = {at for at, one in enumerate(columns) if NUMBERS_ROWS.fullmatch(one.name)} | {units}
    open_to = [at for at in range(len(columns)) if at not in passed]
    figures = [at for at in open_to if any(map(_is_figure, held[at]))]
    labels = [at for at in open_to if at < figures[0]] if figures else []
    # Where the very first holds nothing but figures, no words say what a row is about.
    bare = bool(open_to) and all(map(_is_figure, filter(None, held[open_to[0]])))
    # 澜江 | 上坪桥 and, below it, | 临河口: the first alone would name no row.
    merged = bool(open_to) and not all(held[open_to[0]])
    return Table(columns, rows, labels or ([] if bare else open_to[: 1 + merged]), units)


def _are_units(words: Sequence[str]) -> bool:
    """Whether most of what a column holds are units: some are like no others, as is /万."""
    filled = [word for word in words if word]
    return 2 * sum(bool(re.fullmatch(_COUNTED, word)) for word in filled) > len(filled)


def _columns(head: Sequence[Sequence[str]]) -> list[Column]:
    """What the first rows say of each column; words over several columns stand in the first."""
    columns = [Column((), "") for _ in range(max(map(len, head)))]
    for number, row in enumerate(head):
        held = ""
        for at, above in enumerate(columns):
            own = row[at] if at < len(row) else ""
            held = own or held
            below = any(at < len(lower) and lower[at] for lower in head[number + 1 :])
            name, unit = _name_and_unit(held if below else own)
            columns[at] = Column((*above.names, name) if name else above.names, unit or above.unit)
    return columns


def _name_and_unit(words: str) -> tuple[str, str]:
    """What a head calls a column, and the unit it names: 里程（公里）, 完成预算%."""
    if found := _IN_UNIT.search(words):
        return words[: found.start()], found["unit"]
    mark = _SHARE_MARK.search(words)
    return (words[: mark.start()] or words, mark[0]) if mark else (words, "")


def unit_of(words: str) -> str:
    """The unit in brackets behind the name of a row, "" if there is none."""
    found = _IN_UNIT.search(words[-_LONGEST_NAME:])
    return found["unit"] if found else ""


def takes_unit(name: str) -> bool:
    """Whether a column called so may hold what is counted in the unit of its table or row."""
    return not _NO_AMOUNT.search(name)


def _is_head(words: Sequence[str]) -> bool:
    """Whether a row may tell what columns are called: it holds several names and no figure."""
    filled = [one for one in words if one not in BLANK]
    named = all(len(one) <= _LONGEST_NAME and not _is_figure(one) for one in filled)
    return named and len(filled) > 1


def _is_figure(words: str) -> bool:
    return bool(FIGURE.fullmatch(words)) and not _YEAR.fullmatch(words)


def _lines_of(text: str, start: int, end: int) -> list[Span]:
    """The lines of a stretch, those of the tables cut by its ends, and the one above those."""
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip(" \t|"):
        first = text.find("\n", start, end) + 1 or end  # a passage may begin within a line
    least = max(0, first - _FARTHEST)
    while first > least:
        last = first - 1
        first = text.rfind("\n", 0, last) + 1
        if not is_row(text[first:last]):
            break
    most = min(len(text), end + _FARTHEST)
    lines: list[Span] = []
    while first < most:
        last = line_around(text, first)[1]
        if first >= end and not is_row(text[first:last]):
            break
        lines.append((first, last))
        first = last + 1
    return lines


def line_around(text: str, at: int) -> Span:
    """The line that this place of a text is in, without its end."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)
