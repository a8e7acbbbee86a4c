"""The section tree, by way of `find_sections`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.reading.headings import find_sections, marker, words_of
from reportqa.types import Report, Section


def _told(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Each section's path and the text from its start to its end."""
    return [(section.path, text[section.start : section.end]) for section in find_sections(text)]


def test_headings_that_stand_alone_begin_their_body_on_the_next_line() -> None:
    text = "前言。\n一、总体要求\n正文一。\n二、主要任务：\n正文二。"
    assert find_sections(text) == (
        Section(("一、总体要求",), 4, 10, 16),
        Section(("二、主要任务",), 16, 23, 28),
    )
    assert text[10:16] == "\n正文一。\n"


def test_headings_that_run_on_end_at_their_first_clause() -> None:
    text = "（一）扎实做好立法工作。坚持领导。\n（二）坚持法治思维，矛盾得到化解。共9件。\n"
    assert find_sections(text) == (
        Section(("（一）扎实做好立法工作",), 0, 0, 18),
        Section(("（二）坚持法治思维",), 18, 18, len(text)),
    )


def test_paths_nest_and_close_by_rank() -> None:
    text = (
        "第一章 总则\n第一节 目的\n一、甲\n（一）乙\n1.丙\n（1）丁\n2、戊\n二、己\n"
        "第二节 范围\n第二章 罚则\n（一）庚\n"
    )
    assert [section.path for section in find_sections(text)] == [
        ("第一章 总则",),
        ("第一章 总则", "第一节 目的"),
        ("第一章 总则", "第一节 目的", "一、甲"),
        ("第一章 总则", "第一节 目的", "一、甲", "（一）乙"),
        ("第一章 总则", "第一节 目的", "一、甲", "（一）乙", "1.丙"),
        ("第一章 总则", "第一节 目的", "一、甲", "（一）乙", "1.丙", "（1）丁"),
        ("第一章 总则", "第一节 目的", "一、甲", "（一）乙", "2、戊"),
        ("第一章 总则", "第一节 目的", "二、己"),
        ("第一章 总则", "第二节 范围"),
        ("第二章 罚则",),
        ("第二章 罚则", "（一）庚"),
    ]


def test_a_section_holds_its_subsections_and_ends_at_the_next_of_its_rank() -> None:
    text = "一、甲\n（一）乙\n话。\n（二）丙\n二、丁\n末。"
    assert _told(text) == [
        (("一、甲",), "一、甲\n（一）乙\n话。\n（二）丙\n"),
        (("一、甲", "（一）乙"), "（一）乙\n话。\n"),
        (("一、甲", "（二）丙"), "（二）丙\n"),
        (("二、丁",), "二、丁\n末。"),
    ]


def test_articles_are_named_by_their_number_alone() -> None:
    text = "第一章 总则\n第一条 为了规范行政行为，制定本办法。\n第十二条　本办法自公布之日起施行。"
    assert _told(text) == [
        (("第一章 总则",), text),
        (("第一章 总则", "第一条"), "第一条 为了规范行政行为，制定本办法。\n"),
        (("第一章 总则", "第十二条"), "第十二条　本办法自公布之日起施行。"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一、总体要求",
        "十二、保障措施",
        "一．总体要求",
        "（一）总体要求",
        "（ 一 ） 总体要求",
        "(一)总体要求",
        "1.总体要求",
        "1．总体要求",
        "12、总体要求",
        "（1）总体要求",
        "①总体要求",
        "第一章 总体要求",
        "第三部分：总体要求",
        "第二编　总体要求",
        "第一节、总体要求",
        "２００９年工作总体要求和奋斗目标",
        "“十三五”及2020年工作回顾",
        "过去五年和2020年工作回顾",
        "“十三五”时期工作总结",
        "１．总体要求",
        "\u3000\u3000一、总体要求",
    ],
)
def test_a_heading_in_any_of_the_usual_styles(line: str) -> None:
    text = f"开头。\n{line}\n正文。"
    (section,) = find_sections(text)
    assert section.path == (line.strip(),)
    assert text[section.start : section.body] == line.strip()
    assert section.end == len(text)


