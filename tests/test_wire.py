"""A response over several years as JSON; single answers are tested in answering/test_asking.py."""

from dataclasses import asdict, replace

from reportqa.answering import ask
from reportqa.index import Index
from reportqa.types import Answer, OutlineItem, Response, SeriesGap, SeriesPoint
from reportqa.wire import response_to_json


def test_a_series_has_a_quote_and_a_citation_for_every_year(toy_index: Index) -> None:
    passages = ask(toy_index, "受理行政复议案件多少件").passages[:2]
    first, second = (passage.citation for passage in passages)
    answer = Answer(
        text="128件",
        quote=passages[0].text,
        probability=0.876543,
        answerable_probability=0.912345,
        confidence="high",
        citation=first,
        highlights=((3, 7), (9, 12)),
        series=(
            SeriesPoint(2020, "121件", passages[1].text, second, ((5, 9),)),
            SeriesPoint(2021, "128件", passages[0].text, first, ((3, 7),)),
        ),
    )
    told = response_to_json(Response("问？", answer, None, (), {"total": 12.3456}))
    quotes = [passage.text for passage in passages]
    answer_told = told["answer"]
    expected = {
        "text": "128件",
        "quote": quotes[0],
        "probability": 0.8765,
        "answerable_probability": 0.9123,
        "confidence": "high",
        "citation": asdict(first),
        "highlights": [[3, 7], [9, 12]],
    }
    # The contract changes by adding alone.
    assert answer_told | expected == answer_told
    points = [
        {"year": 2020, "text": "121件", "quote": quotes[1], "citation": asdict(second)},
        {"year": 2021, "text": "128件", "quote": quotes[0], "citation": asdict(first)},
    ]
    series = answer_told["series"]
    assert [one | point for one, point in zip(series, points, strict=True)] == series
    assert (told["question"], told["status"], told["refusal"]) == ("问？", "answered", None)
    assert (told["passages"], told["timing_ms"]) == ([], {"total": 12.35})


def test_headings_have_their_level_and_citation(toy_index: Index) -> None:
    citation = ask(toy_index, "受理行政复议案件多少件").passages[0].citation
    outline = (OutlineItem(2, "主要成效", citation),)
    answer = Answer("主", "主", 0.9, 0.9, "high", citation, ((0, 1),), outline=outline)
    told = response_to_json(Response("问？", answer, None, ()))["answer"]["outline"]
    assert told == [{"level": 2, "text": "主要成效", "citation": asdict(citation)}]
    plain = response_to_json(Response("问？", replace(answer, outline=None), None, ()))
    assert plain["answer"]["outline"] is None


def test_figures_of_places_tell_place_and_what_is_missing(toy_index: Index) -> None:
    citation = ask(toy_index, "受理行政复议案件多少件").passages[0].citation
    point = SeriesPoint(None, "主", "主", citation, ((0, 1),), "甲市")
    missing = (SeriesGap(2019), SeriesGap(2020, "乙市"))
    answer = Answer(
        "主", "主", 0.9, 0.9, "high", citation, ((0, 1),), (point,), missing, comparing=True
    )
    told = response_to_json(Response("问？", answer, None, ()))["answer"]
    assert [(one["year"], one["place"]) for one in told["series"]] == [(None, "甲市")]
    gaps = [{"year": 2019, "place": None}, {"year": 2020, "place": "乙市"}]
    assert (told["missing_years"], told["missing"], told["comparing"]) == ([2019], gaps, True)
