"""Which words of a question stand in a text, found without a word list.

A run of the question's characters counts as met where the text holds two or more of them side by
side, the longest run first; what is left over is missed. Where it is known which characters are one
word, that is met or missed as a whole. A word that is said to be missing stands nowhere in the
text, which anyone can check.
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from reportqa.answering.clauses import run_met
from reportqa.answering.figures import MEASURE
from reportqa.answering.understanding.everyday import mean_the_same
from reportqa.normalising import CJK
from reportqa.types import Span

# The 年 of 2008年 begins no word, and PM2.5 and 5G are one each.
_RUN = re.compile(rf"(?P<han>(?!(?<=\d)[年月日])[{CJK}]+)|(?:(?![{CJK}])[^\W_]|(?<=\d)\.(?=\d))+%?")
_SHORTEST = 2
_FEWEST_TO_LEND = 3
_TIES = "的了着吗呢吧啊得不没把被给让跟这那哪我你您他它咱们就都也还又很是在与和能想要"
_EDGES = "叫因一有去来到以及为由对从向等于年月日总全各每本该某件次人户个家项起名条份位所座只台场届"
_FIRST, _LAST = frozenset(f"会{_EDGES}"), frozenset(f"第{_EDGES}")
# Words that tell nothing of what is asked about.
_EMPTY = (
    "情况 方面 工作 全年 当年 今年 去年 上年 本年 一年 年度 一共 总共 共计 合计 "
    "累计 总计 目前 现在 当前 具体 主要 数量 人数 总数 总量 总额 金额 规模(?!以上|化) 内容 "
    "名称 名字 全称 时候 时间 问题 措施 办法 方式 途径 结果 占比 比例 比重 数字 "
    "数据 达到 收到 接到 共有 完成 实现 进行 开展 有关 相关 关于 其中 以及 各个 各类 各种 分别 "
    "同比 相比 增长 增加(?!值) 下降 减少 提高 提升 以来 期间 涉及 左右 大约 大概 究竟 "
    "到底 实际 算起来 加起来 拿到 拿了 得到 获得 采取 通过 负责 提到 说明 介绍 包括 哪样 "
    "多大 多高 多长 多久 原因 目的 意义 作用 依据 成效 成绩 进展 变化 计划 目标 "
    "打算 安排 参加 参与 百分之 全国 全省 全市 全县 全区 本市 市里 省里 县里 我国 有人 没人 "
    "需要 必要 重要 首要 要求 取得 了解 其他 比较 对比 相差 差距 "
)
# Of a question that is half English.
_ENGLISH = (
    "a an and are as at be been by did do does for from had has have how in is it its many much of "
    "on or than that the their there this to was were what when where which who why will with"
)
# 请 asks for something, but belongs to the word in 申请, 邀请, 请求 and the like.
_PLEASE = "(?<![申邀聘提报恳])请(?![求示假教])"
# What may stand at either end of a word that a text has, and would be torn from it.
_APART = re.compile(rf"(?:19|20)\d{{2}}年?|[比较][上去前]年|{'|'.join(_EMPTY.split())}")
_LONGEST_TORN = 3
# A tie that is part of one of these ties nothing.
_UNTIED = (
    "能源 能耗 能力 能量 能级 节能 功能 性能 智能 产能 职能 技能 潜能 动能 储能 赋能 效能 核能 "
    "就业 就医 就诊 就读 就近 和谐 和平 和解 存在 在线 在建 在校 在职 在岗 首都 成都 都市 思想 "
    "理想 设想 要素 要闻 转让 出让 礼让 供给 补给 给水 给排水 所得 着力 着手 把关 被征地 还款 "
    "还贷 还建 还林 还草 跟踪"
)
_TIE = "".join(
    f"(?!(?<={word[:at]}){word[at:]})"
    for word in _UNTIED.split()
    for at, character in enumerate(word)
    if character in _TIES
)
_BETWEEN = re.compile(f"{'|'.join(_EMPTY.split())}|{_PLEASE}|{_TIE}[{_TIES}]")
# What a word that was met may leave before the next one: 案件|中撤销.
_LEFT = "中里"
_TOWN = re.compile("[市县城郊]区|[县省州]城")
# What goes on with a word that was met: 消费|性支出.
_SUFFIX = re.compile("[性率额值量](?![别先度外定班得])")
# 上半 is left where 年接待游客 is met.
_HALF_YEAR = re.compile("半年")
_SUMS = "百千万亿元0123456789.%"
_UNIT = re.compile(f"[百千万亿]*(?:{MEASURE})")
_TWO_HAN = re.compile(f"[{CJK}]{{2}}")
# What begins with the last character of a place's name: 云溪市|委书记.
_OF_A_PLACE = re.compile("[省市县区州盟旗][委长属直级民]")


def telling(content: str) -> str:
    """A question's content with blanks for years and for words that tell nothing."""
    return _APART.sub(lambda found: " " * len(found[0]), content)


