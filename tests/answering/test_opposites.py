"""Figures of the opposite of what is asked about."""

import pytest

from reportqa.answering.agreeing.opposites import is_of_another, is_of_the_opposite
from reportqa.answering.agreeing.periods import is_aim
from reportqa.answering.questions import understand
from toys import marked


@pytest.mark.parametrize(
    ("question", "told", "opposite"),
    [
        ("出口额是多少？", "进出口总额[2367亿美元]。", True),
        ("进出口总额是多少？", "进出口总额[2367亿美元]。", False),
        ("出口额是多少？", "进出口总额2367亿美元，出口[1200亿美元]。", False),
        ("农村安排了多少人就业？", "在城镇安排了[477万人]。农村也有就业。", True),
        ("农村安排了多少人就业？", "城乡共安排了[477万人]，城镇居多。", False),
        ("存款余额多少？", "存贷款余额分别达到[9亿元]、8亿元。", False),
        ("进口额多少？", "进出口总额2367亿美元，出口[1200亿美元]。", False),
        ("城镇和农村安排了多少人？", "在城镇安排了[477万人]。", False),
        ("利用外商间接投资多少？", "外商直接投资[330亿美元]。", True),
        ("奶牛存栏多少头？", "新增奶牛[3334头]。", True),
        ("新增奶牛后存栏多少头？", "新增奶牛[3334头]。", False),
        ("奶牛存栏多少头？", "奶牛存栏[3334头]。", False),
        ("新建了几条文化街？", "目前已建成文化街[78条]。", True),
        ("新增合作社多少户？", "年内新增很多，合作社总数达到[1314户]。", True),
        ("新增合作社多少户？", "合作社新增总数达到[1314户]。", False),
        ("新增合作社总数多少户？", "合作社总数达到[1314户]。", False),
        ("有几条文化街？", "目前已建成文化街[78条]。", False),
        ("人均多少元？", "人均产值[6205美元]。", True),
        ("人均多少？", "人均产值[6205美元]。", False),
        ("产值多少美元？", "产值[6205元]。", True),
        ("产值多少美元？", "产值[6205美元]。", False),
        ("产值多少美元？", "产值[6205]。", False),
        ("人均生产总值多少？", "生产总值达到[850亿元]。", True),
        ("人均GDP多少？", "人均地区生产总值达到[850元]。", False),
        ("生产总值多少？", "生产总值达到[850亿元]。", False),
        ("人均多少元？", "人均产值[6205元]。", False),
        ("二级甲等医院有多少家？", "三级甲等医院达到[35家]。", True),
        ("4A级景区有多少家？", "5A级景区4家，4A级以上景区达到[14家]。", False),
        ("一等奖多少项？", "获国家科技进步二等奖[1项]。", True),
        ("火灾受伤人数降了多少？", "火灾起数下降[23.6%]。", True),
        ("城里人均收入多少？", "财政收入9亿元，城镇居民人均可支配收入[3万元]。", False),
        ("居民收入增长多少？", "财政收入增长[2.5%]。", True),
        ("存在银行的钱有多少？", "存款余额9亿元，贷款余额[8亿元]。", False),
        ("谁负责出口？", "进出口由[商务局]负责。", False),
        ("在多少个地方设立了调解室？", "贯彻党中央决策部署，设立调解室[36个]。", False),
        ("城市居民收入多少？", "城镇居民收入[35000元]，农村居民收入1万元。", False),
        ("新建多少公里公路？", "建成公路[120公里]，改造危桥4座。", False),
        ("能耗下降多少？", "生产总值增长7%，能耗降低[3.5%]。", False),
        ("优良率上升了多少？", "优良率提高[3个百分点]，浓度下降2%。", False),
        ("收入增长多少？", "收入下降[5%]。", False),
        ("高新技术企业有多少家？", "新增高新技术企业[6449家]。", True),
        ("今年新增就业有多少人？", "新增就业[1113万人]。", False),
        ("地方财政投入多少？", "中央财政投入[36亿元]。", True),
        ("中央财政投入多少？", "地方财政投入[36亿元]。", True),
        ("", "进出口总额[2367亿美元]。", False),
    ],
)
def test_the_opposite_of_what_is_asked_about(question: str, told: str, opposite: bool) -> None:
    text, span = marked(told)
    assert is_of_the_opposite(text, "", span, understand(question)) is opposite


def test_headings_tell_what_a_passage_is_about() -> None:
    text, asked = "城镇以外安排了477万人。", understand("农村安排了多少人？")
    span = (text.index("477"), text.index("。"))
    assert is_of_the_opposite(text, "一、就业", span, asked)
    assert not is_of_the_opposite(text, "一、农村就业", span, asked)


@pytest.mark.parametrize(
    ("question", "told", "aim"),
    [
        ("粮食产量多少？", "力争粮食产量达到[4550亿公斤]。", True),
        ("粮食产量多少？", "力争多产粮。粮食产量达到[4550亿公斤]。", False),
        ("粮食产量多少？", "争取到2010年，粮食产量达到[4550亿公斤]。", True),
        ("粮食产量多少？", "争取到订单，粮食产量达到[4550亿公斤]。", False),
        ("发行债券多少？", "拟安排赤字750亿元，同时政府批准发行债券[200亿元]。", False),
        ("产糖多少？", "力争产粮达到4550亿公斤，同时产糖达到[200万吨]。", True),
        ("谁来抓粮食？", "力争由[县长]来抓。", False),
    ],
)
def test_figures_that_are_aimed_at(question: str, told: str, aim: bool) -> None:
    text, span = marked(told)
    assert is_aim(text, span, understand(question)) is aim


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        ("第142号令公布的是哪部规章？", "以第141号令公布[《办法》]。", True),
        ("第141号令公布的是哪部规章？", "以第141号令公布[《办法》]。", False),
        ("14号文件说了什么？", "印发2021年第114号文件，要求[守法]。", True),
        ("3号线修到哪里了？", "地铁修到[城南]。", False),
        ("中央1号文件强调了什么？", "中央一号文件强调[粮食安全]。", False),
        ("中央2号文件强调了什么？", "中央一号文件强调[粮食安全]。", True),
        ("领导小组的副组长是谁？", "成立以[市长]为组长的领导小组。", True),
        ("领导小组的副组长是谁？", "市长任组长，[常务副市长]任副组长。", False),
        ("领导小组的组长是谁？", "成立以[市长]为组长的领导小组。", False),
        ("《办法》什么时候开始施行？", "[2020年]完成《办法》的审修。", True),
        ("《办法》什么时候开始施行？", "《办法》自[2020年]起实行。", False),
        ("《办法》什么时候审修？", "[2020年]完成《办法》的审修。", False),
        ("广场有多大？", "建成广场[17个]。", True),
        ("参与规模有多大？", "参与[17人]。", False),
        ("广场面积多少？", "建成广场17个、[3万平方米]。", False),
        ("个体户占市场主体的比例是多少？", "个体户34万户，占全疆的[15.25%]。", True),
        ("个体户占全疆的比例是多少？", "个体户34万户，占全疆的[15.25%]。", False),
        ("个体户占全疆比重多少？", "个体户34万户，占[15.25%]。", False),
        ("农民专业合作社占全疆多少？", "合作社1314户，占全疆的[3.5%]。", False),
    ],
)
def test_what_is_of_another_thing(question: str, told: str, another: bool) -> None:
    text, span = marked(told)
    assert is_of_another(text, "", span, understand(question)) is another
