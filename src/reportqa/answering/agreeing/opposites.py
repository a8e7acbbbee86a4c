"""Whether a figure is of the opposite of what is asked about: 进出口 for 出口, dollars for yuan.

The reader takes a sister's figure for what it looks for where all other words agree. What these
rules and those of `periods` contradict of the answers written by hand tells `python -m training
rules`: 8 of 22,961 to questions for figures.
"""

import re
from typing import Final

from reportqa.answering.candidates import sentences_around
from reportqa.answering.clauses import PART_ENDS, around, up_to
from reportqa.answering.figures import find_figures
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.normalising import CJK, below_hundred, normalise
from reportqa.types import Span

# What is asked about, behind / other words for it in reports, and what may be told of instead.
_ASKED_AND_TOLD: Final = r"""
出口:进出口 进口:出口 出口:进口 支出:收入 城镇/城市:农村 城市/城镇:农村
农村|乡村|农民|农牧|涉农|村:城镇
出境|出国:(?<!出)入境|来华 入境|来华:出境|出国 间接:直接 直接:间接 存款|存在银行|存了:贷款 贷款:存款
内资:外资 外资:内资 小学:中学|初中 初中:高中 高中:初中 公办/公立:民办 民办:公办
第一产业|一产/农业|农林牧渔:[二三]产(?!权|品) 第二产业|二产:[一三]产(?!权|品)
第三产业|三产/服务业:[一二]产(?!权|品) 轻工业:重工业 重工业:轻工业
总产值:增加值 增加值:总产值 参保:低保|最低生活保障
国有/国企:民营 民营:国有 省级:市级|国家级
中央:地方(?=财政|政府|收入|税|债|级|预算) 地方(?=财政|政府|收入|税|债|级|预算):(?<!党)中央(?!决策)
线上:线下 线下:线上 早稻:晚稻 地表水:地下水 上半年:下半年
一季度/1[—-]3月:二季度 新建/建成|修建|新修:改造 改造:新建
受理/收到|接收:办结 办结:受理 竣工/建成|完工:开工
死亡|死:受伤 受伤/伤(?=\d):死亡|起数
出生:死亡 上升/提高|提升|增长|增加:下降 下降/降低|减少|回落|负增长:(?<!负)增长|上升
最高:最低 最低:最高 计划(?!生育):实际 一等奖:二等奖 二等奖:一等奖
(?<![县各全、])市区(?![县两、])/城区|建成区:全市 到达:发送 发送:到达 户籍:常住 常住:户籍
全省:全[市县] 全国(?!性):全[省市县]
二甲|二级甲等:三甲|三级甲等 三甲|三级甲等:二甲|二级甲等 4a级:5a级 5a级:4a级
中职|中等职业:高职|高等职业 高职|高等职业:中职|中等职业 商品零售价格:居民消费价格
专利授权/授权:申请 专利申请/申请:授权
听证会:论证会 论证会:听证会 人民调解:行政调解 行政调解:人民调解 行政复议:行政应诉 行政应诉:行政复议
国家级/全国|国家:省级|市级 市级/全市:省级|国家级|县级 返贫/监测:脱贫 脱贫/贫困:返贫 待售:销售
中考:高考 高考:中考 学前|幼儿园:小学|初中|高中 高中:小学|学前 硕士:博士 博士:硕士
公路/高速|国道|省道|通车:铁路 铁路/高铁:公路 货运/货物:客运|旅客 客运/旅客|人次:货运|货物
国税:地税 地税:国税 顺差:逆差 逆差:顺差 批发:零售 零售:批发 环比:同比 同比:环比
产量/生产:销量 销量/销售:产量
工业/规模以上|第二产业:农业 农业/农林|第一产业:工业 粮食:棉花|油料
小麦:水稻 水稻:小麦 存栏/在栏|年末:出栏 出栏:存栏
家禽/禽|鸡|鸭:生猪 猪:牛|家禽 牛:猪 羊:牛 造林:种草 种草:造林 森林:草原|湿地 草原:森林
湿地:森林|草原 水电:火电 火电:水电 发电量:用电量 用电量:发电量 污水:垃圾 垃圾:污水
化学需氧量:二氧化硫|氨氮|氮氧化物 二氧化硫:化学需氧量|氨氮|氮氧化物
氨氮:化学需氧量|二氧化硫|氮氧化物 氮氧化物:化学需氧量|二氧化硫|氨氮
医疗保险/医保|医疗:养老保险 养老保险/社保|社会保险:医疗保险|医保 失业保险:养老保险|医疗保险
登记失业:调查失业 调查失业:登记失业 婴儿:产妇 产妇:婴儿 死亡率:出生率 门诊:住院 民事:刑事 刑事:民事
行政村:自然村 自然村:行政村 开工/动工|启动:竣工|完工
居民消费价格:商品零售价格
市民收入|居民收入|人均收入|可支配收入|纯收入:财政收入|预算收入
"""
_PAIRS: Final = tuple(
    (*asked.partition("/")[::2], other)
    for asked, other in (pair.split(":") for pair in _ASKED_AND_TOLD.split())
)
# 新增奶牛3334头 tells of no stock of cows, unless the question asks for new ones besides.
_STOCK: Final = re.compile(
    "总[数里长]|存栏|在栏|余额|拥有|现有|共有|总量|保有|[总一]共有?(?:多少|几)|有(?:多少|几)[家户所座]"
)
_NEW: Final = re.compile("(?<![高创])新|添|增|(?<!多)少|修|找")
_INCREASE: Final = re.compile(
    r"(?:净增|新(?:增|发展|建|引进|认定|培育|登记|注册|成立|设立|获批?|创建)|减少)[^，,。；;、\d]{0,14}$"
)
# And 总数达1314户 tells of no new ones.
_ONLY_NEW: Final = re.compile("新增|净增|新建|新成立|新设立|新发展|新开|新认定|拆除|注销|关停")
_NEWLY: Final = re.compile("(?<![高创])新|净增|拆除|注销|关停")
_STOCK_TOLD: Final = re.compile(
    "(?:(?:总数|总量|余额|现有|保有|已有|已建成|共有|[市省县区]有(?![限关效望色机]))[^,，。；;]{0,24}"
    "|(?:(?<!公)共|已达到?|增至|(?:增加|增长|发展|扩大)[到至])(?:了|约|近)?)$"
)
_OUR_MONEY: Final = re.compile("(?:多少|几)[百千万亿]*元|人民币")
_OTHER_MONEY: Final = re.compile("(?:[美港欧日加澳]|新台)元|美金|英镑|卢布|法郎|马克")
_OTHER_MONEY_ASKED: Final = re.compile(f"(?:多少|几)[百千万亿]*(?P<money>{_OTHER_MONEY.pattern})")
# The product of a whole city for that of one of its people.
_PER_HEAD: Final = re.compile("人均[^,，。]{0,4}(?:生产总值|gdp)")
_EACH_HEAD: Final = re.compile("人均|每人")
# And the reverse: 住户人均存款 for the 存款余额 of all.
_OF_ALL: Final = re.compile(
    "(?!.*(?:人均|户均|每人|每户|平均|个人))"
    ".*(?:余额|总额|总量|总收入|总产值|(?:多少|几)[十百千万]*亿)"
)
_OF_EACH: Final = re.compile("[人户]均|每[人户]")
_HEAD: Final = (
    "(?:组长|主任|书记|主席|总理|检察长|秘书长|[市省县区州旗镇乡厅部局处院校司]长)(?!官|热线)"
)
_DEPUTY: Final = re.compile(f"副{_HEAD}")
# 市委书记是谁, 谁是市长, 市长叫什么: which office, unlike 市长会见了谁.
_OFFICE: Final = re.compile(
    f"(?P<held>{_HEAD})(?:(?:是|叫|都是)?(?:谁|哪位|何人)|的?(?:叫|姓|名字|姓名))|(?:谁|哪位|何人)(?:是|任|担任|当)[^,，。]*?(?P<taken>{_HEAD})[?？。]*$"
)
_COMES_INTO_FORCE: Final = re.compile("施行|生效")
_IN_FORCE: Final = re.compile("施行|生效|实施|执行|起")
_HAN_DIGITS: Final = "〇一二三四五六七八九"
_DOCUMENT_NUMBER: Final = re.compile(
    r"(\d{1,4})号(?:令|文件?|公告|通知|决定|规章)|令?第(\d{1,4})号"
)
# Of 第十九届 and 第3次.
_ORDINAL: Final = re.compile(
    r"第(\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])([届次批期轮])"
)
# 规模有多大 may be told by a count.
_SIZE: Final = re.compile(
    "(?<!大)面积[^,，。]{0,6}(?:多少|多大)|(?:多大|多少)面积|占地(?:面积)?(?:有|达|约)?(?:多少|多大)"
    "|(?:广场|公园|湖|馆|厂|基地|园区?|水库|校区?|小区|城区?)[^,，。]{0,3}多大"
)
_COUNT: Final = re.compile("[件个座家项人名处次条部](?:以上|左右)?$")
# Of 占总数 and 占比 nobody can tell what they are of.
_SHARE_OF: Final = re.compile(
    rf"占(?P<of>(?![多了到比总几有用全的])[{CJK}]{{1,8}}?|全[{CJK}])的?(?:比例|比重|百分|份额|多少|几)"
)
_TOLD_SHARE_OF: Final = re.compile(
    rf"占了?(?P<of>(?![比总全其])[{CJK}]+?|全[^部体年][{CJK}]*?)(?:的|比重|比例|达|为)?(?:比重|比例)?$"
)
_ALL: Final = "全的总部"
_SHARE: Final = re.compile(
    "(?!.*了(?:多少|几))(?:.*占(?!地|用)[^,，。]{0,16}(?:多少|几|百分)|.*(?:占比(?!例)|比重|份额))"
)
_SHARE_GROWN: Final = re.compile(f"(?:占比|比重)[{CJK}]{{0,6}}[了多几]")
_SHARE_TOLD: Final = re.compile("占|比重|比例|份额")
_STATE_TOLD: Final = re.compile(
    r"(?:占|比重|比例|率)[^增升提减降跌落涨高低快慢\d]{0,8}(?:达到?|为|是|占)$"
)
_GROWTH_TOLD: Final = re.compile("[增升提减降跌落涨高低快慢超]")
_PER: Final = re.compile("每个?([年月])|一个?([年月])(?=多少|几)")
# Of all of which area: 占全市, 占全疆.
_OF_AREA: Final = re.compile("占全([国省市州县区疆盟旗])")
# 比重提高了多少 compares nothing.
_DIFFERENCE: Final = re.compile(
    f"比(?![重例])(?P<base>[{CJK}]{{2,8}}?)[多少高低快慢大小]了?(?:多少|几)"
)
_TIME_OR_PLAN: Final = re.compile(
    "[年月季日天]|[前后初末底期时]|原来|过去|计划|目标|预期|承诺|规定|指标|标准|平均|全[国省市区县]"
)
_COMPARES: Final = re.compile("[比较]|[高低多少快慢大小]于|相差|差距|超|[增减][加少]|倍")
_CLAUSE_ENDS: Final = "，,。；;\n"
# What tells of either of two such words.
_BOTH: Final = {
    "城镇": "城乡",
    "农村": "城乡",
    "存款": "存贷款|存、贷款",
    "贷款": "存贷款|存、贷款",
    "内资": "内外资",
    "外资": "内外资",
    "进口": "进出口",
    "出口": "进出口",
    "中学|初中": "中小学|小学",
}


