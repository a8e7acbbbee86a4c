"""Cuts paragraphs into passages such as the product reads: whole sentences, of any length."""

import random
import re
from dataclasses import replace

from training.examples import Example, Reading, without_answer

# Characters. Most passages of an index have up to 200; whole paragraphs come with --squad.
_SIZES = (120, 200, 200, 320, 560)
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)》]*|[^。！？!?；;\n]+$")
_NULL_SHARE = 0.25
_OTHER_SHARE = 0.4
_TITLED = 0.6


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of sentences and of parts between ；, in order, that together make up the text."""
    return [found.span() for found in _SENTENCE.finditer(text)] or [(0, len(text))]


def around(text: str, start: int, end: int, size: int, rng: random.Random) -> tuple[int, int]:
    """A span of whole sentences of about `size` characters that holds `start` to `end`."""
    spans = sentence_spans(text)
    first = max(at for at, span in enumerate(spans) if span[0] <= start)
    last = min(at for at, span in enumerate(spans) if span[1] >= end)
    while True:
        low, high = spans[first][0], spans[last][1]
        ways = [
            (left, right)
            for left, right in ((first - 1, last), (first, last + 1))
            if left >= 0 and right < len(spans) and spans[right][1] - spans[left][0] <= size
        ]
        if not ways:
            return low, high
        first, last = rng.choice(ways)


def draw(reading: Reading, rng: random.Random) -> Example:
    """A passage for a question: mostly one that answers it, sometimes one that does not.

    Now and then below its title, as the product reads it.
    """
    drawn = _drawn(reading, rng)
    if not reading.title or rng.random() >= _TITLED:
        return drawn
    above = f"{reading.title}\n"
    shift = len(above) if drawn.kind == "span" else 0
    return replace(
        drawn, passage=above + drawn.passage, start=drawn.start + shift, end=drawn.end + shift
    )


def _drawn(reading: Reading, rng: random.Random) -> Example:
    size = rng.choice(_SIZES)
    if reading.spans and rng.random() >= _NULL_SHARE:
        start, end = rng.choice(reading.spans)
        low, high = around(reading.context, start, end, size, rng)
        return Example(
            reading.question,
            reading.context[low:high],
            start - low,
            end - low,
            "span",
            reading.group,
        )
    return without_answer(reading.question, _wrong_passage(reading, size, rng), reading.group)


def _wrong_passage(reading: Reading, size: int, rng: random.Random) -> str:
    if not reading.spans and (rng.random() >= _OTHER_SHARE or not reading.others):
        # The paragraph itself does not answer, so no part of it does.
        at = rng.randrange(len(reading.context))
        low, high = around(reading.context, at, at + 1, max(size, 200), rng)
        return reading.context[low:high]
    answers = {reading.context[start:end] for start, end in reading.spans}
    whole = [reading.context] if reading.spans else []
    texts = list(reading.others) if rng.random() < _OTHER_SHARE else whole
    for text in texts or whole or list(reading.others):
        for _ in range(3):
            at = rng.randrange(len(text))
            low, high = around(text, at, at + 1, min(size, 200), rng)
            if high - low >= 20 and not any(answer in text[low:high] for answer in answers):
                return text[low:high]
    return reading.others[rng.randrange(len(reading.others))] if reading.others else "无"
