"""Whether a figure is of another thing that stands just where the question names its own.

Asked 建成乡村影院多少家, a report says 建成农家书屋83家: all words agree but one, and for that one
another stands between the same neighbours. A question that says all in words of its own has no
such neighbours, and is left to the reader.
"""

import re
from collections.abc import Sequence
from typing import Final

from reportqa.answering.candidates import sentences_around
from reportqa.answering.clauses import start_of
from reportqa.answering.figures import MEASURE
from reportqa.answering.refusing.meeting import telling
from reportqa.answering.understanding.everyday import mean_the_same
from reportqa.answering.understanding.questions import Question
from reportqa.normalising import CJK, normalise
from reportqa.types import Span

# Lines of old reports break before a figure.
_ENDS: Final = "。！？!?；;，,：:、"
_FIRST: Final = re.compile(f"[^{_ENDS}]*")
_FARTHEST: Final = 60
_ASKED: Final = re.compile(
    "(?P<before>[^,，。?？]{0,40}?)(?:多少|几)(?P<behind>[^,，。?？]{0,24})[?？。]*"
)
_COUNTED: Final = re.compile(f"[十百千万亿]*(?:{MEASURE}|个?百分点)|[十百千万亿]+")
# 往年的几倍 names what it is measured by.
_TIMES: Final = "倍"
_YEAR: Final = re.compile(r"(?:19|20)\d{2}年?")
# What comes between a thing and its figure, and before the thing.
_REACHES: Final = re.compile(r"(?:达|到|了|为|是|有|超过|突破|约|近|共|的|至|分别|\s)+$")
_LEADS: Final = re.compile(r"^(?:全[市省县国年区]|市里|已|共|\s)+")
# The fewest characters that make a neighbour.
_NEIGHBOUR: Final = 2
# What is done to a thing names none, so that whatever stands behind it is the thing.
_DONE: Final = re.compile(
    "(?:建成|[新改扩]建|建设|完成|实施|淘汰|拆除|关停|新增|发放|引进|设立|组建|举办|培训|安置|改造|治理"
    "|查处|受理|办理|创建|培育|认定|享受|解决|救助|捐赠|下拨|投入|累计|关闭|清理|制定|出台|签订|推广)$"
)
# Characters that name sisters: 小水电 and 小火电. Of any others one may be a slip of the keyboard
# or another word: 帮垫了 and 代垫.
_SISTERS: Final = """
省市县区乡镇村 国省县 城乡 水火风核 大中小 高中初小幼 早中晚 上中下 春夏秋冬 东西南北中
十百千万亿 男女 新旧老 进出 内外 公民私 客货 收支 粮棉油糖 米麦豆 猪牛羊鸡鸭鱼 林草果茶菜
金银铜 沙石 煤气电 氮磷硫
"""
# A thing in one word, and what is none: 应占, 要压, 现在, 平均每人, 由9个.
_THING: Final = re.compile(rf"[{CJK}a-z.]{{1,8}}")
_NO_THING: Final = re.compile(
    "[要应将拟占每均比被把给了的得着过能会多少几其由从仅只因对为在是有使里说想打算去今现原以前后年先"
    "自己各再最一二三四五六七八九十与和及或按这那他她它才又也都没不未无请做搞弄掉改受敢肯愿]|力争"
)


def is_of_a_substitute(
    text: str, context: str, span: Span, question: Question, names: Sequence[str] = ()
) -> bool:
    """Whether a figure is of what stands in the place of what is asked about.

    Args:
        text: the passage.
        context: its headings.
        span: what is marked in the passage.
        question: as understood.
        names: what it calls the place by, which the passage need not say.
    """
    asked = _ASKED.fullmatch(question.text) if question.wants_number else None
    if asked is None or asked["behind"].startswith(_TIMES):
        return False
    before, behind = asked["before"], _COUNTED.sub("", asked["behind"], count=1)
    for name in names:
        before = before.replace(name, "")
    if behind:  # 实施多少座桥梁加固工程
        after = _FIRST.match(text, span[1], span[1] + _FARTHEST)
        thing = _exchanged(behind, normalise(after[0]) if after else "")
    else:
        start = max(start_of(text, span[0], _ENDS), span[0] - _FARTHEST)
        thing = _exchanged(_core(before), _core(normalise(text[start : span[0]])))
    if thing is None:
        return False
    start, end = sentences_around(text, [span])
    said = normalise(f"{context} {text[start:end]}")
    return not any(same in said for same in mean_the_same(thing))


def _core(words: str) -> str:
    """Words without years, what leads to the thing, and what leads from it to its figure."""
    told = words[: len(telling(words).rstrip())]
    return _LEADS.sub("", _REACHES.sub("", _YEAR.sub("", told)))


def _exchanged(wanted: str, told: str) -> str | None:
    """What of the words wanted has another in its place in what is told, between the same words."""
    same = _same_at_the_end(wanted, told)
    end, told_end = len(wanted) - same, len(told) - same
    start, told_start = _behind_neighbour(wanted[:end], told[:told_end])
    own, other = wanted[start:end], told[told_start:told_end]
    if not start or set(own) & set(other) or not (_is_thing(own) and _is_thing(other)):
        return None
    if same and any(set(own + other) <= set(sisters) for sisters in _SISTERS.split()):
        return wanted[start - 1 : end + 1]
    between = same >= _NEIGHBOUR or _DONE.search(wanted[:start])
    return own if between and len(own) > 1 and (len(other) > 1 or same >= _NEIGHBOUR) else None


def _is_thing(words: str) -> bool:
    return bool(_THING.fullmatch(words)) and not _NO_THING.search(words)


def _behind_neighbour(wanted: str, told: str) -> tuple[int, int]:
    """Where, in both, what follows the last words that they share begins; 0 if they share none."""
    for at in range(len(wanted) - _NEIGHBOUR, -1, -1):
        found = told.rfind(wanted[at : at + _NEIGHBOUR])
        if found >= 0:
            return at + _NEIGHBOUR, found + _NEIGHBOUR
    return 0, 0


def _same_at_the_end(one: str, other: str) -> int:
    """How many characters at their ends two texts share."""
    same = 0
    while same < min(len(one), len(other)) and one[-1 - same] == other[-1 - same]:
        same += 1
    return same
