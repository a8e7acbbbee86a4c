"""Questions on a report as a whole are answered with its headings, its issuer, its date."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from reportqa.answering import ask
from reportqa.answering.overall import Asks, answer_overall, asks_overall, is_of
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.reading import find_files, read_report
from reportqa.types import Filter, Report
from toys import LAW, ToyEncoder

CIRCULAR = """\
云溪市人民政府办公室
关于加快农村公路养护的通知
各区（县）人民政府：
一、总体要求。坚持建管并重。
二、主要任务。落实养护责任。
云溪市人民政府办公室
二〇二三年三月一日
"""


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("这份报告主要讲了什么？", Asks.CONTENTS),
        ("法治政府建设报告的主要内容是什么", Asks.CONTENTS),
        ("报告分几个部分", Asks.CONTENTS),
        ("帮我概括一下云溪市的法治报告", Asks.CONTENTS),
        ("What is this report about?", Asks.CONTENTS),
        ("2021年法治政府建设取得了哪些成效？", Asks.DONE),
        ("2021年都做了哪些工作", Asks.DONE),
        ("法治政府建设还存在哪些问题和不足", Asks.LACKING),
        ("下一步打算怎么做？", Asks.TO_COME),
        ("明年有哪些工作安排", Asks.TO_COME),
        ("这份报告是谁发布的", Asks.ISSUER),
        ("发文机关是哪个单位", Asks.ISSUER),
        ("who issued this report?", Asks.ISSUER),
        ("報告是什麼時候發布的", Asks.DATE),
        ("报告的发布日期", Asks.DATE),
        # Of something in the report, not of the report.
        ("行政执法取得了哪些成效？", None),
        ("普法宣传还存在哪些问题", None),
        ("宣传资料是谁发的", None),
        ("《云溪市河道管理办法》是什么时候出台的", None),
        ("考核的主要内容是什么", None),
        ("2021年计划新建几个公园", None),
        ("what does the report say about schools", None),
        ("全年受理多少件行政复议案件？", None),
        ("", None),
    ],
)
def test_what_is_asked_of_the_whole(question: str, asks: Asks | None) -> None:
    overall = asks_overall(question)
    own = overall if overall and is_of(overall, _report(LAW)) else None
    assert (own.asks if own else None) is asks


@pytest.mark.parametrize(
    ("question", "outline"),
    [
        (
            "这份报告主要讲了什么？",
            [
                (1, "主要成效"),
                (2, "依法行政水平提升"),
                (2, "普法宣传有声有色"),
                (1, "存在的问题"),
                (1, "下一步安排"),
                (2, "完善立法"),
                (2, "强化监督"),
            ],
        ),
        ("取得了哪些成效", [(1, "依法行政水平提升"), (1, "普法宣传有声有色")]),
        ("下一步打算怎么做", [(1, "完善立法"), (1, "强化监督")]),
        # What is told under no headings, or of another year, is no outline.
        ("存在哪些问题", None),
    ],
)
def test_headings_answer(question: str, outline: list[tuple[int, str]] | None) -> None:
    report, overall = _report(LAW), asks_overall(question)
    assert overall
    answer = answer_overall(report, overall, ())
    assert (answer and [(one.level, one.text) for one in answer.outline or ()]) == outline
    if answer:
        assert answer.outline
        assert all(
            report.text[one.citation.start : one.citation.end].endswith(one.text)
            for one in answer.outline
        )
        assert [report.text[slice(*span)] for span in answer.highlights] == [answer.text]
        assert answer.text in answer.quote
        assert report.text[answer.citation.start : answer.citation.end] == answer.quote


def test_a_part_on_targets_alone_tells_no_work_to_come() -> None:
    notice = (
        "云溪市办公室关于养路的通知\n一、总体目标\n1.近期目标。\n2.远期目标。\n"
        "二、重点任务\n1.修路。\n2.护路。\n"
    )
    overall = asks_overall("有哪些工作安排")
    assert overall
    answer = answer_overall(_report(notice), overall, ())
    assert answer
    assert [one.text for one in answer.outline or ()] == ["修路", "护路"]


@pytest.mark.parametrize(
    ("first", "outline"),
    [("存在的主要问题", None), ("执法存在的主要问题", ["执法存在的主要问题", "改进情况"])],
)
def test_headings_that_say_no_more_than_the_question_tell_nothing(
    first: str, outline: list[str] | None
) -> None:
    notice = (
        f"云溪市2021年普法报告\n三、问题及改进\n（一）{first}。人手少。\n（二）改进情况。已培训。\n"
    )
    overall = asks_overall("普法存在哪些问题")
    assert overall
    answer = answer_overall(_report(notice), overall, ())
    assert (answer and [one.text for one in answer.outline or ()]) == outline


def test_a_date_that_is_none_is_not_looked_for() -> None:
    overall = asks_overall("报告什么时候发布的")
    assert overall
    assert answer_overall(replace(_report(CIRCULAR), date="2023年3月"), overall, ()) is None


def test_another_years_work_is_not_this_ones() -> None:
    report = _report(LAW)
    done, to_come = asks_overall("2022年取得了哪些成效"), asks_overall("2021年有哪些工作安排")
    assert done
    assert to_come
    assert answer_overall(report, done, (2022,)) is None
    assert answer_overall(report, done, (2021,)) is not None
    assert answer_overall(report, to_come, (2021,)) is None


@pytest.mark.parametrize(
    ("text", "question", "said", "quote"),
    [
        (CIRCULAR, "这份通知是哪个单位印发的？", "云溪市人民政府办公室", "云溪市人民政府办公室"),
        (CIRCULAR, "通知是什么时候印发的", "二〇二三年三月一日", "二〇二三年三月一日"),
        (LAW, "报告是谁写的", "云溪市人民政府", "云溪市人民政府2021年度"),
        (LAW, "报告什么时候发布的", None, None),
    ],
)
def test_issuer_and_date_stand_in_the_report(
    text: str, question: str, said: str | None, quote: str | None
) -> None:
    overall = asks_overall(question)
    assert overall
    answer = answer_overall(_report(text), overall, ())
    assert (answer.text if answer else None) == said
    assert (answer.quote if answer else None) == quote


def test_of_several_reports_one_has_to_be_named(toy_index: Index) -> None:
    response = ask(toy_index, "这份报告主要讲了什么？")
    assert response.answer is None
    assert response.refusal
    assert response.refusal.reason == "unsure"
    titles = [report.title for report in toy_index.reports]
    assert all(f"《{title}》" in response.refusal.message for title in titles)

    named = ask(toy_index, "法治政府建设报告主要讲了什么？").answer
    assert named
    assert (named.text, len(named.outline or ())) == ("主要成效", 7)
    only = Filter(frozenset(r.id for r in toy_index.reports if r.source == "数字经济2022.txt"))
    chosen = ask(toy_index, "这份报告主要讲了什么？", only=only).answer
    assert chosen
    assert [one.text for one in chosen.outline or ()] == ["总体情况", "产业培育"]


def test_what_a_report_does_not_say_of_itself_is_refused(toy_index: Index) -> None:
    response = ask(toy_index, "法治政府建设报告是什么时候发布的")
    assert response.refusal
    assert response.refusal.reason == "not_in_reports"
    assert response.refusal.message.startswith("没有在报告里找到它的发布日期。")
    notes = Filter(frozenset(r.id for r in toy_index.reports if r.source == "记录.txt"))
    response = ask(toy_index, "主要讲了什么？", only=notes)
    assert response.refusal
    assert response.refusal.reason == "unsure"
    assert response.passages


def test_of_one_series_the_latest_is_meant(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "2021.txt").write_text(LAW, "utf-8")
    (folder / "2020.txt").write_text(LAW.replace("2021", "2020"), "utf-8")
    encoder = ToyEncoder()
    build([folder], tmp_path / "index", encoder=encoder)
    index = Index.load(tmp_path / "index", encoder=encoder)
    answer = ask(index, "报告主要讲了什么？").answer
    assert answer
    assert (answer.citation.year, answer.other_years) == (2021, (2020,))
    answer = ask(index, "2020年的报告主要讲了什么？").answer
    assert answer
    assert (answer.citation.year, answer.other_years) == (2020, ())


def _report(text: str) -> Report:
    """A report as it is read from a file of this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "报告.txt"
        path.write_text(text, "utf-8")
        (file,) = find_files([path])
        return read_report(file)
