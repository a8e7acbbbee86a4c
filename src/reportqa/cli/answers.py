"""A response as people read it on a terminal."""

from typing import TYPE_CHECKING

from reportqa.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from reportqa.types import Answer, OutlineItem, PassageWhy, Response


_LONGEST_SAID = 120
MOST_BESIDE_AN_ANSWER = 3
MOST_WITHOUT = 5


def show_response(response: "Response", most: int | None = None) -> None:
    """Print the answer or the refusal, the nearest passages and, where it was asked, why.

    `most`: how many passages, where that was asked for.
    """
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for one in response.expanded:
        word = f"“{one.word}”" if one.is_year else f"报告里没有“{one.word}”这个词，"
        console.print(_text(f"{word}按“{one.official}”查找。", style="dim"))
    if response.answer:
        answer = response.answer
        quote = _text(answer.quote)
        for start, end in answer.highlights:
            offset = answer.citation.start
            quote.stylize("bold reverse", start - offset, end - offset)
        confidence = {"high": "高", "medium": "中", "low": "低"}[answer.confidence]
        if answer.outline:
            _show_outline(console, answer.outline)
            title = answer.citation.title
            console.print(_text(f"——《{title}》的各级标题（把握：{confidence}）", style="dim"))
        elif not answer.series:
            console.print(_text(_said(answer), style="bold"))
            console.print(quote)
            console.print(_text(f"——{answer.citation.label}（把握：{confidence}）", style="dim"))
        _show_years(console, answer)
    elif response.refusal:
        console.print(_text(response.refusal.message, style="bold"))
        if suggestion := response.refusal.suggestion:
            console.print(_text(f"报告能回答的相近问题：{suggestion.question}"))
    if response.answer and response.answer.why:
        console.print(_text(_made_of(response.answer)))
    most = most or (MOST_BESIDE_AN_ANSWER if response.answer else MOST_WITHOUT)
    for passage in response.passages[:most]:
        console.print(_text(f"\n[{passage.rank}] {passage.citation.label}", style="dim"))
        console.print(_text(passage.text))
        if passage.why:
            console.print(_text(_reasons(passage.why), style="dim"))


def _text(words: str, style: str = "") -> "Text":
    """Words in which nothing acts on the terminal."""
    from rich.text import Text

    return Text(visible(words), style=style)


def _said(answer: "Answer") -> str:
    """The words that answer: all items of a list, as far as there is room for them."""
    at, quote = answer.citation.start, answer.quote
    items = [quote[start - at : end - at] for start, end in answer.highlights]
    said = "；".join(items).replace("\n", "") if len(items) > 1 else answer.text
    if answer.column:
        said = f"{answer.column}：{said}"
    return said if len(said) <= _LONGEST_SAID else f"{said[: _LONGEST_SAID - 1]}…"


def _show_outline(console: "Console", outline: "Sequence[OutlineItem]") -> None:
    """The headings, the inner ones further right, each with its paragraph."""
    for item in outline:
        line = _text("    " * (item.level - 1) + item.text, style="bold" if item.level == 1 else "")
        line.append(visible(f"　第{item.citation.paragraph}段"), style="dim")
        console.print(line)


def _show_years(console: "Console", answer: "Answer") -> None:
    """The figures of a series, or the other years that could have been meant."""
    if answer.comparing:
        from reportqa.answering.explaining import NOT_COMPARED

        console.print(_text(NOT_COMPARED))
    for point in answer.series or ():
        whose = _whose(point.place, point.year)
        console.print(_text(f"{whose}  {point.text}  {point.citation.label}"))
    if answer.missing:
        missing = "、".join(_whose(gap.place, gap.year) for gap in answer.missing)
        console.print(_text(f"报告里没有找到：{missing}"))
    if answer.other_years:
        others = "、".join(f"{year}年" for year in answer.other_years)
        year = answer.citation.year
        this = f"这是{year}年的情况；" if year else ""
        console.print(_text(f"{this}另有{others}的，可写明年份再问。"))


def _whose(place: str | None, year: int | None) -> str:
    """The place or year, or both, that a figure is of."""
    return f"{place or ''}{f'{year}年' if year else ''}"


def _made_of(answer: "Answer") -> str:
    """Both chances, and what that of the words being right is made of, on one line."""
    from reportqa.answering.explaining import SIGNAL_NAMES, signed

    shares = "；".join(
        f"{SIGNAL_NAMES.get(one.signal, one.signal)} {signed(one.share)}"
        for one in answer.why or ()
    )
    return (
        f"报告里有答案的可能 {answer.answerable_probability:.0%}；"
        f"这几个字正确的可能 {answer.probability:.0%}，由这些合成：{shares}"
    )


def _reasons(why: "PassageWhy") -> str:
    """Why a passage stands where it does, on one line."""
    from reportqa.answering.explaining import signed

    told = []
    if why.met:
        told.append(f"有：{'、'.join(why.met)}")
    if why.missed:
        told.append(f"没有：{'、'.join(why.missed)}")
    told.append(f"意思第{why.dense_rank}，用词第{why.keyword_rank}")
    if why.margin is not None and why.answers is not None:
        told.append(f"阅读器 {signed(why.margin)} / {signed(why.answers)}")
    for name, agreed in (("地点", why.place), ("年份", why.years)):
        if agreed:
            told.append(f"{name}{'相符' if agreed > 0 else '不符'}")
    return "　".join(told)
