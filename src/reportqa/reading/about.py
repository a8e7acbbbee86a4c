"""What a report is about: title, issuer, place, kind, date and years."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportqa.normalising import CJK
from reportqa.reading.dates import is_work_report, recognise_dates
from reportqa.reading.headings import find_sections
from reportqa.reading.lines import lines_of, without_tags
from reportqa.reading.places import recognise_place

WORK_REPORT = "政府工作报告"
"""The kind of a report to a congress, named for the year it is given in: on last year, for this."""

_TITLE_WORDS = (
    "报告|公报|规划|纲要|计划|方案|意见|通知|决定|办法|条例|规定|白皮书|总结|思路|要点|年报"
    "|细则|公告|通告|批复|函"
)
_TITLE_END = re.compile(rf"(?:{_TITLE_WORDS})(?:[（(][^（）()]{{1,20}}[）)])?$")
_NOT_TITLE = re.compile(
    r"[。；！？!?;]|[：:，,]$|^(?:[—–-]{1,2}|[（(])|^各位|^同志们|^\d{4}年\d{1,2}月\d{1,2}日"
)
_TITLE_LINES = 6
_LONGEST_TITLE_LINE = 45
# The plan and budget reports have titles that run on, but not as sentences do.
_LONGEST_TITLE = 80
_COMMA = re.compile("[，,]")
_ISSUER = re.compile(
    rf"^(?:关于(?=\d)|(?P<about>关于))?(?:\d{{4}}年度?)?(?P<issuer>(?!关于)[{CJK}]{{2,30}}?"
    r"(?:人民政府|国务院|政府|委员会|常务委员会|人民法院|人民检察院|办公厅|办公室|[局厅委院]"
    r"|(?<![干支内外全东西南北中])部))"
    # 关于加强党委工作的意见 is from no 加强党委.
    r"(?(about)(?=\d{4})|(?=关于|\d{4}|[“”]|工作|年度|政府|法治|.{0,4}$))"
)
_SIGNATURE = re.compile(
    rf"^[{CJK}]{{2,24}}(?:人民政府|国务院|委员会|办公厅|办公室|人民法院|人民检察院|[局厅])$"
)
# The second of two that publish together need be no office that signs alone.
_OFFICE = re.compile(
    rf"[{CJK}]{{4,24}}(?:人民政府|国务院|委员会|办公厅|办公室|人民法院|人民检察院|[局厅]|调查队)"
)
_BLANKS = re.compile(r"[ \t\u3000]+")
_KIND = re.compile(
    "政府工作报告|法治政府建设[^，。]{0,6}报告|国民经济和社会发展[^，。]{0,30}(?:规划|纲要|计划|公报)"
    "|统计公报|部门[预决]算|(?:财政)?预算[^，。]{0,12}报告|工作报告|年度报告|年报|白皮书|规划|纲要|公报|报告|通知"
)
_RULES = re.compile(
    "(?:(?:暂行|试行)?(?:办法|规定|条例)|(?:实施)?(?:细则|方案|意见)|答?复函|决定|公告|通告|批复)"
    "(?=(?:[（(][^（）()]{1,20}[）)])?$)"
)
# 2005_2005年政府工作报告, 03-年报: what files are sorted by is no part of their title.
_NUMBERING = re.compile(rf"^[0-9A-Za-z]{{1,8}}[_\-. ]+(?=.*[{CJK}])")
# # of a Markdown heading, and [1], ① or * that call for a note.
_MARKS = re.compile(r"^#{1,6}[ \t]+|(?:[\[［〔]\d{1,2}[\]］〕]|[①-⑳*＊])+$")
# What may stand above a title and is no part of it: a letterhead, 国办发〔2026〕15号, 附件1, what a
# web page tells of a document, and the way to it.
_BESIDE_TITLE = re.compile(
    rf"^[{CJK}]{{1,12}}[〔\[（(【]\d{{4}}[〕\]）)】]第?\d+号$|^[{CJK}]{{2,30}}文件$"
    r"|^附件[\d一二三四五六七八九十]{0,3}[：:]?$|[>›»]"
    # What an answer to a deputy bears: who signed it, how it was settled, whether it may be shown.
    r"|^[（(【\[]?[A-D]类?[）)】\]]?$|^(?:[不可]予?以?公开|(?:是否)?(?:同意)?公开[：:]?[是否]?)$"
    r"|^(?:索引号|发文机关|发文字号|文号|成文日期|生成日期|发布(?:机构|时间|日期)|(?:信息)?来源|主题词|主题分类|公开方式"
    r"|有效性|名称|作者|字号|当前位置|您的位置|签发人|办理结果|类别|密级|份号)[：:]"
)
_LINES_ABOVE = 20
_GOES_ON = re.compile("^[和与及暨]")
# Below a signature stand its date, 此件公开发布, and who gets copies.
_SIGNED_LINES = 8
# Below a title stand its date and, at times, who gave it.
_LINES_UNDER = 2
_YEARS = re.compile(r"[（(]\d{4}年?(?:[—–－~～-]+|至|到)\d{4}年?[）)]$")
_SPACED = re.compile(rf"(?<=[{CJK}“”（）\d])[ \t\u3000]+(?=[{CJK}“”（）\d])")


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about; None where it could not be told.

    `year` is looked back on, `plan_year` planned for, `date` (YYYY-MM-DD) when it was given.
    """

    title: str
    issuer: str | None
    place: str | None
    kind: str | None
    date: str | None
    year: int | None
    plan_year: int | None


