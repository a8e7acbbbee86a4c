"""Places in reports and in questions."""

import pytest

from reportqa.reading.places import (
    calls_itself,
    other_places,
    place_names,
    recognise_place,
    shared_places,
    with_chinese_names,
)


@pytest.mark.parametrize(
    ("title", "issuer", "source", "text", "place"),
    [
        ("海拉尔区2014年政府工作报告", None, "a.txt", "", "海拉尔区"),
        ("a", "云溪市人民政府", "a.txt", "", "云溪市"),
        ("a", None, "云溪市/2014.txt", "", "云溪市"),
        ("1998年中华人民共和国国务院政府工作报告", None, "a.txt", "", "全国"),
        ("a", None, "a.txt", "现在，我代表云溪县人民政府作报告。我县很好。", "云溪县"),
        ("a", None, "a.txt", "我市发展了。金华金华金华，杭州。", "金华市"),
        ("a", None, "a.txt", "我市发展了。金华金华金华，杭州杭州。", None),
        ("a", None, "a.txt", "我市发展了。韶关韶关韶关，广东广东广东广东。", "韶关市"),
        ("a", None, "a.txt", "全市发展了。鞍山鞍山鞍山，辽宁，香港。", "鞍山市"),
        ("a", None, "a.txt", "全市发展了。鞍山鞍山鞍山，辽宁辽宁辽宁。", None),
        ("a", None, "a.txt", "全省发展了。鞍山鞍山鞍山，辽宁，香港。", None),
        ("a", None, "a.txt", "我区发展了，全市第一。鞍山鞍山鞍山。", None),
        ("a", None, "a.txt", "我市按照中共云南省委部署。", None),
        ("我市工作报告", None, "a.txt", "全市、本市和各县。", None),
    ],
)
def test_a_reports_place(
    title: str, issuer: str | None, source: str, text: str, place: str | None
) -> None:
    assert recognise_place(title, issuer, source, text) == place


def test_the_names_of_a_place() -> None:
    assert place_names("金华市") == ("金华市", "金华")
    assert place_names("赵县") == ("赵县",)
    assert "国务院" in place_names("全国")


def test_places_that_a_library_does_not_have() -> None:
    assert other_places("金华和北京的产量", ["金华市"]) == ("北京",)
    assert other_places("金华的产量", ["金华市"]) == ()
    assert other_places("乌鲁木齐", ["乌鲁木齐市"]) == ()


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("what was the gdp of anshan in 2002?", "what was the gdp of 鞍山 in 2002?"),
        ("Urumqi, Xi'an and Inner Mongolia", "乌鲁木齐, 西安 and 内蒙古"),
        ("growth in suzhou", "growth in 宿州"),
        ("growth in taizhou", "growth in 泰州"),
        ("china's exports", "中国's exports"),
        ("the jian report on anshanite", "the jian report on anshanite"),
        ("", ""),
    ],
)
def test_places_named_in_english(question: str, chinese: str) -> None:
    assert with_chinese_names(question, ["宿州市"]) == chinese


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("海拉尔区2010年接待游客多少", ("海拉尔区",)),
        ("桐庐县和昆山市的收入", ("桐庐县", "昆山市")),
        ("长沙市长沙县的粮食", ("长沙县",)),
        ("内蒙古莫力达瓦达斡尔族自治旗", ("莫力达瓦达斡尔族自治旗", "内蒙古")),
        ("云岭区的产值", ()),
        ("沿海城市和老城区改造", ()),
        ("开发区、小区、园区、地区、全区、各区县", ()),
        ("乡镇和县城建成县乡公路", ()),
        ("清河区域", ()),
    ],
)
def test_counties_that_a_library_does_not_have(question: str, others: tuple[str, ...]) -> None:
    assert other_places(question, ["云岭区"]) == others


def test_a_folder_shares_the_place_that_its_reports_tell() -> None:
    told = [("a/1", "云溪区"), ("a/2", "云溪区"), ("a/3", None), ("b/1", "云溪区"), ("b/2", None)]
    assert shared_places(told) == {"a": "云溪区"}
    assert shared_places([*told, ("a/4", "青山区")]) == {}
    assert calls_itself("全区生产总值", "云溪区")
    assert not calls_itself("全市生产总值", "云溪区")
