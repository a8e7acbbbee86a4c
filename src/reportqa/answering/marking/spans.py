"""The exact words in a quote that answer, by what the question asks for.

Every finder takes a quote and a question and gives spans into the quote; none where the words
cannot be told, and then the quote as a whole stands as the answer. Where several would do, the
words around them decide, together with what `Favour` says of each.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from reportqa.answering.clauses import CLAUSE_ENDS
from reportqa.answering.figures import PLACE_IN_ORDER, RATIO_MARK, Figure, find_amounts
from reportqa.answering.marking.former import asks_but_for_former, asks_for_former
from reportqa.answering.marking.lists import runs
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.index.keywords import tokens
from reportqa.normalising import CJK, normalise
from reportqa.types import Span

Favour = Callable[[int, int], float]
"""What else speaks for a span of the quote; 1 weighs as much as one of the question's terms."""

_Finder = Callable[[str, Question, Favour], list[Span]]

_SAME = ("人名位", "件起宗例")
# Worth about four of the question's terms standing next to the figure.
_CHANGE_WEIGHT = 4.0

_MOST_BESIDES = 4
_LONGEST_TIME = 16
_TIME_TOLD = re.compile("[年月日天期季旬周]|小时|分钟|[今去明]|[底末初前后内]")
_TIME_TAIL = re.compile("(?<=[年月日])(?:在|起|以来|开始)$")
# Where a span begins or ends within a number or a ratio.
_CUT = re.compile(rf"\d[\d.．]|[.．]\d|(?:\d|(?<=\d)){RATIO_MARK}\s?\d")
_COMMA = re.compile(f"[{CLAUSE_ENDS}]")
_TIME = re.compile(
    r"(?:(?:19|20)\d{2}\s?[—–-]\s?)?(?:19|20)\d{2}\s?年度?(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?日)?"
    r"|“[一二三四五六七八九十]+五”(?:时期|期间)?|\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?"
    rf"|[{CJK}“”]{{2,6}}(?:期间|时期|前夕|之际)"
)
_ACTOR_WORDS = (
    "部门|机关|机构|委员会|小组|政府|市长|区长|县长|省长|书记|局长|负责人|责任人|领导|局|厅|法院|"
    "检察院|协会|组织|单位|律师|中心|公司|人大|政协|党委|党组|国务院|办公室|部|委|署|银行"
)
_ACTOR = re.compile(rf"[{CJK}、（）]*?(?:{_ACTOR_WORDS})(?:[（(][^（）()]*[）)])?")
_ACTOR_LEAD = re.compile(
    r"^(?:.*(?:由|以|经|对|向|为|将|和|及|与|了|在|的|发挥|依托|会同|报|被|通过|成立|组建))(?=.)"
)
_TIME_LEAD = re.compile("^(?:特别是|尤其是|截至|自从|早在|正值|在|自|从|于|到|至(?![少今]))(?=..)")
_NAME = re.compile("《[^》]*》(?:[（(][^（）()]*[）)])?|“[^”]{2,40}”|「[^」]{2,40}」")
_ITEM = r"(?:《[^》]*》|“[^”]*”|[^，,。；;：:、！？!?《》“”\n]+)"
_ENUMERATION = re.compile(rf"{_ITEM}(?:[、]{_ITEM})+|(?:《[^》]*》){{2,}}|(?:“[^”]*”){{2,}}")
_ITEMS_LEAD = re.compile(
    "^[^《“、]*?(?:做好|抓好|包括|涉及|将|由|组建|推进|完成|开展|以|对|在|成立|围绕|为)(?=[^、])"
)
_ITEMS_TAIL = re.compile("(?<=[^、]{2})等(?![级待同候于式高])")
_RANK = re.compile(
    r"(?:倒数)?(?<![由从])第[一二三四五六七八九十\d]+(?![一二三四五六七八九十\d章条届次期批个产])[位名]?"
    r"|前[一二三四五六七八九十\d]+[位名强]?|[首末榜][位首]|前列|之[首最]|[冠亚季]军|倒数"
)
_MANNER = re.compile(
    r"(?:通过|采取|采用|运用|依托|借助|按照|以)(?P<how>[^。；;]+?(?:相结合的方式|等方式|方式|等措施|等途径|手段|(?=[，,。；;]|$)))"
)
_REASON = re.compile(r"(?:为了|为|以|旨在|从而|作为|确保|引导|推动|促进|不断)(?P<why>[^。；;，,]+)")
_TIE = re.compile("[和及与]")
_RANK_LEAD = re.compile("(?:排名?|[位名]?列|位?居|名次)[^第前首末榜]{0,8}(?=[第前首末榜])")
_TITLE = "(?:《[^《》]*》|“[^“”]*”)"
_TITLES_BEFORE = re.compile(rf"(?:{_TITLE}、?)+$")
_TITLES_AFTER = re.compile(rf"(?:、?{_TITLE})+")


