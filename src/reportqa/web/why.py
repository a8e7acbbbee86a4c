"""Why this answer, and why these passages, folded below them."""

from collections.abc import Sequence

from reportqa.answering.explaining import signed
from reportqa.types import Answer, Passage, PassageWhy, Response
from reportqa.web.texts import TEXTS
from reportqa.web.visible import shown
from reportqa.web.wording import words


def why_html(response: Response) -> str:
    """Signals and scores; "" where nothing was explained."""
    explained = [passage for passage in response.passages if passage.why]
    answer = response.answer
    signals = _signals(answer) if answer else ""
    if not explained and not signals:
        return ""
    summary = words("why") if answer else words("why_scores")
    return (
        f'<details class="rq-more rq-why"><summary>{summary}</summary>'
        f"{signals}{_scored(explained)}</details>"
    )


def _signals(answer: Answer) -> str:
    if not answer.why:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_name(one.signal)}</th><td>{signed(one.share)}</td></tr>'
        for one in answer.why
    )
    there = words("why_answerable", n=round(answer.answerable_probability * 100))
    return (
        f"<p>{there}</p>"
        f'<table class="rq-signals"><caption>{words("why_signals")}</caption>{rows}</table>'
    )


def _name(signal: str) -> str:
    key = f"signal_{signal}"
    return words(key) if key in TEXTS else shown(signal)


def _scored(passages: Sequence[Passage]) -> str:
    items = "".join(
        f'<li value="{passage.rank}"><p>{shown(passage.citation.label)}</p>{_reasons(passage.why)}'
        "</li>"
        for passage in passages
        if passage.why
    )
    return f'<p class="rq-label">{words("why_scores")}</p><ol class="rq-scored">{items}</ol>'


def _reasons(why: PassageWhy) -> str:
    told = [words("dense_rank", n=why.dense_rank), words("keyword_rank", n=why.keyword_rank)]
    if why.margin is not None and why.answers is not None:
        told.append(f"{words('reader_score')} {signed(why.margin)} / {signed(why.answers)}")
    for name, agreed in (("place", why.place), ("year", why.years)):
        if agreed:
            told.append(words(f"{name}_agrees" if agreed > 0 else f"{name}_differs"))
    return (
        f"{_listed('met', why.met)}{_listed('missed', why.missed)}"
        f'<p class="rq-ranks">{" · ".join(told)}</p>'
    )


def _listed(key: str, listed: Sequence[str]) -> str:
    if not listed:
        return ""
    each = " ".join(f'<span class="rq-word">{shown(word)}</span>' for word in listed)
    return f'<p class="rq-{key}"><span class="rq-label">{words(key)}</span> {each}</p>'
