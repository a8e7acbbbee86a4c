"""Questions that a passage almost answers: one word is another, and the right answer is none."""

import random
import re
from collections.abc import Callable, Sequence

from training.documents import PLACES, Page
from training.examples import Reading
from training.facts import Fact

SIBLINGS = tuple(
    tuple(line.split())
    for line in """
城镇 农村
城市 乡村
小学 初中 高中 大学 幼儿园 中职
出口 进口
第一产业 第二产业 第三产业
男性 女性
工业 农业 服务业 建筑业 旅游业
受理 审结 驳回 撤销 不予受理
新增 注销 吊销
立案 结案 撤案
行政复议 行政诉讼 行政处罚 行政许可 行政调解 刑事
人民调解 行政调解 司法调解
法律援助 公证 司法鉴定 仲裁
养老保险 医疗保险 失业保险 工伤保险 生育保险
存款 贷款
公路 铁路 航空 水路 地铁
高速公路 农村公路 国道
国有企业 民营企业 外资企业
老年人 儿童 残疾人 妇女 退役军人
粮食 油料 棉花 蔬菜 肉类 水果 水产品
国家级 省级 市级 县级
第一季度 第二季度 第三季度 第四季度
上半年 下半年
廉租住房 公共租赁住房 经济适用住房 商品房
污水 垃圾 废气
财政收入 财政支出
固定资产投资 社会消费品零售总额 进出口总额 地区生产总值
入境游客 国内游客
医院 学校 图书馆 体育馆
干部 职工 学生 教师 农民 村民
培训 考试 考核
律师 公证员 调解员 法官 检察官
博士 硕士 本科
专利申请 专利授权 商标注册
死亡 受伤
建议 提案 议案
市委 市政府 市人大 市政协
国务院 全国人大 最高人民法院
电力 天然气 自来水 供热
""".strip().splitlines()
)
_AREA_STARTS = "东西南北城新河江湖山海石金银白青龙凤平安永长高大小天红云水临桥沙溪"
_AREA_ENDS = (
    "东区", "城区", "山区", "湖区", "江区", "山县", "阳县", "安县", "水县", "宁县", "开发区",
    "新区", "镇", "乡", "街道", "河镇", "口镇", "林场",
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ASKED = (
    ("为什么{s}", "因|为了|由于|旨在"),
    ("{s}是什么原因造成的", "因|由于"),
    ("{s}花了多少钱", "元|资金|经费"),
    ("{s}总共用了多少经费", "元|资金|经费"),
    ("{s}是由谁负责的", "负责|牵头|由"),
    ("{s}的负责人叫什么名字", "负责人|组长|主任"),
    ("{s}的名单有哪些", "、|《"),
    ("{s}都叫什么名字", "、|《|“"),
    ("{s}比上年增长了多少", "增长|比上年|同比|下降|提高|增加|减少"),
    ("{s}同比下降了百分之几", "增长|比上年|同比|下降|提高|降低|减少"),
    ("{s}占全省的比例是多少", "占|比重"),
    ("{s}在全省排第几位", "位|名|居|第"),
    ("{s}是几月几号的事", "月|日"),
    ("{s}从哪一年开始的", "年"),
    ("{s}的地址在哪条路上", "路|街|位于"),
    ("{s}的联系电话是多少", "电话|热线"),
    ("{s}最多的是哪个区县", "区|县"),
    ("{s}里面女性有多少人", "女"),
    ("{s}下一年的目标是多少", "目标|力争|计划|预期|要"),
    ("{s}平均每人多少", "人均|平均|每人"),
    ("{s}涉及多少人", "人"),
    ("{s}涉及多少户家庭", "户"),
    ("{s}平均要多少天", "天|日"),
    ("{s}罚了多少款", "罚"),
    ("{s}有多少被投诉", "投诉"),
    ("{s}跟外地比怎么样", "比|全国|全省"),
    ("{s}没完成的有多少", "未|没|剩"),
    ("{s}的满意度是多少", "满意"),
    ("{s}采纳了多少条意见", "采纳|意见"),
)  # fmt: skip


def near_miss(
    question: str, page: Page, fact: Fact, titled: bool, rng: random.Random
) -> str | None:
    """A question near to this one that the page does not answer; None if none was found."""
    ways: list[Callable[[], str | None]] = [
        lambda: _other_year(question, page, titled, rng),
        lambda: _other_place(question, page, titled, rng),
        lambda: _sibling(question, page, rng),
        lambda: _sibling(question, page, rng),
        lambda: _not_told(page, fact, rng),
        lambda: _not_told(page, fact, rng),
    ]
    rng.shuffle(ways)
    for way in ways:
        if (missed := way()) is not None and missed != question:
            return missed
    return None


def swapped(reading: Reading, words: Sequence[str], rng: random.Random) -> str | None:
    """A question of people with its year, or a name in it, exchanged for one from elsewhere."""
    question, context = reading.question, reading.context
    year = _YEAR.search(question)
    if year and rng.random() < 0.5:
        other = str(int(year[0]) + rng.choice((-3, -2, -1, 1, 2, 4)))
        return None if other in context else question.replace(year[0], other)
    runs = _common_runs(question, context)
    word = rng.choice(words)
    if not runs or word in context or word in question:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return question[:start] + word + question[end:]


def _other_year(question: str, page: Page, titled: bool, rng: random.Random) -> str | None:
    seen = page.text + (page.title if titled else "")
    known = [int(year) for year in _YEAR.findall(seen)]
    if not known:
        return None
    other = rng.choice(known) + rng.choice((-3, -2, -1, 1, 2, 3))
    if str(other) in seen:
        return None
    if found := _YEAR.search(question):
        return question.replace(found[0], str(other), 1)
    if re.search("哪年|何时|什么时候|哪一年", question):
        return None
    bare = re.sub("^(?:今年|去年|全年)", "", question)
    return f"{other}年{bare}"


def _other_place(question: str, page: Page, titled: bool, rng: random.Random) -> str | None:
    seen = page.text + (page.title if titled else "")
    bare = re.sub("^(?:全市|我市|全省|我省|全国|我国|全县|全区)", "", question)
    wide = "全市" in page.text or "我市" in page.text
    area = rng.choice(_AREA_STARTS) + rng.choice(_AREA_ENDS)
    choices = [area] * 2 if (wide or titled) and area not in seen else []
    if titled:
        choices += [f"{place}市" for place in rng.sample(PLACES, 6) if place not in seen]
    if wide and "全省" not in seen:
        choices += ["全省", "全国"]
    return rng.choice(choices) + bare if choices else None


def _sibling(question: str, page: Page, rng: random.Random) -> str | None:
    pairs = [
        (word, other)
        for group in SIBLINGS
        for word in group
        if word in question
        for other in group
        if other not in page.text and other not in question and word not in other
    ]
    if not pairs:
        return None
    word, other = rng.choice(pairs)
    return question.replace(word, other, 1)


def _not_told(page: Page, fact: Fact, rng: random.Random) -> str | None:
    form, telling = rng.choice(_ASKED)
    if fact.kind == "reason" or len(fact.subject) > 24 or re.search(telling, page.text):
        return None
    return form.format(s=fact.subject)


def _common_runs(one: str, other: str) -> list[tuple[int, int]]:
    runs = []
    for start in range(len(one)):
        end = start
        while end < len(one) and end - start < 8 and one[start : end + 1] in other:
            end += 1
        if end - start >= 2:
            runs.append((start, end))
    return runs