def exact_words(quote: str, question: Question, favour: Favour | None = None) -> list[Span]:
    """The spans that answer, in reading order; [] where they cannot be told."""
    finder = _FINDERS.get(question.wants)
    return finder(quote, question, favour or _no_favour) if finder else []


def fits(quote: str, question: Question) -> bool:
    """Whether the quote holds any words of the kind asked for."""
    if question.wants_number:
        return bool(_figures_asked(quote, question))
    # Manner and reason can be told in any words, so that finding none of the usual says nothing.
    if question.wants in {Wants.MANNER, Wants.REASON, Wants.OTHER}:
        return True
    return bool(exact_words(quote, question))


def without_lead(quote: str, span: Span, question: Question) -> Span:
    """A time without 在 before it and 起 behind it, a rank without 排名.

    Of other words no rule knows where they begin: 经济和信息化局, 以案释法 and 于田县 open as words
    do that only tie a name to its sentence, and the reader leaves those out by itself.
    """
    if question.wants is Wants.TIME and (tail := _TIME_TAIL.search(quote[slice(*span)])):
        span = (span[0], span[0] + tail.start())
    leads = {Wants.TIME: _TIME_LEAD, Wants.RANK: _RANK_LEAD}
    lead = leads[question.wants].match(quote[slice(*span)]) if question.wants in leads else None
    if not lead or lead.end() == span[1] - span[0]:
        return span
    return span[0] + lead.end(), span[1]


def is_in_kind(text: str, span: Span, question: Question) -> bool:
    """Whether what the reader marked in a passage is of the kind asked for, and little besides.

    A round number that was passed, and more reached (突破200亿元，达到213亿元), is none of the
    figures asked for, nor is what something rose or fell from, unless that is asked for, or by
    where it is asked what it came to (增加109亿公斤，达到4024亿公斤). Lists, and whatever has no
    look of its own, are taken at the reader's word.
    """
    words = text[slice(*span)]
    if question.wants is Wants.TIME:
        return bool(_TIME_TOLD.search(words)) and len(words) <= _LONGEST_TIME
    if question.wants is Wants.RANK:
        return bool(_RANK.search(words))
    if not question.wants_number:
        return True
    if any(at and _CUT.match(text, at - 1) for at in span):
        return False
    return _is_figure_asked(text, span, question)


def _is_figure_asked(text: str, span: Span, question: Question) -> bool:
    words = text[slice(*span)]
    figures, told = find_amounts(words), find_amounts(text)
    barred = {
        figure.start - span[0]
        for figure in told
        if figure.is_mark
        or (figure.is_former and not asks_for_former(text, figure, question))
        or (figure.is_change and question.wants_level)
    }
    barred |= {
        reached.start - span[0]
        for former, reached in pairwise(told)
        if asks_but_for_former(text, former, question)
    }
    if len(figures) != 1 or figures[0].start in barred or _is_place_in_order(words, question):
        return False
    (figure,) = figures
    besides = len(words) - (figure.end - figure.start)
    if question.wants is Wants.RATE:
        fit = figure.is_rate
    else:
        fit = not question.unit or not figure.unit
        fit |= any(unit in words[figure.start :] for unit in alike_units(question.unit or ""))
        fit &= not (question.wants_level and figure.is_rate)
    return fit and besides <= _MOST_BESIDES


def _is_place_in_order(words: str, question: Question) -> bool:
    """Whether words tell which place something takes, where no number of its own is asked for."""
    return bool(PLACE_IN_ORDER.fullmatch(words)) and "第" not in question.text.replace("第一", "")


def whole_items(text: str, span: Span) -> Span:
    """A span widened to the whole of what it cuts, “…” or 《…》, and to what directly adjoins it.

    Titles and quotations that stand one after another are one list.
    """
    start, end = span
    for opening, closing in ("“”", "《》"):
        if text.rfind(opening, 0, start) > text.rfind(closing, 0, start):
            start = text.rfind(opening, 0, start)
        if text.rfind(opening, 0, end) > text.rfind(closing, 0, end):
            end = text.find(closing, end) + 1 or end
    if text[start] in "“《" and (before := _TITLES_BEFORE.search(text, 0, start)):
        start = before.start()
    if text[end - 1] in "”》" and (after := _TITLES_AFTER.match(text, end)):
        end = after.end()
    return start, end


def is_actor(words: str) -> bool:
    """Whether the words end as the names of bodies and offices do, and are no more than that."""
    return bool(_ACTOR.fullmatch(words)) and not _ACTOR_LEAD.match(words)


def is_time(words: str) -> bool:
    """Whether the words are a date, a year or a period."""
    words = normalise(words)
    return bool(_TIME.fullmatch(words)) and not _TIME_LEAD.match(words)


def _no_favour(_start: int, _end: int) -> float:
    return 0.0


def _figure(quote: str, question: Question, favour: Favour) -> list[Span]:
    figures = _figures_asked(quote, question)
    if not figures:
        return []

    def merit(figure: Figure) -> tuple[float, int]:
        alike = figure.is_change is question.wants_change
        told = _CHANGE_WEIGHT if alike else 0.0
        return _nearness(quote, figure.span, question) + told + favour(*figure.span), -figure.start

    return [max(figures, key=merit).span]


