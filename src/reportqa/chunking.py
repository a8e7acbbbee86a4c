"""From a report to `Chunk`s: whole sentences of one section, small enough to embed and to show."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportqa.normalising import CJK
from reportqa.reading.lines import EMPTY
from reportqa.reading.planning import planning_of_sections
from reportqa.types import Chunk, Report, Span

_SENTENCE = "[。！？!?…]+[”’」』）)》]*"
# As long as one character and in no separator, so that offsets stay what they are.
_MASK = "\ue000"
_NOT_MASK = "\ue001"
_SEPARATORS = tuple(
    re.compile(separator)
    for separator in (
        r"\n",
        _SENTENCE,
        "[；;]",
        "[，,：:]",
        "、",
        f"(?!{_MASK})",  # anywhere but inside a number, a quotation and the like
    )
)
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")"}
# A line that breaks within a sentence: behind 《 or ，, before 》, before a figure with its unit,
# but not before 2020年 or 1、, and between a figure and its unit.
_WRAP = re.compile(
    rf"(?<=[《“（、，])\n(?=\S)|\n(?=[》”）、，。；])"
    rf"|(?<=[{CJK}])\n(?=[\d０-９][\d０-９.．,，]*[亿万千百%％元个件公吨美人])"
    r"|(?<=[\d０-９])\n(?=[年亿万%％元件吨人]|平方|公[里斤顷]|美元|个)|(?<=\d[:：])\n(?=\d)"
)
# A line that breaks behind letters or a number within Chinese, or before them, where it is no short
# one: 开通BRT|线路6条, 全市|GDP达到, but not before 2020年, 3.新增, 二、 or 一是.
_FOREIGN_WRAP = re.compile(
    rf"(?P<word>[{CJK}][A-Za-z\d][A-Za-z\d.+-]{{0,14}})[ \t]{{0,4}}\n"
    rf"(?=[{CJK}])(?![一二三四五六七八九十]+[、是要]|第[一二三四五六七八九十]+)"
    rf"|(?P<before>[{CJK}])[ \t]{{0,4}}\n"
    rf"(?=(?:[A-Za-z][A-Za-z\d]{{0,14}}|\d+(?:\.\d+)?)(?![年月日])[{CJK}])"
)
# A page number within a sentence, where it follows a line that is no short one.
_PAGE_NUMBER = re.compile(
    rf"(?<=[{CJK}，、])[ \t\u00a0]{{0,4}}\n"
    rf"\s{{0,12}}[-—–]?[ \t]?\d{{1,3}}[ \t]?[-—–]?\n\s{{0,12}}(?=[{CJK}])"
)
_SHORT_LINE = 30
_PAIR_OR_LINE_END = re.compile(f"[\n{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_DEEPEST = 8  # how many open pairs are kept in mind; bounds the work on hostile text
_NUMBER = re.compile(r"\d+(?:[.．,，:：]\d+)*")
_SPACED_TITLE = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")


def chunk_report(report: Report, size: int) -> list[Chunk]:
    """Cut a report into chunks of at most `size` characters, in reading order.

    No chunk crosses a heading. Cuts fall at line ends, else after sentences; only a sentence
    longer than `size` is cut, after ； or ，. Quotations, book titles, brackets and numbers stay
    whole unless they are themselves longer than `size`.
    """
    planning = [None, *planning_of_sections(report)]
    return [
        Chunk(report.id, region_start + start, region_start + end, plans)
        for (region_start, region_end), plans in zip(_regions(report), planning, strict=True)
        for start, end in split(report.text[region_start:region_end], size)
    ]


def split(text: str, size: int) -> list[Span]:
    """The spans, blanks trimmed, that `text` is cut into; see `chunk_report`."""
    lengths = _lengths(_masked(text, size), size, _SEPARATORS)
    return list(_trimmed(text, list(_joined(lengths, text, size))))


def sentences(text: str) -> list[Span]:
    """The spans of the sentences in `text`, blanks trimmed; a line's end also ends a sentence."""
    masked = _masked(text, len(text))
    ends = [found.end() for found in re.finditer(rf"{_SENTENCE}|\n", masked)]
    cuts = sorted({0, *ends, len(text)})
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    return list(_trimmed(text, pieces))


def context(report: Report, chunk: Chunk) -> str:
    """What is read along with a chunk and never quoted: title, place, year and headings."""
    section = report.section_at(chunk.start)
    return " ".join(
        part for part in (titled(report, chunk), *(section.path if section else ())) if part
    )


