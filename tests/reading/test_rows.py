"""How rows of tables stand in a text."""

import pytest

from reportqa.reading.rows import cells_of, is_row, is_rule


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("医院 | 8 |  | 3", ["医院", "8", "", "3"]),
        ("| 医院 | 8 |", ["医院", "8"]),
        ("│ 医院   │ 8      │        │", ["医院", "8", ""]),
        ("部门\t许可\t处罚", ["部门", "许可", "处罚"]),
        ("甲局\t\t8", ["甲局", "", "8"]),
        ("甲局\t8\t", ["甲局", "8", ""]),
        ("第一章\t总则", ["第一章\t总则"]),
        ("甲局\t办理3件。\t乙局", ["甲局\t办理3件。\t乙局"]),
        ("|甲|乙|", ["|甲|乙|"]),
        ("全年完成投资3亿元。", ["全年完成投资3亿元。"]),
        ("", [""]),
    ],
)
def test_where_the_cells_of_a_line_are(line: str, cells: list[str]) -> None:
    assert [line[start:end] for start, end in cells_of(line)] == cells
    assert is_row(line) is (len(cells) > 1)


@pytest.mark.parametrize("line", ["|---|:--:|", "├────┼────┤", "└────┴────┘", "+----+====+"])
def test_what_is_drawn_between_rows(line: str) -> None:
    assert is_rule(line)
    assert is_row(line)


@pytest.mark.parametrize("line", ["", "---", "——", "a-b", "|", "+", "甲│乙"])
def test_what_draws_nothing(line: str) -> None:
    assert not is_rule(line)


@pytest.mark.parametrize("piece", ["│", "─", "\t", "|", "| ", " ", "+-", "甲\t", "-|"])
def test_a_long_hostile_line_takes_no_time(piece: str) -> None:
    line = piece * (200_000 // len(piece))
    cells_of(line)
    is_rule(line)
