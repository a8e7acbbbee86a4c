"""Rows of tables whose columns stay in step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.reading.formats.cells import Cell, in_step, span


@pytest.mark.parametrize(
    ("rows", "in_columns"),
    [
        ([], []),
        ([[]], [[]]),
        ([[Cell("甲"), Cell("")]], [["甲", ""]]),
        ([[Cell("甲", across=3), Cell("乙")]], [["甲", "", "", "乙"]]),
        ([[Cell("甲"), Cell("乙", across=3)]], [["甲", "乙"]]),
        (
            [[Cell("甲", down=3), Cell("乙")], [Cell("丙")], [Cell("丁")], [Cell("戊")]],
            [["甲", "乙"], ["", "丙"], ["", "丁"], ["戊"]],
        ),
        (
            [[Cell("甲"), Cell("乙", 2, 2), Cell("丙")], [Cell("丁"), Cell("戊")]],
            [["甲", "乙", "", "丙"], ["丁", "", "", "戊"]],
        ),
        (
            [[Cell("甲", down=2), Cell("乙")], [Cell("丙", down=2)], [Cell("丁")]],
            [["甲", "乙"], ["", "丙"], ["丁"]],
        ),
        ([[Cell("甲", across=9999), Cell("乙")]], [["甲", "乙"]]),
    ],
)
def test_merged_cells_push_the_others_aside(
    rows: list[list[Cell]], in_columns: list[list[str]]
) -> None:
    assert list(in_step(rows)) == in_columns


@pytest.mark.parametrize(
    ("stated", "reach"),
    [
        *((None, 1), ("", 1), ("1", 1), ("3", 3), ("9999", 9999), ("10000", 1)),
        *(("0", 1), ("-2", 1), ("2.5", 1), ("x", 1), ("²", 1)),
    ],
)
def test_a_reach_is_a_whole_number(stated: str | None, reach: int) -> None:
    assert span(stated) == reach


_CELLS = st.builds(
    Cell, st.sampled_from(["甲", "乙"]), st.sampled_from([1, 2, 3, 60]), st.sampled_from([1, 2, 9])
)


@given(st.lists(st.lists(_CELLS, max_size=6), max_size=8))
def test_no_word_is_lost_and_little_is_added(rows: list[list[Cell]]) -> None:
    in_columns = list(in_step(rows))
    assert [[words for words in row if words] for row in in_columns] == [
        [cell.text for cell in row] for row in rows
    ]
    assert all(len(row) <= 50 + len(cells) for row, cells in zip(in_columns, rows, strict=True))