@pytest.mark.parametrize(
    "line",
    [
        "（一）贯彻落实条例；",
        "1.修订办法3件，",
        "2.新增市场主体4万户；",
        "①宣传、",
        "1.5亿元资金已到位。",
        "1．5亿元资金已到位。",
        "2.5万余次宣传",
        "一是意识不强。二是力量薄弱。",
        "一方面完善制度。",
        "2020年，全市开展述法1010人次。",
        "第一章节总结如下",
        "第十二条规定的情形除外。",
        "一、",
        "1.",
        "（一）",
        "100.开展工作。",
        "普通的一段话。",
        "一、税收收入 | 123456 | 5.6",
        "（一）增值税 | 45678。",
        "二、非税收入 | ",
        "第三条 | 违章建筑",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert find_sections(f"开头。\n{line}\n正文。") == ()


def test_a_long_paragraph_with_a_number_is_no_heading() -> None:
    run_on = "一、" + "甲" * 100 + "。乙。"
    alone = "一、" + "甲" * 100
    assert find_sections(run_on) == find_sections(alone) == ()


@pytest.mark.parametrize(
    "line",
    [
        "1.地区生产总值增长5.5%左右",
        "2.城镇新增就业1.5万人",
        "（三）新建公园 3 个：",
        "四、税收增长百分之五",
        "五、税收收入\t123456",
        "六、非税收入 65，432 21",
        "2013年主要任务1200项工作",
    ],
)
def test_a_heading_with_a_figure_is_in_its_own_body(line: str) -> None:
    text = f"开头。\n{line}\n正文。"
    assert find_sections(text) == (Section((line.rstrip("："),), 4, 4, len(text)),)


@pytest.mark.parametrize(
    "line",
    [
        "1、2023年工作回顾",
        "二、关于1 9 9 8 年政府工作的建议",
        "三、保证1980、1981年计划的完成",
        "四、“3+2”体系",
        "五、3月15日以来的工作",
        "12、总体要求",
        "2013年工作回顾",
    ],
)
def test_a_year_a_day_and_a_number_are_no_figure(line: str) -> None:
    text = f"开头。\n{line}\n正文。"
    assert find_sections(text) == (Section((line,), 4, 4 + len(line), len(text)),)


def test_a_heading_with_nothing_under_it_is_in_its_own_body() -> None:
    text = "一、目标\n1.稳增长\n2.惠民生\n\u3000\n二、保障\n（一）加强领导\n话。\n三、附则\n"
    assert [
        (section.path[-1], text[section.start : section.body]) for section in find_sections(text)
    ] == [
        ("一、目标", "一、目标"),
        ("1.稳增长", ""),
        ("2.惠民生", ""),
        ("二、保障", "二、保障"),
        ("（一）加强领导", "（一）加强领导"),
        ("三、附则", ""),
    ]


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n前言\n一、坚持依法行政\n（一）健全制度\n二、下一步",
        "目\u3000次\n前言 1\n\n一、坚持依法行政……2\n（一）健全制度\t3\n二、下一步 . . . 12",
        "目 錄\n一、坚持 依法行政\n二、下一步",
    ],
)
def test_a_table_of_contents_has_no_sections(contents: str) -> None:
    text = (
        f"白皮书\n{contents}\n前言\n法治是重器。\n"
        "一、坚持依法行政\n（一）健全制度。制定规章3件。\n二、下一步\n继续。"
    )
    assert _told(text) == [
        (("一、坚持依法行政",), "一、坚持依法行政\n（一）健全制度。制定规章3件。\n"),
        (("一、坚持依法行政", "（一）健全制度"), "（一）健全制度。制定规章3件。\n"),
        (("二、下一步",), "二、下一步\n继续。"),
    ]


@pytest.mark.parametrize(
    "opening",
    ["一、甲", "各类目录\n一、甲", "目录\n说明。\n一、甲"],
    ids=["no contents", "other words", "words between"],
)
def test_headings_that_stand_again_are_no_table_of_contents_by_that(opening: str) -> None:
    text = f"{opening}\n话。\n二、乙\n话。\n一、甲\n话。\n"
    assert [section.path for section in find_sections(text)] == [
        ("一、甲",),
        ("二、乙",),
        ("一、甲",),
    ]


def test_an_entry_with_a_page_number_is_none_of_the_headings_whatever_those_are_called() -> None:
    text = "目录\n一、工作回顾 1\n二、工作安排……12\n一、回顾\n话。\n二、安排\n话。\n"
    assert [section.path for section in find_sections(text)] == [("一、回顾",), ("二、安排",)]


def test_a_heading_under_a_contents_line_that_never_stands_again_is_one() -> None:
    assert _told("目录\n一、甲\n话。\n") == [(("一、甲",), "一、甲\n话。\n")]


def _marked(text: str) -> list[tuple[str, ...]]:
    """The paths of the sections of a text whose headings are marked by #."""
    levels, plain = {}, ""
    for line in text.splitlines():
        words = line.lstrip("#")
        if len(line) > len(words):
            levels[len(plain)] = len(line) - len(words)
        plain += f"{words}\n"
    return [section.path for section in find_sections(plain, levels)]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (
            "#总结\n##回顾\n###造林\n话。\n###防火\n话。\n##打算：\n话。",
            [("回顾",), ("回顾", "造林"), ("回顾", "防火"), ("打算",)],
        ),
        (
            "#一、回顾\n##（一）造林\n话。\n#问题\n话。\n##防火\n1.巡山。共9次。",
            [
                *[("一、回顾",), ("一、回顾", "（一）造林"), ("问题",)],
                *[("问题", "防火"), ("问题", "防火", "1.巡山")],
            ],
        ),
        ("#甲县\n#总结\n一、回顾\n话。\n###表1\n话。", [("一、回顾",)]),
        (
            "#回顾\n#全年造林9亩。\n#甲 | 乙\n#" + "长" * 61 + "\n#目录\n#安排；\n话。\n#打算",
            [("回顾",), ("打算",)],
        ),
        ("#回顾\n话。\n#2.5万亩造林\n话。", [("回顾",), ("2.5万亩造林",)]),
    ],
    ids=["none numbered", "some numbered", "in one place", "unlike headings", "a figure"],
)
def test_lines_that_the_file_marks_are_headings(text: str, paths: list[tuple[str, ...]]) -> None:
    assert _marked(text) == paths


