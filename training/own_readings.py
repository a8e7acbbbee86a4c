"""Short texts written for reading, each with questions: `hand_written/readings/*/*.txt`.

`reports` holds what is like official reports of every kind, `general` judgments, encyclopaedia
articles, news and statutes, so that the reader learns to read more than reports. All are
invented. A text begins with `# ` and its title; lines follow that make it up, then its questions:

    Q: a question
    A: the shortest words of the text that answer
    Q: a question that the text does not answer, though it sounds as if it did
    N: why not

` @2` after an answer means the second place where the text has these words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.examples import Reading

READINGS = Path(__file__).with_name("hand_written") / "readings"

_OTHERS = 3
"""Texts before and after in the same file, much like this one, as passages that do not answer."""

_MARKED = re.compile(r"([QAN]): (.+)")
_PLACED = re.compile(r"(.*?)(?: @(\d+))?")


@dataclass(slots=True)
class _Text:
    title: str
    lines: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Each question with its answer, "" if none."""

    @property
    def context(self) -> str:
        return "\n".join(self.lines)


def load_readings(folder: Path = READINGS) -> list[Reading]:
    """All questions of the files below a folder, file by file in their order.

    Raises:
        ValueError: a line that is no part of a text, or an answer that its text does not hold.
    """
    return [reading for path in sorted(folder.rglob("*.txt")) for reading in _readings(path)]


def _readings(path: Path) -> Iterator[Reading]:
    texts = list(_texts(path))
    for at, text in enumerate(texts):
        near = texts[max(0, at - _OTHERS) : at] + texts[at + 1 : at + 1 + _OTHERS]
        others = tuple(other.context for other in near)
        group = f"{path.stem}:{text.title}"
        for question, answer in text.asked:
            spans = (_span(text, answer),) if answer else ()
            yield Reading(question, text.context, spans, others, group, text.title)


def _texts(path: Path) -> Iterator[_Text]:
    text: _Text | None = None
    question = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        marked = _MARKED.fullmatch(line)
        if not line.strip():
            continue
        if line.startswith("# ") and not question:
            if text:
                yield text
            text = _Text(line[2:])
        elif text and marked and marked[1] == "Q" and not question:
            question = marked[2]
        elif text and marked and marked[1] != "Q" and question:
            text.asked.append((question, marked[2] if marked[1] == "A" else ""))
            question = ""
        elif text and not marked and not text.asked and not question:
            text.lines.append(line)
        else:
            raise ValueError(f"{path.name}:{number}: {line!r} is not what was to come")
    if question:
        raise ValueError(f"{path.name}: nothing follows {question!r}")
    if text:
        yield text


def _span(text: _Text, answer: str) -> tuple[int, int]:
    words, place = _PLACED.fullmatch(answer).groups()  # type: ignore[union-attr]
    found = [match.start() for match in re.finditer(re.escape(words), text.context)]
    number = int(place or 1)
    if not 1 <= number <= len(found):
        raise ValueError(f"{text.title}: {len(found)} places with {words!r}, wanted {number}")
    return found[number - 1], found[number - 1] + len(words)
