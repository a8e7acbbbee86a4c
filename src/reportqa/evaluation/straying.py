"""Whether questions about something else are told from those about the reports.

    python -m reportqa.evaluation.straying SET.jsonl INDEX SQUAD.json [...]

The bounds of `reportqa.answering.confidence.is_off_topic` were set by this: as many as may be of
the questions of sets about anything under the sun should fall below them, and hardly any of those
that the reports answer.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from reportqa.answering import read_question
from reportqa.answering.understanding.questions import not_askable
from reportqa.evaluation.commands import parser_of, run
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.evaluation.squad import questions_of
from reportqa.index import Index

_SAMPLE = 300


def straying(index: Index, answerable: Sequence[str], strange: Sequence[str]) -> dict[str, float]:
    """Shares held to be off topic, and how near the passages found are.

    The cosines are those of `Signals.passage_cosine`: the lowest of the answerable questions, and
    what 98 in 100 of the strange ones stay below.
    """
    own = [reading for text in answerable if (reading := read_question(index, text))]
    others = [reading for text in strange if (reading := read_question(index, text))]
    return {
        "answerable": len(own),
        "answerable_off_topic": float(np.mean([reading.off_topic for reading in own])),
        "answerable_least": min(reading.signals.passage_cosine for reading in own),
        "strange": len(others),
        "strange_off_topic": float(np.mean([reading.off_topic for reading in others])),
        "strange_98_percent": float(
            np.quantile([reading.signals.passage_cosine for reading in others], 0.98)
        ),
    }


def main(arguments: Sequence[str]) -> None:
    """Print what `straying` finds for the development half of a set and a sample of others."""
    parser = parser_of("straying", __doc__)
    parser.add_argument("set", type=Path, metavar="SET.jsonl", help="questions on the reports")
    parser.add_argument("index", metavar="INDEX", help="folder of the reports' index")
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="SQUAD.json", help="questions on anything else"
    )
    options = parser.parse_args(arguments)
    gold = QuestionSet.load(options.set, "dev").questions
    asked = [one.question for one in gold if one.answerable and not not_askable(one.question)]
    strange = [text for file in options.files for text in questions_of(file)]
    strange = random.Random(0).sample(strange, min(_SAMPLE, len(strange)))
    for name, value in straying(Index.load(options.index), asked, strange).items():
        sys.stdout.write(f"{name:<24}{value:.3f}\n")


if __name__ == "__main__":
    run(main)
