"""The cells of rows told as sentences, and the one whose row and column a question names."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reportqa.answering.tables.columns import takes_unit
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.normalising import normalise

_TOTAL: Final = re.compile("(?:收入|支出|收支)?(?:合计|总计|共计|总数)")
_ASKS_TOTAL: Final = re.compile("[一总]共|[合总共]计|全[省市县区州旗]")
_LONGEST: Final = 80
# Of what stands before and behind the name of a row: 一、 1. （三） 其中： and [4] （亿元）.
_BEFORE: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:、|[.．](?!\d))"
    r"|[①-⑳#]|其中\s?[：:]?|\s)+"
)
_BEHIND: Final = re.compile(r"(?:[（(〔\[][^（）()〔〕\[\]]{1,40}[）)〕\]]|[%％‰])$")
_DATED: Final = re.compile(r"(?P<year>(?:19|20)\d{2}年)(?P<rest>.*)")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}年")
_SHORTEST: Final = 2
# What a question may say beside the names of a cell, or in words of its own.
_BESIDE: Final = frozenset(
    "的有了是为在到达等共约因还第百分之多少几何哪个件项人次万元末年全市县区里中"
)
_MOST_UNSAID: Final = 1
_TOLD_BY_CELLS: Final = frozenset({Wants.FIGURE, Wants.RATE, Wants.TIME, Wants.RANK, Wants.OTHER})


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A cell in a row told as a sentence, from `start` to `end` of that, with its unit.

    `rows` and `columns` are what its row and its column are called, from the outermost heading
    in. `is_part`: the table has a row of sums, and this is none.
    """

    start: int
    end: int
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    words: str
    is_part: bool

    @property
    def row(self) -> str:
        """What the row is about, without its number and unit."""
        return core(self.rows[-1]) if self.rows else ""

    @property
    def column(self) -> str:
        """The words of the first rows above the cell."""
        return "".join(self.columns)


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell that a question names, and how many characters of its names the question has."""

    cell: ToldCell
    weight: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the rows told as sentences."""
        return self.cell.start, self.cell.end

    @property
    def has_year(self) -> bool:
        """Whether its column is of a year, which the question has, too, if it names any."""
        return any(map(_YEAR.search, self.cell.columns))

    def says_all(self, content: str, around: str) -> bool:
        """Whether the names of the cell and the words `around` it have all that a question says.

        Of 民办小学在校生 a column for 小学在校生 does not tell.
        """
        said = f"{''.join(self.cell.rows)}{self.cell.column}{self.cell.words}{around}"
        known = _BESIDE.union(normalise(said))
        unsaid = sum(one not in known and not one.isdecimal() for one in set(content))
        return unsaid <= _MOST_UNSAID

    def is_of(self, names: Iterable[str]) -> bool:
        """Whether its row is about what one of these names calls."""
        rows = set(map(core, self.cell.rows))
        return any(name in rows for name in names)


def core(name: str) -> str:
    """What a row or column is called without its number, note and unit, as questions have it."""
    name = name.strip()[:_LONGEST]
    if found := _BEFORE.match(name):
        name = name[found.end() :] or name
    while (found := _BEHIND.search(name)) and found.start():
        name = name[: found.start()]
    return normalise(name)


def is_total(name: str) -> bool:
    """Whether a row or column of this name sums up the others."""
    return _TOTAL.fullmatch(core(name)) is not None


def cell_named(cells: Sequence[ToldCell], question: Question) -> NamedCell | None:
    """The only cell whose row and column a question names; None where it names no such.

    The column of the sums is meant where none is named. A question for a growth or share names
    no cell that holds an amount.
    """
    if question.wants not in _TOLD_BY_CELLS:
        return None
    row = _row_named(cells, question.text)
    if row is None:
        return None
    held = [one for one in cells if one.rows == row]
    # 其他法规禁止公开 names a row, and no column 其他.
    rest = question.text
    for piece in _pieces_met(row, question.text):
        rest = rest.replace(piece, "\n")
    met = [(_column_met(one, rest), one) for one in held]
    most = max(weight for weight, _ in met)
    best = [one for weight, one in met if weight == most > 0]
    if not most and _asks_of_all(row, question):
        best = [one for one in held if one.columns and is_total(one.columns[-1])]
    if not best and row:
        best = _only_in_unit(held, rest, question)
    if len(best) != 1 or (not row and most <= len(core(best[0].columns[-1]))):
        return None
    # 复议后起诉的总计 names no row of sums in the column of sums.
    if row and is_total(row[-1]) and is_total(best[0].columns[-1]):
        return None
    if not _is_of_the_kind(best[0], question):
        return None
    return NamedCell(best[0], sum(map(len, _pieces_met(row, question.text))) + most)