def test_a_marked_heading_is_no_part_of_its_body_unless_it_holds_a_figure() -> None:
    text = "回顾\n话。\n造林9亩\n话。\n"
    assert find_sections(text, {0: 1, 6: 1}) == (
        Section(("回顾",), 0, 2, 6),
        Section(("造林9亩",), 6, 6, 14),
    )


def test_no_text_has_no_sections() -> None:
    assert find_sections("") == find_sections("\n\n") == ()


@pytest.mark.parametrize(
    ("heading", "cited"),
    [
        ("一、2020年度工作主要成效", "一"),
        ("（五）严格规范公正文明执法", "（五）"),
        ("第三章 保障", "第三章"),
        ("第十二条", "第十二条"),
        ("3.强化监督", "3"),
        ("（1）甲", "（1）"),
        ("无号的标题", "无号的标题"),
    ],
)
def test_the_marker_is_what_people_cite(heading: str, cited: str) -> None:
    assert marker(heading) == cited


_LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "一、", "（二）", "1.", "（3）", "第一章 ", "第二条 ", "①"]),
        st.text("甲乙。，；：1.5 \u3000", max_size=8),
    ).map("".join),
    max_size=20,
)


@given(_LINES)
def test_sections_are_in_order_within_bounds_and_nest(lines: list[str]) -> None:
    text = "\n".join(lines)
    sections = find_sections(text)
    starts = [section.start for section in sections]
    assert starts == sorted(set(starts))
    for position, section in enumerate(sections):
        assert 0 <= section.start <= section.body <= section.end <= len(text)
        for later in sections[position + 1 :]:
            inside = later.start < section.end
            assert (later.path[: len(section.path)] == section.path) or not inside
            assert later.end <= section.end or not inside


@given(st.lists(st.sampled_from(["一、甲\n", "（一）乙\n", "1.丙\n", "正文。\n"]), max_size=12))
def test_the_section_at_a_place_is_the_innermost_that_holds_it(lines: list[str]) -> None:
    text = "".join(lines)
    report = Report("a", "题", None, None, "a.txt", "", text, find_sections(text))
    for at in range(len(text) + 1):
        holding = [section for section in report.sections if section.start <= at < section.end]
        assert report.section_at(at) == (holding[-1] if holding else None)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("一、总体要求", "总体要求"),
        ("（五）严格规范公正文明执法", "严格规范公正文明执法"),
        ("第三章　监督管理", "监督管理"),
        ("1. 完善立法", "完善立法"),
        ("2013年工作回顾", "2013年工作回顾"),
        ("第五条", ""),
        ("总体要求", "总体要求"),
    ],
)
def test_the_words_of_a_heading_stand_behind_its_number(heading: str, words: str) -> None:
    assert words_of(heading) == words


def test_the_items_of_appendices_and_notes_are_no_headings() -> None:
    text = (
        "一、要求\n正文。\n附件：1.任务表\n2.汇总表\n云溪市教育局\n附件1\n2024年任务表\n"
        "一、说明\n注：1.数据已核。\n2.单位为人。\n2.另一件。\n"
    )
    assert [section.path for section in find_sections(text)] == [
        ("一、要求",),
        ("附件1",),
        ("附件1", "一、说明"),
        ("附件1", "一、说明", "2.另一件"),
    ]


def test_the_last_item_of_a_list_is_no_heading() -> None:
    text = (
        "第四条 用水分为：\n（一）生活用水，是指居民用水；\n（二）其他用水，是指此外的用水。\n"
        "第五条 市水务局主管。\n"
    )
    assert [section.path for section in find_sections(text)] == [("第四条",), ("第五条",)]


@pytest.mark.parametrize(
    "above", ["（一）完善制度。出台三项；", "（一）完善制度。", "1.完善制度；", "正文；"]
)
def test_what_ends_no_list_is_a_heading(above: str) -> None:
    text = f"一、工作\n{above}\n正文。\n（二）强化监督。出台两项。\n"
    assert find_sections(text)[-1].path[-1] == "（二）强化监督"


def test_an_article_is_a_section_whatever_the_one_before_ends_in() -> None:
    text = "第四条 用水分为两类；\n第五条 市水务局主管。\n"
    assert [section.path for section in find_sections(text)] == [("第五条",)]


def test_an_appendix_that_comes_first_is_no_section() -> None:
    text = "附件\n云溪市工作方案\n一、目标\n正文。\n"
    assert [section.path for section in find_sections(text)] == [("一、目标",)]


def test_a_heading_is_not_cut_within_a_number() -> None:
    (section,) = find_sections("1.教育方面安排191,200万元，新建6所学校。\n")
    assert section.path == ("1.教育方面安排191,200万元",)