def _figures_asked(quote: str, question: Question) -> list[Figure]:
    """The figures of the right kind, and of the very unit asked for where there are any."""
    figures = find_amounts(quote)
    plain = [figure for figure in figures if not (figure.is_mark or figure.is_former)]
    plain = [one for one in figures if asks_but_for_former(quote, one, question)] or plain
    figures = plain or figures
    if question.wants is Wants.RATE:
        return [figure for figure in figures if figure.is_rate]
    units = alike_units(question.unit or "")
    united = [figure for figure in figures if figure.unit and figure.unit in units]
    counted = [figure for figure in figures if not figure.is_rate or question.wants_change]
    return united or counted or ([] if question.wants_level else figures)


def alike_units(unit: str) -> str | tuple[str, ...]:
    """The measure words that count the same things as one: 人, 名 and 位."""
    return next((units for units in _SAME if unit in units), (unit,)) if unit else ()


def _nearness(quote: str, span: Span, question: Question) -> float:
    """How much of the question stands in the clause around a span and in the one before.

    Terms count more the fewer clauses of the quote they stand in: what tells siblings apart.
    """
    start, _ = span
    clauses = _clauses(quote)
    held = [set(tokens(quote[first:last])) for first, last in clauses]
    own = next((at for at, (first, last) in enumerate(clauses) if first <= start < last), 0)
    before = set(tokens(quote[clauses[own][0] : start]))
    score = 0.0
    for term in question.terms:
        spread = sum(term in terms for terms in held)
        if not spread:
            continue
        if term in before:
            score += 1.0 / spread
        elif term in held[own]:
            score += 0.8 / spread
        elif own and term in held[own - 1]:
            score += 0.4 / spread
    return score


def _clauses(quote: str) -> list[Span]:
    cuts = [0, *(found.end() for found in _COMMA.finditer(quote)), len(quote)]
    return [(first, last) for first, last in pairwise(cuts) if last > first]


def _nearest(quote: str, spans: list[Span], question: Question, favour: Favour) -> list[Span]:
    asked = set(question.terms)
    new = [span for span in spans if not set(tokens(quote[slice(*span)])) <= asked] or spans
    if not new:
        return []

    def merit(span: Span) -> tuple[float, int]:
        return _nearness(quote, span, question) + favour(*span), -span[0]

    return [max(new, key=merit)]


def _told_by(
    pattern: re.Pattern[str], group: str = "", lead: re.Pattern[str] | None = None
) -> _Finder:
    """A finder of what a pattern fits, or but one group of it, without what leads up to it."""

    def find(quote: str, question: Question, favour: Favour) -> list[Span]:
        spans = []
        for found in pattern.finditer(quote):
            start, end = found.span(group or 0)
            led = lead.match(quote[start:end]) if lead else None
            spans.append((start + (led.end() if led else 0), end))
        return _nearest(quote, spans, question, favour)

    return find


def _list(quote: str, question: Question, favour: Favour) -> list[Span]:
    for run in runs(quote):
        return list(run.items)
    spans = [found.span() for found in _ENUMERATION.finditer(quote)]
    longest = max((_items(quote[slice(*span)]) for span in spans), default=0)
    rich = [span for span in spans if _items(quote[slice(*span)]) >= min(3, longest)]
    rich = [span for span in rich if question.items in item_counts(quote[slice(*span)])] or rich
    return [_items_alone(quote, span) for span in _nearest(quote, rich, question, favour)]


def _items(enumeration: str) -> int:
    return 1 + enumeration.count("、") + enumeration.count("》《") + enumeration.count("”“")


def item_counts(enumeration: str) -> set[int]:
    """How many things words may list; 和 ties two of them, or stands within the name of one."""
    *before, last = enumeration.split("、")
    items = _items(enumeration) + sum(bool(_TIE.search(item)) for item in before)
    return {items, items + bool(_TIE.search(last))}


def _items_alone(quote: str, span: Span) -> Span:
    """Drop the verb before the first item and what closes the list: 等18个重点领域."""
    start, end = span
    text = quote[start:end]
    lead, tail = _ITEMS_LEAD.match(text), _ITEMS_TAIL.search(text)
    return start + (lead.end() if lead else 0), start + (tail.start() if tail else len(text))


_FINDERS: dict[Wants, _Finder] = {
    Wants.FIGURE: _figure,
    Wants.RATE: _figure,
    Wants.TIME: _told_by(_TIME, lead=_TIME_LEAD),
    Wants.ACTOR: _told_by(_ACTOR, lead=_ACTOR_LEAD),
    Wants.NAME: _told_by(_NAME),
    Wants.RANK: _told_by(_RANK),
    Wants.LIST: _list,
    Wants.MANNER: _told_by(_MANNER, "how"),
    Wants.REASON: _told_by(_REASON, "why"),
}
