"""Places in reports and in questions."""

import pytest

from reportqa.reading.places import (
    calls_itself,
    listed_places,
    named_places,
    other_places,
    place_names,
    recognise_place,
    shared_places,
    with_chinese_names,
    without_place,
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
        (
            "a",
            None,
            "a.txt",
            "我市发展了。金华金华金华，滨州铁路，滨州高速，北京和北京。",
            "金华市",
        ),
        ("a", None, "a.txt", "我市发展了。金华金华金华，北京北京北京北京。", None),
        ("a", None, "a.txt", "我市发展了。韶关韶关韶关，广东广东广东广东。", "韶关市"),
        ("a", None, "a.txt", "全市发展了。鞍山鞍山鞍山，辽宁，香港。", "鞍山市"),
        ("a", None, "a.txt", "全市发展了。鞍山鞍山鞍山，辽宁辽宁辽宁。", None),
        ("a", None, "a.txt", "全省发展了。鞍山鞍山鞍山，辽宁，香港。", None),
        ("a", None, "a.txt", "我区发展了，全市第一。鞍山鞍山鞍山。", None),
        ("a", None, "a.txt", "我市按照中共云南省委部署。", None),
        ("我市工作报告", None, "a.txt", "全市、本市和各县。", None),
        ("a", "云溪市司法局", "a.txt", "", "云溪市"),
        ("a", "杭州市西湖区人民政府", "a.txt", "", "西湖区"),
        ("a", "国家市场监督管理总局", "a.txt", "", None),
        ("a", None, "云溪市/云岭区/2014.txt", "", "云岭区"),
        ("a", None, "智慧城市/2014.txt", "", None),
        ("政府工作报告", None, "a.txt", "在呼伦贝尔市海拉尔区第十二届人民代表大会上", "海拉尔区"),
        ("a", None, "a.txt", "各位代表，代表依法治市人民政府。", None),
    ],
)
def test_a_reports_place(
    title: str, issuer: str | None, source: str, text: str, place: str | None
) -> None:
    assert recognise_place(title, issuer, source, text) == place


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("杭州市西湖区2023年法治政府建设年度报告", "西湖区"),
        ("呼伦贝尔市海拉尔区2014年政府工作报告", "海拉尔区"),
        ("广东省广州市2023年政府工作报告", "广州市"),
        ("2022年江苏省苏州市相城区统计公报", "相城区"),
        ("云溪市云岭区2023年政府工作报告", "云岭区"),
        ("长沙市长沙县2023年政府工作报告", "长沙县"),
        ("保定市赵县2023年政府工作报告", "赵县"),
        ("北京东城区2023年政府工作报告", "东城区"),
        ("晋城市城区2023年政府工作报告", "城区"),
        ("新疆维吾尔自治区乌鲁木齐市2023年政府工作报告", "乌鲁木齐市"),
        ("湘西土家族苗族自治州吉首市工作报告", "吉首市"),
        ("巴音郭楞蒙古自治州2020年统计公报", "巴音郭楞蒙古自治州"),
        ("云岭彝族自治县2020年统计公报", "云岭彝族自治县"),
        ("廣州市2020年政府工作報告", "廣州市"),
        ("二〇二三年云溪市政府工作报告", "云溪市"),
        ("关于云溪市2023年预算执行情况的报告", "云溪市"),
        ("中共清源县委员会2023年工作总结", "清源县"),
        ("云溪高新区2023年工作总结", "云溪高新区"),
    ],
)
def test_the_innermost_place_of_a_title(title: str, place: str) -> None:
    assert recognise_place(title, None, "a.txt", "") == place


@pytest.mark.parametrize(
    "rest",
    [
        "2023年城区建设规划",
        "城区建设规划",
        "新城区建设规划",
        "市场监管局工作总结",
        "民政局工作总结",
        "区域协调发展规划",
        "经济技术开发区管委会工作总结",
        "棚户区改造规划",
        "乡村振兴示范县建设方案",
        "人民政府关于青山县的批复",
        "生态环境局青山县分局工作总结",
    ],
)
def test_what_follows_a_place_is_no_place_within_it(rest: str) -> None:
    assert recognise_place(f"云溪市{rest}", None, "a.txt", "") == "云溪市"


