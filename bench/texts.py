"""What is measured on: reports and questions, as many as are wanted, no two alike."""

import json
from pathlib import Path

from bench.corpus import QUESTIONS, write_reports
from reportqa.reading.gazetteer import known_places

_YEAR = "2020"
_YEARS = tuple(range(2011, 2026))


def make_reports(count: int, folder: Path) -> list[Path]:
    """Write `count` reports (UTF-8, about 5,500 characters each) into a folder, made if missing.

    The first is the shipped report, the others vary it; see `bench.corpus`. The first n of a
    larger count are those of a count of n.
    """
    write_reports(folder, range(count))
    return sorted(folder.glob("*.txt"))[:count]


def questions(count: int) -> list[str]:
    """`count` questions: those of the shipped set first, then of other places and years."""
    lines = QUESTIONS.read_text("utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines if line.strip()]
    places = sorted(place for place in known_places() if len(place) == 2)
    made = []
    for number in range(count):
        again, which = divmod(number, len(asked))
        question = asked[which]
        if again:
            place = places[again // len(_YEARS) % len(places)]
            year = str(_YEARS[again % len(_YEARS)])
            question = f"{place}{year}年：{question.replace(_YEAR, year)}"
        made.append(question)
    return made
