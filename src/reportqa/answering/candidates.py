"""A passage as the reader gets it: its words, what stands around them, what else is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportqa.answering.tables.cells import NamedCell
from reportqa.answering.tables.row_sentences import Told
from reportqa.chunking import sentences
from reportqa.types import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as the reader sees it: its words, what else is known of it, the search's scores.

    `context` is title, year and headings; `agrees` tells whether place and years are those that
    the question names, if it names any, `is_of_year` whether it is of such a year, not only
    mentions it; `fused` and `cosine` come from the search. `series`, `year`: which reports of other
    years say the like, and the year that this one is of; None where the latest is not to be
    preferred. `is_of_nation`: the question names the nation, and it is of that. `names`: of the
    places that the library has no report of, one of which the sentence has to name.
    `result_asked`: the question is for what came of a year. `around`: what stands right before and
    right behind the passage, without a heading between. `of_several`: the report tells of several
    years together where the passage's first paragraph begins. `is_but_done`: a plan is asked for,
    and the passage looks back. `own_names`: what the question calls the report's place by.
    `told`: the passage holds rows of a table, and `text` is these told as sentences; `named` is the
    cell of these that the question names, where it is of the place and year asked about.
    """

    text: str
    context: str
    agrees: bool
    is_of_year: bool
    fused: float
    cosine: float
    series: tuple[str, str | None] | None = None
    year: int | None = None
    is_of_nation: bool = False
    names: tuple[str, ...] = ()
    result_asked: bool = False
    around: tuple[str, str] = ("", "")
    of_several: bool = False
    is_but_done: bool = False
    own_names: tuple[str, ...] = ()
    told: Told | None = None
    named: NamedCell | None = None

    def with_rows_told(self, told: Told) -> "Candidate":
        """The same with rows of a table told as sentences."""
        return replace(self, text=told.text, around=("", ""), told=told)

    def where_it_stands(self, span: Span) -> Span:
        """A span of `text` counted in the passage as it stands in the report."""
        return self.told.in_passage(span) if self.told else span

    @property
    def whole(self) -> str:
        """The passage with what stands around it."""
        return f"{self.around[0]}{self.text}{self.around[1]}"

    def slice(self, span: Span) -> str:
        """The words of a span that is counted from where the passage begins."""
        return self.whole[slice(*self.in_whole(span))]

    def in_whole(self, span: Span) -> Span:
        """The same span counted from where `whole` begins."""
        before = len(self.around[0])
        return span[0] + before, span[1] + before

    def in_passage(self, span: Span) -> Span:
        """A span of `whole` counted from where the passage begins."""
        before = len(self.around[0])
        return span[0] - before, span[1] - before

    @property
    def from_paragraph(self) -> tuple[str, int]:
        """The passage from the beginning of its first paragraph on; how much stands before it."""
        before = self.around[0].rpartition("\n")[2]
        return before + self.text, len(before)

    def quote(self, highlights: Sequence[Span]) -> Span:
        """From the sentence of the first highlight to that of the last.

        Of a sentence that is longer than a passage, what stands in the passage, unless a highlight
        goes beyond.
        """
        if highlights[0][0] >= 0 and highlights[-1][1] <= len(self.text):
            return sentences_around(self.text, highlights)
        ends = [self.in_whole(highlights[0]), self.in_whole(highlights[-1])]
        return self.in_passage(sentences_around(self.whole, ends))


def sentences_around(text: str, highlights: Sequence[Span]) -> Span:
    """From the sentence of the first highlight to that of the last."""
    first, last = highlights[0][0], highlights[-1][1]
    held = [(start, end) for start, end in sentences(text) if start < last and end > first]
    return (held[0][0], held[-1][1]) if held else (first, last)
