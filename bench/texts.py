"""What is measured on: reports and questions, as many as are wanted, no two alike."""

import json
from pathlib import Path

from bench.corpus import QUESTIONS, write_reports

_OPENINGS = (
    "",
    "请问，",
    "我想问一下，",
    "麻烦查一查：",
    "想知道",
    "请告诉我，",
    "有个问题，",
    "打听一下，",
)
_ENDINGS = ("呢？", "？谢谢", "？？", "，请回答", "？请说明")


def make_reports(count: int, folder: Path) -> list[Path]:
    """Write `count` reports (UTF-8, about 5,500 characters each) into a folder, made if missing.

    The first is the shipped report, the others vary it; see `bench.corpus`. The first n of a
    larger count are those of a count of n.
    """
    write_reports(folder, range(count))
    return sorted(folder.glob("*.txt"))[:count]


def questions(count: int) -> list[str]:
    """`count` questions: those of the shipped set first, then the same in more words.

    What is asked stays the same, so that every stretch of them is as much work as another.

    Raises:
        ValueError: there are not so many ways to put them.
    """
    lines = QUESTIONS.read_text("utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines if line.strip()]
    most = len(asked) * len(_OPENINGS) * len(_ENDINGS)
    if count > most:
        raise ValueError(f"{count} questions: at most {most} can be made")
    made = asked[:count]
    for number in range(len(asked), count):
        again, which = divmod(number, len(asked))
        ending, opening = divmod(again, len(_OPENINGS))
        bare = asked[which].rstrip("？?。")
        made.append(f"{_OPENINGS[opening]}{bare}{_ENDINGS[ending]}")
    return made