@dataclass(frozen=True, slots=True)
class Words:
    """What tells where words begin and end.

    `known`: whether the library has some characters. `cut`: a text without spaces cut into words,
    as far as they are known: into single characters if none is.
    """

    known: Callable[[str], bool]
    cut: Callable[[str], Sequence[str]] = tuple

    def spans(self, content: str) -> list[Span]:
        """The words of two and more Chinese characters in a question's content."""
        spans = []
        for run in _RUN.finditer(content):
            at = run.start()
            for word in self.cut(run[0]) if run["han"] else ():
                if len(word) >= _SHORTEST:
                    spans.append((at, at + len(word)))
                at += len(word)
        return spans


@dataclass(frozen=True, slots=True)
class Meeting:
    """The words of a question that a text holds, and those it lacks, in the question's order."""

    met: tuple[str, ...]
    missed: tuple[str, ...]


def meet(content: str, text: str, words: Words) -> Meeting:
    """Compare a question's `content`, see `Question`, with a text in normal form."""
    covered = _covered(content, [text], words)
    met = (content[start:end] for start, end in _met(content, text, covered, words))
    return Meeting(tuple(dict.fromkeys(met)), _missed(content, covered, words))


def missing_words(content: str, texts: Sequence[str], words: Words) -> tuple[str, ...]:
    """What a question asks about and none of the texts has, by that word or one for the same.

    Years are left out, as are words that any question may have; words that the library has
    elsewhere come first.
    """
    content = telling(content)
    missing = [
        word
        for word in _missed(content, _covered(content, texts, words), words)
        if not any(same in text for same in mean_the_same(word) for text in texts)
    ]
    return tuple(sorted(missing, key=lambda word: not words.known(word)))


def whole_words_met(content: str, text: str, words: Words) -> list[str]:
    """The words of a question that a text holds, without figures and what begins within one.

    居|民人均 begins within a word: what stands right before it in the question belongs to it.
    """
    starts = {start for start, _ in words.spans(content)}

    def is_whole(at: int) -> bool:
        pair = _TWO_HAN.match(content, at - 1) if at and at not in starts else None
        return pair is None or not words.known(pair[0])

    met = []
    for start, end in _met(content, text, _covered(content, [text], words), words):
        # 名 of 多少名执法人员 belongs to what is asked.
        first = start + (content[start] in _FIRST and start + 1 in starts)
        if is_whole(first) and (word := content[first:end]).strip(_SUMS):
            met.append(word)
    return met


def _met(content: str, text: str, covered: Sequence[bool], words: Words) -> Iterator[Span]:
    """Where words stand that the text holds just so, side by side where it has them so."""
    within = {at: start for start, end in words.spans(content) for at in range(start + 1, end)}
    for start, end in _stretches(content, covered, of=True):
        at = start
        while at < end:
            stop = at + max(run_met(content[at:end], 0, text), 1)
            # 云溪市|市 of 云溪市市委 ends within a word.
            if stop < end and within.get(stop, at) > at:
                stop = within[stop]
            if stop - at >= _SHORTEST or end - start == 1:
                yield at, stop
            at = stop


def _covered(content: str, texts: Sequence[str], words: Words) -> list[bool]:
    """For each character of the content whether it belongs to a run that one of the texts holds."""
    covered = [False] * len(content)
    for run in _RUN.finditer(content):
        for text in texts:
            if run["han"]:
                _cover(run, text, covered)
            elif re.search(_whole(run[0]), text):
                covered[run.start() : run.end()] = [True] * len(run[0])
    spans = words.spans(content)
    for start, end in spans:
        if any(content[start:end] in text for text in texts):
            covered[start:end] = [True] * (end - start)
        elif not all(covered[start:end]):
            covered[start:end] = [False] * (end - start)
    whole = {at for start, end in spans for at in range(start, end)}
    for run in _RUN.finditer(content):
        if run["han"]:
            _lend(content, run.start(), run.end(), covered, words.known, whole)
    return covered


