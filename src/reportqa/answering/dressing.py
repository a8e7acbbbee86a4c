"""Slices of a report as an `Answer`."""

from collections.abc import Sequence

from reportqa.answering.confidence import label
from reportqa.answering.tables.columns import column_of
from reportqa.citing import cite
from reportqa.types import Answer, Report, Span


def dressed(
    report: Report,
    quote: Span,
    highlights: Sequence[Span],
    probability: float,
    answerable_probability: float | None = None,
) -> Answer:
    """The answer that these slices of a report make.

    Args:
        report: the report.
        quote: what is quoted of it, in offsets of its text.
        highlights: the exact words, inside the quote; not empty.
        probability: the chance that they are right.
        answerable_probability: the chance that the reports answer; the same if left out.
    """
    return Answer(
        text=report.text[slice(*highlights[0])],
        quote=report.text[slice(*quote)],
        probability=probability,
        answerable_probability=(
            probability if answerable_probability is None else answerable_probability
        ),
        confidence=label(probability),
        citation=cite(report, *quote),
        highlights=tuple(highlights),
        column=column_of(report.text, highlights[0][0]),
    )
