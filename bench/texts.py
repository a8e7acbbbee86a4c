"""What is measured on: the shipped report and its questions, varied, so that no two are alike."""

import json
import random
import re
from pathlib import Path

_HOME = Path(__file__).parents[1]
SHIPPED = _HOME / "reports" / "urumqi-2020.txt"
QUESTIONS = _HOME / "eval" / "urumqi-2020.jsonl"

_PLACE = "乌鲁木齐"
_PLACES = ("石河子", "克拉玛依", "吐鲁番", "哈密", "昌吉", "博乐", "阿克苏", "喀什", "和田", "伊宁")
_YEAR = 2020
_YEARS = range(2011, 2026)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE = re.compile(r"(?<=[。；])(?=[^\n])")


def make_reports(count: int, folder: Path) -> list[Path]:
    """Write `count` reports (UTF-8, about 5,500 characters each) into a folder, made if missing.

    The first is the shipped report itself. The others keep its headings and paragraphs, name
    another place and year, carry other figures, and have the sentences of each paragraph in
    another order. The same count always gives the same files, and the first n of them are
    the n that a smaller count gives.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = SHIPPED.read_text("utf-8-sig")
    paths = []
    for number in range(count):
        path = folder / f"report-{number:05}.txt"
        path.write_text(text if number == 0 else varied(text, number), "utf-8")
        paths.append(path)
    return paths


def varied(text: str, number: int) -> str:
    """The report as another place might have written it in another year."""
    dice = random.Random(number)
    place, year = _place(number), _year(number)

    def figure(found: re.Match[str]) -> str:
        if found[0] == str(_YEAR):
            return str(year)
        whole, dot, part = found[0].partition(".")
        digits = "".join(str(dice.randint(1, 9)) for _ in whole)
        return f"{digits}{dot}{part}"

    lines = []
    for line in text.replace(_PLACE, place).split("\n"):
        first, *others = _SENTENCE.split(_NUMBER.sub(figure, line))
        dice.shuffle(others)
        lines.append("".join([first, *others]))
    return "\n".join(lines)


def _place(number: int) -> str:
    """One of ten places; the same with a number where every year of it has been."""
    again = number // (len(_PLACES) * len(_YEARS))
    return f"{_PLACES[number % len(_PLACES)]}{again or ''}"


def _year(number: int) -> int:
    return _YEARS[number // len(_PLACES) % len(_YEARS)]


def questions(count: int) -> list[str]:
    """`count` questions, no two alike: those of the question set, of other places and years."""
    lines = QUESTIONS.read_text("utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines if line.strip()]
    made = []
    for number in range(count):
        again, which = divmod(number, len(asked))
        question = asked[which]
        if again:
            place, year = _place(again), _year(again)
            question = f"{place}市{year}年：{question.replace(str(_YEAR), str(year))}"
        made.append(question)
    return made
