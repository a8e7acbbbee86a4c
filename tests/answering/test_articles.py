"""An article of a regulation that is asked for by its number is told whole."""

import tempfile
from pathlib import Path

import pytest

from reportqa.answering import ask
from reportqa.answering.articles import articles_of, asks_article, tell_article
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.reading import find_files, read_report
from reportqa.types import Report
from toys import ToyEncoder

RULES = """\
云溪市河道管理办法
第一章 总则
第一条 为了保护河道，制定本办法。
第二条 河道分为两类：
（一）市管河道；
（二）县管河道，即其他河道。
第二章 责任
第十二条 向河道倾倒垃圾的，处30元以上90元以下罚款。
拒不改正的，依法处理。
第十三条 本办法自2023年5月1日起施行。
云溪市人民政府
2023年3月1日
"""
NOTICE = "云溪市用水通知\n一、总体要求。坚持节水。\n二、主要任务。落实责任。\n"


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("第十二条规定了什么？", ("第十二条", 12)),
        ("云溪市河道管理办法第12条的内容是什么", ("第12条", 12)),
        ("办法第二十条是怎么规定的", ("第二十条", 20)),
        ("第一百零五条原文", ("第一百零五条", 105)),
        ("第十二条和第十三条规定了什么？", None),
        ("办法规定了什么？", None),
        ("全市有多少条河？", None),
    ],
)
def test_an_article_is_asked_for_by_its_number(
    question: str, named: tuple[str, int] | None
) -> None:
    asked = asks_article(question)
    assert (asked and (asked.words, asked.number)) == named


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "为了保护河道，制定本办法。"),
        (2, "河道分为两类：\n（一）市管河道；\n（二）县管河道，即其他河道。"),
        (12, "向河道倾倒垃圾的，处30元以上90元以下罚款。\n拒不改正的，依法处理。"),
        (13, "本办法自2023年5月1日起施行。"),
    ],
)
def test_an_article_is_told_whole(number: int, told: str) -> None:
    report = _report(RULES)
    answer = tell_article(report, articles_of(report)[number])
    assert answer.text == told
    assert answer.quote.endswith(told)
    assert answer.quote.startswith("第")
    ((start, end),) = answer.highlights
    assert report.text[start:end] == told


def test_of_a_long_article_whole_sentences_are_told() -> None:
    sentence = "河道管理单位应当每年巡查河道，并将结果报告主管部门。"
    report = _report("云溪市河道管理办法\n第一条 " + sentence * 40 + "\n第二条 施行。\n")
    answer = tell_article(report, articles_of(report)[1])
    assert answer.text == sentence * (answer.text.count("。"))
    assert 400 <= len(answer.text) < 500


def test_an_article_that_says_nothing_is_told_by_its_number() -> None:
    report = _report("云溪市河道管理办法\n第一条\n第二条 施行。\n")
    assert tell_article(report, articles_of(report)[1]).text == "第一条"


def test_a_report_without_articles_has_none() -> None:
    assert articles_of(_report(NOTICE)) == {}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("河道管理办法第十三条规定了什么？", "本办法自2023年5月1日起施行。"),
        ("第1条讲了什么", "为了保护河道，制定本办法。"),
    ],
)
def test_the_article_answers(question: str, told: str, tmp_path: Path) -> None:
    answer = ask(_index(tmp_path), question).answer
    assert answer
    assert answer.text == told
    assert answer.citation.section[-1] in answer.quote


def test_an_article_that_no_report_has_is_refused(tmp_path: Path) -> None:
    response = ask(_index(tmp_path), "河道管理办法第二十条规定了什么？")
    assert response.refusal
    assert response.answer is None
    assert "第二十条" in response.refusal.message


def test_what_an_article_says_of_something_is_read(tmp_path: Path) -> None:
    answer = ask(_index(tmp_path), "第十二条规定倒垃圾罚多少").considered
    assert answer is None or answer.text != "向河道倾倒垃圾的，处30元以上90元以下罚款。"


def test_of_several_regulations_one_has_to_be_named(tmp_path: Path) -> None:
    index = _index(tmp_path, ("林地.txt", "云溪市林地管理办法\n第一条 为了保护林地。\n"))
    refusal = ask(index, "第一条规定了什么？").refusal
    assert refusal
    assert refusal.reason == "unsure"
    assert "云溪市林地管理办法" in refusal.message


def _index(folder: Path, *more: tuple[str, str]) -> Index:
    reports = folder / "reports"
    reports.mkdir()
    for name, text in (("办法.txt", RULES), ("通知.txt", NOTICE), *more):
        (reports / name).write_text(text, encoding="utf-8")
    encoder = ToyEncoder()
    build([reports], folder / "index", encoder=encoder)
    return Index.load(folder / "index", encoder=encoder)


def _report(text: str) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "办法.txt").write_text(text, encoding="utf-8")
        return read_report(find_files([Path(folder)])[0])
