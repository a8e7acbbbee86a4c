"""Saying honestly, and in the asker's words, why there is no answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reportqa.answering.overall import Asks
from reportqa.answering.refusing.sentences import in_words, say
from reportqa.answering.refusing.suggesting import Change
from reportqa.answering.understanding.questions import LONGEST_QUESTION
from reportqa.searching.coverage import covered_years
from reportqa.searching.scope import Scope
from reportqa.types import Confidence, Refusal, Report, Sentence, Suggestion

_SEE = (say("see"),)
_MOST_NAMED = 8
_INNER_MARKS = str.maketrans("“”「」", "‘’‘’")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer, in the parts that a `Refusal` for people is made of.

    `says` is what is lacking. `besides` is what there is instead, where that is worth telling
    beside a suggestion, too: several years or places, or a plan. `see` is what the passages are.
    """

    reason: str
    says: tuple[Sentence, ...]
    missing: tuple[str, ...] = ()
    besides: tuple[Sentence, ...] = ()
    see: tuple[Sentence, ...] = _SEE

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What people are told where there is no suggestion."""
        return (*self.says, *self.besides, *self.see)

    def refusal(self) -> Refusal:
        """The refusal by itself."""
        return self._telling(self.sentences, None)

    def suggesting(self, change: Change, confidence: Confidence, *, figure: bool) -> Refusal:
        """The refusal with a nearby question that the reports were found to answer.

        Where nothing is found for a year or place, it says for which there is. `figure`: what was
        asked for is a figure.
        """
        told = self.sentences
        if change.put and self.reason != "unsure":
            outright = self.reason in {"missing_year", "missing_place"}
            told = (say("given_figure" if figure else "given", put=change.put),)
            # Of what was but planned it says itself that no more was found.
            if outright or not self.besides:
                told += (say("not_of" if outright else "not_found_of", gone=change.gone),)
            told += (say("but"), *self.besides) if self.besides else (say("stop"),)
            told += _SEE
        return self._telling(told, Suggestion(change.question, confidence))

    def _telling(self, told: tuple[Sentence, ...], suggestion: Suggestion | None) -> Refusal:
        return Refusal(self.reason, in_words(told), self.missing, suggestion, told)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the passages nearest to a question lack.

    `words` of the question stand in none of them; `nowhere` tells that the first of these stands
    in no report at all. `spoken_of` is the longest word of the question that the best one has, ""
    if it has none.
    """

    words: tuple[str, ...] = ()
    nowhere: bool = False
    spoken_of: str = ""

    def sentences(self) -> tuple[Sentence, ...]:
        """The same in words; none where nothing is lacking."""
        if not self.words:
            return ()
        who, word = "reports" if self.nowhere else "passages", self.words[0].upper()
        if self.spoken_of:
            return (say(f"{who}_lack_beside", spoken=self.spoken_of.upper(), word=word),)
        return (say(f"{who}_lack", word=word),)


def unaskable(reason: str) -> Refused:
    """The refusal of something that is no question; `reason` as `not_askable` gives it."""
    told = "not_a_question" if reason in {"follow_up", "of_nothing"} else reason
    gaps = {"max": str(LONGEST_QUESTION)} if reason == "too_long" else {}
    return Refused(told, (say(reason, **gaps),), see=())


def nothing_to_search() -> Refused:
    """The refusal where a filter admits no report."""
    return Refused("nothing_to_search", (say("nothing_to_search"),), see=())


def not_quoted(words: str) -> Refused:
    """The refusal where nothing says the words whose source is asked for."""
    inside = words.translate(_INNER_MARKS)
    return Refused("not_in_reports", (say("not_quoted", said=inside),), (words,))


def of_which_place(places: Sequence[str], reports: Sequence[Report]) -> Refused:
    """The refusal where reports of several places answer, and the question names none of them.

    Args:
        places: those of which it was found; others may answer, too.
        reports: all that were asked.
    """
    all_found = {report.place for report in reports if report.place} <= set(places)
    says = _some("which_place" if all_found else "which_place_among", "which_place", places)
    return Refused("unsure", (says,), see=(say("see_theirs"),))


def of_which_report(titles: Sequence[str]) -> Refused:
    """The refusal where a report as a whole is asked about, and several may be meant."""
    named = "".join(f"《{title}》" for title in titles[:_MOST_NAMED])
    says = say("which_report", titles=named)
    if len(titles) > _MOST_NAMED:
        says = say("which_report_of_many", titles=named, n=str(len(titles)))
    return Refused("unsure", (says,), see=())


