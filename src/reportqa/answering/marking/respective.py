"""Of figures that stand one after another for as many things, the one of the thing asked about.

“签约资金423亿元，到位资金180亿元，同比分别增长78.5%、97.2%”: such figures look alike, stand side
by side, and far from what they tell of. Some reports leave 分别 out where a clause says but that
things rose: “…180亿元，实际增长78.5%和97.2%”.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from reportqa.answering.clauses import PART_ENDS, run_met, up_to
from reportqa.answering.figures import (
    AND,
    CHANGES,
    PLACE_IN_ORDER,
    find_figures,
    numbers_of_ratio,
)
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.normalising import normalise
from reportqa.types import Span

# 分别达到每月577元、每年4428元
_BETWEEN: Final = re.compile(f"{AND}(?:人均|每人)?(?:每[年月天日])?")
_BASE: Final = (
    r"(?:上年|去年|上一年|前一年|(?:19|20)\d{2}\s?年|年初|上?年末"
    r"|[“\"]?十?[一二三四五六七八九]五[”\"]?末)(?:同期)?"
)
_OVER: Final = f"(?:同比|年均|平均每年|[比较]{_BASE})"
_RESPECTIVELY: Final = re.compile(
    "分(?:别|居|列)[^，,。；;、分别]{0,14}$"
    # 分别由2元、3元提高到4元和5元
    f"|分别[由从][^。；;分别]{{0,30}}(?:{CHANGES}|拓展|扩大|缩小|升|降)[到至为]$"
    f"|(?<=[，,])(?:{_OVER}|实际|名义|[转变减降增升]为){{0,3}}(?:{CHANGES})了?$"
    # 占全市的26%、48.7%
    "|(?<=[，,])占[^，,、\\d]{1,10}$"
)
_FROM: Final = re.compile("分别[由从][^，,。；;、分别]{0,10}$")
_ONWARD: Final = re.compile(f"[，,]?(?:分别)?(?:{CHANGES}|拓展|扩大|缩小|升|降|调整)[到至为]")
_LONGEST_LEAD: Final = 40
_CLAUSE: Final = re.compile("[，,]")
TIES: Final = re.compile("、|以及|(?<!普)及(?!时|格)|(?<![参给赠])与|(?<![饱平缓总温])和(?!谐)")
"""What ties things to one another; 普及率, 参与人数 and 和谐 hold none of these words."""
# One word for two things, each with a figure.
_TWO_IN_ONE: Final = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "存、贷款": ("存款", "贷款"),
    "中小学": ("中学", "小学"),
    "男女": ("男", "女"),
}
_TOWN: Final = re.compile("城里人?|城市(?=居民|低保|人均|最低)")
_COUNTRY: Final = re.compile("乡下人?|种田人")
_LEAD: Final = re.compile(
    r"^(?:[把将使]|对(?![外口])|其中|预计|实现|完成|推进|实施|开展|累计|初步核算|\d{4}年|[全本当今]年|全[国省市县区]|我[省市县区]|[市城]区(?=..))+"
)
_VERB: Final = re.compile("(?:达到?|完成|实现|[为共])$")
# But of PM2.5 and PM10.
_FIGURE: Final = re.compile(r"(?:达到?|[为共])?(?<!pm)(?<!pm\d)(?<!pm\d\.)\d.*")
_LEAST_ALIKE: Final = 2
_SINCE: Final = re.compile(f"{_OVER}$")
# Of a ratio of the three sectors, the one that is asked about.
_SECTORS: Final = "一二三"
_SECTOR: Final = re.compile(f"第([{_SECTORS}])产业|(?<![第一二、])([{_SECTORS}])产(?![业结])")
_OF_SECTORS: Final = re.compile("(?:三次|三大|一二三次?|一、二、三次?)产业")
# A clause that tells how figures were reckoned, of none of the things.
_RECKONED: Final = re.compile(
    "(?:扣除|剔除|考虑)[^，,]{0,8}(?:因素|影响)后?|按(?:可比|不变|现行)[^，,]{0,6}(?:计算)?"
)


def respective(text: str, span: Span, question: Question) -> Span:
    """The figure of the group that `span` is one of that belongs to what the question names.

    The span itself where it is in no such group, or the question does not tell.
    """
    if sector := _sector_of_ratio(text, span, question):
        return sector
    group, respectively = _group_of(text, span, question)
    items = _items(text[:respectively], len(group))
    asked = _COUNTRY.sub("农村", _TOWN.sub("城镇", question.text))
    if items and (re.search(AND.join(map(re.escape, items)), asked) or _is_both(items, asked)):
        return group[0][0], group[-1][1]
    heads = [item[-_LEAST_ALIKE:] in asked for item in items]
    scores = [
        _likeness(item, asked, has_head and heads.count(True) == 1)
        for item, has_head in zip(items, heads, strict=True)
    ]
    best = max(scores, default=(0, False, 0, 0))
    if best[2] < _LEAST_ALIKE or scores.count(best) > 1:
        return span
    start, end = group[scores.index(best)]
    return span if start < span[1] and span[0] < end else (start, end)


def in_rows(text: str, questions: Sequence[Question]) -> Iterator[list[Span]]:
    """The figure of each of several questions in every row behind 分别 that has one for all.

    Whichever figure of the row is marked, it is the same that each means, and another for each.
    """
    for group in _groups(text, questions[0]) if questions else ():
        if len(group) < len(questions):
            continue
        meant = [{respective(text, one, question) for one in group} for question in questions]
        spans = set().union(*meant)
        if len(spans) == len(questions) == sum(map(len, meant)) and spans <= set(group):
            yield sorted(spans)


def former_and_reached(text: str, question: Question) -> tuple[Span, ...]:
    """What the thing asked about was and came to, where that of several is told in two rows.

    From 甲、乙分别由1、2提高到3、4 the 2 and the 4 of 乙, one span if both are asked about; ()
    where there are no such rows of what the question names.
    """
    for former, reached in pairwise(_groups(text, question)):
        lead = _FROM.search(text, max(0, former[0][0] - _LONGEST_LEAD), former[0][0])
        onward = _ONWARD.fullmatch(text, former[-1][1], reached[0][0])
        if not (lead and onward and len(former) == len(reached) > 1):
            continue
        # Whichever is marked, it is the same that is meant, or the question does not tell.
        meant = {respective(text, one, question) for one in (reached[0], reached[-1])}
        if meant == {(reached[0][0], reached[-1][1])}:
            return ((lead.start() + len("分别"), reached[-1][1]),)
        if len(meant) == 1:
            at = reached.index(meant.pop())
            return former[at], reached[at]
    return ()


def with_both_in_one(question: str, passage: str) -> str:
    """A question for one of two things, as one for both where a passage tells them in one word.

    存款余额多少 becomes 存贷款余额多少: the reader does not see the one in the word for both.
    """
    named = _COUNTRY.sub("农村", _TOWN.sub("城镇", question))
    for both, each in _TWO_IN_ONE.items():
        asked = [one for one in each if len(one) > 1 and one in named]
        told = re.search(f"{both}[^。；;]{{0,{_LONGEST_LEAD}}}分别", passage)
        if told and len(asked) == 1 and asked[0] not in passage:
            return named.replace(asked[0], both)
    return question


def _sector_of_ratio(text: str, span: Span, question: Question) -> Span | None:
    """Of a ratio of 三次产业, marked in a text, the number of the one sector asked about."""
    asked = set(map("".join, _SECTOR.findall(question.text)))
    numbers = numbers_of_ratio(text[slice(*span)])
    if question.wants is not Wants.RATE or len(asked) != 1 or len(numbers) != len(_SECTORS):
        return None
    if not _OF_SECTORS.search(up_to(text, span[0], PART_ENDS)):
        return None
    start, end = numbers[_SECTORS.index(asked.pop())]
    return span[0] + start, span[0] + end


def _told(text: str, question: Question) -> list[Span]:
    """The figures, or the places that things take where those are asked for."""
    if question.wants is Wants.RANK:
        return [found.span() for found in PLACE_IN_ORDER.finditer(text)]
    return [figure.span for figure in find_figures(text)]


def _groups(text: str, question: Question) -> list[list[Span]]:
    """The figures of a text, those that stand side by side together."""
    groups: list[list[Span]] = []
    for figure in _told(text, question):
        if groups and _BETWEEN.fullmatch(text, groups[-1][-1][1], figure[0]):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def _group_of(text: str, span: Span, question: Question) -> tuple[list[Span], int]:
    """The figures behind 分别 that the span is one of, and where that stands; none if not two."""
    for group in _groups(text, question):
        start = group[0][0]
        if len(group) == 1 or start >= span[1] or span[0] >= group[-1][1]:
            continue
        if respectively := _RESPECTIVELY.search(text, max(0, start - _LONGEST_LEAD), start):
            return group, respectively.start()
    return [], 0


def _items(before: str, count: int) -> list[str]:
    """As many things that figures tell of, in their order; [] where that cannot be told."""
    *clauses, subject = _CLAUSE.split(normalise(up_to(before, len(before), PART_ENDS)))
    clauses = [clause for clause in clauses if not _RECKONED.fullmatch(clause)]
    subject = _SINCE.sub("", subject)
    if _RECKONED.fullmatch(subject):
        subject = ""
    # 增量 of 甲、乙分别新增5元和6元，增量分别是上年的2倍和1倍 is that of the things before it.
    while not _are_several(subject) and clauses and (things := _with_figures(clauses[-1], count)):
        clauses.pop()
        subject = _SINCE.sub("", things)
    told = clauses[-count:]
    last = TIES.split(clauses[-1]) if clauses else []
    counted = last and len(last) == count and all(map(find_figures, last))
    if len(told) == 1 < count or (counted and not re.search(CHANGES, clauses[-1])):
        told = last  # A1、B2，分别增长3、4
    items = TIES.split(subject) if subject else told
    if len(items) == 1 and count == 2:
        items = in_two(subject)
    return [_FIGURE.sub("", _LEAD.sub("", one)) for one in items] if len(items) == count else []


def _are_several(subject: str) -> bool:
    return len(TIES.split(subject)) > 1 or bool(in_two(subject))


def _with_figures(clause: str, count: int) -> str:
    """The things of A、B分别为1、2 or A、B达到1、2, behind which 分别增长3、4 stands, or ""."""
    things, respectively, _ = clause.partition("分别")
    if respectively:
        return things
    figures = find_figures(clause)
    tied = all(_BETWEEN.fullmatch(clause, a.end, b.start) for a, b in pairwise(figures))
    return _VERB.sub("", clause[: figures[0].start]) if len(figures) == count and tied else ""


def in_two(subject: str) -> list[str]:
    """城镇居民收入 and 农村居民收入 of 城乡居民收入; [] for what is not told so."""
    word = next((word for word in _TWO_IN_ONE if word in subject), None)
    if word is None:
        return []
    *_, what = subject.partition(word)
    return [f"{each}{what}" for each in _TWO_IN_ONE[word]]


def _is_both(items: Sequence[str], question: str) -> bool:
    """Whether two things are asked about in one word: 城乡 of 城镇居民收入 and 农村居民收入."""
    told = [both for both in _TWO_IN_ONE if both in question]
    return any(
        len(items) == len(each) and all(map(str.startswith, items, each))
        for each in map(_TWO_IN_ONE.__getitem__, told)
    )


def _likeness(item: str, question: str, has_head: bool) -> tuple[int, bool, int, int]:
    """Whether all of an item stands in the question; else how much of its beginning, of any part.

    An item that alone has its last word in the question is more alike than one with more of its
    beginning there: of 工业产值能耗 and 工业用水量 the second tells of 工业产值用水量.

    Of 用于科技、教育和卫生的支出 the first has the beginning of all: it is no better for that.
    """
    beginning = run_met(item, 0, question)
    longest = max((run_met(item, start, question) for start in range(len(item))), default=0)
    whole = len(item) >= _LEAST_ALIKE and beginning == len(item)
    # Of two that stand in the question the last is what it asks for: 个体工商户资金数额.
    # The last word of the last item may be that of all: 货运量和客运周转量.
    headed = has_head and beginning >= _LEAST_ALIKE
    return question.rfind(item) + len(item) if whole else 0, headed, beginning, longest
