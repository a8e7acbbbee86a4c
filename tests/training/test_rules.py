"""How many answers written by hand the rules of answering contradict."""

from training.examples import Reading
from training.rules import contradicted

from toys import marked


def _reading(question: str, told: str) -> Reading:
    """One whose answer stands in brackets."""
    text, span = marked(told)
    return Reading(question, text, (span,), (), "")


def test_each_rule_counts_what_it_contradicts() -> None:
    readings = [
        _reading("出口额是多少？", "进出口总额[2367亿美元]。"),
        _reading("出口额是多少？", "出口额[1200亿美元]。"),
        _reading("2015年安排资金多少？", "“十二五”累计安排资金[510亿元]。"),
        _reading("财政收入多少？", "财政收入增长[5%]。"),
        _reading("开了几次会？", "会议[没有开过]。"),
        _reading("建成乡村影院多少家？", "建成农家书屋[83家]。"),
        _reading("谁负责修路？", "修路由县里[负责]。"),
        Reading("修了多少路？", "没有说。", (), (), ""),
    ]
    assert contradicted(readings) == {
        "says nothing new": (1, 7),
        "has half a pair of brackets": (0, 7),
        "is of another thing": (0, 7),
        "is of a substitute": (1, 6),
        "is of the opposite": (1, 6),
        "is of another period": (1, 6),
        "has no numeral": (1, 6),
        "is a share for a level": (1, 3),
    }
