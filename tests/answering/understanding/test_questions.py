import pytest

from reportqa.answering.understanding.questions import (
    LONGEST_QUESTION,
    Wants,
    is_small_talk,
    not_askable,
    understand,
)


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("2020年全市受理了多少件行政复议案件？", Wants.FIGURE),
        ("有几个部门接受了考核", Wants.FIGURE),
        ("How many cases were accepted?", Wants.FIGURE),
        ("调解成功率是多少", Wants.RATE),
        ("占全疆的比重", Wants.RATE),
        ("乡下交钱看病能报的那个，一百个人里有几个入了？", Wants.RATE),
        ("十户人家里头有多少户用上了自来水", Wants.RATE),
        ("评出的二十户里有几户是个体？", Wants.FIGURE),
        ("每百名学生有多少台电脑？", Wants.FIGURE),
        ("出口占全国的份额", Wants.RATE),
        ("收入增速在省里的排名？", Wants.RANK),
        ("存款和贷款分别是2005年的几倍？", Wants.FIGURE),
        ("What share of the companies?", Wants.RATE),
        ("谁担任领导小组组长？", Wants.ACTOR),
        ("哪个部门负责普法", Wants.ACTOR),
        ("Who leads the group?", Wants.ACTOR),
        ("何时建成法治政府？", Wants.TIME),
        ("制度是什么时候建立的", Wants.TIME),
        ("When was it published?", Wants.TIME),
        ("重点公开哪些领域的信息", Wants.LIST),
        ("列出清理的规章", Wants.LIST),
        ("办法的全称叫什么", Wants.NAME),
        ("如何推进普法宣传", Wants.MANNER),
        ("How is the law made known?", Wants.MANNER),
        ("为什么要开展清理", Wants.REASON),
        ("Why was it revised?", Wants.REASON),
        ("介绍一下法治宣传的情况", Wants.OTHER),
        ("為什麼要開展清理", Wants.REASON),
        # A figure that is only spoken of.
        ("来了几拨检查的人，是怕什么？", Wants.REASON),
        ("按比例安排残疾人就业多少人？", Wants.FIGURE),
        ("为提高办事效率取消了多少项审批事项？", Wants.FIGURE),
        ("下调贷款利率为企业节省了多少万元", Wants.FIGURE),
        ("绿化覆盖率提高了几个百分点", Wants.RATE),
        ("群众满意度如何提升？", Wants.MANNER),
        ("28项指标中有多少项占比提高？", Wants.FIGURE),
        ("有几个村的普及率达标？", Wants.FIGURE),
        ("参保率提高了几个百分点，占比多少？", Wants.RATE),
        ("建成多少个服务站，覆盖率是多少？", Wants.RATE),
        ("在法定期限内办结的信访事项有多少件？", Wants.FIGURE),
        ("办理期限是多久", Wants.TIME),
        ("未来几年计划新建多少所学校？", Wants.FIGURE),
        ("大规模减税降费政策如何落实？", Wants.MANNER),
        ("是否开展了大规模核酸检测？", Wants.OTHER),
        ("增速有没有由负转正？", Wants.OTHER),
        ("就业率提高了吗？", Wants.OTHER),
        ("就业率提高了没有", Wants.OTHER),
        ("就业率是不是提高了，提高多少？", Wants.RATE),
        ("是否提高就业率由谁决定？", Wants.ACTOR),
        ("2021年法治建设的总体目标", Wants.OTHER),
        ("工业规模有多大", Wants.FIGURE),
        ("生产总值增长目标", Wants.FIGURE),
        ("好几支队伍并成一支，干嘛要这样", Wants.REASON),
        ("送审的那几部新法都叫什么？", Wants.NAME),
        ("征地赔多少钱，区里是怎么断根的？", Wants.MANNER),
        ("占比最高的是哪家企业？", Wants.ACTOR),
        ("这几年搬下来多少人？", Wants.FIGURE),
        ("几时能搬新家", Wants.TIME),
        ("律师星期几值班？", Wants.TIME),
        ("比例要达到什么水平？", Wants.RATE),
        ("铁路加起来有多长", Wants.FIGURE),
        # Pieces of other words.
        ("新开工项目的总投资是多少？", Wants.FIGURE),
        ("如何吸引更多大学生就业？", Wants.MANNER),
        ("许多重点项目由哪个部门负责？", Wants.ACTOR),
        ("谁率队督查？", Wants.ACTOR),
        ("近几年如何推进依法行政？", Wants.MANNER),
        ("过去几年如何改善民生？", Wants.MANNER),
        # A rate or a size that is not what is asked for.
        ("如何提高行政效率？", Wants.MANNER),
        ("还有啥困难？", Wants.LIST),
        ("市长叫啥？", Wants.NAME),
        ("靠啥增收？", Wants.MANNER),
        ("哪位负责？", Wants.ACTOR),
        ("收入在省里排老几？", Wants.RANK),
        ("五大保险覆盖面扩大了，是哪些保险？", Wants.LIST),
        ("采取了哪些措施提高就业率？", Wants.LIST),
        ("怎样扩大种植规模", Wants.MANNER),
        ("就业率如何？", Wants.RATE),
        ("人均生产总值在全省排第几？", Wants.RANK),
        ("旅游收入在省里坐第几把交椅", Wants.RANK),
        ("竞争力的排名如何", Wants.RANK),
        ("成立小组是为了做什么？", Wants.REASON),
        ("公开信息是为了啥", Wants.REASON),
        ("办事有什么变化？", Wants.OTHER),
        ("队伍有什么短板？", Wants.LIST),
        ("完成了哪4部规章草案的审修", Wants.LIST),
        ("是哪8日开的会", Wants.OTHER),
        ("哪位领导率中央代表团来慰问？", Wants.ACTOR),
        ("哪个部门率代表团来？", Wants.ACTOR),
        ("全市的就业率", Wants.RATE),
        ("排名第一的是哪个区", Wants.NAME),
        ("开到第几届了", Wants.OTHER),
        ("增速最快的产业是哪个？", Wants.NAME),
        ("降幅最大的行业是什么？", Wants.OTHER),
        ("增速由谁公布？", Wants.ACTOR),
        ("增速是多少", Wants.FIGURE),
        ("如何应对多重风险挑战？", Wants.MANNER),
        ("这块石头多重", Wants.FIGURE),
        ("二氧化硫减排多少吨？", Wants.FIGURE),
        ("GDP列全国多少位", Wants.FIGURE),
        ("旅游目的地有哪些", Wants.LIST),
        ("什么时间公布", Wants.TIME),
        ("Where does the city rank?", Wants.RANK),
        ("全市水泥产量", Wants.FIGURE),
        ("综合排名第几？", Wants.RANK),
        ("When houses fell down, how were they rebuilt?", Wants.MANNER),
        ("Who led the group when it was set up?", Wants.ACTOR),
    ],
)
def test_what_a_question_wants(question: str, wants: Wants) -> None:
    assert understand(question).wants is wants


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("受理了多少件案件", "件"),
        ("參與了多少萬人次", "人次"),
        ("新增几万户市场主体", "户"),
        ("成功率是多少", None),
        ("多少执法人员考核不合格", None),
        ("有多少农民工获得援助", None),
        ("多少名执法人员", "名"),
        ("新增几个项目", None),
        ("用了几个月", "个月"),
        ("修了多少公里", "公里"),
        ("多少个体工商户", None),
        ("用了多少年", None),
        ("占几成", None),
        ("多少的占比", None),
        ("How many cases?", None),
    ],
)
def test_the_unit_asked_for(question: str, unit: str | None) -> None:
    assert understand(question).unit == unit


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2020年有多少案件", (2020,)),
        ("2019年和２０２０年的案件", (2019, 2020)),
        ("1 9 9 9 年的案件", (1999,)),
        ("cases in 2021?", (2021,)),
        ("编号120203的案件", ()),
        ("多少案件", ()),
    ],
)
def test_the_years_named(question: str, years: tuple[int, ...]) -> None:
    assert understand(question).years == years