def is_of_the_opposite(text: str, context: str, span: Span, question: Question) -> bool:
    """Whether the sentence of a figure tells of the opposite of what is asked about, and not of it.

    Args:
        text: the passage.
        context: its headings, which may tell what it is about.
        span: what is marked in the passage.
        question: as understood.
    """
    if not question.wants_number:
        return False
    start, end = sentences_around(text, [span])
    told = normalise(f"{context} {text[start:end]}")
    part = normalise(f"{context} {around(text, span, PART_ENDS)}")
    if _is_other_money(text[slice(*span)], question.text):
        return True
    if _PER_HEAD.search(question.text) and not _EACH_HEAD.search(told):
        return True
    if _OF_ALL.match(question.text) and _OF_EACH.search(up_to(text, span[0], _CLAUSE_ENDS)):
        return True
    if _is_other_count(text, span, question.text):
        return True
    return any(_tells_other(question.text, part, *pair) for pair in _PAIRS)


def is_of_another(text: str, context: str, span: Span, question: Question) -> bool:
    """Whether words are of another thing than the one asked about.

    Of another document, of the fair after the one asked about, of the head for a deputy, of when
    something was drawn up for when it came into force, of a share of something else, or a count
    for a size.

    Args:
        text: the passage.
        context: its headings.
        span: what is marked in the passage.
        question: as understood.
    """
    told = normalise(f"{context} {text}")
    numbers = [one or other for one, other in _DOCUMENT_NUMBER.findall(question.text)]
    if any(not re.search(rf"(?<!\d)(?:{_either(number)})号", told) for number in numbers):
        return True
    if _is_of_another_turn(text, context, span, question.text):
        return True
    if question.wants in {Wants.ACTOR, Wants.NAME}:
        office = _OFFICE.search(question.text)
        offices = [office["held"] or office["taken"]] if office else []
        return any(one not in told for one in (*_DEPUTY.findall(question.text), *offices))
    if question.wants is Wants.TIME:
        # When something was drawn up is not when it came into force.
        return bool(_COMES_INTO_FORCE.search(question.text)) and not _IN_FORCE.search(told)
    return question.wants_number and _is_other_figure(text, span, question)


