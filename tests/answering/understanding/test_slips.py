"""Slips of the keyboard put right: only into what the reports have, and only what is a slip."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering import ask, shared_reader
from reportqa.answering.understanding.slips import without_slips
from reportqa.embedding.builtin import IDENTITY
from reportqa.index import Index
from reportqa.types import Expansion


def _knows(*texts: str) -> Callable[[str], bool]:
    return lambda word: any(word in text for text in texts)


def _likelihood(text: str) -> float:
    model = shared_reader(IDENTITY)
    assert model
    return model.likelihood(text)


@pytest.mark.parametrize(
    ("question", "held", "wording", "exchanged"),
    [
        ("哪些该公步的清单？", "公布清单", "哪些该公布的清单?", (("公步", "公布"),)),
        ("捡查的规化叫什么", "检查规划", "检查的规划叫什么", (("捡查", "检查"), ("规化", "规划"))),
        # Not that much likelier, so that three characters of a report must agree.
        ("四个工业元区在哪", "工业园区", "四个工业园区在哪", (("业元", "业园"),)),
        ("四个工业元区在哪", "事业单位的园子和学区", "四个工业元区在哪", ()),
        # Hardly likelier, but four characters of a report agree.
        ("行政复义有几件", "行政复议", "行政复议有几件", (("复义", "复议"),)),
        ("行政复义有几件", "政府复议", "行政复义有几件", ()),
        # Traditional characters are folded before.
        ("該公步的清單", "公布清单", "该公布的清单", (("公步", "公布"),)),
        # No report has what it would become.
        ("哪些该公步的清单？", "其他的话", "哪些该公步的清单？", ()),
        # Some report has it as typed.
        ("哪些该公步的清单？", "公布清单，公步", "哪些该公步的清单？", ()),
        # Words that are right, whatever a report has that sounds like them (于民, 低贴).
        ("地铁和渔民补助", "利于民，低贴补助", "地铁和渔民补助", ()),
        # Small words are never exchanged, nor made.
        ("今年得花多少钱", "今年的花", "今年得花多少钱", ()),
        ("How much?", "公布", "How much?", ()),
        ("", "公布", "", ()),
    ],
)
def test_a_slip_becomes_what_a_report_has(
    question: str, held: str, wording: str, exchanged: tuple[tuple[str, str], ...]
) -> None:
    expected = tuple(Expansion(*pair) for pair in exchanged)
    assert without_slips(question, _knows(held), _likelihood) == (wording, expected)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_a_question_stays_as_it_is_where_all_or_nothing_is_known(question: str) -> None:
    assert without_slips(question, lambda _: True, _likelihood) == (question, ())
    assert without_slips(question, lambda _: False, _likelihood) == (question, ())


def test_a_mistyped_question_is_answered_and_told(shipped_index: Index) -> None:
    right = ask(shipped_index, "行政调解的成功率是多少？")
    slip = ask(shipped_index, "行政调解的成攻率是多少？")
    assert right.expanded == ()
    assert slip.expanded == (Expansion("成攻", "成功"),)
    assert right.answer
    assert slip.answer == right.answer
    assert slip.question == "行政调解的成攻率是多少？"