def test_terms_leave_out_the_words_of_asking() -> None:
    understood = understand("请问行政复议案件有多少件？")
    assert {"行政", "政复", "复议", "案件"} <= set(understood.terms)
    assert not {"请问", "多少"} & set(understood.terms)
    assert len(understood.terms) == len(set(understood.terms))
    assert understood.text == "请问行政复议案件有多少件?"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty"),
        (" \n\t\u3000", "empty"),
        ("\x00\x07", "empty"),
        ("\u200b\u202e\ufeff", "empty"),
        ("\ud83d", "empty"),
        ("x" * (LONGEST_QUESTION + 1), "too_long"),
        (" " * 100_000, "too_long"),
        ("😀😀", "not_a_question"),
        ("？？？", "not_a_question"),
        ("那2019年呢？", "follow_up"),
        ("２０１９年的呢", "follow_up"),
        ("金华呢？", "follow_up"),
        ("那么浙江省2019年怎么样？", "follow_up"),
        ("还有金华市和武威市的情况呢", "follow_up"),
        ("那上一年呢？", "follow_up"),
        ("它呢？", "follow_up"),
        ("它的增速呢？", "follow_up"),
        ("其增速是多少？", "follow_up"),
        ("那边的医院呢？", "follow_up"),
        ("其中外资多少", "follow_up"),
        ("这个项目什么时候建成？", "follow_up"),
        ("上面说的那个指标是多少？", "follow_up"),
        ("农村的呢？", "follow_up"),
        ("上半年呢？", "follow_up"),
        ("换成2017年呢？", "follow_up"),
        ("这份报告说了什么？", None),
        ("该市的医院有多少家？", None),
        ("这五年财政收入增长多少？", None),
        ("其他收入是多少？", None),
        ("上面打算给种粮的补多少？", None),
        ("路是谁修的呢？", None),
        ("全年财政收入呢？", None),
        ("增长多少？", "of_nothing"),
        ("占全省的比重呢", "of_nothing"),
        ("年均增速是多少？", "of_nothing"),
        ("比目标高多少？", "of_nothing"),
        ("排第几？", "of_nothing"),
        ("多少亿元？", "of_nothing"),
        ("成年人有多少？", None),
        ("万元户有多少？", None),
        ("工业增长多少？", None),
        ("比重大的产业是哪些？", None),
        ("然后呢？", "of_nothing"),
        ("为什么？", "of_nothing"),
        ("有多少个？", "of_nothing"),
        ("能再详细说说吗", "of_nothing"),
        ("是什么时候的？", "of_nothing"),
        ("家具有多少？", None),
        ("有多少人口？", None),
        ("讲了什么？", None),
        ("有多少" * 7, None),
        ("那调解呢？", None),
        ("2019年财政收入呢？", None),
        ("金华的工业怎么样？", None),
        ("怎么样", "of_nothing"),
        ("12.5%", "not_a_question"),
        ("1+1=", "not_a_question"),
        ("a", "not_a_question"),
        ("你好！", "not_a_question"),
        ("你是谁？", "not_a_question"),
        ("请问你能做什么呢", "not_a_question"),
        ("这个系统怎么用？", "not_a_question"),
        ("你们是谁领导的？", None),
        ("电子政务系统怎么用？", None),
        ("今天天气怎么样", None),
        ("Hello", "not_a_question"),
        ("谢谢您！", "not_a_question"),
        ("你好，受理了多少件案件", None),
        ("复议", None),
        # Latin letters before Chinese are a word of their own.
        ("GDP是多少？", None),
        ("PPP项目有多少个？", None),
        ("ETC用户", None),
        ("GDP？", "not_a_question"),
        ("How many?", None),
        ("中" * LONGEST_QUESTION, None),
        ("Zhejiang GDP 2020", None),
        ("Zhejiang GDP", "not_a_question"),
        ("<script>alert(1)</script>", "not_a_question"),
        ("'; DROP TABLE reports; --", "not_a_question"),
    ],
)
def test_what_cannot_be_asked(question: str, reason: str | None) -> None:
    assert not_askable(question) == reason


