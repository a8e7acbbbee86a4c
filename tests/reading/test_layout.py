"""From printed lines to running text, stage by stage."""

import pytest

from reportqa.reading.extracted import Extracted
from reportqa.reading.layout.furniture import without_furniture
from reportqa.reading.layout.mending import mended
from reportqa.reading.layout.ordering import in_order
from reportqa.reading.layout.printed import Glyph, Line, Page, Piece, Ruling, joined
from reportqa.reading.layout.segments import pieces_of
from reportqa.reading.layout.tables import find_tables

WIDTH, EM = 200.0, 10.0


def _glyphs(text: str, left: float = 0.0, base: float = 10.0, step: float = EM) -> list[Glyph]:
    return [
        Glyph(character, left + step * at, left + step * at + EM, base, EM)
        for at, character in enumerate(text)
        if character != "_"
    ]


def _line(text: str, base: float, left: float = 0.0, size: float = EM, column: int = 0) -> Line:
    return Line(text, left, left + size * len(text), base, size, column=column)


def _page(*lines: Line) -> Page:
    return Page(800.0, lines)


def _piece(text: str, left: float, base: float) -> Piece:
    return Piece(text, left, left + EM * len(text), base, EM)


FULL = "全市上下认真落实法治政府建设各项任务全年受"  # 21 ems: fills a line
PROSE = (
    _line(FULL[:19], 100, left=2 * EM),
    _line(FULL, 120),
    _line(FULL, 140),
    _line("理复议案件。", 160),
)
PROSE_TEXT = f"{FULL[:19]}{FULL}{FULL}理复议案件。\n"


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("全年受", "理案件", "全年受理案件"),
        ("共128", "件", "共128件"),
        ("增长", "9.1%", "增长9.1%"),
        ("完成投资1", "23亿元", "完成投资123亿元"),
        ("the annual", "report of", "the annual report of"),
        ("admini-", "stration", "administration"),
        ("admini\u00ad", "stration", "administration"),
        ("COVID-", "19 cases", "COVID-19 cases"),
        ("in 2020", "2021 came", "in 2020 2021 came"),
        ("the end", ", and", "the end, and"),
        ("", "甲", "甲"),
        ("甲", "", "甲"),
    ],
)
def test_two_lines_become_one_sentence(first: str, second: str, whole: str) -> None:
    assert joined(first, second) == whole


def test_glyphs_side_by_side_are_a_piece() -> None:
    lower = _glyphs("受理", base=24)
    raised = [Glyph("①", 20, 26, 20.5, 6)]
    assert pieces_of(lower + raised + _glyphs("全年", base=10)) == [
        Piece("全年", 0, 20, 10, EM),
        Piece("受理①", 0, 26, 24, EM),
    ]


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        (_glyphs("政府工作报告"), "政府工作报告"),
        (_glyphs("政府工作报告", step=12), "政府工作报告"),  # justified
        (_glyphs("中央") + _glyphs("国务院", left=23), "中央 国务院"),
        (_glyphs("增长") + _glyphs("9", left=22.5), "增长9"),  # what typesetters put there
        (_glyphs("甲 乙"), "甲 乙"),
        (_glyphs("the", step=10) + _glyphs("end", left=32.5), "the end"),
        (_glyphs("粗") + _glyphs("粗", left=0.4) + _glyphs("体", left=10), "粗体"),
        (_glyphs("__首行"), "首行"),
    ],
    ids=["plain", "justified", "space", "figure", "typed", "latin", "bold", "set in"],
)
def test_spaces_are_where_they_were_meant(glyphs: list[Glyph], text: str) -> None:
    assert [piece.text for piece in pieces_of(glyphs)] == [text]


def test_a_wide_gap_parts_two_pieces() -> None:
    assert [piece.text for piece in pieces_of(_glyphs("指标____数值"))] == ["指标", "数值"]


def test_columns_are_read_one_after_the_other() -> None:
    pieces = [_piece("云溪市二〇二一年法治政府建设工作报告", 10, 10)]
    for at in range(6):
        pieces.append(_piece(f"左栏第{at}行说到了这里", 0, 40 + 15 * at))
        pieces.append(_piece(f"右栏第{at}行也说到这里", 120, 44 + 15 * at))
    lines = in_order(pieces)
    assert [(line.text[:3], line.column) for line in lines] == [
        ("云溪市", 0),
        *[("左栏第", 1)] * 6,
        *[("右栏第", 2)] * 6,
    ]


def test_words_below_one_another_are_rows() -> None:
    pieces = [
        _piece("签发人张三", 0, 10),
        _piece("二月一日", 150, 10),
        _piece("正文接着说下去。", 0, 25),
        *(_piece(text, left, 40) for text, left in (("指标", 0), ("年份", 60), ("数值", 120))),
        *(_piece(text, left, 55) for text, left in (("产值", 0), ("去年", 60), ("三亿", 120))),
    ]
    assert [(line.text, line.row) for line in in_order(pieces)] == [
        ("签发人张三 二月一日", False),
        ("正文接着说下去。", False),
        ("指标 | 年份 | 数值", True),
        ("产值 | 去年 | 三亿", True),
    ]