def _whole(run: str) -> str:
    """The pattern of a figure or a word in letters that is no part of a longer one."""
    before = r"(?<![\d.])" if run[0].isdigit() else "(?<![a-z])"
    after = r"(?!\d|\.\d)" if run[-1].isdigit() else "(?![a-z])"
    return f"{before}{re.escape(run)}{after}"


def _cover(run: re.Match[str], text: str, covered: list[bool]) -> None:
    at = 0
    while at < len(run[0]):
        met = run_met(run[0], at, text)
        if met >= _SHORTEST:
            start = run.start() + at
            covered[start : start + met] = [True] * met
        at += met or 1


def _lend(
    content: str,
    start: int,
    stop: int,
    covered: list[bool],
    knows: Callable[[str], bool],
    whole: Container[int],
) -> None:
    """Give a character that was left alone the one after it: 小学|教师, where 中学教师 is met.

    Unless that is of a word that is known, in `whole`.
    """
    for at in range(start, stop - _FEWEST_TO_LEND):
        alone = not covered[at] and (at == start or covered[at - 1])
        lendable = all(covered[at + 1 : at + 1 + _FEWEST_TO_LEND])
        in_town = at > start and _TOWN.fullmatch(content, at - 1, at + 1)
        if (
            alone
            and lendable
            and not in_town
            and content[at] not in _TIES
            and at + 1 not in whole
            and knows(content[at : at + 2])
        ):
            covered[at + 1] = False


def _missed(content: str, covered: Sequence[bool], words: Words) -> tuple[str, ...]:
    whole = words.spans(content)
    missed = [
        _without_edges(word, words)
        for start, end in _stretches(content, covered, of=False)
        if (start, end) in whole or not _is_torn(content, start, end, words.known)
        for word in _BETWEEN.split(_own(content, start, end, covered, words))
    ]
    ties = _ENGLISH.split()
    told = (word for word in missed if len(word) >= _SHORTEST and word not in ties)
    return tuple(dict.fromkeys(word for word in told if not _UNIT.fullmatch(word)))


def _without_edges(word: str, words: Words) -> str:
    """A word without what only ties it to its neighbours; 上半年 keeps its 年, 一季度 its 一.

    What stands at an edge by itself goes: 件 of 八件, not of 案件.
    """
    if word.endswith(("半年", "季度")):
        return word
    parts = list(words.cut(word))
    while parts and _FIRST.issuperset(parts[0]):
        del parts[0]
    while parts and _LAST.issuperset(parts[-1]):
        del parts[-1]
    return "".join(parts)


def _own(
    content: str,
    start: int,
    end: int,
    covered: Sequence[bool],
    words: Words,
) -> str:
    """A stretch without what belongs to the word met before it, with what that has taken."""
    if _HALF_YEAR.fullmatch(content, end - 1, end + 1):
        end += 1
    if start > 1 and covered[start - 1] and _OF_A_PLACE.fullmatch(content, start - 1, start + 1):
        return content[start - 1 : end]
    own = content[start:end].strip(_TIES)
    if start > 1 and len(own) >= _SHORTEST and covered[start - 1] and _SUFFIX.match(content, start):
        return content[start - 2 : end]  # 消费|性支出
    if not (start and covered[start - 1] and end - start > _SHORTEST):
        return content[start:end]
    left = content[start] in _LEFT and not words.known(content[start : start + 2])
    # 局 of 交通运输|局查处 stands before a word, and is none.
    is_left = left or any(at == start + 1 for at, _ in words.spans(content))
    return content[start + is_left : end]


def _is_torn(content: str, start: int, end: int, knows: Callable[[str], bool]) -> bool:
    """Whether it is but the end of a word and the beginning of another: 率控 of 失业率控制."""
    if end - start > _LONGEST_TORN or knows(content[start:end]):
        return False
    sides = content[max(0, start - 1) : start + 1], content[end - 1 : end + 1]
    return any(len(side.strip()) == _SHORTEST and knows(side) for side in sides)


def _stretches(content: str, covered: Sequence[bool], *, of: bool) -> list[Span]:
    """The longest stretches within one run whose characters are all covered, or all not."""
    spans = []
    for run in _RUN.finditer(content):
        start = run.start()
        for at in range(run.start(), run.end() + 1):
            if at == run.end() or covered[at] is not of:
                if at > start:
                    spans.append((start, at))
                start = at + 1
    return spans
