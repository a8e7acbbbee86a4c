"""A gate on rebuilding: a new index takes over only if it answers as well as the old one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportqa.errors import GateClosed, QuestionSetError
from reportqa.evaluation.comparing import COMPARED, Comparison, compare, must_be_of
from reportqa.evaluation.gate_defaults import METRIC, TOLERANCE
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.evaluation.running import evaluate
from reportqa.index import Index

METRICS = COMPARED
"""Those that a gate may watch; higher is better in each."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the new index did: its `result`, as `evaluate` gives it, against the old one's.

    `comparison` is None where there was nothing to compare with. `metrics` are those watched,
    `fallen` those of them that keep the gate closed.
    """

    result: dict[str, Any]
    comparison: Comparison | None
    metrics: tuple[str, ...]
    fallen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """To be called with a new index and the old one before the swap.

    `tolerance` (0 to 1) is how much a metric may fall. `saved` is a result of the old index to
    compare with instead of evaluating it. `tell` gets the verdict, whatever it is; `progress` is
    called with how many answers are judged, and of how many.

    Raises:
        QuestionSetError: The saved result is of other questions.
    """

    questions: QuestionSet
    metrics: tuple[str, ...] = (METRIC,)
    tolerance: float = TOLERANCE
    saved: dict[str, Any] | None = None
    tell: Callable[[Verdict], None] = lambda _: None
    progress: Callable[[int, int], None] = lambda _done, _total: None

    def __post_init__(self) -> None:
        if self.saved:
            must_be_of(self.questions, self.saved)

    def __call__(self, new: Index, old: Index | None) -> None:
        """Evaluate both, and compare.

        Raises:
            GateClosed: A metric fell by more than the tolerance.
            QuestionSetError: The questions cannot measure a metric.
        """
        measured = [new] if self.saved or old is None else [new, old]
        total = len(measured) * len(self.questions.questions)
        done = iter(range(1, total + 1))
        result, *others = (
            evaluate(index, self.questions, lambda _: self.progress(next(done), total))
            for index in measured
        )
        before = others[0] if others else self.saved
        fallen = self._fallen(before, result) if before else ()
        comparison = compare(before, result) if before else None
        self.tell(Verdict(result, comparison, self.metrics, fallen))
        if before and fallen:
            falls = "、".join(
                f"{name} 由 {before[name]:.3f} 降到 {_words(result[name])}" for name in fallen
            )
            raise GateClosed(
                f"{falls}，超过容许的 {self.tolerance:g}，保留原有索引。"
                "请查看变差的题目；要照样换上，请去掉 --gate 或放宽 --gate-tolerance。"
            )

    def _fallen(self, before: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
        fallen = []
        for name in self.metrics:
            was, is_now = before[name], now[name]
            if was is None and is_now is None:
                raise QuestionSetError(
                    f"{self.questions.path}：这些题目算不出 {name}。请换一个 --gate-metric。"
                )
            if was is not None and (is_now is None or was - is_now > self.tolerance + _ROUNDING):
                fallen.append(name)
        return tuple(fallen)


def _words(value: float | None) -> str:
    return "算不出" if value is None else f"{value:.3f}"