def _grid(xs: list[float], ys: list[float]) -> list[Ruling]:
    upright = [Ruling(True, x, ys[0], ys[-1]) for x in xs]
    return upright + [Ruling(False, y, xs[0], xs[-1]) for y in ys]


def test_a_ruled_table_gives_its_rows() -> None:
    rulings = _grid([0, 100, 200], [0, 30, 60])
    (table,) = find_tables(rulings)
    glyphs = [
        *_glyphs("指标", 10, 20),
        *_glyphs("数值", 110, 20),
        *_glyphs("行政执法", 10, 42),
        *_glyphs("人员", 10, 55),
        *_glyphs("3部", 110, 50),
    ]
    assert all(table.holds(glyph) for glyph in glyphs)
    assert not table.holds(_glyphs("外", 10, 90)[0])
    assert [piece.text for piece in table.pieces(glyphs)] == ["指标 | 数值", "行政执法人员 | 3部"]
    assert all(piece.row for piece in table.pieces(glyphs))


def test_merged_cells_are_told_by_the_rulings_that_lack() -> None:
    rulings = [
        *(Ruling(True, x, 0, 90) for x in (0, 50, 200)),
        *(Ruling(False, y, 50, 200) for y in (0, 30, 60, 90)),
        *(Ruling(False, y, 0, 50) for y in (0, 30, 90)),
        Ruling(True, 120, 0, 60),
    ]
    (table,) = find_tables(rulings)
    glyphs = [
        *(
            glyph
            for text, x in (("类别", 5), ("年份", 60), ("数值", 130))
            for glyph in _glyphs(text, x, 20)
        ),
        *_glyphs("生产", 5, 58),
        *_glyphs("总值", 5, 72),
        *_glyphs("去年", 60, 50),
        *_glyphs("三亿", 130, 50),
        *_glyphs("今年预计将达到五亿元", 55, 80),
    ]
    assert [piece.text for piece in table.pieces(glyphs)] == [
        "类别 | 年份 | 数值",
        "生产总值 | 去年 | 三亿",
        " | 今年预计将达到五亿元",
    ]


def test_cells_merged_from_the_left_keep_the_columns_in_step() -> None:
    rulings = [
        *(Ruling(False, y, 0, 200) for y in (0, 30, 60)),
        *(Ruling(True, x, 0, 60) for x in (0, 50, 150, 200)),
        Ruling(True, 100, 30, 60),
    ]
    (table,) = find_tables(rulings)
    placed = [("地区", 5, 20), ("去年", 80, 20), ("今年", 155, 20)]
    placed += [(text, 10 + 50 * at, 50) for at, text in enumerate("东一二三")]
    glyphs = [glyph for text, x, y in placed for glyph in _glyphs(text, x, y)]
    assert [piece.text for piece in table.pieces(glyphs)] == [
        "地区 | 去年 |  | 今年",
        "东 | 一 | 二 | 三",
    ]


@pytest.mark.parametrize(
    "rulings",
    [
        [],
        [Ruling(False, 50, 0, 500)],
        _grid([0, 200], [0, 100]),
        _grid([0, 200], [0, 30, 60]),
        [
            *(Ruling(False, y, 0, 200) for y in (0, 30)),
            *(Ruling(True, x, 300, 400) for x in (0, 9)),
        ],
        [Ruling(bool(n % 2), 7.0 * n, 0, 9000) for n in range(4000)],
    ],
    ids=["none", "a line", "a frame", "one column", "apart", "a drawing"],
)
def test_other_rulings_are_no_table(rulings: list[Ruling]) -> None:
    assert find_tables(rulings) == []


def test_a_table_open_at_its_sides_is_one_too() -> None:
    rulings = [Ruling(True, 100, 0, 60), *(Ruling(False, y, 0, 200) for y in (0, 30, 60))]
    assert [table.columns for table in find_tables(rulings)] == [(0, 100, 200)]


def test_headers_footers_and_page_numbers_go() -> None:
    pages = [
        _page(
            _line(f"云溪市公报 2021年第{3}期", 20),
            _line(f"第{number}页的正文", 400),
            _line("第3期" if number == 2 else "脚注一条", 700),
            _line(number_line, 780),
        )
        for number, number_line in enumerate(("- 1 -", "第2页 共3页", "3/3"), 1)
    ]
    assert [[line.text for line in page.lines] for page in without_furniture(pages)] == [
        ["第1页的正文"],
        ["第2页的正文", "第3期"],
        ["第3页的正文"],
    ]


@pytest.mark.parametrize(
    "number",
    [
        *("1", "— 12 —", "-3-", "第十页", "第 3 页", "Page 3 of 10", "iv", "3 / 10", "·5·", "Ⅲ"),
        *("第2页，共3页", "第2页 | 共3页", "2/共3页"),
    ],
)
def test_a_page_number_goes_from_the_edge_alone(number: str) -> None:
    page = _page(_line("正文", 400), _line(number, 500), _line(number, 790))
    (kept,) = without_furniture([page])
    assert [line.text for line in kept.lines] == ["正文", number]


