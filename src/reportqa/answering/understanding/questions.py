"""What a question asks for: a figure, an actor, a time, a list …, and for which years."""

import re
from dataclasses import dataclass
from enum import StrEnum

from reportqa.answering.figures import CHANGES, MEASURE
from reportqa.index.keywords import tokens
from reportqa.normalising import CJK, below_hundred, has_chinese, normalise
from reportqa.reading.places import other_places
from reportqa.years import named_years

LONGEST_QUESTION = 500
"""In characters; longer ones are refused unread."""


class Wants(StrEnum):
    """The kind of words that would answer."""

    FIGURE = "figure"
    RATE = "rate"
    ACTOR = "actor"
    TIME = "time"
    NAME = "name"
    RANK = "rank"
    LIST = "list"
    MANNER = "manner"
    REASON = "reason"
    OTHER = "other"


# Where this follows, a figure that was spoken of is not what is asked for: 来了几拨人，是怕什么？
_NOT_THEN = (
    "(?!.*(?:什么(?!水平|程度)|啥|谁|哪[儿里家位个一些几](?!步)|怎么|怎样|咋|干嘛"
    "|如何(?:[提扩控落保实]|降低)))"
)
# Nor where something is counted: 为提高办事效率取消了多少项审批.
_NOT_COUNTED = "(?!.+?(?:多少|几)[百千万亿]*(?:[件名项人家起次个所座户份](?!百分)|万?元))"
# 多少 and 几 ask themselves, unless this does: 多少钱要怎么分.
_NOT_THEN_CLEARLY = r"(?!.*(?:什么|啥|谁|干嘛|怎[么样]个?[办干法搞弄分断配操称]))"
# 如何提高就业率 does not ask for the rate: nothing asks before the word, nor is anything counted
# there and no more asked: 有多少项占比提高.
_NOT_BEFORE = (
    r"^(?:(?!(?:多少|几)[百千万亿]*(?:[件名项人家起次个所座户份村县镇](?!百分)|万?元)(?!.*(?:多少|几))"
    r"|如何|怎样|怎么|咋|什么措施|什么办法|谁|哪些|哪个|哪位|哪名|靠什么|通过什么).)*?"
)
# Tried in this order; the first that fits decides.
_WANTS = (
    (Wants.TIME, r"多长时间|什么时[候间]|什么日期|何时|几时|(?:星期|礼拜|周)几"),
    (
        Wants.REASON,
        r"(?<!升格)(?<![命列评升][名为定])(?<![列评])为什么|为了(?:做|干|解决)?什么|为何|为啥|凭什么|什么原因|原因是|(?<![项科节栏数名题])目的(?!地)|意义|图(?:的是|个?什么|个?啥)|怕(?:的是)?什么|干嘛|依据是什么|怎么会",
    ),
    (
        Wants.RANK,
        r"老几|第几(?![届次期批轮号季章条款代年天类个])|第几把交椅|(?:(?<![安减外])排名?|名次|位次|名列|位列|位居)(?:第)?(?:几|多少|如何|怎么?样)|名次是|位次是|(?:(?<![安减外])排名|名次|位次)[?。]*$",
    ),
    (
        Wants.RATE,
        r"百分之(?:几|多少)|百分比|几成|多大比"
        r"|(?<![二三四五六七八九])(?:[一每]百|[一每]?十)个?[人户家]{1,3}(?:[里当之][头中面]?|中).{0,12}?"
        r"(?:几|多少)[个户家人]"
        rf"|{_NOT_BEFORE}(?:比例|比重|占比|份额|率(?![先领队军众部中代])|满意度|覆盖面){_NOT_THEN}{_NOT_COUNTED}",
    ),
    (
        Wants.LIST,
        r"哪些|哪几|有什么(?!用|意义|变化|后果|影响|好处|效果|结果|作用)|列(?:出|全(?![国省市区县])|举)|都有谁|分别是(?![^,，。]{0,12}(?:多少|几(?!个)))|包括什么|几个方面|哪(?:[两三四五六七八九十]|\d{1,2}(?!日|号))",
    ),
    (
        Wants.TIME,
        r"何时|什么时候|啥时候|哪一?天|哪一?日|哪一?年|(?<![这那近头前后去来续今十])几年|哪个月|几月|什么时期|哪[个一]?.{0,4}时期|多久|期限(?!内)|从哪年",
    ),
    (
        Wants.FIGURE,
        rf"(?:多少|(?<![这那哪头老第近])(?<!过去)(?<![有把,，]好)几(?!乎|[级星号a])){_NOT_THEN_CLEARLY}"
        r"|(?<![许更众很])多(?:[大高宽深快]|重(?!风险|挑战|困难|压力|因素|任务|影响|保障|身份|约束))|有多长"
        rf"|{_NOT_BEFORE}(?:(?:数量|人数|总数|(?<!大)规模(?!以上|化)|金额|总额|面积|合计|共计"
        rf"|数额|产量|增[速幅]|[降涨]幅|幅度|gdp){_NOT_THEN}"
        r"|(?:收入|产值|总值|总产|吞吐量|进账|(?:增长|产值|总值|收入|投资)目标)$)",
    ),
    (
        Wants.ACTOR,
        r"谁|哪位|哪个(?:部门|机构|机关|单位|组织|领导)|哪[一级]*级|什么(?:部门|机构|机关|单位|人)|由哪|何人|哪家",
    ),
    (
        Wants.NAME,
        r"全称|名称|叫什么|名字|哪[一]?[部份项条句个](?:文件|条例|办法|规定|法|话|决定)?|[两三四五六七八九十]个字|书名|文件名",
    ),
    (
        Wants.MANNER,
        r"如何|怎么|怎样|咋|什么方式|什么渠道|什么办法|什么途径|哪种|靠什么|什么措施|采取|通过什么",
    ),
)
_ENGLISH_WANTS = (
    (Wants.RATE, r"\b(?:percent\w*|share|rate|proportion|ratio)\b"),
    (Wants.FIGURE, r"\bhow (?:many|much)\b|\bnumber of\b|\bamount\b|\btotal\b"),
    (
        Wants.TIME,
        r"^when\b(?!.*,)"
        r"|\bwhen (?:is|was|are|were|did|do(?:es)?|will|would|should|can|ha[sd]|have)\b"
        r"|\b(?:which|what) (?:year|date|period)\b|\bhow long\b",
    ),
    (Wants.REASON, r"\bwhy\b|\breason\b|\bpurpose\b"),
    (Wants.RANK, r"\b(?:which|what) (?:rank|place|position)\b|\brank(?:ed|ing)?\b"),
    (Wants.ACTOR, r"\bwho\b|\b(?:which|what) (?:body|department|agency|authority|office)\b"),
    (Wants.MANNER, r"\bhow\b|\bby what means\b"),
    (
        Wants.LIST,
        r"\b(?:which|what) (?:\w+ )?(?:are|were|areas|fields|kinds|items|problems)\b|\blist\b",
    ),
)
# 多少执法人员 counts in no unit, and these words only begin as one does.
_UNIT = re.compile(
    "(?:多少|几)(?:万|亿|千|百)?"
    "(?!项目|家庭|人民|人员|人家|人口|人才|部门|部委|条例|名单|户籍|次数|件数|处罚|处室|个体|种植|种子|位置|日常|所有|座谈|天然气|支部|支出|宗教|场所|场地|对象|名额|名牌|台账)"
    f"(?P<unit>{MEASURE})"
)
_MONEY = re.compile(
    rf"多少(?:的)?(?:钱|资金|经费|款(?=项|[^{CJK}]|$))|花了?多少|几[块毛角](?:钱|(?![{CJK}]))|多大一笔"
)
# In the south-west 好多 asks how many, unless something else asks: 好多人怎么说？
_HOW_MANY_THERE = re.compile("好多(?![少了])")
_ASKED_ELSE = re.compile("多少|几|哪|什么|啥|谁|怎|咋|何|吗|没有|是不是|能不能")
_NO_UNIT = frozenset(("个", "年", "个项目", "个单位"))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*年|\D|$)")
HOW_MANY = re.compile(
    "百分之几|多少|(?<![这那哪好近前头后来续今])(?<!过去)几(?!乎|年来)|\\bhow (?:many|much)\\b"
)
"""What asks for a figure; a question that has it twice asks for two."""
# 增速有没有由负转正 asks for no figure.
_YES_NO = re.compile(
    "^(?!.*(?:多少|几|哪|什么|谁|怎|如何|为何|何时)).*(?:是不是|有没有|是否|能不能|会不会|了没有?[?。]*$|吗[?。]*$)"
)
_EACH = re.compile(
    "(?:分别|各(?![类项种级界方地部式市县区省])自?)(?:(?![一总]?共|合计|累计)[^,，。；;、?？分]){0,10}?"
    "(?:多少|几|百分之)"
)
_COUNTED = re.compile(
    r"(?:(?<![十\d])(?P<characters>[二两三四五六七八九十]|\d{1,2})个?(?:大)?字(?!号))"
    r"|哪(?P<items>[二两三四五六七八九十]|\d{1,2})(?:个|项|方面|类|种|条|点|大|部|件|份|家|所)"
)
_CHANGE = re.compile(
    f"(?:{CHANGES}|涨|降|多出|(?<![最至])[多少])了?(?:百分之)?(?:多少|几|多大)"
    "|[快慢大小宽长高低]了(?:多少|几)"
    "|增速|增幅|涨幅|降幅|(?<!自然)增长率|比上年|同比|(?:增长|下降|上涨).{0,6}(?:目标|分别)"
)
# What something came to, which no share or growth tells (`python -m training rules`).
_LEVEL = re.compile(
    r"^(?!.*占)(?:.*(?:gdp|生产总值|增加值|产值|收入|支出|税收|利[税润]|[产销总数储]量|[货客]运量|[发用]电量|[出存]栏量?"
    r"|总产|总额|金额|销售额|交易额|[进出]口额?|投资额?|外资|余额|存款|贷款|人数|人次|人口|总数|面积|里程|吞吐量|工资)"
    r"(?:总共|一共|共|完成|实现|达到?|是|有|为|约|大概|目标)?[了到]?(?:多少|几(?!成)|\s*(?:(?:19|20)\d{2}年?)?\??$))(?!.*的多少)"
)
_ASKING = re.compile(
    "请问|多少|什么|哪些|哪几|哪个|哪一|哪里|哪|如何|怎么样|怎么|怎样|为什么|为何|是否|有没有|吗|呢|谁|何时|几|一下|想了解|"
    "(?:准备|打算|想|要)[做干](?=什么|些什么|啥|哪)|麻烦|告诉我|报告里|报告中|报告|(?<!义)乌市|全市|我市"
)
_GREETING = re.compile(
    r"^(?:你好|您好|大家好|嗨|哈喽|hello|hi|hey|在吗|谢谢|感谢|多谢|再见|拜拜|早上好|晚上好|好的"
    r"|ok|嗯|thanks?|thank you|bye|test|测试)+"
    r"[\s\W呀啊哦呢在吗您你了！。~]*$"
)
# What is said to a machine rather than asked of reports.
_TO_A_MACHINE = re.compile(
    r"(?:请问|那)?(?:你(?:到底|究竟)?(?:是谁|是什么|叫什么(?:名字)?|是(?:真)?人吗|是机器人吗"
    r"|[会能](?:做|干|回答)?些?(?:什么|啥)(?:问题)?)|(?:这个?(?:系统|网站|软件|工具|网页))?(?:该|要)?怎么用"
    r"|怎么用(?:这个?(?:系统|网站|软件|工具|网页))?)[\s\W呀啊哦呢了]*"
)
# What people try a machine with.
_SMALL_TALK = re.compile(
    r"(?:(?:给|帮|替)我(?:讲|说)个(?:笑话|故事)|(?:给|帮|替)我写一?[首篇个].{1,20}|(?:今天|明天|后天|现在|外面)*(?:的)?天气(?:怎么样|如何|好吗|好不好)|(?:今天|明天|后天)会?下[雨雪]吗"
    r"|\d{1,6}[+*x×/-]\d{1,6}(?:等于几|等于多少|是几|是多少))[\s\W呀啊哦呢了]*"
)
# That of which something said before is asked once more, and the words for asking so.
_SAID_BEFORE = re.compile(
    r"(?:19|20)\d{2}年?|[去前今明后]年|[上下前后次]一?年|第二年|[它他她]们?|[这那](?:个|份|一?年|里)"
    "|[上下]半年|全年|第?[一二三四]季度"
    "|(?:其他|别的)(?:地方|年份|报告)"
)
_ONCE_MORE = re.compile(
    "(?:那么?|还有|然后|再|[换改][成作为]|(?:如果|要)是)?[,和跟与同比、]*的?(?:情况)?又?[比]?"
    "(?:呢|怎么?样|如何)?[?!。]*"
)
# What takes up a thing named before: 它的增速, 该项目, 其中外资; not 这份报告, 该市, 这五年.
_TAKES_UP = re.compile(
    "(?:请问|那么?)?(?:[它他她]们?(?!人)|其(?:[中它]|[增降涨占排总所位名])"
    "|(?:[这那]些?|这[几两三]|该)[个家项条座所种]?(?:项目|工程|企业|公司|单位|指标|数[字据]|政策|措施"
    "|问题|增速|比例|资金|活动|目标|任务|工作)"
    "|上述|(?:[上前]面|刚才)(?:[的说提讲那这]|[^，。]{0,2}呢)|[这那][边里儿]的?(?=[^的]{1,8}呢))"
)
# 农村的呢, unless it is asked what was done: 是怎么来的呢.
_OF_IT = re.compile("(?!.*(?:多少|几|哪|什么|谁|怎|何))[^,，。]{1,10}的呢[?!。]*")
_LONGEST_FOLLOW_UP = 20
# Words of asking and going on, by which nothing is asked about: 然后呢, 有多少个.
# Nor is anything by what a figure may tell of anything: 增长多少, 占全省的比重呢, 排第几.
_OF_NOTHING = re.compile(
    "(?:然后|继续|接着|后来|还有|详细|具体|能不能|可以|说说|讲讲|一[些点下]|为什么|为何|怎么|回事"
    "|(?:多少|第?几)[百千万亿]*(?:[元倍成年]|美元)?|什么|时候|哪[里些]|哪一?年|做到|别的|其[他它]"
    "|同比|环比|比(?:上年|目标)?|[年平]均|每年|五年|[增降涨][速幅长]率?|[增减][加少产]|提高|上升|下降"
    "|占比?|比[重例]|百分[之点比]|全[国省市区县]|排名?|位[次列居]|名次|总[数量额]|合计|累计|一共|总共"
    "|目标|达到|原因|[再能请吗呢的了有是在几哪谁那呀啊吧样件个家户人名位钱和与差高低多更快慢为?!。,])+"
)
_WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])[^\W\d_]){{2,}}")
_SHORTEST_WORDS = 2
_SHORTEST_FOREIGN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `terms` are its keyword terms without the words of asking.

    `wants_change`: it asks by how much something rose or fell, `wants_level`: plainly what it came
    to.
    `wants_two`: it asks for two figures at once, `wants_each`: for the like of several things.
    `items` and `characters`: how many things are to
    be named (哪六个方面), and of how many characters the words are (八个字), None if not told.
    `content` is its text with a blank for every word of asking.
    """

    text: str
    wants: Wants
    wants_change: bool
    unit: str | None
    years: tuple[int, ...]
    terms: tuple[str, ...]
    content: str
    wants_two: bool = False
    wants_each: bool = False
    wants_level: bool = False
    items: int | None = None
    characters: int | None = None

    @property
    def wants_number(self) -> bool:
        """Whether it asks for a figure or a share."""
        return self.wants in {Wants.FIGURE, Wants.RATE}


def understand(question: str) -> Question:
    """Read a question that `not_askable` lets pass."""
    text = normalise(question)
    if not _ASKED_ELSE.search(_HOW_MANY_THERE.sub("", text)):
        text = _HOW_MANY_THERE.sub("多少", text)
    unit = _UNIT.search(text)
    found_unit = unit["unit"] if unit and unit["unit"] not in _NO_UNIT else None
    if _MONEY.search(text):
        found_unit = "元"
    content = _ASKING.sub(" ", text)
    terms = tuple(dict.fromkeys(term for term in tokens(content) if len(term) > 1))
    counted = _counted(text)
    wants, wants_change = _wants(text), bool(_CHANGE.search(text))
    each = bool(_EACH.search(text))
    return Question(
        text=text,
        wants=wants,
        wants_change=wants_change,
        unit=found_unit,
        years=_years(text),
        terms=terms,
        content=content,
        wants_level=wants is Wants.FIGURE and not wants_change and bool(_LEVEL.match(text)),
        wants_two=len(HOW_MANY.findall(text)) > 1 or each,
        wants_each=each,
        items=counted.get("items"),
        characters=counted.get("characters"),
    )


def not_askable(question: str) -> str | None:
    """Why this cannot be asked at all, or None.

    "empty", "too_long", "not_a_question", "follow_up" where no more is said than of which
    year or place something asked before is asked once more, or "of_nothing" where it is not said
    what is asked about.
    """
    if len(question) > LONGEST_QUESTION:
        return "too_long"
    text = normalise(question)
    if not text:
        return "empty"
    words = _WORD.findall(text)
    # In a language without Chinese characters a few words without a year or "?" are a scrap.
    told = has_chinese(text) or "?" in text or _YEAR.search(text)
    fewest = _SHORTEST_WORDS if told else _SHORTEST_FOREIGN_WORDS
    if len(words) < fewest or _GREETING.match(text) or _TO_A_MACHINE.fullmatch(text):
        return "not_a_question"
    if len(text) > _LONGEST_FOLLOW_UP:
        return None
    if _follows_up(text):
        return "follow_up"
    return "of_nothing" if _OF_NOTHING.fullmatch(text) else None


def is_small_talk(question: str) -> bool:
    """Whether this is what people try a machine with: 今天天气怎么样."""
    return bool(_SMALL_TALK.fullmatch(normalise(question)))


def _follows_up(text: str) -> bool:
    """Whether this is 那2019年呢？ or 它的增速呢？, which is no question without the one before."""
    if _TAKES_UP.match(text) or _OF_IT.fullmatch(text):
        return True
    rest = _SAID_BEFORE.sub("", text)
    for place in other_places(rest, ()):
        rest = re.sub(rf"{re.escape(place)}[省市县区州盟旗]?", "", rest)
    return rest != text and _ONCE_MORE.fullmatch(rest) is not None


def _years(text: str) -> tuple[int, ...]:
    """The years named in four digits, in order; 2000 of 2000名 is none."""
    named = named_years(text)
    return tuple(int(year) for year in _YEAR.findall(text) if int(year) in named)


def _counted(text: str) -> dict[str, int]:
    """How many `items` or `characters` are asked for, where that is said."""
    found = _COUNTED.search(text)
    told = found.groupdict() if found else {}
    return {of: below_hundred(number) for of, number in told.items() if number}


def _wants(text: str) -> Wants:
    text = text.replace("啥", "什么")
    if _YES_NO.search(text):
        return Wants.OTHER
    for wants, pattern in (*_WANTS, *_ENGLISH_WANTS):
        if re.search(pattern, text):
            return wants
    return Wants.OTHER
