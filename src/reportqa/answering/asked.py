"""One question as it is put to an index: in the reports' own words, and within its scope."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reportqa.answering.agreeing.stretches import tells_of_several
from reportqa.answering.candidates import Candidate
from reportqa.answering.readers import shared_reader
from reportqa.answering.reading import Reading, read
from reportqa.answering.refusing.meeting import Words
from reportqa.answering.tables.cells import NamedCell
from reportqa.answering.tables.columns import line_around, stretch_of_tables
from reportqa.answering.tables.row_sentences import tell
from reportqa.answering.understanding.asked_years import (
    in_full,
    last_year_in_full,
    than_the_year_before,
)
from reportqa.answering.understanding.comparisons import asks_to_compare
from reportqa.answering.understanding.everyday import in_official_words
from reportqa.answering.understanding.questions import Question, Wants, not_askable, understand
from reportqa.answering.understanding.slips import without_slips
from reportqa.chunking import context
from reportqa.index import Index
from reportqa.normalising import CJK, has_chinese, normalise
from reportqa.reading.places import NATION, other_places, place_names
from reportqa.searching import Hit, search
from reportqa.searching.admitted import admitted
from reportqa.searching.agreement import agreement, sets_targets
from reportqa.searching.coverage import covered_years, years_reported
from reportqa.searching.mentions import is_often_named
from reportqa.searching.scope import (
    Scope,
    asks_for_result,
    scope_of,
    without_report_years,
)
from reportqa.types import Expansion, Filter, Report, Span

READ = 10
"""How many passages are read for the answer, however many are shown."""
# How far a list may go on before and behind a passage, in characters.
_AROUND = 1500
# What there is now no plan tells.
_IS_NOW = re.compile("现有|共有|拥有|现在|目前|已有")
# Nor what was done: 培训了多少人, unlike 安排了多少, which a plan may tell.
_WAS_DONE = re.compile(
    rf"(?!.*(?:安排|投入|拨|下达|设立|资金|经费|要|将|准备|今年|计划|目标)).*(?<![为除])[{CJK}]了(?:多少|几)"
)
# In a report that is named, but not of 《…》中小学, 上级 and 内设.
_WITHIN = "(?:[里当]?[面中](?!小学|学|央|国|心|医)|里|上(?!级|年|半|述)|内(?!设|容|部))"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question being answered: where it looks, and how long each step has taken.

    `wording` is the question as it is looked up, `understood` what it asks for, `depth` how many
    passages are searched for, `reports` those that `only` admits. `timing` is kept up to date.
    """

    index: Index
    wording: str
    understood: Question
    scope: Scope
    depth: int
    only: Filter | None
    reports: Sequence[Report]
    timing: dict[str, float] = field(default_factory=lambda: {"search": 0.0, "read": 0.0})

    def within(self, scope: Scope) -> "Asked":
        """The same question in another scope; its time counts for this one, too."""
        return replace(self, scope=scope)

    @property
    def comparing(self) -> bool:
        """Whether reports or years are to be held against each other."""
        return asks_to_compare(self.wording, self.scope)

    @property
    def words(self) -> Words:
        """What tells where the words of this question begin and end."""
        knows, model = self.index.keywords.knows, shared_reader(self.index.manifest.identity)
        return Words(knows, model.cut) if model else Words(knows)

    def place_of(self, hit: Hit) -> str | None:
        """The place that the report of a hit is about."""
        return self.index.report(hit.chunk.report_id).place

    def search_and_read(
        self, question: str, understood: Question
    ) -> tuple[list[Hit], Reading | None]:
        """The hits in the reader's order and what it read in the first.

        For the question, or for what it asks of one of several years.
        """
        started = time.perf_counter()
        hits = search(self.index, question, self.depth, self.scope, self.only)
        found = time.perf_counter()
        if not hits:
            return [], None
        told = [self._told(hit) for hit in hits[:READ]]
        if not any(candidate.named for candidate in told):
            rows = self._rows_named(hits[:READ])
            told, hits = [*map(self._told, rows), *told], [*rows, *hits]
        candidates = self._of_one_place(hits[: len(told)], told)
        model = shared_reader(self.index.manifest.identity)
        reading = read(self.index.encoder, candidates, understood, model)
        self.timing["search"] += (found - started) * 1000
        self.timing["read"] += (time.perf_counter() - found) * 1000
        if reading is None:
            return hits, None
        return [hits[at] for at in reading.order] + hits[len(told) :], reading

    def _names_of(self, report: Report) -> tuple[str, ...]:
        """What the question calls a report by, longest first; the nation aside."""
        if not has_chinese(self.wording):
            return ()
        if report.place is not None:
            own = place_names(report.place) if report.place in self.scope.places else ()
            return tuple(sorted(own, key=len, reverse=True)) if report.place != NATION else ()
        known = [one.place for one in self.reports if one.place]
        names = [
            name
            for place in other_places(self.wording, known)
            if is_often_named(place, report)
            for name in place_names(place)
        ]
        # 齐齐哈尔 of 齐齐哈尔市 leaves a 市 that belongs to no word.
        whole = [f"{name}{kind}" for name in names for kind in "市县区州省"]
        return (*(name for name in whole if name in self.wording), *names)

    def text(self, hit: Hit) -> str:
        """What a hit says, with its headings."""
        candidate = self._told(hit)
        return f"{candidate.context} {candidate.text}"

    def _told(self, hit: Hit) -> Candidate:
        """A hit as the reader sees it, rows of a table as sentences."""
        candidate = self.candidate(hit)
        text = self.index.report(hit.chunk.report_id).text
        told = tell(text, hit.chunk.start, hit.chunk.end)
        if told is None:
            return candidate
        named = told.cell_named(self.understood)
        names = "".join(name for place in self._places for name in place_names(place))
        around = f"{candidate.context}{''.join(candidate.around)}{candidate.text}{names}"
        content = self.understood.content
        said = named and named.says_all(content, around) and self._is_meant(hit, named)
        meant = named if said else None
        return replace(candidate.with_rows_told(told), named=meant)

    def _rows_named(self, hits: Sequence[Hit]) -> list[Hit]:
        """The rows with a cell that the question names, of tables that go on beyond these hits.

        A row of figures has few words to be found by; what its columns are called is found.
        """
        looked: list[tuple[str, Span]] = []
        rows = []
        for hit in hits:
            report, at = self.index.report(hit.chunk.report_id), hit.chunk.start
            if any(one == report.id and first <= at < last for one, (first, last) in looked):
                continue
            whole = stretch_of_tables(report.text, at, hit.chunk.end)
            if whole is None:
                continue
            looked.append((report.id, whole))
            told = tell(report.text, *whole)
            if told and (named := told.cell_named(self.understood)):
                line = line_around(report.text, whole[0] + told.in_passage(named.span)[0])
                chunk = replace(hit.chunk, start=line[0], end=line[1])
                row = Hit(chunk, hit.scores, agreement(self.scope, report, chunk))
                rows += [row] if self._told(row).named else []
        return rows

    @property
    def _places(self) -> tuple[str, ...]:
        """All places that the question names, had by the library or not."""
        return (*self.scope.places, *self.scope.other_places)

    def _is_meant(self, hit: Hit, named: NamedCell) -> bool:
        """Whether a cell that is named is of the place and year asked about: a table may tell them.

        临河区 in a row of its city's report, 2022年 above a column of the report on 2023.
        """
        scope, agreed = self.scope, hit.agreement
        in_row = named.is_of(name for place in self._places for name in place_names(place))
        of_place = in_row or (agreed.place > -1 and not scope.other_places)
        of_year = named.has_year or agreed.year > -1
        return of_place and of_year and agreed.report_year > -1 and not self.is_but_planned(hit)

    def _of_one_place(self, hits: Sequence[Hit], read: Sequence[Candidate]) -> Sequence[Candidate]:
        """The candidates; where tables of several places have the cell, it is none's by itself."""
        if self.scope.places or self.scope.other_places:
            return read
        pairs = zip(hits, read, strict=True)
        places = {self.place_of(hit) for hit, candidate in pairs if candidate.named}
        return read if len(places) < 2 else [replace(one, named=None) for one in read]

    def is_but_planned(self, hit: Hit) -> bool:
        """Whether a hit tells what was planned, for the year of a result or for what there is."""
        asked, scope = self.understood, self.scope
        undated = not scope.years and not scope.report_years and scope.planning is not True
        done = _WAS_DONE.match(asked.text) and asked.unit != "元" and not asked.wants_change
        unplanned = done or _IS_NOW.search(asked.text)
        if undated and asked.wants_number and hit.chunk.planning and unplanned:
            return True
        # 财政收入 is told when a year is over; 安排资金, 新建学校 may well be asked of its plan.
        indicator = asked.wants is Wants.RATE or asked.wants_level or asked.wants_change
        surely = asked.wants is Wants.FIGURE and scope.planning is False
        if not (indicator or surely) or not asks_for_result(asked.text, scope):
            return False
        words = self.index.report(hit.chunk.report_id).text[hit.chunk.start : hit.chunk.end]
        agreed = hit.agreement
        if agreed.is_of_year and hit.chunk.planning:
            return True
        planned = scope.planning is False and bool(hit.chunk.planning)
        return agreed.year > 0 and (planned or sets_targets(words))

    def is_but_done(self, hit: Hit) -> bool:
        """Whether a hit looks back on a year, of plans for which a figure is asked."""
        asked = self.understood
        if not asked.wants_number or "预计" in asked.text:
            return False
        return self.scope.planning is True and hit.chunk.planning is False

    def candidate(self, hit: Hit) -> Candidate:
        """A hit with what is known of it."""
        report, scope = self.index.report(hit.chunk.report_id), self.scope
        # What is planned is not how things are.
        names_year = scope.years or scope.report_years
        open_year = not names_year and (not hit.chunk.planning or scope.planning)
        start, end = hit.chunk.start, hit.chunk.end
        section = report.section_at(start)
        years = self.understood.years
        of_several = len(years) == 1 and tells_of_several(
            report.text, report.text.rfind("\n", 0, start) + 1, years[0]
        )
        first, last = (section.body, section.end) if section else (0, len(report.text))
        return Candidate(
            text=report.text[start:end],
            around=(
                report.text[max(first, start - _AROUND) : start],
                report.text[end : min(last, end + _AROUND)],
            ),
            of_several=of_several,
            context=context(report, hit.chunk),
            agrees=hit.agreement.agrees and not self.is_but_planned(hit),
            is_but_done=self.is_but_done(hit),
            is_of_year=hit.agreement.is_of_year,
            fused=hit.scores.fused,
            cosine=hit.scores.dense,
            series=(report.place, report.kind) if report.place and open_year else None,
            year=report.year if open_year else None,
            names=tuple(name for place in scope.other_places for name in place_names(place)),
            result_asked=asks_for_result(self.understood.text, scope),
            own_names=self._names_of(report),
            is_of_nation=scope.places == (NATION,) and report.place == NATION,
        )