def _is_of_another_turn(text: str, context: str, span: Span, question: str) -> bool:
    """Whether a sentence tells of such a turn as is asked about, and the passage not of that."""
    asked = _ordinals(question)
    if not asked:
        return False
    start, end = sentences_around(text, [span])
    told = _ordinals(text[start:end])
    all_told = _ordinals(f"{context} {text}".replace("首", "第一"))
    return any(
        measure in told and not numbers & all_told[measure] for measure, numbers in asked.items()
    )


def _ordinals(text: str) -> dict[str, set[int]]:
    """Which turns are spoken of, by what counts them: 19 by 届 of 第十九届."""
    turns: dict[str, set[int]] = {}
    for number, measure in _ORDINAL.findall(normalise(text)):
        turns.setdefault(measure, set()).add(
            int(number) if number.isdigit() else below_hundred(number)
        )
    return turns


def _is_other_figure(text: str, span: Span, question: Question) -> bool:
    """Whether a count is told for a size, a share of something else, or no difference."""
    words = text[slice(*span)]
    if not question.unit and _SIZE.search(question.text) and _COUNT.search(words):
        return True
    if (
        _is_no_difference(text, span, question.text)
        or _is_by_another_time(text, span, question.text)
        or _is_growth_for_share(text, span, question)
        or _is_share_for_growth(text, span, question)
    ):
        return True
    asked = _SHARE_OF.search(question.text)
    part = normalise(up_to(text, span[0], _CLAUSE_ENDS))
    whole, told_whole = _OF_AREA.search(question.text), _OF_AREA.search(part)
    if whole and told_whole and whole[1] != told_whole[1]:
        return True
    of = _TOLD_SHARE_OF.search(part) if asked else None
    return bool(asked and of and not set(asked["of"]) & set(of["of"]) - set(_ALL))