def titled(report: Report, chunk: Chunk) -> str:
    """What report a chunk is of: its place, title and year."""
    title = _SPACED_TITLE.sub("", report.title)
    place = report.place if report.place and report.place not in title else ""
    return " ".join(part for part in (place, title, _year_words(report, chunk)) if part)


def _year_words(report: Report, chunk: Chunk) -> str:
    """The year that a chunk speaks of by its section, unless the title says it."""
    year = report.plan_year if chunk.planning else report.year
    if not year or f"{year}年" in report.title:
        return ""
    return f"{year}年目标" if chunk.planning else f"{year}年"


def _regions(report: Report) -> Iterator[Span]:
    """The stretches between one heading and the next, without headings that only head others."""
    starts = [0, *(section.body for section in report.sections)]
    ends = [*(section.start for section in report.sections), len(report.text)]
    yield from zip(starts, ends, strict=True)


def _masked(text: str, size: int) -> str:
    """The text with what no cut may fall on hidden: wraps, and insides of numbers and brackets.

    So are the insides of quotations, but none that is longer than `size`.
    """
    text = _WRAP.sub(_MASK, text.replace(_MASK, _NOT_MASK))
    text = _FOREIGN_WRAP.sub(_foreign_wrap_hidden, text)
    text = _PAGE_NUMBER.sub(_page_number_hidden, text)
    characters = list(text)
    for found in _NUMBER.finditer(text):
        if len(found[0]) <= size:
            _hide_inside(characters, *found.span())
    open_pairs: list[tuple[str, int]] = []
    for found in _PAIR_OR_LINE_END.finditer(text):
        character, position = found[0], found.start()
        if character == "\n":
            open_pairs.clear()
        elif character in _PAIRS:
            open_pairs.append((_PAIRS[character], position))
            del open_pairs[:-_DEEPEST]
        elif any(closing == character for closing, _ in open_pairs):
            while open_pairs[-1][0] != character:
                open_pairs.pop()
            _, start = open_pairs.pop()
            if position - start < size:
                _hide_inside(characters, start, position + 1)
    return "".join(characters)


def _foreign_wrap_hidden(found: re.Match[str]) -> str:
    if not _is_long_line(found):
        return found[0]
    kept = found["word"] or found["before"]
    return kept + _MASK * (len(found[0]) - len(kept))


def _page_number_hidden(found: re.Match[str]) -> str:
    return _MASK * len(found[0]) if _is_long_line(found) else found[0]


def _is_long_line(found: re.Match[str]) -> bool:
    return found.start() - found.string.rfind("\n", 0, found.start()) > _SHORT_LINE


def _hide_inside(characters: list[str], start: int, end: int) -> None:
    """Hide all but the first, before which a cut does no harm."""
    characters[start + 1 : end] = _MASK * (end - start - 1)


def _lengths(text: str, size: int, separators: Sequence[re.Pattern[str]]) -> Iterator[int]:
    """The lengths of consecutive pieces of a text: cut behind the first kind of separator in it.

    Neighbours that fit into one piece are one; a part that does not is cut behind what follows
    among the separators.
    """
    kind = next((at for at, one in enumerate(separators) if one.search(text)), len(separators) - 1)
    cuts = sorted({0, *(found.end() for found in separators[kind].finditer(text)), len(text)})
    held = 0
    for start, end in pairwise(cuts):
        fits = end - start < size
        if held and not (fits and held + end - start <= size):
            yield held
            held = 0
        if fits:
            held += end - start
        elif rest := separators[kind + 1 :]:
            yield from _lengths(text[start:end], size, rest)
        else:
            yield end - start
    if held:
        yield held


def _joined(lengths: Iterable[int], text: str, size: int) -> Iterator[str]:
    """Neighbours that fit into one chunk together: cutting leaves scraps of long sentences."""
    start = end = 0
    for length in lengths:
        if end > start and end + length - start > size:
            yield text[start:end]
            start = end
        end += length
    if end > start:
        yield text[start:end]


def _trimmed(text: str, pieces: list[str]) -> Iterator[Span]:
    """The spans of consecutive pieces of the text, without blanks at either end."""
    start = 0
    for piece in pieces:
        end = start + len(piece)
        inside = text[start:end]
        begin = start + len(inside) - len(inside.lstrip(EMPTY))
        if inside.strip(EMPTY):
            yield begin, start + len(inside.rstrip(EMPTY))
        start = end
