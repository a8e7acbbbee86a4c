"""A question as it is put to one passage: without the words that the passage's report settles.

The sentences of a city's report on 2020 say 全市 and 全年. The reader takes a year that it does not
see for another one, and so the report's own place, 本市, 全国, its topic, and five years for
others than 2003年到2007年. A passage that says such a word itself is asked with it. Nor does the
reader see 存款 in 存贷款, so that a passage that tells of both in one word is asked for both.
"""

import re
from functools import cache

from reportqa.answering.candidates import Candidate
from reportqa.answering.marking.respective import with_both_in_one
from reportqa.answering.understanding.questions import Question
from reportqa.normalising import CJK, PLAIN_DIGITS
from reportqa.reading.gazetteer import provinces

_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:度|底|末|初)?的?")
_YEARS = re.compile(
    r"从?(?P<first>(?:19|20)\d{2})年?(?:—+|[到至–~-])(?P<last>(?:19|20)\d{2})年?"
    "(?:期间|之间|这?[二三四五六七八九十]年(?:[间来里]|期间)?)?"
)
_NATION = re.compile("[全我中]国(?![人政共银特总工妇科际])的?")
_OWN_PLACE = re.compile(
    r"(?:(?<=年)|(?<=请问)|(?<!\w))(?:(?:我们?|咱们?|本)[省市县区州旗][里内]?|[省市县区州旗]里)的?"
)
# 法治政府建设中, in a report on that.
_TOPIC = re.compile(f"(?:在|的)?(?P<words>[{CJK}]{{4,12}}?)(?:工作)?(?:过程)?[中里]的?[,，]?")
# 乌鲁木齐县 and 乌鲁木齐经济技术开发区 are no 乌鲁木齐市.
_NO_PART = "(?![省县区州盟旗镇乡村]|市(?!场)|经济|高新|开发)"
# Nor is the place named in what begins with its last character: 武威|市场主体, 浙江|省属企业.
_NO_WORD = "(?:(?<![省市县区州盟旗])|(?![场民委长属级会直域内容]))"
_HAN_DIGITS = "零一二三四五六七八九"


def put_to(candidate: Candidate, question: Question) -> str:
    """The question for this passage; as it was asked where that is of another place or year."""
    text = question.text
    if not candidate.agrees:
        return text
    for name in candidate.own_names:
        if name not in candidate.text:
            text = re.sub(f"{_province()}?{re.escape(name)}{_NO_WORD}{_NO_PART}的?", "", text)
    if candidate.is_of_nation and not _NATION.search(candidate.text):
        text = _NATION.sub("", text)
    if not _OWN_PLACE.search(candidate.text):
        text = _OWN_PLACE.sub("", text)
    text = _TOPIC.sub(lambda found: "" if _is_title(found, candidate) else found[0], text)
    if candidate.is_of_year:
        told = {found["year"] for found in _YEAR.finditer(candidate.text.translate(PLAIN_DIGITS))}
        if len(question.years) == 1 and told <= {str(question.years[0])}:
            text = _YEAR.sub("", text)
        text = _YEARS.sub(lambda found: _span_told(found, candidate.text), text)
    return with_both_in_one(text, candidate.text) or question.text


def _is_title(topic: re.Match[str], candidate: Candidate) -> bool:
    """Whether the title or a heading has these words, and the passage does not."""
    return topic["words"] in candidate.context and topic["words"] not in candidate.text


@cache
def _province() -> str:
    return f"(?:(?:{'|'.join(provinces())})(?:省|(?:维吾尔|壮族|回族)?自治区)?)"


def _span_told(years: re.Match[str], passage: str) -> str:
    """From a first to a last year as a passage puts it that does not name both: 五年."""
    length = int(years["last"]) - int(years["first"]) + 1
    named = years["first"] in passage and years["last"] in passage
    return f"{_HAN_DIGITS[length]}年" if 1 < length <= 9 and not named else years[0]
