"""A Response as HTML in which every word from reports and users is inert text.

Offsets of spans are code points of the report text, as everywhere. The page inserts this HTML
as it is, so nothing here may reach it without `shown`.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from reportqa.types import (
    Answer,
    Citation,
    Expansion,
    OutlineItem,
    Passage,
    Refusal,
    Response,
    Sentence,
    SeriesGap,
    SeriesPoint,
    Suggestion,
)
from reportqa.web.chart import chart
from reportqa.web.texts import text
from reportqa.web.visible import shown
from reportqa.web.why import why_html
from reportqa.web.wording import words

_PASSAGES_SHOWN_WITH_A_REFUSAL = 3


def place(citation: Citation) -> str:
    """The URL fragment that opens a citation, e.g. `#report=urumqi&start=10&end=20`."""
    where = {"report": citation.report_id, "start": citation.start, "end": citation.end}
    return "#" + urlencode(where, errors="replace")


def copy_text(quote: str, citation: Citation) -> str:
    """What the copy button copies: the words, then where they stand."""
    return f"{quote}\n——{citation.label}"


def outline_text(items: Sequence[OutlineItem]) -> str:
    """The headings of a report to be copied, the inner ones further right."""
    lines = ["\u3000\u3000" * (item.level - 1) + item.text for item in items]
    return "\n".join([*lines, f"——《{items[0].citation.title}》"])


def response_html(response: Response) -> str:
    """The answer or the refusal, with the passages that belong to it and, folded, why."""
    why = why_html(response)
    if response.answer:
        rest = [p for p in response.passages if not _same_place(p.citation, response.answer)]
        years = _other_years(response.question, response.answer)
        shown_below = years + _folded("more", rest)
        return _expanded(response.expanded) + _answer(response.answer) + shown_below + why
    if response.refusal:
        refused = _refusal(response.refusal, response.passages, response.considered)
        return _expanded(response.expanded) + refused + why
    return error_html()


def error_html(message: str | None = None) -> str:
    """One friendly line; without a message, that of an unexpected error."""
    line = words("unexpected") if message is None else f"<span>{shown(message)}</span>"
    return f'<p class="rq-error" role="alert"><strong>{words("failed")}</strong> {line}</p>'


def marked(quote: str, start: int, spans: Iterable[tuple[int, int]]) -> str:
    """`quote`, which begins at `start` in its report, with the `spans` of the report marked."""
    pieces: list[str] = []
    at = 0
    for span_start, span_end in sorted(spans):
        first = max(span_start - start, at)
        last = min(span_end - start, len(quote))
        if first < last:
            pieces += [shown(quote[at:first]), "<mark>", shown(quote[first:last]), "</mark>"]
            at = last
    pieces.append(shown(quote[at:]))
    return "".join(pieces)


def _same_place(citation: Citation, answer: Answer) -> bool:
    there = answer.citation
    return (citation.report_id, citation.start, citation.end) == (
        there.report_id,
        there.start,
        there.end,
    )


def _cite(citation: Citation, exact: Sequence[tuple[int, int]] = ()) -> str:
    """A link to a place, with the `exact` words in it that the reader should show strongly."""
    title = f"《{citation.title}》"
    named = citation.label.startswith(title)
    at = citation.label.removeprefix(title) if named else citation.label
    label = f'<span class="rq-cite-title">{shown(title)}</span>' if named else ""
    label += f'<span class="rq-cite-at">{shown(at)}</span>'
    page = ""
    if citation.page is not None:
        page = f' data-page="{citation.page}"'
        if f"第{citation.page}页" not in at:
            label += f' <span class="rq-cite-at">{words("page_n", n=citation.page)}</span>'
    spans = " ".join(f"{start}-{end}" for start, end in exact)
    strong = f' data-words="{spans}"' if spans else ""
    return (
        f'<a class="rq-cite" href="{escape(place(citation))}"{page}{strong} '
        f'title="{shown(" › ".join((citation.source, *citation.section)))}">'
        f"<bdi>{label}</bdi></a>"
    )


def _copy_button(copied: str, key: str = "copy") -> str:
    return (
        f'<button type="button" class="rq-quiet rq-copy" data-copy="{shown(copied)}">'
        f"{words(key)}</button>"
    )


def _answer(answer: Answer) -> str:
    level = answer.confidence
    bars = "<i></i>" * 3
    percent = round(answer.probability * 100)
    hint = f'<p class="rq-hint">{words("low_hint")}</p>' if level == "low" else ""
    if answer.series:
        # Every row has its own source; the quote would be that of one year among them.
        said = _series(answer.series, answer) + hint
        copied = "\n".join(copy_text(p.quote, p.citation) for p in answer.series)
    elif answer.outline:
        said = _outline(answer.outline) + hint
        copied = outline_text(answer.outline)
    else:
        column = ""
        if answer.column:
            column = (
                f'<p class="rq-source"><span class="rq-label">{words("column")}</span>'
                f"<bdi>{shown(answer.column)}</bdi></p>"
            )
        said = (
            f'<blockquote class="rq-quote">'
            f"{marked(answer.quote, answer.citation.start, answer.highlights)}</blockquote>"
            f"{column}{hint}"
            f'<p class="rq-source"><span class="rq-label">{words("source")}</span>'
            f"{_cite(answer.citation, answer.highlights)}</p>"
        )
        copied = copy_text(answer.quote, answer.citation)
    return (
        f"{said}"
        f'<div class="rq-meta"><span class="rq-confidence" data-level="{level}" '
        f'title="{percent}%"><span class="rq-label">{words("confidence")}</span>'
        f'<span class="rq-bars" aria-hidden="true">{bars}</span>{words(level)}</span>'
        f"{_copy_button(copied)}</div>"
    )


def _outline(items: Sequence[OutlineItem]) -> str:
    """The headings of a report, each of which opens where it stands."""
    rows = "".join(
        f'<li data-level="{item.level}"><a class="rq-cite" href="{escape(place(item.citation))}" '
        f'title="{shown(item.citation.label)}"><bdi class="rq-heading">{shown(item.text)}</bdi>'
        "</a></li>"
        for item in items
    )
    title = f"《{items[0].citation.title}》"
    return (
        f'<p class="rq-label">{words("outline_of")}</p><ol class="rq-headings">{rows}</ol>'
        f'<p class="rq-source"><span class="rq-label">{words("source")}</span>'
        f'<bdi class="rq-cite-title">{shown(title)}</bdi></p>'
    )


def _series(points: Sequence[SeriesPoint], answer: Answer) -> str:
    """The figures of years or places as a table, years in order; above it a drawing of years."""
    rows: list[tuple[SeriesPoint | SeriesGap, str]] = [
        (one, f"<td>{shown(one.text)}</td><td>{_cite(one.citation, one.highlights)}</td>")
        for one in points
    ]
    rows += [(gap, f'<td colspan="2">{words("missing_year")}</td>') for gap in answer.missing]
    places = list(dict.fromkeys(one.place for one, _ in rows))
    rows.sort(key=lambda row: (places.index(row[0].place), row[0].year or 0))
    body = "".join(_row(one, cells) for one, cells in rows)
    over_years = places == [None]
    of_years = ((one.year, one.text) for one in points if one.year)
    drawn = chart(of_years, answer.missing_years) if over_years else ""
    note = f'<p class="rq-label">{words("not_compared")}</p>' if answer.comparing else ""
    caption, head = ("years", "year") if over_years else ("by_place", "place")
    return (
        f'{note}{drawn}<div class="rq-scroll"><table class="rq-series">'
        f"<caption>{words(caption)}</caption>"
        f'<thead><tr><th scope="col">{words(head)}</th><th scope="col">{words("figure")}</th>'
        f'<th scope="col">{words("source")}</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(one: SeriesPoint | SeriesGap, cells: str) -> str:
    """A row that begins with the year, or the place and the year, that it is about."""
    missing = ' class="rq-missing"' if isinstance(one, SeriesGap) else ""
    whose = str(one.year or "")
    if one.place:
        year = f' <span class="rq-label">{words("year_n", n=one.year)}</span>' if one.year else ""
        whose = f"<bdi>{shown(one.place)}</bdi>{year}"
    return f'<tr{missing}><th scope="row">{whose}</th>{cells}</tr>'


def _other_years(question: str, answer: Answer) -> str:
    """Which year the answer took, and a button for each of the others."""
    if not answer.other_years:
        return ""
    taken = answer.citation.year
    buttons = " ".join(
        _ask_button(question_for(question, taken, year), words("year_n", n=year))
        for year in answer.other_years
    )
    this = words("this_year", n=taken) if taken else ""
    return f'<p class="rq-other-years">{this}{words("also_years")}{buttons}</p>'


def question_for(question: str, taken: int | None, year: int) -> str:
    """The same question about another year than the one that was `taken`."""
    asked, changed = re.subn(rf"(?<!\d){taken}(?!\d)", str(year), question)
    return asked if changed else f"{year}年{question.lstrip()}"


def _refusal(refusal: Refusal, passages: Sequence[Passage], considered: Answer | None) -> str:
    """Why there is no answer, and the nearest passages, words that may well answer marked."""
    key = "unsure" if refusal.reason == "unsure" else "refused"
    unsure = f"{text('unsure')}。"  # said above
    maybe = considered if refusal.message.startswith(unsure) else None
    told = shown(refusal.message.removeprefix(unsure))
    if refusal.sentences:
        told = "".join(map(_sentence, refusal.sentences))
    head = (
        f'<div class="rq-refusal"><p class="rq-refused">{words(key)}</p>'
        f"<p>{told}</p></div>{_suggestion(refusal.suggestion)}"
    )
    if not passages:
        return head
    n = _PASSAGES_SHOWN_WITH_A_REFUSAL
    return (
        f'{head}<div class="rq-nearest"><p class="rq-label">{words("nearest", n=len(passages))}</p>'
        f"{_list(passages[:n], maybe=maybe)}</div>{_folded('rest', passages[n:], n + 1)}"
    )


def _sentence(sentence: Sentence) -> str:
    """A sentence of a refusal; "" for the one that stands above all of them."""
    if sentence.name == "not_sure":
        return ""
    return words(f"refused_{sentence.name}", **dict(sentence.gaps))


def _suggestion(suggestion: Suggestion | None) -> str:
    """A question to click that is answered."""
    if suggestion is None:
        return ""
    button = _ask_button(suggestion.question, shown(suggestion.question))
    return f'<p class="rq-suggestion">{words("try_asking")}{button}</p>'


def _ask_button(question: str, label: str) -> str:
    """A button that asks a question; `label` is HTML."""
    return f'<button type="button" class="rq-chip" data-ask="{shown(question)}">{label}</button>'


def _expanded(expanded: Sequence[Expansion]) -> str:
    """Which words were looked up by others."""
    told = " ".join(
        words("expanded_year" if one.is_year else "expanded", word=one.word, official=one.official)
        for one in expanded
    )
    return f'<p class="rq-expanded rq-label">{told}</p>' if told else ""


def _folded(key: str, passages: Sequence[Passage], first: int = 1) -> str:
    if not passages:
        return ""
    return (
        f'<details class="rq-more"><summary>{words(key, n=len(passages))}</summary>'
        f"{_list(passages, first)}</details>"
    )


def _spans_within(passage: Passage, answer: Answer | None) -> tuple[tuple[int, int], ...]:
    """The highlights of an answer that lie within a passage, in report offsets."""
    cited = passage.citation
    if answer is None or answer.citation.report_id != cited.report_id:
        return ()
    return tuple(
        (start, end) for start, end in answer.highlights if cited.start <= start <= end <= cited.end
    )


def _list(passages: Sequence[Passage], first: int = 1, maybe: Answer | None = None) -> str:
    items = "".join(
        f'<li value="{number}"><p class="rq-passage">'
        f"{marked(passage.text, passage.citation.start, _spans_within(passage, maybe))}</p>"
        f'<p class="rq-source">{_cite(passage.citation)}'
        f"{_copy_button(copy_text(passage.text, passage.citation), 'copy_short')}</p></li>"
        for number, passage in enumerate(passages, first)
    )
    return f'<ol class="rq-passages">{items}</ol>'
