"""Where a report says just what a question quotes (“…”出自哪份报告？), and whether one does.

The answer is the words themselves where they stand; which report that is tells their citation.
"""

import re
import unicodedata
from dataclasses import dataclass

from reportqa.normalising import CJK
from reportqa.types import Span

VERBATIM = 0.98
"""The chance that words found so are what is asked for.

Set by hand. Of 300 sentences of 58 work reports the source of all but one was found, and none named
for any of these with two characters exchanged (`python -m reportqa.evaluation.tracing INDEX`).
"""

_FEWEST_CHARACTERS = 6
_FEWEST_IN_MARKS = 2  # where nothing but their source can be asked for
# Which report has most of something is not which says it.
_COMPARED = re.compile("最[多少高低大小好差]|多少|几[次件份]")
# 哪个部门报告, 哪些方面要报告 name no report.
_REPORT = "哪(?!些|几?[个家]?(?:部门|单位|机构|机关|人|会|领导|方面))[^,，。？?]{0,10}报告"
_SAY = "(?:最早|首次|曾经?)?(?:提出|提到|提过|说|讲|写|要求|强调)"
_PLAINLY_ASKED = re.compile(
    "(?:出自|引自|见于)哪|出处|^(?:请问)?哪[一几]?份报告[里中上]?(?:提到|提出|提过|讲到|写到|说到)[了过]?[?？。]*$"
)
_SOURCE_ASKED = re.compile(
    f"{_PLAINLY_ASKED.pattern}|原[文话](?:是|怎|在|出)|(?:[是在]|来自){_REPORT}"
    f"|{_REPORT}[^,，。]{{0,6}}?{_SAY}|{_SAY}[^,，。]{{0,6}}{_REPORT}"
)
_QUOTED = re.compile('[“"「](?P<words>[^”"」]+)[”"」]')
# Words may stand in marks in part: “头雁”效应出自哪份报告？
_BESIDE = f"(?:(?![的这])[{CJK}])"
_AROUND = re.compile(
    f'(?:请问)?(?P<words>{_BESIDE}{{0,6}}[“"「][^”"」]+[”"」]{_BESIDE}{{0,8}}?)'
    "(?:这一?[个句]?(?:话|词|说法|提法)|一[词语说])?的?(?:最早|最初|首次|是)?(?:出自|引自|见于|出处)"
)
_OPENING = re.compile(
    f"^{_REPORT}(?:[里中上])?{_SAY}(?:过|了|的是)?[:：,，]?(?P<words>[^?？]+?)(?:的?[吗呢])?[?？。]*$"
)
# Between the characters of a quotation a report may break its lines.
_BREAK = r"\s{0,12}"
# People type marks as they come.
_MARKS = "，、；：。,;:"
_QUOTES = '“”"「」'
_FULL_WIDTH = 0xFEE0  # from ! to ！


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words whose source is asked for; `surely`: they stand in quotation marks."""

    words: str
    surely: bool


def quoted_words(question: str) -> Quoted | None:
    """The words whose source a question asks for; None if it asks for something else."""
    rest = _QUOTED.sub("", question)
    if not _SOURCE_ASKED.search(rest) or (rest != question and _COMPARED.search(rest)):
        return None
    words = max((found["words"] for found in _QUOTED.finditer(question)), key=len, default="")
    plainly = _PLAINLY_ASKED.search(rest)
    if len(_told(words)) >= (_FEWEST_IN_MARKS if plainly else _FEWEST_CHARACTERS):
        around = _AROUND.match(question.strip()) if plainly else None
        # What stands in marks as a whole is quoted without them.
        partly = around and _QUOTED.fullmatch(around["words"]) is None
        return Quoted(around["words"] if around and partly else words, True)
    opening = _OPENING.match(question.strip())
    if opening and len(_told(opening["words"])) >= _FEWEST_CHARACTERS:
        return Quoted(opening["words"], False)
    return None


def said_verbatim(text: str, words: str) -> Span | None:
    """Where a text says these words; None if it does not.

    Full-width or not, over whatever line ends, and with one mark for another; marks at either end
    count for nothing, nor do quotation marks anywhere.
    """
    pattern, begun = "", False
    for one in _told(words):
        if one in _QUOTES:
            pattern += f"(?:{_BREAK}[{_QUOTES}])?" if begun else f"(?:[{_QUOTES}]{_BREAK})?"
        else:
            pattern += f"{_BREAK if begun else ''}{_variants(one)}"
            begun = True
    found = re.search(pattern, text) if begun else None
    return found.span() if found else None


def _told(words: str) -> str:
    return re.sub(r"\s", "", words).strip("，。；：、,.;:!！?？…")


def _variants(character: str) -> str:
    if character in _MARKS:
        return f"[{_MARKS}]"
    wide = chr(ord(character) + _FULL_WIDTH) if "!" <= character <= "~" else character
    alike = {character, wide, unicodedata.normalize("NFKC", character)}
    return "(?:" + "|".join(re.escape(one) for one in sorted(alike)) + ")"