@pytest.mark.parametrize(
    "title",
    [
        "国家市场监督管理总局2023年法治政府建设年度报告",
        "2023年中国城市建设状况公报",
        "长江三角洲区域一体化发展规划纲要",
        "关于加强城市内涝治理的实施意见",
        "关于支持贫困地区发展的意见",
        "关于深化省以下财政体制改革的意见",
        "关于推进县级融媒体中心建设的意见",
        "智慧城市建设规划",
        "工业区块链应用白皮书",
        "房地产市场发展报告",
        "生态示范区建设规划",
        "历史文化名城保护区规划",
        "老城区改造规划",
        "开发区年度报告",
        "依法治市工作总结",
        "交通强省建设纲要",
        "东盟市场报告",
        "市司法局2023年工作总结",
    ],
)
def test_words_that_are_no_place(title: str) -> None:
    assert recognise_place(title, None, "a.txt", "") is None


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("金华市", ("金华市", "金华")),
        ("赵县", ("赵县",)),
        ("全国", ("国务院", "全国", "中央", "我国", "中国", "国家")),
        ("新疆维吾尔自治区", ("新疆维吾尔自治区", "新疆")),
        ("广西壮族自治区", ("广西壮族自治区", "广西")),
        ("宁夏回族自治区", ("宁夏回族自治区", "宁夏")),
        ("内蒙古自治区", ("内蒙古自治区", "内蒙古")),
        ("延边朝鲜族自治州", ("延边朝鲜族自治州", "延边")),
        ("巴音郭楞蒙古自治州", ("巴音郭楞蒙古自治州", "巴音郭楞")),
        ("龙胜各族自治县", ("龙胜各族自治县", "龙胜")),
        ("鄂伦春自治旗", ("鄂伦春自治旗", "鄂伦春")),
        ("東鄉族自治縣", ("东乡族自治县", "东乡族")),
        ("廣州市", ("广州市", "广州")),
        ("", ("",)),
    ],
)
def test_the_names_of_a_place(place: str, names: tuple[str, ...]) -> None:
    assert place_names(place) == names


def test_places_that_a_library_does_not_have() -> None:
    assert other_places("金华和北京的产量", ["金华市"]) == ("北京",)
    assert other_places("金华的产量", ["金华市"]) == ()
    assert other_places("乌鲁木齐", ["乌鲁木齐市"]) == ()
    assert other_places("新疆和广州的产量", ["新疆维吾尔自治区", "廣州市"]) == ()


@pytest.mark.parametrize(
    "question",
    [
        "义务教育均衡水平提高了多少",
        "复合肥产量是多少",
        "哈密瓜和大理石的产量",
        "低保定期核查几次，低保定点医院几家",
        "如何确保山区群众饮水安全",
        "河长治理河道多少公里",
        "学校日常德育如何开展",
        "黄河南岸和湖北岸绿化多少亩",
        "扩大连片种植，林地和田地多少亩",
    ],
)
def test_names_that_stand_in_other_words(question: str) -> None:
    assert other_places(question, ["云溪市"]) == ()


def test_the_same_names_by_themselves() -> None:
    names = ("衡水", "合肥", "哈密", "大理", "保定", "保山", "长治", "常德", "大连", "河南", "湖北")
    assert [other_places(f"{name}的产量", ["云溪市"]) for name in names] == [(n,) for n in names]
    assert other_places("和田地区", ["云溪市"]) == ("和田",)