@pytest.mark.parametrize(
    ("question", "two"),
    [
        ("审批事项从多少项减到了多少项？", True),
        ("开了几次会，来了多少人？", True),
        ("城镇和农村的收入分别是多少？", True),
        ("开了几次会？", False),
        ("增长了百分之多少？", False),
        ("几乎没有变化的指标是多少？", False),
        ("前几年新建了几间书房？", False),
        ("第二、第三产业各增长多少？", True),
        ("审批和权力事项分别精简了多少？", True),
        ("各类培训多少人？", False),
    ],
)
def test_two_figures_asked_for_at_once(question: str, two: bool) -> None:
    assert understand(question).wants_two is two


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("生产总值是多少？", True),
        ("财政收入达到了多少？", True),
        ("2020年贵州生产总值", True),
        ("武威 GDP 2020", True),
        ("2009年财政收入和支出是多少？", True),
        ("2009年存款多少？", True),
        ("旅客周转质量多少？", False),
        ("财政收入增长多少？", False),
        ("占财政收入的多少？", False),
        ("收入的多少捐给了协会？", False),
        ("金额增速", False),
        ("来了多少人？", False),
    ],
)
def test_what_something_came_to_is_asked_for(question: str, level: bool) -> None:
    assert understand(question).wants_level is level


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("义乌开发区升格为什么级别？", Wants.OTHER),
        ("金华被列为什么节点城市？", Wants.OTHER),
        ("为什么升格？", Wants.REASON),
    ],
)
def test_what_something_was_made_is_no_reason(question: str, wants: Wants) -> None:
    assert understand(question).wants is wants