@pytest.mark.parametrize("figures", ["2023 2024", "12,345", "3、4", "1，200", "第3页4页", "3|10"])
def test_figures_at_the_edge_are_no_page_number(figures: str) -> None:
    page = _page(_line(figures, 20), _line("正文", 400), _line(figures, 790))
    assert without_furniture([page]) == [page]


def test_rows_at_the_edge_stay_though_they_look_alike() -> None:
    def row(text: str, base: float) -> Line:
        return Line(text, 0, 200, base, EM, row=True)

    pages = [
        _page(
            row("年份 | 产值", 20),
            row(f"{year} | 1000", 40),
            _line("正文", 400),
            row(f"{year + 1} | 2", 770),
            _line(str(year - 2000), 790),
        )
        for year in (2015, 2017, 2019)
    ]
    assert without_furniture(pages) == [Page(800.0, page.lines[:-1]) for page in pages]


def test_tables_of_contents_go() -> None:
    page = _page(
        _line("目  录", 100),
        _line("一、主要成效………………3", 120),
        _line("二、存在的问题 . . . . . . 12", 140),
        _line("一、主要成效", 300),
        _line("还有很多……", 320),
        _line("二、下一步 . . . . 12", 340),
        _line("三、打算 ··· 12", 360),
        _line("增长……1.5", 380),
    )
    (kept,) = without_furniture([page])
    assert [line.text for line in kept.lines] == [
        "一、主要成效",
        "还有很多……",
        "三、打算 ··· 12",
        "增长……1.5",
    ]


def test_a_paragraph_is_made_whole() -> None:
    assert mended([_page(*PROSE)]) == Extracted(PROSE_TEXT, (0,))


def test_titles_headings_and_short_lines_stay_by_themselves() -> None:
    page = _page(
        _line("云溪市工作报告", 40, left=40, size=16),
        _line("（二〇二一年）", 60, left=70),
        *PROSE,
        _line("一、主要成效", 180, left=2 * EM),
        _line(FULL[:19], 200, left=2 * EM),
        _line("理案件。", 220),
        _line("二、存在的问题", 240, left=2 * EM),
    )
    assert mended([page]).text == (
        f"云溪市工作报告\n（二〇二一年）\n{PROSE_TEXT}"
        f"一、主要成效\n{FULL[:19]}理案件。\n二、存在的问题\n"
    )


def test_a_paragraph_runs_on_over_the_page_and_each_page_keeps_its_start() -> None:
    first, second = _page(*PROSE[:2]), _page(*PROSE[1:])
    blank = _page()
    extracted = mended([blank, first, second, blank])
    assert extracted.text == f"{FULL[:19]}{FULL}{PROSE_TEXT[19:]}"
    assert extracted.pages == (0, 0, 19 + 21, len(extracted.text) - 1)


def test_a_new_paragraph_begins_on_the_new_page() -> None:
    extracted = mended([_page(*PROSE), _page(*PROSE)])
    assert extracted == Extracted(PROSE_TEXT * 2, (0, len(PROSE_TEXT)))


def test_rows_never_run_on() -> None:
    row = Line(FULL, 0, 210, 180, EM, row=True)
    page = _page(*PROSE, row, Line(FULL, 0, 210, 200, EM, row=True))
    assert mended([page]).text == f"{PROSE_TEXT}{FULL}\n{FULL}\n"


def test_paragraphs_that_are_set_apart_instead_of_in_are_told() -> None:
    page = _page(
        _line(FULL, 100),
        _line("理复议案件，办结一百二十一件，比上年增长。", 115),
        _line(FULL, 138),
        _line("理案件。", 153),
    )
    assert mended([page]).text == (
        f"{FULL}理复议案件，办结一百二十一件，比上年增长。\n{FULL}理案件。\n"
    )


def test_a_quotation_mark_that_could_not_end_a_line_does_not_end_the_paragraph() -> None:
    page = _page(_line(FULL, 100), _line(FULL[:18], 115), _line("“三证合一”完成。", 130))
    assert mended([page]).text == f"{FULL}{FULL[:18]}\n“三证合一”完成。\n"
    shifted = _page(_line(FULL, 100), _line(FULL[:19], 115), _line("“三证合一”完成。", 130))
    assert mended([shifted]).text == f"{FULL}{FULL[:19]}“三证合一”完成。\n"


def test_nothing_gives_nothing() -> None:
    assert mended([]) == Extracted("", ())
    assert mended([_page(), _page()]) == Extracted("", (0, 0))
    assert in_order([]) == ()
    assert pieces_of([]) == []
    assert without_furniture([]) == []


def test_a_page_of_countless_marks_is_laid_out_soon() -> None:
    pieces = [_piece("字", 20.0 * (at % 500), 12.0 * (at // 500)) for at in range(20_000)]
    lines = in_order(pieces)
    assert len(lines) == 40
    grid = _grid([9.0 * at for at in range(400)], [9.0 * at for at in range(400)])
    assert find_tables(grid) == []
    many = _page(*(_line(FULL, 3.0 * at) for at in range(20_000)))
    assert mended([many]).text.startswith(FULL)