def _is_by_another_time(text: str, span: Span, question: str) -> bool:
    """Whether a figure is told by the year that is asked for by the month, or the reverse."""
    told = _PER.search(text, max(0, span[0] - len("每年")), span[0])
    asked = _PER.search(question)
    return bool(told and asked and told[0][-1] != asked[0][-1])


def _is_share_for_growth(text: str, span: Span, question: Question) -> bool:
    """Whether it is asked by how much a share rose, and told what it came to: 比重达34%."""
    part = normalise(up_to(text, span[0], _CLAUSE_ENDS))
    told = part + text[slice(*span)]
    came_to = _STATE_TOLD.search(part) and not _GROWTH_TOLD.search(told)
    return question.wants_change and bool(came_to)


def _is_growth_for_share(text: str, span: Span, question: Question) -> bool:
    """Whether a share is asked for, and a figure tells by how much the thing itself has grown.

    By how much a share has grown is told in a sentence that speaks of one.
    """
    grown = question.wants_change and _SHARE_GROWN.search(question.text)
    if not grown and (question.wants_change or not _SHARE.match(question.text)):
        return False
    if not any(one.is_change and one.start == span[0] for one in find_figures(text)):
        return False
    before = up_to(text, span[0], PART_ENDS if grown else _CLAUSE_ENDS)
    return _SHARE_TOLD.search(before) is None


def _is_no_difference(text: str, span: Span, question: str) -> bool:
    """Whether it is asked how much more one is than another, and the sentence compares nothing."""
    asked = _DIFFERENCE.search(question)
    if asked is None or _TIME_OR_PLAN.search(asked["base"]):
        return False
    start, end = sentences_around(text, [span])
    return _COMPARES.search(text[start:end]) is None


def _either(number: str) -> str:
    """A number below ten in digits or in characters: 中央一号文件."""
    return f"{number}|{_HAN_DIGITS[int(number)]}" if len(number) == 1 else number


def _is_other_money(words: str, question: str) -> bool:
    """Whether dollars are told for yuan, or the reverse."""
    if _OUR_MONEY.search(question):
        return bool(_OTHER_MONEY.search(words))
    money = _OTHER_MONEY_ASKED.search(question)
    return money is not None and "元" in words and money["money"] not in words


def _is_other_count(text: str, span: Span, question: str) -> bool:
    """Whether new ones are told for all that there are, or the reverse."""
    if _STOCK.search(question):
        return not _NEW.search(question) and bool(_INCREASE.search(text, 0, span[0]))
    part = up_to(text, span[0], _CLAUSE_ENDS)
    only_new = _ONLY_NEW.search(question) and not _NEWLY.search(part)
    return bool(only_new and _STOCK_TOLD.search(part))


def _tells_other(question: str, told: str, asked: str, alike: str, other: str) -> bool:
    if re.search(other, question) or not re.search(asked, question):
        return False
    both = _BOTH.get(other)
    if both and re.search(both, told):
        return False
    rest = re.sub(other, " ", told)
    return rest != told and not re.search(f"{asked}|{alike}" if alike else asked, rest)