def not_said_of_itself(asks: Asks) -> Refused:
    """The refusal where a report does not say who gave it, or when, or has no headings."""
    if asks is Asks.CONTENTS:
        return Refused("unsure", (say("no_headings"),))
    if asks is Asks.ISSUER:
        return Refused("not_in_reports", (say("no_issuer"),), ("发文机关",))
    return Refused("not_in_reports", (say("no_date"),), ("发布日期",))


def not_held(
    scope: Scope, reports: Sequence[Report], *, comparing: bool = False, of_year: bool = False
) -> Refused | None:
    """The refusal for want of a place or year that is named, with those that the library has.

    None if it has them all. `comparing`: reports are to be compared; `of_year`: the best passage
    tells of the years named.
    """
    absent = scope.other_places or (scope.not_held if comparing else ())
    missing = _missing_places(absent, reports)
    return missing or (None if of_year else _missing_years(scope, reports))


def off_topic(lacking: Lacking) -> Refused:
    """The refusal of a question about something else altogether."""
    words = lacking.words[:1] if lacking.nowhere else ()
    says = say("off_topic_word", word=words[0].upper()) if words else say("off_topic")
    return Refused("off_topic", (says,), words)


def only_planned(years: Sequence[int]) -> Refused:
    """The refusal where what came of something is asked for, and but its plan is told."""
    named = "、".join(f"{year}年" for year in years)
    found = say("planned_for", years=named) if named else say("planned")
    return Refused("not_in_reports", (say("in_reports"),), besides=(found,))


def not_told(lacking: Lacking, *, comparing: bool = False) -> Refused:
    """The refusal where nothing answers; `comparing`: reports or years are to be compared."""
    told = say("not_told")
    return _not_found("not_in_reports", told, lacking, comparing, say("see_to_check"))


def not_sure(lacking: Lacking, *, comparing: bool = False) -> Refused:
    """The same where the passages may well answer."""
    return _not_found("unsure", say("not_sure"), lacking, comparing, say("see_maybe"))


def _not_found(
    reason: str, says: Sentence, lacking: Lacking, comparing: bool, see: Sentence
) -> Refused:
    because = (say("not_compared"),) if comparing else lacking.sentences()
    return Refused(reason, (says, *because), lacking.words, see=(see,))


def _missing_places(lost: tuple[str, ...], reports: Sequence[Report]) -> Refused | None:
    if not lost:
        return None
    says = say("no_place", places="、".join(lost))
    places = sorted({report.place for report in reports if report.place})
    held = _some("held_places", "held_places", places) if places else say("held_placeless")
    return _missing("missing_place", says, lost, held, several=len(places) > 1)


def _missing_years(scope: Scope, reports: Sequence[Report]) -> Refused | None:
    there = [report for report in reports if report.place in scope.places] or reports
    covered = {year for report in there for year in covered_years(report)}
    named = (*scope.years, *scope.report_years)
    lost = tuple(f"{year}年" for year in named if year not in covered)
    if not lost or not covered:
        return None
    says = say("no_year", years="、".join(lost))
    years = {report.year for report in there if report.year} or covered
    whose = () if there is reports else scope.places
    told = _year_ranges(years)
    held = say("held_years", years=told)
    if whose:
        held = say("held_years_of", places="、".join(whose), years=told)
    several = max(len(years), len(whose)) > 1
    return _missing("missing_year", says, lost, held, several=several)


def _missing(
    reason: str, says: Sentence, missing: tuple[str, ...], held: Sentence, *, several: bool
) -> Refused:
    """The refusal for want of years or places; of those held a suggestion tells one by itself."""
    if several:
        return Refused(reason, (says,), missing, (held,))
    return Refused(reason, (says, held), missing)


def _some(few: str, many: str, places: Sequence[str]) -> Sentence:
    """What is said of so many places; `many` is what is said where but some of them are named."""
    named = "、".join(places[:_MOST_NAMED])
    if len(places) > _MOST_NAMED:
        return say(f"{many}_of_many", places=named, n=str(len(places)))
    return say(few, places=named)


def _year_ranges(years: Collection[int]) -> str:
    """2007年、2010—2013年 for 2007, 2010, 2011, 2012, 2013."""
    ranges: list[list[int]] = []
    for year in sorted(years):
        if ranges and year == ranges[-1][-1] + 1:
            ranges[-1].append(year)
        else:
            ranges.append([year])
    return "、".join(f"{r[0]}年" if len(r) == 1 else f"{r[0]}—{r[-1]}年" for r in ranges)