@pytest.mark.parametrize(
    ("question", "place", "named"),
    [
        ("乌鲁木齐的案件", "乌鲁木齐市", True),
        ("乌鲁木齐市区的案件", "乌鲁木齐市", True),
        ("乌鲁木齐县的案件", "乌鲁木齐市", False),
        ("金华市场监管", "金华市", True),
        ("长沙县的产值", "长沙市", False),
        ("社会长治久安", "长治市", False),
        ("公安机关的案件", "公安县", False),
        ("公安县的案件", "公安县", True),
        ("全市中小学", "市中区", False),
        ("市中区的小学", "市中区", True),
        ("新疆的产值", "新疆维吾尔自治区", True),
        ("中央的要求", "全国", True),
        ("云溪(新区的产值", "云溪(新区", True),
    ],
)
def test_what_names_a_place(question: str, place: str, named: bool) -> None:
    assert named_places(question, [place]) == ((place,) if named else ())


def test_a_namesake_that_a_library_does_not_have() -> None:
    assert other_places("乌鲁木齐县的案件", ["乌鲁木齐市"]) == ("乌鲁木齐县",)
    assert other_places("长沙市长沙县的产值", ["长沙市"]) == ("长沙县",)


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
        ("曲周2015年粮食总产", ("曲周",)),
        ("请问成县2013年财政收入", ("成县",)),
        ("公安2015年办案多少", ()),
        ("成县有多少人", ()),
        ("财政收入2015年多少", ()),
    ],
)
def test_counties_that_a_library_does_not_have(question: str, others: tuple[str, ...]) -> None:
    assert other_places(question, ["云岭区"]) == others


def test_a_county_behind_its_city_is_another_place() -> None:
    assert other_places("邯郸涉县2015年财政收入", ["邯郸市"]) == ("涉县",)
    assert other_places("邯郸曲周2015年财政收入", ["邯郸市"]) == ("曲周",)
    assert other_places("曲周2015年财政收入", ["曲周县"]) == ()
    assert named_places("贵州地区生产总值", ["贵州省"]) == ("贵州省",)
    assert named_places("阿勒泰地区的产值", ["阿勒泰市"]) == ()


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("金华市和衢州的收入各是多少", ("金华市", "衢州市")),
        ("2019年衢州、金华以及丽水三市的收入", ("衢州市", "金华市", "丽水")),
        ("全国和金华的增速", ("全国", "金华市")),
        ("金华到衢州的路多长", ()),
        ("金华的收入比衢州多多少", ()),
        ("金华、金华市的收入", ()),
        ("金华和衢州之间的路多长", ()),
        ("金华与衢州两市之间有几条路", ()),
        ("金华的收入", ()),
    ],
)
def test_places_side_by_side(question: str, listed: tuple[str, ...]) -> None:
    places = ("金华市", "衢州市", "全国")
    assert listed_places(question, (*places, *other_places(question, places))) == listed


@pytest.mark.parametrize(
    ("question", "place", "rest"),
    [
        ("金华市2013年的生产总值是多少", "金华市", "2013年的生产总值是多少"),
        ("金华的生产总值比金华市前一年多多少", "金华市", "生产总值比前一年多多少"),
        ("新疆维吾尔自治区和新疆的棉花产量", "新疆维吾尔自治区", "和棉花产量"),
        ("金华县有多少人", "金华市", "金华县有多少人"),
        ("定西部大开发的目标，定西有吗", "定西市", "定西部大开发的目标，有吗"),
        ("全国的粮食产量", "全国", "全国的粮食产量"),
        ("金华", "金华市", ""),
    ],
)
def test_a_question_without_its_place(question: str, place: str, rest: str) -> None:
    assert without_place(question, place) == rest


def test_a_folder_shares_the_place_that_its_reports_tell() -> None:
    told = [("a/1", "云溪区"), ("a/2", "云溪区"), ("a/3", None), ("b/1", "云溪区"), ("b/2", None)]
    assert shared_places(told) == {"a": "云溪区"}
    assert shared_places([*told, ("a/4", "青山区")]) == {}
    assert calls_itself("全区生产总值", "云溪区")
    assert not calls_itself("全市生产总值", "云溪区")
