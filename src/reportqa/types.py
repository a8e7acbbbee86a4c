"""The nouns: plain, frozen values that the stages hand to each other.

All offsets count Unicode code points in `Report.text`, start inclusive, end exclusive.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Confidence = Literal["high", "medium", "low"]

Span = tuple[int, int]
"""Where words begin and end in a text."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, subsections included.

    `path` holds the headings from the outermost to this one, as printed in the report.
    `body` is where its text begins: after the heading, or at `start` if that belongs to the text.
    """

    path: tuple[str, ...]
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One document, as decoded: `text` is what every offset counts in.

    `year` is the year reported on, `plan_year` the one planned for, `date` (YYYY-MM-DD) when it
    was given, `place` what it is about ("全国" for the nation). All of these, `issuer` and `kind`
    are None where they could not be told.
    `source` is the path relative to the folder that was built, with forward slashes.
    `sha256` is that of the source file's bytes. `sections` stand in reading order. `pages` are
    the offsets where the source's pages begin, () for a source without pages.
    """

    id: str
    title: str
    issuer: str | None
    year: int | None
    source: str
    sha256: str
    text: str
    sections: tuple[Section, ...]
    pages: tuple[int, ...] = ()
    place: str | None = None
    kind: str | None = None
    date: str | None = None
    plan_year: int | None = None

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds this offset, or None before the first heading."""
        begun = bisect_right(self.sections, offset, key=lambda section: section.start)
        # The innermost is the last begun, but where that has ended and an outer one goes on.
        opened = (self.sections[at] for at in range(begun - 1, -1, -1))
        return next((section for section in opened if offset < section.end), None)

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that holds this offset; None for a source without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reports a question is asked of; an empty set admits all of its kind."""

    report_ids: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    def admits(self, report: Report) -> bool:
        """Whether the report, its place, and its year or plan year are among those named."""
        return (
            (not self.report_ids or report.id in self.report_ids)
            and (not self.places or report.place in self.places)
            and (not self.years or not self.years.isdisjoint({report.year, report.plan_year}))
        )


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit that is embedded and indexed: whole sentences of one section of one report.

    `planning` tells plans (True) from a look back (False), None where the headings do not say.
    """

    report_id: str
    start: int
    end: int
    planning: bool | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a slice stands. `paragraph` counts the non-blank lines of the report from 1.

    `page` is the one that the slice begins on, counted from 1, and None for sources without
    pages. `label` is the short form that people read.
    """

    report_id: str
    title: str
    issuer: str | None
    year: int | None
    source: str
    section: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    page: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Scores:
    """How well a chunk fits a question; higher is better in each.

    `dense` is a cosine (-1 to 1), `keyword` a BM25 score (0 and up), `fused` their weighted
    sum of z-scores over the index.
    """

    fused: float
    dense: float
    keyword: float


