"""Whether the source of a sentence is found, and none is named for one that was tampered with.

    python -m reportqa.evaluation.tracing INDEX

Sentences are drawn from the reports of an index and quoted in a question for their source, once as
they stand and once with two neighbouring characters exchanged.
"""

import random
import sys
from collections.abc import Iterator, Sequence

from reportqa.answering import ask
from reportqa.chunking import sentences
from reportqa.evaluation.commands import parser_of, run
from reportqa.index import Index
from reportqa.normalising import has_chinese
from reportqa.types import Report

_SAMPLE = 300
_SHORTEST, _LONGEST = 10, 80


def tracing(index: Index, sample: int = _SAMPLE) -> dict[str, float]:
    """Shares of quoted sentences whose source is found, and of those tampered with refused.

    `found` and `refused` are the better the higher. A sentence is found where the answer is that
    sentence, and so in a report that has it.
    """
    rng = random.Random(0)
    drawn = sorted({text for report in index.reports for text in _quotable(report)})
    drawn = rng.sample(drawn, min(sample, len(drawn)))
    found = refused = 0
    for text in drawn:
        answer = ask(index, _asking(text), 1).answer
        found += answer is not None and answer.text == text.rstrip("。")
        at = rng.choice([at for at in range(1, len(text)) if text[at] != text[at - 1]])
        changed = text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
        refused += ask(index, _asking(changed), 1).answer is None
    return {
        "sentences": len(drawn),
        "found": found / max(1, len(drawn)),
        "refused": refused / max(1, len(drawn)),
    }


def _quotable(report: Report) -> Iterator[str]:
    for start, end in sentences(report.text):
        text = report.text[start:end]
        fit = _SHORTEST <= end - start <= _LONGEST and has_chinese(text) and text.endswith("。")
        if fit and not set(text) & set('“”"「」\n \u3000\u00a0'):
            yield text


def _asking(words: str) -> str:
    return f"“{words}”出自哪份报告？"


def main(arguments: Sequence[str]) -> None:
    """Print what `tracing` finds for an index."""
    parser = parser_of("tracing", __doc__)
    parser.add_argument("index", metavar="INDEX", help="folder of an index")
    options = parser.parse_args(arguments)
    for name, value in tracing(Index.load(options.index)).items():
        sys.stdout.write(f"{name:<12}{value:.3f}\n")


if __name__ == "__main__":
    run(main)
