"""Why a passage stands where it does, and what a probability is made of."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from reportqa.answering.confidence import Signals, contributions
from reportqa.answering.reading import Reading
from reportqa.answering.refusing.meeting import Words, meet
from reportqa.answering.understanding.questions import Question
from reportqa.normalising import has_chinese, normalise
from reportqa.searching import Hit
from reportqa.types import PassageWhy, SignalShare

SIGNAL_NAMES: Final = {
    "bias": "起点",
    "part_cosine": "这句话与问题意思接近",
    "passage_cosine": "这段话与问题意思接近",
    "coverage": "问题的用词在这段话里",
    "agrees": "地点和年份相符",
    "fits": "有所问的那类内容",
    "margin": "阅读器认准了这几个字",
    "answers": "阅读器认为这段话能回答",
    "clear": "别处没有同样像答案的字句",
    "edges": "答案的起止分明",
    "plain": "所问的内容边界清楚",
}
"""The names of the signals as people read them."""

NOT_COMPARED: Final = "报告问答不作比较或计算，下面是报告里各自的数字，请自己比较。"
"""What is said above figures that a question asks to compare."""


def explain_passages(
    question: Question,
    hits: Sequence[Hit],
    texts: Sequence[str],
    reading: Reading | None,
    words: Words,
) -> list[PassageWhy]:
    """Why each of these hits stands where it does.

    Args:
        question: As understood.
        hits: In the order shown; the first of them are those that `reading` ranked.
        texts: What each of them says, with its headings.
        reading: What the reader made of them, if it read.
        words: What tells where words begin and end.
    """
    dense = _ranks([hit.scores.dense for hit in hits])
    keyword = _ranks([hit.scores.keyword for hit in hits])
    content = question.content if has_chinese(question.text) else ""
    return [
        PassageWhy(
            met=meeting.met,
            missed=meeting.missed,
            dense_rank=dense[at],
            keyword_rank=keyword[at],
            margin=_logit(reading.margins if reading else (), at),
            answers=_logit(reading.answers if reading else (), at),
            place=hit.agreement.place,
            report_year=hit.agreement.report_year,
            year=hit.agreement.year,
            planning=hit.agreement.planning,
        )
        for at, (hit, text) in enumerate(zip(hits, texts, strict=True))
        for meeting in [meet(content, normalise(text), words)]
    ]


def explain_answer(signals: Signals) -> tuple[SignalShare, ...]:
    """Every signal with its value and its share, in the order of `Signals`, "bias" first."""
    values = asdict(signals)
    return tuple(
        SignalShare(name, values.get(name), share) for name, share in contributions(signals).items()
    )


def signed(value: float) -> str:
    """A share or a logit as people read it: +1.2, −0.3, and 0.0 without a sign."""
    plain = f"{value:+.1f}"
    return "0.0" if plain in {"+0.0", "-0.0"} else plain.replace("-", "−")


def _ranks(scores: Sequence[float]) -> list[int]:
    """The place of each score, from 1 for the highest; equal ones share it."""
    return [1 + sum(other > score for other in scores) for score in scores]


def _logit(logits: Sequence[float | None], at: int) -> float | None:
    """The logit of the hit at this place; None if it was not read, or has no words to read."""
    logit = logits[at] if at < len(logits) else None
    return logit if logit is not None and math.isfinite(logit) else None