def put(
    index: Index, question: str, depth: int, only: Filter | None
) -> tuple[Asked, tuple[Expansion, ...]]:
    """The question as it is looked up, and which of its words were exchanged for that."""
    question, only = _in_report_named(index, question, only)
    known = admitted(index, only)
    covered = {year for report in known.telling for year in covered_years(report)}
    wording, years = in_full(question, covered)
    wording, reports = than_the_year_before(wording), known.reports
    scope = scope_of(wording, reports)
    if not scope.years and not scope.report_years:
        wording, last = last_year_in_full(wording, years_reported(reports, scope.places))
        if last:
            years, scope = (*years, *last), scope_of(wording, reports)
    wording, expanded = in_official_words(wording, _knows(index, scope, only))
    model = shared_reader(index.manifest.identity)
    mistyped: tuple[Expansion, ...] = ()
    if model:
        wording, mistyped = without_slips(wording, index.says, model.likelihood)
    understood = understand(without_report_years(wording) if scope.report_years else wording)
    asked = Asked(index, wording, understood, scope, depth, only, reports)
    return asked, (*years, *expanded, *mistyped)


def _in_report_named(index: Index, question: str, only: Filter | None) -> tuple[str, Filter | None]:
    """A question that names a report by its title, without that, and with a filter instead.

    The page that bears the title has most of such a question's words, and answers nothing.
    """
    text = normalise(question)
    titles = admitted(index, only).titles
    title = next((title for title in titles if title in text), None)
    if title is None:
        return question, only
    rest = re.sub(f"《?{re.escape(title)}》?{_WITHIN}?[，,、的：:]?", "", text)
    # Of the report as a whole: 《…》有什么？
    if not_askable(rest) not in {None, "of_nothing"}:
        return question, only
    return rest, replace(only or Filter(), report_ids=titles[title])


def _knows(index: Index, scope: Scope, only: Filter | None) -> Callable[[str], bool]:
    """Whether the reports that a question means have a word."""
    meant = admitted(index, only).meant(scope)
    return lambda word: index.says(word, meant)