def _only_in_unit(held: Sequence[ToldCell], rest: str, question: Question) -> list[ToldCell]:
    """The cells of a row in the unit asked for, where all that is said besides is their column's.

    培训多少人 below 培训人数, 有多少所幼儿园 below 幼儿园 and 园数; `rest` lacks the row's names.
    """
    if question.unit is None:
        return []
    held = [
        one
        for one in held
        if one.words.endswith(question.unit) and not _is_of_other_year(one, question.text)
    ]
    met = [sum(len(name) for name in map(core, one.columns) if name in rest) for one in held]
    said = set(rest) & set(question.content)
    return [
        one
        for one, weight in zip(held, met, strict=True)
        if weight == max(met) and not _telling("".join(said - set(f"{one.column}{one.words}")))
    ]


def _asks_of_all(row: Sequence[str], question: Question) -> bool:
    """Whether a question that names no column is for the sum of a row: it says hardly more."""
    if not row or is_total(row[-1]):
        return False
    said, all_said = map(_telling, ("".join(_pieces_met(row, question.text)), question.content))
    return asks_for_total(question.text) or 2 * said >= all_said


def _telling(words: str) -> int:
    """How many characters of these words tell what is asked about."""
    return sum(one.isalpha() and one not in _BESIDE for one in words)


def _is_of_the_kind(cell: ToldCell, question: Question) -> bool:
    """Whether a cell may hold what is asked for: an amount, a share or growth, or a rank."""
    is_amount = takes_unit(cell.column) and cell.words[-1:] not in ("%", "％", "‰")
    if question.wants_change or question.wants is Wants.RATE:
        return not is_amount or takes_unit(cell.row) is False
    if question.wants is Wants.RANK:
        return cell.column.endswith(("排名", "位次", "名次"))
    return not (question.wants_level and not is_amount)


def _row_named(cells: Sequence[ToldCell], question: str) -> tuple[str, ...] | None:
    """The row that a question names most fully; None where others that it names differ."""
    met = {row: _pieces_met(row, question) for row in {one.rows for one in cells if one.rows}}
    met = {row: pieces for row, pieces in met.items() if pieces}
    if any(not is_total(row[-1]) for row in met):
        met = {row: pieces for row, pieces in met.items() if not is_total(row[-1])}
    if not met:
        return () if any(not one.rows for one in cells) else None
    weights = {row: sum(map(len, pieces)) for row, pieces in met.items()}
    best = max(weights, key=lambda row: weights[row])
    others = [row for row in met if row != best]
    within = all(any(p in own for own in met[best]) for row in others for p in met[row])
    return best if within and all(weights[row] < weights[best] for row in others) else None


def _pieces_met(names: Iterable[str], question: str) -> list[str]:
    return [one for one in map(core, names) if len(one) >= _SHORTEST and one in question]


def _column_met(cell: ToldCell, question: str) -> int:
    """How many characters of a column's names a question has; 0 if not the lowest of them."""
    if "还是" in question and len(cell.words) >= _SHORTEST and normalise(cell.words) in question:
        return len(cell.words)
    pieces = [piece for name in cell.columns for piece in _dated(core(name))]
    if not pieces or _is_of_other_year(cell, question):
        return 0
    lowest = _dated(core(cell.columns[-1]))
    if not all(piece in question for piece in lowest):
        return 0
    return sum(len(piece) for piece in pieces if piece in question)


def _is_of_other_year(cell: ToldCell, question: str) -> bool:
    """Whether a column is of a year, and the question names others only."""
    years = [year for name in cell.columns for year in _YEAR.findall(name)]
    return bool(_YEAR.search(question)) and any(year not in question for year in years)


def _dated(name: str) -> list[str]:
    """The year and the rest of 2022年决算数."""
    found = _DATED.fullmatch(name)
    return [piece for piece in (found["year"], found["rest"]) if piece] if found else [name]


def row_asked(rows: Collection[str], own: str, question: str) -> str:
    """The row that a question names, that of the sums where it asks for all and names none."""
    named = longest_named(rows, own, question)
    if named in question or not asks_for_total(question):
        return named
    return next((row for row in rows if is_total(row)), named)


def longest_named(names: Collection[str], own: str, question: str) -> str:
    """The longest of these names that a question has; its own, if it has that or none."""
    found = [name for name in names if name in question]
    return own if own in found else max(found, key=len, default=own)


def asks_for_total(question: str) -> bool:
    """Whether a question is for the sum of all."""
    return _ASKS_TOTAL.search(question) is not None
