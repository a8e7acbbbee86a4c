"""Figures of what stands in the place of what is asked about."""

import pytest

from reportqa.answering.agreeing.substitutes import is_of_a_substitute
from reportqa.answering.understanding.questions import understand
from toys import marked


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        # Behind what is done, between two neighbours, behind the figure.
        ("建成乡村影院多少家？", "建成农家书屋[83家]。", True),
        ("云岭市2020年建成乡村影院多少家？", "建成农家书屋[83家]。", True),
        ("港口新增邮轮航线多少条？", "港口新增集装箱航线[13条]。", True),
        ("实施多少座桥梁加固工程？", "实施[71座]水库加固工程。", False),
        ("完成多少座村级桥梁加固工程？", "完成[71座]村级水库加固工程。", True),
        ("有多少人享受高龄津贴？", "有[11万人]享受低保待遇。", True),
        ("多少个贫困县脱贫摘帽？", "[16个]贫困村脱贫摘帽。", True),
        ("治理荒漠化面积多少平方公里？", "治理水土流失面积\\n[750平方公里]。", True),
        # By one character, unless that may be a slip of the keyboard or is told besides.
        ("关停小水电多少万千瓦？", "关停小火电[169万千瓦]。", True),
        ("关停小水电多少万千瓦？", "不含小水电，关停小火电[169万千瓦]。", False),
        ("投资超亿元的项目多少项？", "投资超千万元的项目[213项]。", True),
        ("民办门正机构多少家？", "民办门诊机构[9家]。", False),
        ("企业帮垫工资多少万元？", "企业代垫工资[20万元]。", False),
        # It is told, in the sentence or by another word for it.
        ("建成农家书屋多少家？", "建成农家书屋[83家]。", False),
        ("建成乡村影院多少家？", "乡村影院开门，建成农家书屋[83家]。", False),
        ("发放低保多少万元？", "发放最低生活保障[83万元]。", False),
        # What people say in words of their own.
        ("盖好的书屋有多少家？", "建成农家书屋[83家]。", False),
        ("合作社现在有多少家？", "合作社由[9家]增加到36家。", False),
        ("农家书无建成多少家？", "农家书屋建成[83家]。", False),
        ("书屋是往年的几倍？", "书屋是上届的[2倍]。", False),
        # Not asked for a figure.
        ("建成什么乡村影院？", "建成[农家书屋]83家。", False),
    ],
)
def test_what_stands_in_the_place_of_the_thing_asked_about(
    question: str, told: str, another: bool
) -> None:
    text, span = marked(told.replace("\\n", "\n"))
    assert is_of_a_substitute(text, "", span, understand(question)) is another


def test_headings_name_the_thing_too() -> None:
    text, span = marked("建成农家书屋[83家]。")
    asked = understand("建成乡村影院多少家？")
    assert is_of_a_substitute(text, "一、文化", span, asked)
    assert not is_of_a_substitute(text, "一、乡村影院", span, asked)


def test_the_place_asked_about_need_not_be_named() -> None:
    text, span = marked("新增集装箱航线[13条]。")
    asked = understand("云岭新增邮轮航线多少条？")
    assert is_of_a_substitute(text, "", span, asked, ("云岭市", "云岭"))
