"""Checks a loaded reader against what its weights gave in training, in float32.

`reader.json` holds two questions on a text, one that it answers and one that it does not, with
the margin of the best span over no answer and the logit of there being an answer.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportqa.answering.reader.decoding import PassageReading
from reportqa.errors import ModelError
from reportqa.reasons import reason_of

ABOUT_FILE = "reader.json"
# 8-bit weights and bfloat16 arithmetic move a logit by about 0.1.
_TOLERANCE = 1.0


@dataclass(frozen=True, slots=True)
class KnownReading:
    """A question on a passage with what the reader must make of it; `words` "" for no check."""

    question: str
    passage: str
    words: str
    margin: float
    answers: float


def known_readings(folder: Path) -> list[KnownReading]:
    """What `reader.json` holds.

    Raises:
        ModelError: the file is missing or damaged.
    """
    path = folder / ABOUT_FILE
    try:
        return [KnownReading(**row) for row in json.loads(path.read_text("utf-8"))["known"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"阅读模型的说明读不出来：{path}（{reason_of(error)}）；请重新安装 reportqa"
        ) from error


def verify(folder: Path, read: Callable[[str, str], PassageReading]) -> None:
    """Read the known texts.

    Raises:
        ModelError: a reading is not what it must be.
    """
    for known in known_readings(folder):
        got = read(known.question, known.passage)
        best = got.spans[0]
        words = known.passage[best.start : best.end]
        # Written this way round so that a NaN fails too.
        near = (
            abs(got.margin - known.margin) <= _TOLERANCE
            and abs(got.answers - known.answers) <= _TOLERANCE
        )
        if not near or (known.words and words != known.words):
            raise ModelError(
                f"阅读模型与预期不符：“{known.question}”得到“{words}”（{got.margin:.2f}），"
                f"应为“{known.words}”（{known.margin:.2f}）；"
                "请按 constraints.txt 重新安装依赖后重试"
            )
