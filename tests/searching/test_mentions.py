"""Which reports mention a place, however they are written, and how often that is looked for."""

import gc
import re
from weakref import ref

import pytest

from reportqa.searching import mentions
from reportqa.searching.mentions import is_in, is_mentioned, is_often_named
from reportqa.types import Report


class _Text(str):
    """A text that can be watched."""

    __slots__ = ("__weakref__",)


def _report(text: str, title: str = "工作报告") -> Report:
    return Report("", title, None, None, "", "", text, ())


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        ("广州市", "廣州加快發展。", True),
        ("广州市", "广州加快发展。", True),
        ("廣州市", "广州加快发展。", True),
        ("台湾省", "臺灣和台湾", True),
        ("乌鲁木齐市", "烏魯木齊縣", True),
        ("广州市", "惠州加快發展。", False),
        ("a.市", "ab市", False),
        ("广州市", "", False),
    ],
)
def test_a_place_is_found_in_either_characters(place: str, text: str, told: bool) -> None:
    assert is_in(place, text) is told
    assert is_mentioned(place, _report(text)) is told
    assert is_mentioned(place, _report("", text)) is told


def test_what_is_named_three_times_is_named_often() -> None:
    texts = {"廣州市和广州、廣州": True, "广州" * 9: True, "廣州市和广州": False, "": False}
    assert {text: is_often_named("广州", _report(text)) for text in texts} == texts


def test_a_report_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "_COUNTED", {})
    monkeypatch.setattr(mentions, "_MOST_REMEMBERED", 2)
    looked_for: list[str] = []

    def noted(name: str) -> re.Pattern[str]:
        looked_for.append(name)
        return re.compile(name)

    monkeypatch.setattr(mentions, "as_written", noted)
    report = _report("云溪市的报告。")
    for _ in range(3):
        assert not is_often_named("金华", report)
        assert not is_often_named("北京", report)
    assert looked_for == ["金华", "北京"]
    assert not is_often_named("北京", _report("别的报告。"))
    assert looked_for == ["金华", "北京", "北京"]


def test_no_text_is_kept_in_memory() -> None:
    text = _Text("云溪市的报告。")
    watched = ref(text)
    assert is_mentioned("云溪市", _report(text))
    del text
    gc.collect()
    assert watched() is None
