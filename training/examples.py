"""What the reader is taught from: a question, a passage, and where the answer stands."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["span", "null", "relevant", "irrelevant"]


@dataclass(frozen=True, slots=True)
class Example:
    """One question with one passage.

    `kind` is "span" where `start`/`end` (characters of `passage`) hold the answer, "null" where
    the passage does not answer, and "relevant" or "irrelevant" where only that much is known:
    then no span is taught. `group` names the article or report, which is held out as a whole.
    """

    question: str
    passage: str
    start: int
    end: int
    kind: Kind
    group: str

    def __post_init__(self) -> None:
        """Refuse a span that is none."""
        if self.kind == "span" and not 0 <= self.start < self.end <= len(self.passage):
            raise ValueError(f"span {self.start}:{self.end} of {len(self.passage)} characters")

    @property
    def answer(self) -> str:
        """The words that answer, "" if none."""
        return self.passage[self.start : self.end]


def without_answer(question: str, passage: str, group: str, kind: Kind = "null") -> Example:
    """An example without a span."""
    return Example(question, passage, 0, 0, kind, group)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question on a whole article paragraph, as question-answering sets hold them.

    `spans` are the answers that annotators marked, empty where the paragraph does not answer.
    `others` are paragraphs of the same article, `title` is what stands above them, if anything.
    """

    question: str
    context: str
    spans: tuple[tuple[int, int], ...]
    others: tuple[str, ...]
    group: str
    title: str = ""