@dataclass(frozen=True, slots=True)
class PassageWhy:
    """Why a passage stands where it does.

    `met` are the words of the question that it or its headings hold, in the question's order,
    `missed` the others. `dense_rank` and `keyword_rank` are its places, from 1, among the passages
    found, if one leg of the search alone had its way. `margin` and `answers` are the trained
    reader's logits, above 0 for an answer, None where it did not read. `place`, `report_year`,
    `year` and `planning` run from -1 (contradicts the question) over 0 (it names none) to 1.
    """

    met: tuple[str, ...]
    missed: tuple[str, ...]
    dense_rank: int
    keyword_rank: int
    margin: float | None
    answers: float | None
    place: float
    report_year: float
    year: float
    planning: float

    @property
    def years(self) -> float:
        """How well the years agree, the report's and the passage's; one that differs decides."""
        worst = min(self.report_year, self.year)
        return worst if worst < 0 else max(self.report_year, self.year)


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a question; rank 1 is the best. `text` is the slice that is cited.

    `why` is there where it was asked for.
    """

    rank: int
    text: str
    citation: Citation
    scores: Scores
    why: PassageWhy | None = None


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """The figure of one year or place, in the answer to a question on several.

    `highlights` are the spans, in report offsets, that make up the exact words; the first of
    them is where `text` stands. `place` is None where one place is asked about; `year` is then
    the one asked for, elsewhere it may be that of the report, None if untold.
    """

    year: int | None
    text: str
    quote: str
    citation: Citation
    highlights: tuple[tuple[int, int], ...]
    place: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesGap:
    """A year, a place, or a place in a year, for which a series has no figure."""

    year: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A heading of a report, in an answer on the report as a whole.

    `text` are its words without the number, `citation` is that of the heading as it is printed.
    `level` counts from 1, the outermost shown.
    """

    level: int
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class SignalShare:
    """A `signal` behind a probability, its `value`, and what it adds to the log-odds.

    The signals are those of `reportqa.answering.confidence`; "bias", which stands before all of
    them, has no value.
    """

    signal: str
    value: float | None
    share: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The report's own words. `quote` is the slice cited, `text` the exact words inside it.

    `highlights` are the spans, in report offsets, that make up the exact words; the first of
    them is where `text` stands. `probability` (0 to 1) is the calibrated chance of being right,
    `answerable_probability` that the reports answer the question at all, in these words or others.
    `series` answers a question on several years or places, and the chances are then the least of
    any; `missing` are those of them without a figure. `comparing`: the question asks to hold them
    against each other, which is left to the reader. `other_years` are years whose reports say
    the like, where the question named none.
    `why` tells what the probability is made of, where that was asked for. `outline` are the
    headings that answer a question on a report as a whole; `text` is the first of them. `column` is
    what stands above `text` where that is a cell of a table, with its unit in brackets.
    """

    text: str
    quote: str
    probability: float
    answerable_probability: float
    confidence: Confidence
    citation: Citation
    highlights: tuple[tuple[int, int], ...]
    series: tuple[SeriesPoint, ...] | None = None
    missing: tuple[SeriesGap, ...] = ()
    other_years: tuple[int, ...] = ()
    why: tuple[SignalShare, ...] | None = None
    outline: tuple[OutlineItem, ...] | None = None
    column: str | None = None
    comparing: bool = False

    @property
    def missing_years(self) -> tuple[int, ...]:
        """The years without a figure in a series of one place."""
        return tuple(gap.year for gap in self.missing if gap.year and gap.place is None)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A `word` of a question and what is looked up for it.

    No report has the word, which is everyday or mistyped, or it means a year: 16年, 去年.
    """

    word: str
    official: str

    @property
    def is_year(self) -> bool:
        """Whether it is a year that is written out."""
        return self.official[:-1].isdigit() and self.official.endswith("年")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question near one that was refused; it was asked, and answered with this `confidence`."""

    question: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours, or a part of one, by its `name`, and what its `gaps` are filled with."""

    name: str
    gaps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: a `reason` for programs and a `message` for people.

    `missing` are the years, places or words of the question that the reports, or the passages
    nearest to it, do not have. `sentences` are what the message is made of, to be told in another
    language.
    """

    reason: str
    message: str
    missing: tuple[str, ...] = ()
    suggestion: Suggestion | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """What a question gets: an answer or a refusal, never both, and the nearest passages.

    `timing_ms` maps the steps, and "total", to milliseconds. `expanded` are the words that were
    looked up by others. `considered` is the best answer found, asserted or not: for measuring, and
    to mark its words in the passages where it is unsure.
    """

    question: str
    answer: Answer | None
    refusal: Refusal | None
    passages: tuple[Passage, ...]
    timing_ms: dict[str, float] = field(default_factory=dict)
    expanded: tuple[Expansion, ...] = ()
    considered: Answer | None = None

    @property
    def status(self) -> Literal["answered", "refused"]:
        """Which of the two it is."""
        return "answered" if self.answer else "refused"
