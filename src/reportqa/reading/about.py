"""What a report says about itself: title, issuer and the year it reports on."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportqa.normalising import CJK
from reportqa.reading.headings import find_sections
from reportqa.reading.lines import Line, lines_of

_TITLE_WORDS = (
    "报告|公报|规划|纲要|计划|方案|意见|通知|决定|办法|条例|规定|白皮书|总结|要点|年报"
    "|细则|公告|通告|批复|函"
)
_TITLE_END = re.compile(rf"(?:{_TITLE_WORDS})(?:[（(][^（）()]{{1,20}}[）)])?$")
_NOT_TITLE = re.compile(
    r"[。；！？!?;]|[：:，,]$|^(?:[—–-]{1,2}|[（(])|^各位|^同志们|^\d{4}年\d{1,2}月\d{1,2}日"
)
_TITLE_LINES = 6
_LONGEST_TITLE_LINE = 45
_ISSUER = re.compile(
    rf"^(?:关于)?(?:\d{{4}}年度?)?(?P<issuer>[{CJK}]{{2,30}}?"
    r"(?:人民政府|国务院|政府|委员会|常务委员会|人民法院|人民检察院|办公厅|办公室|[局厅部委院]))"
    r"(?=关于|\d{4}|[“”]|工作|年度|政府|法治|.{0,4}$)"
)
_SIGNATURE = re.compile(
    rf"^[{CJK}]{{2,24}}(?:人民政府|国务院|委员会|办公厅|办公室|人民法院|人民检察院|[局厅])$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|\D|$)")
_SPACED = re.compile(rf"(?<=[{CJK}“”（）\d])[ \t\u3000]+(?=[{CJK}“”（）\d])")


@dataclass(frozen=True, slots=True)
class About:
    """`title` is one line; `end` is where the title's lines end in the text, 0 if it has none."""

    title: str
    issuer: str | None
    year: int | None
    end: int


def about(text: str, source: str) -> About:
    """Recognise title, issuer and year from the first lines, the signature and the file name."""
    stem = PurePosixPath(source).stem
    title_lines = _title_lines(text)
    title = "".join(_SPACED.sub("", line.text) for line in title_lines) or stem
    return About(
        title=title,
        issuer=_issuer(title, text),
        year=_year(title) or _year(stem),
        end=title_lines[-1].end if title_lines else 0,
    )


def _title_lines(text: str) -> list[Line]:
    """The run of short opening lines up to the one that ends as titles do (报告, 规划 …)."""
    sections = find_sections(text)
    first_heading = sections[0].start if sections else len(text)
    run: list[Line] = []
    for line in lines_of(text)[:_TITLE_LINES]:
        if (
            line.start >= first_heading
            or len(line.text) > _LONGEST_TITLE_LINE
            or _NOT_TITLE.search(line.text)
        ):
            break
        run.append(line)
        if _TITLE_END.search(_SPACED.sub("", line.text)):
            return run
    return []


def _issuer(title: str, text: str) -> str | None:
    if found := _ISSUER.match(title):
        return found["issuer"]
    for line in reversed(lines_of(text)[-4:]):
        name = _SPACED.sub("", line.text)
        if _SIGNATURE.match(name):
            return name
    return None


def _year(name: str) -> int | None:
    found = _YEAR.search(name)
    return int(found[1]) if found else None