def recognise(text: str, source: str) -> About:
    """Tell what a report is about from its first lines, headings, signature and file name."""
    text = without_tags(text)
    name = " ".join(PurePosixPath(source).stem.splitlines())  # a title is one line
    stem = _NUMBERING.sub("", name)
    title = "".join(_title_lines(text)) or stem
    issuer = _issuer(title, text)
    dates = recognise_dates(title, stem, text)
    return About(
        title=title,
        issuer=issuer,
        place=recognise_place(title, issuer, source, text),
        kind=_kind(title, text),
        date=dates.date,
        year=dates.year,
        plan_year=dates.plan_year,
    )


def _kind(title: str, text: str) -> str | None:
    if found := _KIND.search(title) or _RULES.search(title):
        return found[0]
    return WORK_REPORT if is_work_report(title, text) else None


def _title_lines(text: str) -> list[str]:
    """The run of short opening lines up to the one that ends as titles do (报告, 规划 …).

    The years of a plan may stand below it: （2021—2025年）.
    """
    sections = find_sections(text)
    first_heading = sections[0].start if sections else len(text)
    above = [line.text for line in lines_of(text)[:_LINES_ABOVE] if line.start < first_heading]
    # One that is longer is no title's, whatever it holds.
    short = [_SPACED.sub("", _MARKS.sub("", line[: 2 * _LONGEST_TITLE])) for line in above]
    words = [line for line in short if not _BESIDE_TITLE.search(line)][: _TITLE_LINES + 2]
    for count, line in enumerate(words[:_TITLE_LINES], 1):
        ends = _TITLE_END.search(line) is not None
        longest = _LONGEST_TITLE if ends and not _COMMA.search(line) else _LONGEST_TITLE_LINE
        if len(line) > longest or _NOT_TITLE.search(line):
            break
        if ends:
            below = words[count:]
            more = [one for one in below[:1] if _GOES_ON.match(one) and _TITLE_END.search(one)]
            years = [one for one in below[len(more) :][:1] if _YEARS.match(one)]
            return words[:count] + more + years
    return []


def _issuer(title: str, text: str) -> str | None:
    if found := _ISSUER.match(title):
        return found["issuer"]
    lines = [_SPACED.sub("", _signing(line.text)) for line in lines_of(text)]
    # What stands right below the title is nearer to it than who signs an appendix.
    below = (at for at, line in enumerate(lines[:_LINES_ABOVE], 1) if line and title.endswith(line))
    under = next(below, len(lines))
    signed = [*lines[under : under + _LINES_UNDER], *reversed(lines[-_SIGNED_LINES:])]
    return next(filter(_SIGNATURE.match, signed), None)


def _signing(line: str) -> str:
    """A short line without marks; the first of several names of offices, if it holds no more.

    云溪市统计局 国家统计局云溪调查队 publish together.
    """
    if len(line) > 2 * _LONGEST_TITLE:
        return line
    line = _MARKS.sub("", line)
    names = _BLANKS.split(line.strip())
    whole = len(names) > 1 and all(map(_OFFICE.fullmatch, names))
    return names[0] if whole else line
