"""The JSON that programs get from `ask --json`. Change it only by adding."""

from dataclasses import asdict
from typing import Any

from reportqa.types import Answer, Passage, Refusal, Response, SeriesPoint


def response_to_json(response: Response) -> dict[str, Any]:
    """A response as plain values, ready for `json.dumps`."""
    answer = response.answer
    return {
        "question": response.question,
        "status": response.status,
        "answer": _answer(answer) if answer else None,
        "refusal": _refusal(response.refusal) if response.refusal else None,
        "passages": [_passage(passage) for passage in response.passages],
        "expanded": [asdict(expansion) for expansion in response.expanded],
        "timing_ms": {step: round(value, 2) for step, value in response.timing_ms.items()},
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "quote": answer.quote,
        "probability": round(answer.probability, 4),
        "answerable_probability": round(answer.answerable_probability, 4),
        "confidence": answer.confidence,
        "citation": asdict(answer.citation),
        "highlights": [list(span) for span in answer.highlights],
        "series": None if answer.series is None else [_point(point) for point in answer.series],
        "missing_years": list(answer.missing_years),
        "missing": [asdict(gap) for gap in answer.missing],
        "comparing": answer.comparing,
        "other_years": list(answer.other_years),
        "outline": None if answer.outline is None else [asdict(item) for item in answer.outline],
        "column": answer.column,
        "why": None if answer.why is None else [_rounded(asdict(one)) for one in answer.why],
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "reason": refusal.reason,
        "message": refusal.message,
        "missing": list(refusal.missing),
        "suggestion": asdict(refusal.suggestion) if refusal.suggestion else None,
    }


def _point(point: SeriesPoint) -> dict[str, Any]:
    return {
        "year": point.year,
        "place": point.place,
        "text": point.text,
        "quote": point.quote,
        "citation": asdict(point.citation),
        "highlights": [list(span) for span in point.highlights],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "rank": passage.rank,
        "text": passage.text,
        "citation": asdict(passage.citation),
        "scores": _rounded(asdict(passage.scores)),
        "why": _rounded(asdict(passage.why)) if passage.why else None,
    }


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in values.items()
    }