@pytest.mark.parametrize(
    ("question", "items", "characters"),
    [
        ("要具备哪六个方面的特征？", 6, None),
        ("完成了哪4部规章草案的审修？", 4, None),
        ("哪3项制度？", 3, None),
        ("坚持的八个字是什么？", None, 8),
        ("十六字方针是什么？", None, None),
        ("有哪些特征？", None, None),
    ],
)
def test_how_many_things_or_characters_are_asked_for(
    question: str, items: int | None, characters: int | None
) -> None:
    asked = understand(question)
    assert (asked.items, asked.characters) == (items, characters)


@pytest.mark.parametrize(
    ("question", "unit", "years", "each"),
    [
        ("召开了多少座谈会？", None, (), False),
        ("2020年供应了多少天然气？", None, (2020,), False),
        ("有多少支部开展了主题党日活动？", None, (), False),
        ("新建多少座桥？", "座", (), False),
        ("帮助2000名农民工追讨了多少工资？", None, (), False),
        ("2019和2020年各多少件？", "件", (2019, 2020), True),
        ("全市各学校共招收多少名学生？", "名", (), False),
        ("城镇和农村各招收多少名？", "名", (), True),
    ],
)
def test_what_only_looks_like_a_unit_a_year_or_a_pair(
    question: str, unit: str | None, years: tuple[int, ...], each: bool
) -> None:
    understood = understand(question)
    assert (understood.unit, understood.years, understood.wants_each) == (unit, years, each)


@pytest.mark.parametrize(
    ("question", "is_talk"),
    [
        ("今天天气怎么样？", True),
        ("外面的天气好不好啊", True),
        ("明天会下雨吗", True),
        ("12x12等于多少？", True),
        ("给我讲个笑话", True),
        ("帮我写一首诗", True),
        ("天气预报准确率怎么样？", False),
        ("今天的天气预报怎么样？", False),
        ("", False),
    ],
)
def test_what_people_try_a_machine_with(question: str, is_talk: bool) -> None:
    assert is_small_talk(question) is is_talk


@pytest.mark.parametrize(
    ("question", "text", "wants"),
    [
        ("一年来的游客有好多？", "一年来的游客有多少?", Wants.FIGURE),
        ("责任书签了好多份", "责任书签了多少份", Wants.FIGURE),
        # Many there are, and something else is asked; 改好 is a word, as is 好多了.
        ("好多项目签了约，为什么建不起来？", "好多项目签了约,为什么建不起来?", Wants.REASON),
        ("问题改好多少？", "问题改好多少?", Wants.FIGURE),
        ("水质好多了", "水质好多了", Wants.OTHER),
    ],
)
def test_how_many_as_the_south_west_asks(question: str, text: str, wants: Wants) -> None:
    understood = understand(question)
    assert (understood.text, understood.wants) == (text, wants)
